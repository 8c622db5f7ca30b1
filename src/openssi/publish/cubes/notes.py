"""What a release says of its figures: sources, footnotes, breaks and reference metadata, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openssi.engine import Connection
from openssi.vocabulary.text import Language

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MetadataEntry:
    """What stands under one heading.

    Attributes:
        concept: Id of the heading (`COMPAR_TIME`).
        number: Where it stands (`15.2`).
        language: Language of the text where it exists in one alone, else empty.
    """

    concept: str
    number: str
    name: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything that is said of a dataflow, an indicator or a country.

    Attributes:
        headings: Reference metadata in the order of their numbers.
        footnotes: Rows of `footnotes` with their text in `text`.
        breaks: Rows of `breaks` with their text in `text`.
        sources: Rows of `sources`.
    """

    headings: tuple[MetadataEntry, ...]
    footnotes: tuple[Row, ...] = ()
    breaks: tuple[Row, ...] = ()
    sources: tuple[Row, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """Return the reference metadata as lines of text, for formats that hold no more."""
        return tuple(f"{each.number} {each.name}: {each.text}" for each in self.headings)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesAsked:
    """What notes are asked of; whatever is empty limits nothing.

    Attributes:
        target: Of the reference metadata: `DF_INDICATORS`, an indicator, `QMA`, `QMA.2021`, `QMA01.2021`.
        footnotes: Columns of `footnotes` and the value that each has; none where no footnotes are asked for.
        breaks: Columns of `breaks` and their values.
        sources: Columns of `sources` and their values.
    """

    target: str
    footnotes: Mapping[str, object] | None = None
    breaks: Mapping[str, object] | None = None
    sources: Mapping[str, object] | None = None


def notes(connection: Connection, language: Language, asked: NotesAsked) -> Notes:
    """Return the notes that are asked for."""
    statement = f"""
        SELECT concept, number, name_{language} AS name, text_{language} AS text, coalesce(language, '') AS language
        FROM reference_metadata WHERE target = $target ORDER BY position
    """
    rows = connection.rows(statement, {"target": asked.target})
    return Notes(
        headings=tuple(MetadataEntry(**row) for row in rows),
        footnotes=_told(connection, "footnotes", language, asked.footnotes),
        breaks=_told(connection, "breaks", language, asked.breaks),
        sources=_found(connection, "SELECT * FROM sources", asked.sources),
    )


def _told(
    connection: Connection, table: str, language: Language, wanted: Mapping[str, object] | None
) -> tuple[Row, ...]:
    texts = f"SELECT * EXCLUDE (text_en, text_fr, text_es), text_{language} AS text FROM {table}"
    return _found(connection, texts, wanted)


def _found(connection: Connection, statement: str, wanted: Mapping[str, object] | None) -> tuple[Row, ...]:
    if wanted is None:
        return ()
    conditions = "".join(f" AND {name} = ${name}" for name in wanted)
    return tuple(connection.rows(f"{statement} WHERE TRUE{conditions}", dict(wanted)))
