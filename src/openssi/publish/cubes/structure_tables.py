"""The structures of a release as tables of the release, so that it explains itself for as long as it lasts."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from openssi.engine import Connection, table_of
from openssi.vocabulary.data_structure import (
    CODES,
    COMPONENTS,
    Agency,
    Component,
    DataStructure,
    PublishedCode,
    PublishedCodeList,
    PublishedDataflow,
    PublishedStructures,
)
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Row = Mapping[str, Any]


def component_table(structures: PublishedStructures) -> pa.Table:
    """Return one row per dataflow and component."""
    return table_of(COMPONENTS, _component_rows(structures))


def _component_rows(structures: PublishedStructures) -> Iterator[Row]:
    for dataflow in structures.dataflows.values():
        common = {
            "dataflow": dataflow.id,
            "dataflow_version": dataflow.version,
            **_texts("dataflow_name", dataflow.name),
            **_texts("dataflow_description", dataflow.description),
            "structure": dataflow.structure.id,
            "structure_version": dataflow.structure.version,
            **_texts("structure_name", dataflow.structure.name),
            "agency": structures.agency.id,
            **_texts("agency_name", structures.agency.name),
        }
        for position, each in enumerate(dataflow.structure, 1):
            yield {**common, "position": position, **_component_row(each)}


def _component_row(component: Component) -> Row:
    return {
        "component": component.id,
        "role": component.role,
        "representation": component.representation,
        "codelist": component.codelist,
        "attachment": component.attachment or "",
        "is_required": component.is_required,
        **_texts("name", component.name),
        **_texts("description", component.description),
    }


def code_table(codelists: Mapping[str, PublishedCodeList]) -> pa.Table:
    """Return one row per code list and code; a list without codes is a row without a code."""
    return table_of(CODES, _code_rows(codelists))


def _code_rows(codelists: Mapping[str, PublishedCodeList]) -> Iterator[Row]:
    for codelist in codelists.values():
        common = {
            "codelist": codelist.id,
            "codelist_version": codelist.version,
            **_texts("codelist_name", codelist.name),
        }
        for position, each in enumerate(codelist.codes, 1):
            described = _texts("description", each.description) if each.description else {}
            own = {"code": each.id, "parent": each.parent, **_texts("name", each.name), **described}
            yield {**common, "position": position, **own}
        if not codelist.codes:
            yield {**common, "position": 0}


def read_structures(connection: Connection) -> PublishedStructures:
    """Return the structures that the tables `components` and `codes` of a release tell."""
    components = connection.rows("FROM components ORDER BY dataflow, position")
    codes = connection.rows("FROM codes ORDER BY codelist, position")
    dataflows = _grouped(components, "dataflow")
    structures: dict[str, DataStructure] = {}
    for rows in dataflows.values():
        structures.setdefault(rows[0]["structure"], _structure(rows))
    agency = components[0]
    return PublishedStructures(
        agency=Agency(id=agency["agency"], name=_text(agency, "agency_name")),
        dataflows={name: _dataflow(rows[0], structures) for name, rows in dataflows.items()},
        codelists={name: _codelist(rows) for name, rows in _grouped(codes, "codelist").items()},
    )


def _grouped(rows: Sequence[Row], column: str) -> Mapping[str, Sequence[Row]]:
    """Return rows, sorted by a column, by its values."""
    return {value: list(own) for value, own in groupby(rows, itemgetter(column))}


def _structure(rows: Sequence[Row]) -> DataStructure:
    return DataStructure(
        id=rows[0]["structure"],
        version=rows[0]["structure_version"],
        name=_text(rows[0], "structure_name"),
        components=tuple(map(_component, rows)),
    )


def _component(row: Row) -> Component:
    return Component(
        id=row["component"],
        role=row["role"],
        representation=row["representation"],
        codelist=row["codelist"],
        attachment=row["attachment"] or None,
        is_required=row["is_required"],
        name=_text(row, "name"),
        description=_text(row, "description"),
    )


def _dataflow(row: Row, structures: Mapping[str, DataStructure]) -> PublishedDataflow:
    return PublishedDataflow(
        id=row["dataflow"],
        version=row["dataflow_version"],
        name=_text(row, "dataflow_name"),
        description=_text(row, "dataflow_description"),
        structure=structures[row["structure"]],
    )


def _codelist(rows: Sequence[Row]) -> PublishedCodeList:
    return PublishedCodeList(
        id=rows[0]["codelist"],
        version=rows[0]["codelist_version"],
        name=_text(rows[0], "codelist_name"),
        codes=tuple(_code(each) for each in rows if each["code"] is not None),
    )


def _code(row: Row) -> PublishedCode:
    return PublishedCode(
        id=row["code"],
        name=_text(row, "name"),
        description=_text(row, "description") if row["description_en"] else None,
        parent=row["parent"],
    )


def _texts(name: str, text: MultilingualText) -> dict[str, str]:
    return {f"{name}_{each}": text.in_language(each) for each in LANGUAGES}


def _text(row: Row, name: str) -> MultilingualText:
    return MultilingualText(*(row[f"{name}_{each}"] for each in LANGUAGES))
