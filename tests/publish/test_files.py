import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.publish import FORMATS, publish, publish_one_file
from openssi.publish.publication import written_aside
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language

Publish = Callable[..., tuple[Path, ...]]


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def named(paths: tuple[Path, ...], name: str) -> Path:
    return next(path for path in paths if path.name == name)


def test_flat_csv_carries_numbers_without_any_space(written: Publish) -> None:
    rows = {
        (row["Code du pays"], row["Année"]): row for row in records(named(written("csv", "fr"), "country_values.csv"))
    }
    assert float(rows["QMA", "2020"]["Valeur"]) == 1 / 3 * 100
    assert rows["QMC", "2019"]["Personnes couvertes"] == "12345678901.5"
    assert (rows["QMA", "2020"]["Pays"], rows["QMA", "2020"]["Sexe"]) == ("Aldovie", "Total")


def test_an_answer_comes_out_as_it_was_typed(written: Publish) -> None:
    rows = {row["Country code"]: row for row in records(named(written("csv"), "observations.csv"))}
    assert (rows["QMA"]["Value"], rows["QMA"]["Power of ten"]) == ("26.1140000001", "3")
    assert rows["QMB"]["Value"] == "100"
    assert rows["QMA"]["Note"] == 'Register "B", cleaned,\nsecond line'


def test_an_empty_value_in_csv_has_a_symbol(written: Publish) -> None:
    rows = records(named(written("csv"), "country_values.csv"))
    assert [row["Symbol"] for row in rows if row["Value"] == ""] == ["…"]
    zeros = [row for row in rows if row["Value"] and float(row["Value"]) == 0]
    assert [row["Symbol"] for row in zeros] == [""]


@pytest.mark.parametrize("format_id", ["csv", "sdmx-csv", "sdmx-ml", "sdmx-json", "parquet"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_readme_travels_with_files_for_machines(written: Publish, format_id: str, language: Language) -> None:
    readme = named(written(format_id, language), "README.txt").read_text(encoding="utf-8")
    assert "2026.1" in readme
    assert any(word in readme for word in ("invented", "inventés", "inventados"))
    assert any(word in readme for word in ("independent project", "projet indépendant", "proyecto independiente"))
    assert "{" not in readme


def test_parquet_holds_every_table_and_no_figure_that_is_not_published(written: Publish) -> None:
    paths = written("parquet")
    assert {path.stem for path in paths if path.suffix == ".parquet"} == set(DATAFLOWS)
    table = pq.read_table(named(paths, "aggregates.parquet"))
    assert table.column_names == list(DATAFLOWS["aggregates"].names)
    rows = {row["group_code"]: row for row in table.to_pylist()}
    assert (rows["NOR"]["value"], rows["SOU"]["value"]) == (39.2, 13.7)
    assert (rows["WES"]["value"], rows["WES"]["interval_lower"]) == (None, None)
    assert table.schema.metadata[b"openssi.world"] == b"demonstration"


def test_parquet_keeps_answers_exact(written: Publish, connection: Connection) -> None:
    table = pq.read_table(named(written("parquet"), "observations.parquet"))
    assert table.to_pylist() == connection.rows("FROM observations")


def test_an_unknown_format_is_refused_with_the_ones_there_are(written: Publish) -> None:
    with pytest.raises(FixTheFile) as refused:
        written("pdf")
    assert refused.value.problems[0].code == "FORMAT_UNKNOWN"
    assert "xlsx, csv, sdmx-csv, sdmx-ml, sdmx-json, parquet" in refused.value.problems[0].message("en")


@pytest.mark.parametrize("format_id", FORMATS)
def test_every_format_comes_as_one_file_for_a_download(
    dataflows: Connection, real_definitions: Definitions, release: Release, tmp_path: Path, format_id: str
) -> None:
    path = publish_one_file(dataflows, release, format_id, tmp_path, "es", real_definitions)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert "demonstration" in path.name
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as opened:
            assert "README.txt" in opened.namelist()


def test_the_same_release_gives_the_same_bytes(
    connection: Connection, definitions: Definitions, release: Release, tmp_path: Path
) -> None:
    made = [
        publish_one_file(connection, release, "sdmx-csv", tmp_path / name, "en", definitions).read_bytes()
        for name in ("first", "second")
    ]
    assert made[0] == made[1]


def test_a_folder_with_a_quote_in_its_name_is_no_trap(
    connection: Connection, definitions: Definitions, release: Release, tmp_path: Path
) -> None:
    paths = publish(connection, release, "csv", tmp_path / "l'année; DROP", "fr", definitions)
    assert all(path.is_file() for path in paths)


def test_an_interrupted_export_leaves_the_former_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "aggregates.csv"
    path.write_text("former", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        interrupted(path)
    assert [each.name for each in tmp_path.iterdir()] == ["aggregates.csv"]
    assert path.read_text(encoding="utf-8") == "former"


def interrupted(path: Path) -> None:
    with written_aside(path) as aside:
        aside.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt


def test_no_text_leaves_as_a_formula(written: Publish) -> None:
    paths = [each for each in written("csv") if each.suffix == ".csv"]
    cells = [cell for path in paths for row in records(path) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert "'=1+1" in cells


def test_text_is_exact_in_formats_that_systems_read(written: Publish) -> None:
    notes = {row["COMMENT_OBS"] for row in records(named(written("sdmx-csv"), "DF_INDICATORS.csv"))}
    assert "=1+1" in notes
    assert 'COMMENT_OBS="=1+1"' in named(written("sdmx-ml"), "DF_INDICATORS.xml").read_text(encoding="utf-8")
    assert '"=1+1"' in named(written("sdmx-json"), "DF_INDICATORS.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "named_as"), [("en", "Tolerance of a country"), ("fr", "Tolérance propre à un pays")]
)
def test_decisions_are_listed_with_what_held_before_and_after(
    written: Publish, language: Language, named_as: str
) -> None:
    (row,) = records(named(written("csv", language), "decisions.csv"))
    assert list(row.values())[:3] == [named_as, "T0001", "R066"]
    assert {"1", "1.2", "'=paid abroad", "VALIDATION_LEAD", "2027-06-30"} <= set(row.values())
