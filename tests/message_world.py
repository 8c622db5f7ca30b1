"""A small dataflow with every kind of component, its rows, and messages of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pyarrow as pa

from openssi.engine import connect
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.vocabulary.data_structure import (
    Agency,
    Attachment,
    Component,
    DataStructure,
    PublishedCode,
    PublishedCodeList,
    PublishedDataflow,
    PublishedStructures,
    Representation,
    Role,
)
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import MultilingualText

Row = dict[str, Any]


def _text(word: str) -> MultilingualText:
    return MultilingualText(word, f"{word} (fr)", f"{word} (es)")


def _component(
    identity: str, role: Role, representation: Representation, codelist: str = "", attachment: Attachment | None = None
) -> Component:
    name = _text(identity.capitalize())
    return Component(
        id=identity,
        role=role,
        representation=representation,
        name=name,
        description=name,
        codelist=codelist,
        attachment=attachment,
        is_required=identity == "OBS_STATUS",
    )


STRUCTURE = DataStructure(
    id="DSD_SMALL",
    name=_text("Small structure"),
    components=(
        _component("FREQ", "dimension", "code", "CL_FREQ"),
        _component("REF_AREA", "dimension", "code", "CL_AREA"),
        _component("SEX", "dimension", "code", "CL_SEX"),
        _component("TIME_PERIOD", "time", "year"),
        _component("OBS_VALUE", "measure", "number"),
        _component("RELEASE", "attribute", "text", attachment="dataset"),
        _component("UNIT_MEASURE", "attribute", "code", "CL_UNIT", "series"),
        _component("TITLE", "attribute", "text", attachment="series"),
        _component("OBS_STATUS", "attribute", "code", "CL_OBS_STATUS", "observation"),
        _component("NOTE", "attribute", "text", attachment="observation"),
        _component("LOWER", "attribute", "number", attachment="observation"),
        _component("SEEN", "attribute", "date", attachment="observation"),
    ),
)
TYPES = pa.schema(
    [(each, pa.string()) for each in ("FREQ", "REF_AREA", "SEX")]
    + [("TIME_PERIOD", pa.int32()), ("OBS_VALUE", pa.float64())]
    + [(each, pa.string()) for each in ("RELEASE", "UNIT_MEASURE", "TITLE", "OBS_STATUS", "NOTE")]
    + [("LOWER", pa.decimal128(38, 10)), ("SEEN", pa.date32())]
)
_CODES = {
    "CL_FREQ": ("A",),
    "CL_AREA": ("QMA", "QMB"),
    "CL_SEX": ("_T", "F", "M"),
    "CL_UNIT": ("PT",),
    "CL_OBS_STATUS": ("A", "L"),
}
STRUCTURES = PublishedStructures(
    agency=Agency(id="OPENSSI", name=_text("Inquiry")),
    dataflows={
        "DF_SMALL": PublishedDataflow(
            id="DF_SMALL", name=_text("Small, with a comma"), description=_text("Small"), structure=STRUCTURE
        )
    },
    codelists={
        name: PublishedCodeList(
            id=name,
            name=_text(name),
            codes=tuple(PublishedCode(id=each, name=_text(f"Name of {each}")) for each in ids),
        )
        for name, ids in _CODES.items()
    },
)
RELEASE = Release(
    id="2026.1",
    created="2026-09-01T12:00:00+00:00",
    kind="demonstration",
    software_version="1.0",
    definitions_version="1.0",
    questionnaire_version="1.0",
    method={},
    sources=(),
    waivers=(),
    files=(),
)


def row(area: str, year: int, value: float | None, **more: Any) -> Row:
    """Return an observation of women and men together."""
    own = {"FREQ": "A", "REF_AREA": area, "SEX": "_T", "TIME_PERIOD": year, "OBS_VALUE": value}
    common = {"RELEASE": "2026.1", "UNIT_MEASURE": "PT", "OBS_STATUS": "A"}
    return {**own, **common, **more}


ROWS: tuple[Row, ...] = (
    row("QMA", 2019, 0.1 + 0.2, NOTE='=1+1, "so"', LOWER=Decimal(100)),
    row("QMA", 2020, None, OBS_STATUS="L"),
    row("QMB", 2020, 0.0, LOWER=Decimal("26.1140000001")),
)
"""Two series of three observations: a value with all its digits, a missing one and a true zero."""


@contextmanager
def message_of(rows: Sequence[Row] = ROWS, **options: Any) -> Iterator[DataMessage]:
    """Give a message of rows in the order in which they stand."""
    table = pa.Table.from_pylist([{name: each.get(name) for name in TYPES.names} for each in rows], schema=TYPES)
    with connect() as connection:
        connection.materialise("DF_SMALL", table)
        yield DataMessage(
            connection=connection,
            dataflow=STRUCTURES.dataflows["DF_SMALL"],
            structures=STRUCTURES,
            statement=options.pop("statement", "SELECT * FROM DF_SMALL"),
            release=RELEASE,
            **options,
        )


def written(format_id: str, rows: Sequence[Row] = ROWS, **options: Any) -> str:
    """Return rows in a format."""
    with message_of(rows, **options) as message:
        return b"".join(DATA_FORMATS[format_id].write(message)).decode()
