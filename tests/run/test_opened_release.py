"""A release opened in a notebook: three lines to a tidy frame, one more to its aggregate, and nothing dropped."""

import doctest
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

import openssi
from older_releases import say_what_is_there
from openssi.engine import table_of
from openssi.publish.catalogues.indicator_table import indicator_table
from openssi.run.releases import opened_release
from openssi.store import Workspace
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.release import Release

OLD_AGE = "SDG_1_3_1_OLD_AGE"
AREAS = [
    {"area": code, "name_en": name, "name_fr": f"{name} (fr)", "name_es": name, "fictional": True}
    for code, name in (("QMA", "Alba"), ("QMB", "Bora"), ("QMC", "Cera"))
]
DRAFT = Release(
    id="2026.1",
    created="2026-11-25T10:00:00+00:00",
    kind="demonstration",
    software_version="0.1.0",
    definitions_version="2026.2+0",
    questionnaire_version="2026.2",
    method={},
    sources=(),
    waivers=(),
    files=(),
)


def value(area: str, year: int, number: float | None, sex: str = "_T", **more: Any) -> dict[str, Any]:
    row = {"indicator": OLD_AGE, "ref_area": area, "sex": sex, "breakdown": "_T", "time_period": year}
    return {"value_id": f"{area}.{year}.{sex}", "value": number, "obs_status": "A", "origin": "inquiry", **row, **more}


def aggregate(grouping: str, group: str, year: int, number: float | None, **more: Any) -> dict[str, Any]:
    key = {"indicator": OLD_AGE, "grouping": grouping, "group_code": group, "sex": "_T", "breakdown": "_T"}
    return {**key, "time_period": year, "value": number, "publication": "published", "observed_share": 0.75, **more}


ROWS: dict[str, list[dict[str, Any]]] = {
    "areas": AREAS,
    "groups": [
        {"grouping": "WORLD", "group_code": "001", "name_en": "World", "sort_order": 1},
        {"grouping": "REGION", "group_code": "N", "name_en": "North", "sort_order": 2},
        {"grouping": "REGION", "group_code": "S", "name_en": "South", "sort_order": 1},
    ],
    "country_values": [
        value("QMA", 2012, 1 / 3),
        value("QMA", 2019, 20.0),
        value("QMA", 2020, None, obs_status="L"),
        value("QMA", 2019, 21.5, "F"),
        value("QMB", 2020, 0.0, footnote="NOPROG"),
        value("QMB", 2021, 40.25),
    ],
    "aggregates": [
        aggregate("WORLD", "001", 2020, 30.0, interval_lower=28.5, interval_upper=31.0),
        aggregate("WORLD", "001", 2021, None, publication="suppressed", observed_share=0.1),
        aggregate("REGION", "N", 2020, 10.0),
        aggregate("REGION", "S", 2020, 50.0),
    ],
}


def write(root: Path, definitions: Any, *without: str, **rows: Any) -> Path:
    """Write a workspace with one release of three invented countries."""
    reference = {name: table_of(DATAFLOWS[name], ROWS.get(name, ())) for name in ("areas", "groups", "members")}
    tables = {name: table_of(flow, {**ROWS, **rows}.get(name, ())) for name, flow in DATAFLOWS.items()}
    tables["indicators"] = indicator_table(definitions)
    workspace = Workspace.create(root, "demonstration", reference)
    workspace.releases.write(DRAFT, {name: table for name, table in tables.items() if name not in without})
    return root


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from openssi.definitions import load

    return write(tmp_path_factory.mktemp("opened") / "world", load())


@pytest.fixture
def release(workspace: Path) -> Iterator[openssi.OpenedRelease]:
    with openssi.open_release(workspace) as opened:
        yield opened


def rows(frame: openssi.TidyFrame, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in frame]


def test_a_frame_has_one_row_per_country_sex_and_year_as_stored(release: openssi.OpenedRelease) -> None:
    frame = release.indicator(OLD_AGE)
    assert rows(frame, "country", "sex", "year", "value") == [
        ("QMA", "_T", 2012, 1 / 3),
        ("QMA", "_T", 2019, 20.0),
        ("QMA", "_T", 2020, None),
        ("QMA", "F", 2019, 21.5),
        ("QMB", "_T", 2020, 0.0),
        ("QMB", "_T", 2021, 40.25),
    ]
    assert (frame.unit, frame.release, frame["unit"][0]) == ("Per cent", "2026.1", "PT")


def test_an_indicator_is_found_by_its_code_too(release: openssi.OpenedRelease) -> None:
    assert rows(release.indicator("c07"), "value_id") == rows(release.indicator(OLD_AGE), "value_id")


def test_labels_are_in_the_language_and_codes_are_not(workspace: Path) -> None:
    frame = openssi.open_release(workspace, labels="fr").indicator(OLD_AGE, countries="QMB", years=2020)
    assert rows(frame, "country_name", "sex", "sex_name", "breakdown_name", "footnote") == [
        ("Bora (fr)", "_T", "Total", "Total", "NOPROG")
    ]
    assert "programme" in frame["note"][0].lower()
    assert frame.title.startswith("Personnes âgées recevant une pension")


def test_the_latest_value_is_at_most_as_old_as_the_year_rule_allows(release: openssi.OpenedRelease) -> None:
    latest = release.indicator(OLD_AGE, sex="_T", latest=True)
    assert rows(latest, "country", "year", "value") == [("QMA", 2019, 20.0), ("QMB", 2021, 40.25)]
    assert "The latest value of each country from 2016 to 2021." in latest.notes
    as_of_2017 = release.indicator(OLD_AGE, sex="_T", latest=2017)
    assert rows(as_of_2017, "country", "year") == [("QMA", 2012)]
    assert len(release.indicator(OLD_AGE, sex="_T", latest=2018)) == 0


def test_filters_keep_what_was_asked_for(release: openssi.OpenedRelease) -> None:
    assert rows(release.indicator(OLD_AGE, countries=["bora"], years=range(2021, 2030)), "value") == [(40.25,)]
    assert rows(release.indicator(OLD_AGE, sex="F", breakdown="_T"), "value") == [(21.5,)]


def test_a_country_asked_for_is_never_dropped_in_silence(release: openssi.OpenedRelease) -> None:
    frame = release.indicator(OLD_AGE, countries=["QMA", "QMC"])
    assert "No row for: QMC." in frame.notes
    assert "Countries with a value: 2 of 3." in frame.notes


def test_aggregates_carry_interval_observed_share_and_publication(release: openssi.OpenedRelease) -> None:
    world = release.aggregate(OLD_AGE)
    names = ("group_name", "year", "value", "interval_lower", "interval_upper", "observed_share", "publication")
    assert rows(world, *names) == [
        ("World", 2020, 30.0, 28.5, 31.0, 0.75, "published"),
        ("World", 2021, None, None, None, 0.1, "suppressed"),
    ]
    assert any("X.POP_PENAGE" in note for note in world.notes)
    assert any("60%" in note and "40%" in note for note in world.notes)


def test_the_latest_aggregates_are_of_the_last_year_with_a_value(release: openssi.OpenedRelease) -> None:
    assert rows(release.aggregate(OLD_AGE, latest=True), "year", "value") == [(2020, 30.0)]


def test_groups_stand_in_their_order_and_can_be_chosen(release: openssi.OpenedRelease) -> None:
    assert rows(release.aggregate(OLD_AGE, "region"), "group_code") == [("S",), ("N",)]
    assert rows(release.aggregate(OLD_AGE, "REGION", groups="n"), "value") == [(10.0,)]
    assert len(release.aggregate(OLD_AGE, None)) == 4


def test_the_catalogue_tells_unit_family_and_how_many_countries_have_a_value(release: openssi.OpenedRelease) -> None:
    catalogue = release.indicators("sdg_1_3_1")
    found = {row["indicator"]: row for row in catalogue}[OLD_AGE]
    told = ("code", "unit", "family", "aggregated", "countries", "first_year", "last_year")
    assert tuple(found[name] for name in told) == ("C07", "PT", "sdg_1_3_1", True, 2, 2012, 2021)
    assert len(release.indicators()) > len(catalogue)


def test_schemes_and_benefits_are_called_as_in_their_last_answer(tmp_path: Path) -> None:
    from dataclasses import replace

    from openssi.definitions import Definitions, default_root

    definitions = Definitions(default_root())
    known = definitions.indicators[OLD_AGE]
    definitions.__dict__["indicators"] = {OLD_AGE: replace(known, by_scheme=known.formula)}
    answer = {"ref_area": "QMA", "item": "S.NAME_EN", "scheme": "QMA01", "benefit": "_Z"}
    names = [{**answer, "time_period": 2019, "text_value": "Old"}, {**answer, "time_period": 2020, "text_value": "New"}]
    figure = {"indicator": OLD_AGE, "ref_area": "QMA", "scheme": "QMA01", "benefit": "_Z", "sex": "_T"}
    values = [{**figure, "breakdown": "_T", "time_period": 2020, "value": 12.5}]
    opened = openssi.open_release(write(tmp_path / "world", definitions, observations=names, scheme_values=values))
    frame = opened.schemes(OLD_AGE, countries=["QMA", "QMB"])
    assert rows(frame, "country", "scheme_name", "benefit", "value") == [("QMA", "New", "_Z", 12.5)]
    assert "No row for: QMB." in frame.notes


def test_an_older_release_that_lacks_a_column_is_read_all_the_same(tmp_path: Path) -> None:
    from openssi.definitions import load

    root = write(tmp_path / "world", load())
    path = root / "releases" / "2026.1" / "country_values.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["note", "terms"]), path)
    say_what_is_there(path.parent)
    frame = openssi.open_release(root).indicator(OLD_AGE, countries="QMB", years=2021)
    assert rows(frame, "value", "terms", "note") == [(40.25, None, "")]


REFUSED: list[tuple[str, Callable[[openssi.OpenedRelease], object], str]] = [
    ("INDICATOR_UNKNOWN", lambda release: release.indicator("SDG_131_OLDAGE"), f"one of: {OLD_AGE}, "),
    ("INDICATOR_UNKNOWN", lambda release: release.indicator("pensión"), OLD_AGE),
    ("INDICATOR_UNKNOWN", lambda release: release.indicator(""), "SDG_1_3_1_TOTAL"),
    ("COUNTRY_NOT_IN_RELEASE", lambda release: release.indicator(OLD_AGE, countries=["QMA", "Albo"]), "QMA"),
    ("VALUE_NOT_ALLOWED", lambda release: release.indicator(OLD_AGE, years=1950), "2012, 2019, 2020, 2021"),
    ("VALUE_NOT_ALLOWED", lambda release: release.indicator(OLD_AGE, sex="W"), "_T, M, F"),
    ("VALUE_NOT_ALLOWED", lambda release: release.indicator(OLD_AGE, breakdown="Q1"), "_T"),
    ("VALUE_NOT_ALLOWED", lambda release: release.aggregate(OLD_AGE, "CONTINENT"), "REGION, WORLD"),
    ("VALUE_NOT_ALLOWED", lambda release: release.aggregate(OLD_AGE, "REGION", groups=["N", "E"]), "N, S"),
    ("VALUE_NOT_ALLOWED", lambda release: release.indicators("happiness"), "SDG_1_3_1"),
    ("VALUE_NOT_ALLOWED", lambda release: release.table("answers"), "observations"),
    ("VALUE_NOT_ALLOWED", lambda release: release.chart(OLD_AGE, "pie"), "regions, incomes, map"),  # type: ignore[arg-type]
    ("INDICATOR_OF_COUNTRIES_ONLY", lambda release: release.schemes(OLD_AGE), "release.indicator"),
    ("FIGURE_UNKNOWN", lambda release: release.explain(OLD_AGE, "QMA", 1990), "2012, 2019, 2020"),
]


@pytest.mark.parametrize(("code", "asked", "remedy"), REFUSED)
def test_what_the_release_does_not_hold_is_refused_with_what_it_holds(
    release: openssi.OpenedRelease, code: str, asked: Callable[[openssi.OpenedRelease], object], remedy: str
) -> None:
    with pytest.raises(FixTheFile, match=code) as refused:
        asked(release)
    assert remedy in str(refused.value)


def test_an_indicator_without_a_weight_has_no_aggregates(tmp_path: Path) -> None:
    from dataclasses import replace

    from openssi.definitions import Definitions, default_root

    definitions = Definitions(default_root())
    known = definitions.indicators[OLD_AGE]
    definitions.__dict__["indicators"] = {OLD_AGE: replace(known, weight="", weight_fallbacks=())}
    opened = openssi.open_release(write(tmp_path / "world", definitions))
    with pytest.raises(FixTheFile, match="INDICATOR_NOT_AGGREGATED"):
        opened.aggregate(OLD_AGE)


def test_the_folder_of_one_release_is_enough(workspace: Path) -> None:
    folder = workspace / "releases" / "2026.1"
    assert openssi.open_release(folder).id == "2026.1"
    assert openssi.open_release(str(folder), release="2026.1").is_fictional
    with pytest.raises(FixTheFile, match="VALUE_NOT_ALLOWED"):
        openssi.open_release(folder, release="2025.1")


def test_the_workspace_is_found_as_the_commands_find_it(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(workspace))
    assert openssi.open_release().manifest.created == DRAFT.created
    with pytest.raises(FixTheFile, match="RELEASE_UNKNOWN"):
        openssi.open_release(release="2020.9")


def test_a_folder_without_a_release_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FixTheFile, match="FOLDER_WITHOUT_RELEASE"):
        openssi.open_release(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENSSI_WORKSPACE", raising=False)
    with pytest.raises(FixTheFile, match="WORKSPACE_MISSING"):
        openssi.open_release()
    reference = {name: table_of(DATAFLOWS[name]) for name in ("areas", "groups", "members")}
    Workspace.create(tmp_path / "empty", "demonstration", reference)
    with pytest.raises(FixTheFile, match="NOTHING_RELEASED"):
        openssi.open_release(tmp_path / "empty")


def test_labels_exist_in_three_languages_only(workspace: Path) -> None:
    with pytest.raises(FixTheFile, match="VALUE_NOT_ALLOWED"):
        openssi.open_release(workspace, labels="de")  # type: ignore[arg-type]


def test_a_release_without_declarations_is_explained_by_the_program_and_says_so(tmp_path: Path) -> None:
    from openssi.definitions import load

    older = openssi.open_release(write(tmp_path / "world", load(), "indicators", "side_by_side"))
    frame = older.indicator(OLD_AGE)
    assert frame.unit == "Per cent"
    assert any(note.startswith("This release keeps no declarations") for note in frame.notes)


def test_a_release_is_named_as_it_was_declared_and_not_as_it_is_now(tmp_path: Path) -> None:
    from dataclasses import replace

    from openssi.definitions import Definitions, default_root
    from openssi.vocabulary.text import MultilingualText

    then = Definitions(default_root())
    former = MultilingualText("Old people with a pension", "Vieillards pensionnés", "Ancianos con pensión")
    then.__dict__["indicators"] = {OLD_AGE: replace(then.indicators[OLD_AGE], name=former, unit="PT_RATIO", max_age=9)}
    opened = openssi.open_release(write(tmp_path / "world", then))
    frame = opened.indicator(OLD_AGE, latest=True, sex="_T")
    assert frame.title == f"Old people with a pension ({OLD_AGE})"
    assert frame.unit.startswith("Per cent (ratio")
    assert rows(frame, "country", "year") == [("QMA", 2019), ("QMB", 2021)]
    assert rows(opened.indicator(OLD_AGE, latest=2020, sex="_T"), "year") == [(2019,), (2020,)]


def test_other_libraries_take_the_frame_as_it_is(release: openssi.OpenedRelease) -> None:
    frame = release.indicator(OLD_AGE)
    assert duckdb.sql("SELECT count(*), sum(value) FROM frame").fetchall() == [(6, 1 / 3 + 81.75)]
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame.from_arrow(frame)
    assert table.loc[table["year"] == 2021, "value"].tolist() == [40.25]


def test_the_release_is_cited_with_its_indicator(release: openssi.OpenedRelease) -> None:
    cited = "OpenSSI, demonstration world (invented countries), release 2026.1, 2026-11-25."
    assert release.cite() == cited
    assert release.cite("C07") == f"“Older persons receiving a pension”, {OLD_AGE}. {cited}"
    assert cited in repr(release)


def test_a_table_comes_whole_and_closing_leaves_it(workspace: Path) -> None:
    with openssi.open_release(workspace) as opened:
        areas = opened.table("areas")
    assert areas["area"] == ["QMA", "QMB", "QMC"]
    with pytest.raises(duckdb.ConnectionException):
        opened.table("areas")


def test_the_demonstration_explains_itself(demonstration: Path) -> None:
    opened = openssi.open_release(demonstration)
    declared = opened.table("indicators")
    assert OLD_AGE in declared["indicator"]
    assert declared["definitions_version"][0] == opened.manifest.definitions_version
    assert not any("keeps no declarations" in note for note in opened.indicator(OLD_AGE).notes)


def test_the_frames_of_all_indicators_hold_every_row_of_the_release(demonstration: Path) -> None:
    opened = openssi.open_release(demonstration)
    catalogue = list(opened.indicators())
    every = [row["indicator"] for row in catalogue]
    assert sum(len(opened.indicator(each)) for each in every) == len(opened.table("country_values"))
    weighted = [row["indicator"] for row in catalogue if row["aggregated"]]
    assert sum(len(opened.aggregate(each, None)) for each in weighted) == len(opened.table("aggregates"))
    of_schemes = set(opened.table("scheme_values")["indicator"])
    assert of_schemes
    assert sum(len(opened.schemes(each)) for each in of_schemes) == len(opened.table("scheme_values"))


def test_every_step_of_an_explanation_names_the_step_it_is_a_part_of(demonstration: Path) -> None:
    frame = openssi.open_release(demonstration).explain(OLD_AGE, "QMA", 2023)
    steps = {row["step"]: row for row in frame}
    assert [row["step"] for row in frame if row["part_of"] is None] == [1]
    assert all(steps[row["part_of"]]["depth"] == row["depth"] - 1 for row in frame if row["part_of"])
    assert {"country_value", "national_total", "cell"} <= set(frame["kind"])
    value = openssi.open_release(demonstration).indicator(
        OLD_AGE, countries="QMA", years=2023, sex="_T", breakdown="_T"
    )
    assert frame["value"][0] == value["value"][0]


def test_the_aggregate_is_the_weighted_sum_of_its_explained_members(demonstration: Path) -> None:
    opened = openssi.open_release(demonstration)
    steps = list(opened.explain(OLD_AGE, "WORLD", 2023))
    members = [row for row in steps if row["depth"] == 1]
    world = opened.aggregate(OLD_AGE, years=2023, sex="_T", breakdown="_T")["value"][0]
    assert sum(row["contribution"] for row in members) == pytest.approx(world)
    assert sum(row["weight_share"] for row in members) == pytest.approx(1)


@pytest.mark.parametrize("figure", ["regions", "incomes", "map"])
def test_a_figure_of_the_site_is_drawn(demonstration: Path, figure: Any) -> None:
    import altair as alt

    drawing = openssi.open_release(demonstration, labels="es").chart("C07", figure, year=2023)
    assert drawing._repr_svg_().startswith("<svg")
    assert "mundo de demostración" in drawing.svg().lower() or "inventad" in drawing.svg().lower()
    assert alt.Chart.from_json(drawing.specification).to_dict()["width"] == 720


def test_the_examples_of_the_docstrings_come_true(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(demonstration))
    names = {"openssi": openssi, "release": openssi.open_release()}
    finder = doctest.DocTestFinder(exclude_empty=True)
    documented = [opened_release.open_release, openssi.OpenedRelease]
    examples = [each for what in documented for each in finder.find(what, globs=names) if each.examples]
    assert len(examples) >= 8
    runner = doctest.DocTestRunner(verbose=False)
    assert sum(runner.run(each).failed for each in examples) == 0


def test_importing_the_package_imports_nothing_of_it() -> None:
    code = "import openssi, sys; print(sorted(each for each in sys.modules if each.startswith('openssi') or each in "
    code += "{'pyarrow', 'duckdb', 'babel', 'yaml', 'pandas'})); print('open_release' in dir(openssi))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert told.stdout.splitlines() == ["['openssi']", "True"]


def test_a_name_that_the_package_does_not_have_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="open_relaese"):
        openssi.open_relaese  # noqa: B018
