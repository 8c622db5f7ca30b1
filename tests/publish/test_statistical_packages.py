"""Stata and SPSS: what is written is read back with its values, its labels and the reasons why values are missing."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from openssi.definitions import Definitions, default_root
from openssi.engine import Connection
from openssi.publish import publish
from openssi.publish.datasets import statistical_variables
from openssi.publish.datasets.dataset_files import DATASETS, write_dataset
from openssi.publish.datasets.spss import missing_number, write_spss
from openssi.publish.datasets.stata import write_stata
from openssi.publish.datasets.statistical_labels import LONGEST_LINE, lines_of
from openssi.vocabulary.data_structure import Component, DataStructure, PublishedDataflow
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.release import Release
from publish.literal_dataset import HOSTILE, LONG, STRUCTURE, THIRD, Message, component, text


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
    write_dataset(kind, message(), path, Definitions(default_root()))
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
    write_dataset(kind, message(), path, Definitions(default_root()))
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
        write_dataset(kind, message(statement="SELECT * FROM DF_TEST WHERE false"), path, Definitions(default_root()))
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
    paths = publish(dataflows, release, format_id, tmp_path, "en", real_definitions)
    extension = DATASETS[format_id].extension
    assert {tmp_path / f"{each}.{extension}" for each in real_definitions.dataflows.dataflows} < set(paths)
    frame, _ = read(tmp_path / "indicator" / f"SPENDING.{extension}")
    assert sorted(frame["obs_value"]) == [3.5, 7.25]
    assert "_label" in (tmp_path / "README.txt").read_text(encoding="utf-8")
