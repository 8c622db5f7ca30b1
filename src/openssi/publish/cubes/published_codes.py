"""The code lists of a release: the codes that its dataflows use, with their names in three languages."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.publish.cubes.published_names import names_in_release
from openssi.vocabulary.data_structure import (
    DeclaredCodeList,
    PublishedCode,
    PublishedCodeList,
    PublishedDataflow,
)
from openssi.vocabulary.text import MultilingualText


def published_codelists(connection: Connection, definitions: Definitions) -> Mapping[str, PublishedCodeList]:
    """Return the code lists of all dataflows.

    A list that the definitions declare is there whole, in their order; any other holds the codes that occur. A code
    that nothing names is its own name: a release is not refused for it, and `unnamed_codes` tells of it.

    Args:
        connection: Tables of the release, the dataflows among them.
        definitions: Names of items, units and codes, and of indicators where the release has none.

    Raises:
        FixTheFile: if two names of the inquiry become one code.
    """
    used = used_codes(connection, definitions)
    return {
        each: _codelist(definitions.published_codelists.lists[each], codes, connection, definitions)
        for each, codes in sorted(used.items())
    }


def unnamed_codes(connection: Connection, definitions: Definitions) -> Iterator[tuple[str, str]]:
    """Give the code list and code of everything that the dataflows use and nothing names."""
    lists = definitions.published_codelists.lists
    for each, used in sorted(used_codes(connection, definitions).items()):
        known = {code.id for code in _known(lists[each], connection, definitions)}
        yield from ((each, code) for code in sorted(used - known))


def used_codes(connection: Connection, definitions: Definitions) -> Mapping[str, set[str]]:
    """Return the codes that occur, by code list; a list that a structure names and nothing uses is empty."""
    used: dict[str, set[str]] = {}
    for dataflow in definitions.dataflows.dataflows.values():
        for codelist, codes in codes_of(connection, dataflow):
            used.setdefault(codelist, set()).update(codes)
    return used


def codes_of(connection: Connection, dataflow: PublishedDataflow) -> Iterator[tuple[str, list[str]]]:
    """Give each code list of a dataflow, perhaps several times, with codes that occur."""
    for each in dataflow.structure:
        if each.codelist:
            statement = f'SELECT DISTINCT CAST("{each.id}" AS VARCHAR) AS code FROM {dataflow.id}'
            rows = connection.rows(f"{statement} WHERE code IS NOT NULL")
            yield each.codelist, [row["code"] for row in rows]


def _codelist(
    declared: DeclaredCodeList, used: set[str], connection: Connection, definitions: Definitions
) -> PublishedCodeList:
    known = _known(declared, connection, definitions)
    whole = {each.id for each in declared.codes}
    chosen = [each for each in known if each.id in used or each.id in whole]
    names = {each.id for each in chosen}
    chosen += [PublishedCode(id=each, name=MultilingualText(each, each, each)) for each in sorted(used - names)]
    present = names | used
    codes = (each if each.parent in present else replace(each, parent="") for each in chosen)
    return PublishedCodeList(id=declared.id, name=declared.name, codes=tuple(codes))


def _known(declared: DeclaredCodeList, connection: Connection, definitions: Definitions) -> list[PublishedCode]:
    """Return the codes of a list that have a name, in order: the total first, what is unknown or absent last."""
    own = declared.codes or names_in_release(declared, connection, definitions)
    ids = {each.id for each in own}
    own = (*own, *(each for each in declared.further if each.id not in ids))
    total, *rest = (each for each in definitions.published_codelists.reserved)
    first = [] if total.id in ids else [total]
    return [*first, *own, *(each for each in rest if each.id not in ids)]
