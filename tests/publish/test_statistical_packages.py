"""Stata and SPSS: what is written is read back with its values, its labels and the reasons why values are missing."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyreadstat
import pytest

from openssi.definitions import Definitions
from openssi.engine import Connection, connect
from openssi.publish import publish, statistical_variables
from openssi.publish.data_messages import DataMessage
from openssi.publish.datasets import DATASETS, write_dataset
from openssi.publish.spss import missing_number, write_spss
from openssi.publish.stata import write_stata
from openssi.publish.statistical_labels import LONGEST_LINE, lines_of
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
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.release import Release
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


@pytest.fixture
def message(release: Release) -> Any:
    with connect(DF_TEST=pa.Table.from_pylist(ROWS, schema=SCHEMA)) as connection:

        def made(**changed: Any) -> DataMessage:
            usual: dict[str, Any] = {
                "connection": connection,
                "dataflow": DATAFLOW,
                "structures": STRUCTURES,
                "statement": "SELECT * FROM DF_TEST ORDER BY REF_AREA, TIME_PERIOD",
                "release": release,
                "language": "fr",
            }
            return DataMessage(**{**usual, **changed})

        yield made


def test_stata_gives_back_values_to_the_last_digit_and_the_reasons_of_missing_ones(
    message: Message, tmp_path: Path
) -> None:
    write_stata(message(), tmp_path / "test.dta")
    frame, meta = pyreadstat.read_dta(tmp_path / "test.dta", user_missing=True)
    values = frame["obs_value"].tolist()
    assert values[0] == THIRD
    assert values[1:3] == ["q", "m"]
    assert values[3] == -2.5e-7
    assert math.isnan(values[4])
    assert frame["upper"].tolist()[0] == 0.1 + 0.2
    assert meta.variable_value_labels["obs_value"] == {"q": "Suppressed (fr)", "m": "Cannot exist (fr)"}


def test_spss_gives_back_values_to_the_last_digit_and_the_reasons_of_missing_ones(
    message: Message, tmp_path: Path
) -> None:
    write_spss(message(), tmp_path / "test.sav")
    frame, meta = pyreadstat.read_sav(tmp_path / "test.sav", user_missing=True)
    values = frame["obs_value"].tolist()
    assert values[:4] == [THIRD, missing_number("q"), missing_number("m"), -2.5e-7]
    assert math.isnan(values[4])
    assert meta.variable_value_labels["obs_value"][missing_number("q")] == "Suppressed (fr)"
    as_missing, _ = pyreadstat.read_sav(tmp_path / "test.sav")
    assert as_missing["obs_value"].isna().tolist() == [False, True, True, False, True]


@pytest.mark.parametrize(("kind", "read"), [("stata", pyreadstat.read_dta), ("spss", pyreadstat.read_sav)])
def test_codes_stay_text_and_labelled_whole_numbers_name_them(
    kind: str, read: Callable[..., Any], message: Message, tmp_path: Path
) -> None:
    path = tmp_path / f"test.{DATASETS[kind].extension}"
    write_dataset(kind, message(), path)
    frame, meta = read(path)
    assert frame["ref_area"].tolist() == ["QMA", "QMA", "QMC", "QMX", "QMX"]
    assert [int(each) for each in frame["ref_area_label"]] == [1, 1, 3, 4, 4]
    named = meta.variable_value_labels["ref_area_label"]
    assert (named[1], named[4]) == ("Aldova (fr)", "QMX")
    assert [int(each) for each in frame["time_period"]] == [2019, 2020, 2019, 2020, 2021]
    assert meta.column_names_to_labels["ref_area"] == "REF_AREA (fr)"
    assert "DF_TEST" in meta.file_label
    assert "2026.1" in meta.file_label


@pytest.mark.parametrize(("kind", "read"), [("stata", pyreadstat.read_dta), ("spss", pyreadstat.read_sav)])
def test_texts_come_back_as_they_are(kind: str, read: Callable[..., Any], message: Message, tmp_path: Path) -> None:
    path = tmp_path / f"test.{DATASETS[kind].extension}"
    write_dataset(kind, message(), path)
    assert read(path)[0]["comment_obs"].tolist() == ["", HOSTILE, "é" * 3000, "", ""]


def test_stata_holds_a_long_label_of_a_value_in_full(message: Message, tmp_path: Path) -> None:
    assert write_stata(message(), tmp_path / "test.dta") == ()
    _, meta = pyreadstat.read_dta(tmp_path / "test.dta")
    assert meta.variable_value_labels["ref_area_label"][3] == f"{LONG} (fr)"


def test_spss_shortens_a_long_label_and_tells_it_in_its_notes(message: Message, tmp_path: Path) -> None:
    shortened = write_spss(message(), tmp_path / "test.sav")
    _, meta = pyreadstat.read_sav(tmp_path / "test.sav")
    label = meta.variable_value_labels["ref_area_label"][3]
    assert label.endswith("…")
    assert len(label.encode()) <= 120
    assert shortened == (f"ref_area_label = 3: {LONG} (fr)",)
    assert " ".join(meta.notes).split() == shortened[0].split()


def test_a_long_label_of_a_variable_is_shortened_and_told(message: Message, tmp_path: Path) -> None:
    long = Component(
        id="UPPER", role="attribute", representation="number", name=text(LONG * 2), description=text("")
    )  # fmt: skip
    structure = DataStructure(
        id="DSD",
        name=text(""),
        components=tuple(long if each.id == "UPPER" else each for each in STRUCTURE.components),
    )
    dataflow = PublishedDataflow(id="DF_TEST", name=text(""), description=text(""), structure=structure)
    for write, read, most in ((write_stata, pyreadstat.read_dta, 80), (write_spss, pyreadstat.read_sav, 256)):
        shortened = write(message(dataflow=dataflow), tmp_path / "test")
        label = read(tmp_path / "test")[1].column_names_to_labels["upper"]
        assert label.endswith("…")
        assert len(label) <= most
        assert f"upper: {LONG * 2} (fr)" in shortened


def test_lines_of_notes_are_no_longer_than_spss_allows() -> None:
    lines = lines_of([f"ref_area_label = 3: {LONG}"])
    assert all(len(each.encode()) <= LONGEST_LINE for each in lines)
    assert " ".join(lines).split() == f"ref_area_label = 3: {LONG}".split()


def test_a_text_that_spss_cannot_hold_is_refused_and_stata_holds_it(message: Message, tmp_path: Path) -> None:
    statement = "SELECT * REPLACE (repeat('x', 32768) AS COMMENT_OBS) FROM DF_TEST"
    with pytest.raises(FixTheFile) as refused:
        write_spss(message(statement=statement), tmp_path / "test.sav")
    assert refused.value.problems[0].code == "DATASET_TEXT_TOO_LONG"
    assert not (tmp_path / "test.sav").exists()
    write_stata(message(statement=statement), tmp_path / "test.dta")
    assert {len(each) for each in pyreadstat.read_dta(tmp_path / "test.dta")[0]["comment_obs"]} == {32768}


def test_too_many_observations_are_refused_and_none_is_left_out(
    message: Message, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistical_variables, "MOST_ROWS", 4)
    with pytest.raises(FixTheFile, match="parquet") as refused:
        write_stata(message(), tmp_path / "test.dta")
    assert refused.value.problems[0].code == "DATASET_TOO_LONG"


def test_a_name_that_stata_cannot_hold_is_refused(message: Message, tmp_path: Path) -> None:
    long = component("A_CONCEPT_WITH_A_VERY_LONG_NAME_INDEED", "attribute", "text")
    structure = DataStructure(id="DSD", name=text(""), components=(*STRUCTURE.components, long))
    dataflow = PublishedDataflow(id="DF_TEST", name=text(""), description=text(""), structure=structure)
    statement = "SELECT *, 'x' AS A_CONCEPT_WITH_A_VERY_LONG_NAME_INDEED FROM DF_TEST"
    with pytest.raises(FixTheFile) as refused:
        write_stata(message(dataflow=dataflow, statement=statement), tmp_path / "test.dta")
    assert refused.value.problems[0].code == "VARIABLE_NAME_TOO_LONG"


def test_an_empty_dataset_keeps_its_variables(message: Message, tmp_path: Path) -> None:
    for kind, read in (("stata", pyreadstat.read_dta), ("spss", pyreadstat.read_sav)):
        path = tmp_path / kind
        write_dataset(kind, message(statement="SELECT * FROM DF_TEST WHERE false"), path)
        frame, _ = read(path)
        assert (len(frame), "obs_value" in frame.columns) == (0, True)


def test_every_variable_of_the_dataflows_has_a_name_that_stata_allows(real_definitions: Definitions) -> None:
    names = [
        f"{each.id.lower()}{statistical_variables.LABELLED}"
        for dataflow in real_definitions.dataflows.dataflows.values()
        for each in dataflow.structure
    ]
    assert max(map(len, names)) <= statistical_variables.LONGEST_NAME


@pytest.mark.parametrize(("format_id", "read"), [("stata", pyreadstat.read_dta), ("spss", pyreadstat.read_sav)])
def test_a_release_is_one_file_per_dataflow_and_per_indicator(
    format_id: str,
    read: Callable[..., Any],
    dataflows: Connection,
    release: Release,
    real_definitions: Definitions,
    tmp_path: Path,
) -> None:
    from openssi.publish.published_codes import published_codelists
    from openssi.publish.structure_tables import code_table, component_table

    for name, table in (
        ("components", component_table(real_definitions.dataflows)),
        ("codes", code_table(published_codelists(dataflows, real_definitions))),
    ):
        dataflows.register(name, table)
    paths = publish(dataflows, release, format_id, tmp_path, "en", real_definitions)
    extension = DATASETS[format_id].extension
    assert {tmp_path / f"{each}.{extension}" for each in real_definitions.dataflows.dataflows} < set(paths)
    frame, _ = read(tmp_path / "indicator" / f"SPENDING.{extension}")
    assert sorted(frame["obs_value"]) == [3.5, 7.25]
    assert "_label" in (tmp_path / "README.txt").read_text(encoding="utf-8")
