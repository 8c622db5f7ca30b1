"""The headings of reference metadata, and what stands under them (`definitions/reference_metadata.yaml`)."""

import string
from collections.abc import Collection
from pathlib import Path

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.reference_metadata import (
    METADATA_FACTS,
    METADATA_SCOPES,
    MetadataDefinitions,
    MetadataHeading,
    MetadataText,
)
from openssi.vocabulary.text import LANGUAGES, MultilingualText

FILE = "reference_metadata.yaml"


def load_reference_metadata(root: Path, targets: Collection[str]) -> MetadataDefinitions:
    """Read `definitions/reference_metadata.yaml`.

    Args:
        root: The folder of the definitions.
        targets: Ids of the dataflows and families of indicators that a text may be limited to.

    Raises:
        FixTheFile: with the line, if an id stands twice, or a heading, target or fact is not known.
    """
    source = read_yaml(root / FILE).only("headings", "texts")
    headings = _headings(source["headings"])
    known = tuple(each.id for each in headings)
    return MetadataDefinitions(headings, tuple(_text(each, known, targets) for each in source["texts"].items()))


def _headings(source: Source) -> tuple[MetadataHeading, ...]:
    seen = SeenIds()
    found: list[MetadataHeading] = []
    for each in source.items():
        identity = seen.add(each.only("id", "number", "parent", "name", "recalled"))
        parent = each.one_of("parent", tuple(above.id for above in found)) if each.find("parent") else ""
        found.append(
            MetadataHeading(
                id=identity,
                number=each.text("number"),
                name=each.multilingual("name"),
                parent=parent,
                is_confirmed=each.find("recalled") is None,
            )
        )
    return tuple(found)


def _text(source: Source, known: tuple[str, ...], targets: Collection[str]) -> MetadataText:
    source.only("concept", "scope", "of", "text", "otherwise")
    scope = source.one_of("scope", METADATA_SCOPES)
    of = source.texts("of")
    for each in of:
        if each not in targets:
            raise source["of"].fail("DEFINITION_VALUE_UNKNOWN", value=each, allowed=", ".join(targets))
    text = source.multilingual("text")
    _refuse_unknown_facts(source["text"], text, METADATA_FACTS[scope])
    otherwise = source.multilingual("otherwise") if source.find("otherwise") else None
    if otherwise is not None:
        _refuse_unknown_facts(source["otherwise"], otherwise, frozenset({"name", "year", "release"}))
    return MetadataText(concept=source.one_of("concept", known), scope=scope, of=of, text=text, otherwise=otherwise)


def facts_named(text: MultilingualText) -> frozenset[str]:
    """Return the facts that a text names, in any language."""
    return frozenset(
        name for each in LANGUAGES for _, name, _, _ in string.Formatter().parse(text.in_language(each)) if name
    )


def _refuse_unknown_facts(source: Source, text: MultilingualText, known: Collection[str]) -> None:
    for name in sorted(facts_named(text) - set(known)):
        raise source.fail("DEFINITION_VALUE_UNKNOWN", value=name, allowed=", ".join(sorted(known)))
