"""The code lists of a release: the codes that occur in its dataflows, with their names in three languages."""

from collections.abc import Callable, Iterator, Mapping

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.vocabulary.data_structure import PublishedCode, PublishedCodeList, PublishedDataflow
from openssi.vocabulary.text import MultilingualText

Names = Callable[[str], MultilingualText]


def published_codelists(connection: Connection, definitions: Definitions) -> Mapping[str, PublishedCodeList]:
    """Return the code lists of all dataflows.

    Args:
        connection: Tables of the release, the dataflows among them.
        definitions: Names of items, indicators, units and codes.
    """
    used = _used(connection, definitions)
    return {each: _codelist(each, sorted(codes)) for each, codes in sorted(used.items())}


def _codelist(identity: str, codes: list[str]) -> PublishedCodeList:
    return PublishedCodeList(
        id=identity,
        name=MultilingualText(identity, identity, identity),
        codes=tuple(PublishedCode(id=each, name=MultilingualText(each, each, each)) for each in codes),
    )


def _used(connection: Connection, definitions: Definitions) -> dict[str, set[str]]:
    """Return the codes that occur, by code list."""
    used: dict[str, set[str]] = {}
    for dataflow in definitions.dataflows.dataflows.values():
        for codelist, code in _codes_of(connection, dataflow):
            used.setdefault(codelist, set()).add(code)
    return used


def _codes_of(connection: Connection, dataflow: PublishedDataflow) -> Iterator[tuple[str, str]]:
    for each in dataflow.structure:
        if each.codelist:
            statement = f'SELECT DISTINCT CAST("{each.id}" AS VARCHAR) AS code FROM {dataflow.id}'
            codes = connection.rows(f"{statement} WHERE code IS NOT NULL")
            yield from ((each.codelist, row["code"]) for row in codes)
