"""The code lists that machines ask for: their names, and where their codes come from."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.data_structure import (
    CodesOfRelease,
    DeclaredCodeList,
    DeclaredCodeLists,
    PublishedCode,
    PublishedStructures,
    published_code,
)

FILE = "published_codelists.yaml"

_GENERATED: tuple[CodesOfRelease, ...] = get_args(CodesOfRelease)


def load_published_codelists(
    root: Path, codelists: Mapping[str, CodeList], structures: PublishedStructures
) -> DeclaredCodeLists:
    """Read `definitions/published_codelists.yaml`.

    Args:
        root: The folder of the definitions.
        codelists: The code lists of the definitions.
        structures: What names the lists; none of them may be missing.

    Raises:
        FixTheFile: with the line, if an id stands twice, a list is not declared, or the codes come from nowhere.
    """
    source = read_yaml(root / FILE).only("reserved", "codelists")
    lists = _lists(source["codelists"], codelists)
    used = (each.codelist for structure in structures.structures.values() for each in structure if each.codelist)
    missing = sorted(set(used) - set(lists))
    if missing:
        raise source["codelists"].fail("DEFINITION_VALUE_UNKNOWN", value=missing[0], allowed=", ".join(lists))
    return DeclaredCodeLists(reserved=_codes(source["reserved"]), lists=lists)


def _lists(source: Source, codelists: Mapping[str, CodeList]) -> dict[str, DeclaredCodeList]:
    seen = SeenIds()
    found = (_list(each, seen.add(each), codelists) for each in source.items())
    return {each.id: each for each in found}


def _list(source: Source, identity: str, codelists: Mapping[str, CodeList]) -> DeclaredCodeList:
    source.only("id", "name", "codes", "declared", "prefix", "reserved", "generated", "further")
    name = source.multilingual("name")
    if source.find("generated"):
        further = source.find("further")
        return DeclaredCodeList(
            id=identity,
            name=name,
            generated=source.one_of("generated", _GENERATED),
            further=_codes(further) if further else (),
        )
    return DeclaredCodeList(id=identity, name=name, codes=_declared(source, codelists))


def _declared(source: Source, codelists: Mapping[str, CodeList]) -> tuple[PublishedCode, ...]:
    if source.find("declared") is None:
        return _codes(source["codes"])
    prefix, reserved = source.text("prefix", ""), source.mapping("reserved")
    codes = codelists[source.one_of("declared", tuple(codelists))]
    return tuple(
        PublishedCode(id=prefix + reserved.get(each.id, published_code(each.id)), name=each.name) for each in codes
    )


def _codes(source: Source) -> tuple[PublishedCode, ...]:
    seen = SeenIds()
    return tuple(
        PublishedCode(id=seen.add(each.only("id", "name")), name=each.multilingual("name")) for each in source.items()
    )
