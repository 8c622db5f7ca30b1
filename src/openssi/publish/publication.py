"""What a format is given, and how its files come into being: written aside, then moved to their place."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.vocabulary.data_structure import PublishedStructures
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

Structures = Callable[[], PublishedStructures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A release on its way out.

    Attributes:
        connection: Tables of the release under the ids of their dataflows.
        folder: Where the files are written.
        language: Language of headings, labels and notes.
        structures: Makes the dataflows tables of the connection, and returns what explains them; none where they are
            there already, explained by the tables `components` and `codes`.
    """

    connection: Connection
    release: Release
    folder: Path
    language: Language
    definitions: Definitions
    structures: Structures | None = None

    def say(self, key: str, **values: object) -> str:
        """Return a text of `definitions/interface/publish.yaml`."""
        return self.definitions.texts.get(f"publish.{key}", self.language, **values)

    @property
    def world(self) -> str:
        """`demonstration` where the countries are invented, else `real`."""
        return "demonstration" if self.release.is_fictional else "real"

    def notices(self) -> tuple[str, ...]:
        """Return what every export says: that its countries are invented, where they are, and who stands behind it."""
        invented = (self.say("notice.invented"),) if self.release.is_fictional else ()
        return (*invented, self.say("notice.independent"))

    def citation(self) -> str:
        """Return how the release is cited."""
        key = "citation.demonstration" if self.release.is_fictional else "citation.real"
        return self.say(key, release=self.release.id, date=self.release.created[:10])


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Give a path beside the one asked for, and move the file to its place when it is whole.

    Whatever happens, a reader of `path` finds the former file or the new one, never half of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        yield aside
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_readme(publication: Publication, files: str) -> Path:
    """Write the page that travels with files for machines.

    Args:
        publication: The release and its language.
        files: What the files beside it are.
    """
    path = publication.folder / "README.txt"
    heads = ("readme.title", "readme.release", "readme.versions")
    release = publication.release
    values = {
        "release": release.id,
        "date": release.created[:10],
        "software": release.software_version,
        "definitions": release.definitions_version,
        "questionnaire": release.questionnaire_version,
    }
    lines = [publication.say(head, **values) for head in heads]
    lines += ["", *publication.notices(), "", files, "", publication.say("readme.exact"), "", publication.citation()]
    with written_aside(path) as aside:
        aside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
