"""A dataset of five observations with every awkward value that a file of one dataset has to carry."""

from collections.abc import Callable

import pyarrow as pa

from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.vocabulary.data_structure import (
    Agency,
    Component,
    DataStructure,
    PublishedCode,
    PublishedCodeList,
    PublishedDataflow,
    PublishedStructures,
    Representation,
    Role,
)
from openssi.vocabulary.text import MultilingualText

THIRD = 1 / 3 * 100
LONG = "Une étiquette très longue qui dit tout " * 5
HOSTILE = 'Register "B", =1+1,\nsecond line ✓'

Message = Callable[..., DataMessage]


def text(name: str) -> MultilingualText:
    return MultilingualText(f"{name} (en)", f"{name} (fr)", f"{name} (es)")


def component(name: str, role: Role, representation: Representation, codelist: str = "") -> Component:
    return Component(
        id=name, role=role, representation=representation, codelist=codelist, name=text(name), description=text(name)
    )


def codelist(name: str, **codes: str) -> PublishedCodeList:
    listed = tuple(PublishedCode(id=code, name=text(named)) for code, named in codes.items())
    return PublishedCodeList(id=name, name=text(name), codes=listed)


STRUCTURE = DataStructure(
    id="DSD",
    name=text("Structure"),
    components=(
        component("REF_AREA", "dimension", "code", "CL_AREA"),
        component("TIME_PERIOD", "time", "year"),
        component("OBS_VALUE", "measure", "number"),
        component("OBS_STATUS", "attribute", "code", "CL_OBS_STATUS"),
        component("UPPER", "attribute", "number"),
        component("COMMENT_OBS", "attribute", "text"),
    ),
)
DATAFLOW = PublishedDataflow(id="DF_TEST", name=text("Test"), description=text("Test"), structure=STRUCTURE)
STRUCTURES = PublishedStructures(
    agency=Agency(id="OPENSSI", name=text("OpenSSI")),
    dataflows={"DF_TEST": DATAFLOW},
    codelists={
        "CL_AREA": codelist("CL_AREA", QMA="Aldova", QMB="Borland", QMC=LONG),
        "CL_OBS_STATUS": codelist("CL_OBS_STATUS", A="Normal", M="Cannot exist", Q="Suppressed"),
    },
)
ROWS = [
    {"REF_AREA": "QMA", "TIME_PERIOD": 2019, "OBS_VALUE": THIRD, "OBS_STATUS": "A", "UPPER": 0.1 + 0.2},
    {"REF_AREA": "QMA", "TIME_PERIOD": 2020, "OBS_VALUE": None, "OBS_STATUS": "Q", "COMMENT_OBS": HOSTILE},
    {"REF_AREA": "QMC", "TIME_PERIOD": 2019, "OBS_VALUE": None, "OBS_STATUS": "M", "COMMENT_OBS": "é" * 3000},
    {"REF_AREA": "QMX", "TIME_PERIOD": 2020, "OBS_VALUE": -2.5e-7, "OBS_STATUS": "A"},
    {"REF_AREA": "QMX", "TIME_PERIOD": 2021, "OBS_VALUE": None, "OBS_STATUS": None},
]  # fmt: skip
SCHEMA = pa.schema(
    [
        ("REF_AREA", pa.string()), ("TIME_PERIOD", pa.int32()), ("OBS_VALUE", pa.float64()),
        ("OBS_STATUS", pa.string()), ("UPPER", pa.float64()), ("COMMENT_OBS", pa.string()),
    ]
)  # fmt: skip
