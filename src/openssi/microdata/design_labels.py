"""Reads what a design file calls values and transfers, in one language or in several."""

from openssi.definitions.source import Source
from openssi.microdata.design_values import only
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.text import LANGUAGES, MultilingualText


def name_of(transfer: Source) -> str:
    """Return the name of a transfer by which it is asked for: the first that stands there, else its column.

    Raises:
        FixTheFile: with the line, if a name is in no language that is known.
    """
    found = transfer.find("name")
    if found is None:
        return transfer.text("column")
    return next(iter(_named(transfer, "name").values()))


def read_labels(design: Source) -> Labels:
    """Read the words for values under `labels`, and the names of transfers.

    Args:
        design: The whole design.

    Raises:
        FixTheFile: with the line of what does not fit.
    """
    found, transfers = design.find("labels"), design.find("transfers")
    columns = dict(found.entries()) if found else {}
    for role in ("sex", "region"):
        column = design.text(role, "")
        for one, other in ((role, column), (column, role)):
            if one in columns and other:
                columns.setdefault(other, columns[one])
    named = [each for each in (transfers.items() if transfers else ()) if each.find("name")]
    return Labels(
        values={
            name: {value: _in_every_language(column, value) for value, _ in column.entries()}
            for name, column in columns.items()
        },
        programmes={name_of(each): _in_every_language(each, "name") for each in named},
    )


def _in_every_language(source: Source, key: str) -> MultilingualText:
    """Return words by language; in one that is left out, the first that stand there."""
    written = _named(source, key)
    first = next(iter(written.values()))
    return MultilingualText(*(written.get(language, first) for language in LANGUAGES))


def _named(source: Source, key: str) -> dict[str, str]:
    """Return words by language as they stand there: a text alone serves all languages."""
    found = source[key]
    if not isinstance(found.data, dict):
        return {"": source.text(key).strip()}
    only(found, LANGUAGES)
    written = {language: found.text(language).strip() for language, _ in found.entries()}
    if not any(written.values()):
        raise found.fail("DEFINITION_LANGUAGE_MISSING", key=key, languages=", ".join(LANGUAGES))
    return {language: text for language, text in written.items() if text}
