"""`openssi survey incidence`: who gets what in a file of persons."""

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import OpenSSI
from microdata.survey_formats import in_format
from openssi.run.surveys.names import told_in_words

ROWS = """household,region,sex,age,income,weight,pension,child,births
1,North,F,34,8,2,0,2,1
1,North,M,5,8,2,NA,2,0
2,North,M,70,20,1,9,0,0
3,North,F,68,4,1,0,0,0
4,South,F,45,30,3,0,0,0
5,South,M,66,12,1,6,0,0
6,South,F,40,3,2,0,1,1
6,South,F,9,3,2,,1,0
"""
DESIGN = """
welfare: income
weight: weight
strata: region
household: household
sex: sex
age: age
region: region
transfers:
  - {column: pension, name: Pension, class: social_insurance, contingencies: [PENSION]}
  - {column: child, name: Child benefit, class: social_assistance, per: household, contingencies: [CHILD]}
sdg: {pensionable_age: 65, mother_of_newborn: births}
"""


@pytest.fixture
def survey(tmp_path: Path) -> tuple[Path, str, Path, str, str]:
    """A file of persons, and the options that name its design and let all figures be seen here."""
    (tmp_path / "persons.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return tmp_path / "persons.csv", "--design", tmp_path / "design.yaml", "--protect", "none"


def table(text: str) -> dict[tuple[str, str, str], dict[str, str]]:
    return {(row["programme"], row["measure"], row["domain"]): row for row in csv.DictReader(io.StringIO(text))}


def test_the_csv_holds_each_programme_indicator_and_group_with_its_error(openssi: OpenSSI, survey: tuple) -> None:
    code, printed, complaints = openssi("survey", "incidence", *survey, "--line", 10, "--by", "sex", "--format", "csv")
    rows = table(printed)
    assert code == 0
    assert {key[0] for key in rows} == {"all", "social_assistance", "social_insurance", "Pension", "Child benefit"}
    covered = rows["Child benefit", "coverage", "all"]
    assert float(covered["estimate"]) == pytest.approx(8 / 14)
    assert float(covered["se"]) > 0
    assert covered["n"] == "8"
    assert float(rows["Pension", "coverage", "M"]["estimate"]) == pytest.approx(2 / 4)
    assert float(rows["Child benefit", "headcount_reduction", "all"]["estimate"]) == 0
    assert rows["Child benefit", "gini_reduction", "all"]["domain_var"] == "all"
    assert ("Child benefit", "gini_reduction", "Q1") not in rows
    assert "SURVEY_TRANSFER_MISSING" in complaints
    assert "must stay here" in complaints


@pytest.mark.parametrize("ending", [".csv.gz", ".parquet", ".dta", ".sav"])
def test_every_format_says_the_same_as_csv(openssi: OpenSSI, survey: tuple, ending: str) -> None:
    arguments = ("--line", 10, "--format", "csv")
    _, of_csv, _ = openssi("survey", "incidence", *survey, *arguments)
    _, found, _ = openssi("survey", "incidence", in_format(survey[0], ending), *survey[1:], *arguments)
    assert found == of_csv


def test_one_design_serves_every_command(openssi: OpenSSI, survey: tuple) -> None:
    survey[2].write_text(f"{DESIGN}file: persons.csv\npoverty_lines: {{national: 10}}\n", encoding="utf-8")
    design = survey[1:]
    by_name = openssi("survey", "incidence", *design, "--line", "national", "--format", "csv")[1]
    assert by_name == openssi("survey", "incidence", *design, "--line", 10, "--format", "csv")[1]
    assert "Pension" in openssi("survey", "describe", *design[:2])[1]
    _, printed, _ = openssi(
        "survey", "estimate", *design, "--measures", "fgt0_at_national,mean(Pension)", "--format", "csv"
    )
    assert [row["estimate"] != "" for row in csv.DictReader(io.StringIO(printed))] == [True, True]


def test_answers_that_are_declared_count_as_yes(openssi: OpenSSI, survey: tuple) -> None:
    survey[0].write_text(ROWS.replace(",0\n", ",2\n"), encoding="utf-8")
    left, _, complaints = openssi("survey", "incidence", *survey, "--sdg")
    assert (left, "[BENEFITS_ANSWER_UNKNOWN]" in complaints) == (2, True)
    declared = DESIGN.replace("births}", "{column: births, yes: [1]}}").replace("[CHILD]", "[CHILD, MAT]")
    survey[2].write_text(declared, encoding="utf-8")
    _, rows, _ = openssi("survey", "incidence", *survey, "--sdg", "--format", "csv")
    found = {row["indicator"]: row for row in csv.DictReader(io.StringIO(rows))}
    assert found["SDG_1_3_1_MATERNITY"]["n"] == "2"


def test_a_row_that_cannot_be_used_is_named_as_the_file_has_it(openssi: OpenSSI, survey: tuple) -> None:
    turned = [ROWS.splitlines()[0], *reversed(ROWS.splitlines()[1:])]
    survey[0].write_text("\n".join(turned).replace("1,9,0,0", "1,-9,0,0"), encoding="utf-8")
    _, _, complaints = openssi("survey", "incidence", *survey)
    assert "persons.csv, row 7, pension" in complaints


def test_json_has_null_where_there_is_no_figure_and_the_code_that_says_why(openssi: OpenSSI, survey: tuple) -> None:
    arguments = (
        "--line",
        1,
        "--measures",
        "headcount_reduction,coverage",
        "--programme",
        "Pension",
        "--format",
        "json",
    )
    _, printed, _ = openssi("survey", "incidence", *survey, *arguments)
    first = json.loads(printed)[0]
    assert first["measure"] == "headcount_reduction"
    assert first["estimate"] is None
    assert first["reason"] == "BENEFITS_NOBODY_POOR_BEFORE"


def test_the_table_explains_its_remarks_in_the_language_asked_for(openssi: OpenSSI, survey: tuple) -> None:
    arguments = ("--line", 1, "--measures", "all", "--programme", "social_insurance", "--quintiles", "pre")
    _, printed, _ = openssi("--lang", "es", "survey", "incidence", *survey, *arguments)
    assert "Seguro social" in printed
    assert "Quinto más pobre" in printed
    assert ") Nadie en el grupo es pobre antes del programa" in printed
    assert "antes de cada programa" in printed


@pytest.mark.parametrize("kind", ["incidence", "lorenz", "before-after"])
@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_chart_is_written_as_svg_or_png(
    openssi: OpenSSI, survey: tuple, tmp_path: Path, kind: str, suffix: str
) -> None:
    path = tmp_path / f"chart{suffix}"
    line = ("--line", 10) if kind == "before-after" else ()
    arguments = (*line, "--measures", "coverage", "--kind", kind, "--chart", path, "--format", "csv")
    code, printed, told = openssi("survey", "incidence", *survey, *arguments)
    assert code == 0
    assert "chart" not in printed
    assert path.name in told
    assert path.read_bytes().startswith(b"<svg" if suffix == ".svg" else b"\x89PNG")


def test_groups_of_sdg_1_3_1_stand_beside_administrative_figures(openssi: OpenSSI, survey: tuple) -> None:
    arguments = ("--compare", "SDG_1_3_1_OLD_AGE=100", "--compare", "SDG_1_3_1_CHILD=100")
    code, printed, _ = openssi("survey", "incidence", *survey, *arguments)
    assert code == 0
    assert "The survey does not ask: active contribution to social security." in printed
    # The children of each stratum are of one household: there is nothing to judge an error by.
    assert "Children covered by child or family cash benefits: The design of the survey gives no interval" in printed
    _, rows, _ = openssi("survey", "incidence", *survey, *arguments, "--format", "csv")
    found = {row["indicator"]: row for row in csv.DictReader(io.StringIO(rows))}
    assert float(found["SDG_1_3_1_OLD_AGE"]["estimate"]) == pytest.approx(200 / 3)
    assert float(found["SDG_1_3_1_OLD_AGE"]["difference"]) == pytest.approx(100 / 3)
    assert found["SDG_1_3_1_MATERNITY"]["estimate"] == ""
    assert found["SDG_1_3_1_MATERNITY"]["not_asked"] == "benefits_MAT"
    assert "The survey does not ask: maternity benefits" in printed
    assert found["SDG_1_3_1_TOTAL"]["not_asked"] == "contributes"
    _, rows, _ = openssi("survey", "incidence", *survey, "--sdg", "--format", "json")
    assert json.loads(rows)[0]["verdict"] is None


def test_the_target_may_be_a_group_by_age(openssi: OpenSSI, survey: tuple) -> None:
    arguments = (
        "--measures",
        "exclusion_error",
        "--programme",
        "Pension",
        "--target",
        "age_group=65+",
        "--format",
        "csv",
    )
    _, printed, _ = openssi("survey", "incidence", *survey, *arguments, "--beneficiaries", "direct")
    assert float(table(printed)["Pension", "exclusion_error", "all"]["estimate"]) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--by", "happiness"), "SURVEY_COLUMN_UNKNOWN"),
        (("--measures", "happiness"), "BENEFITS_INDICATOR_UNKNOWN"),
        (("--programme", "happiness"), "BENEFITS_PROGRAMME_UNKNOWN"),
        (("--target", "poor"), "BENEFITS_TARGET_UNFIT"),
        (("--target", "wealth=rich"), "SURVEY_COLUMN_UNKNOWN"),
        (("--target", "sex=X"), "SURVEY_GROUP_UNKNOWN"),
        (("--target", "=F"), "BENEFITS_TARGET_UNFIT"),
        (("--kind", "lorenz"), "OPTION_NEEDS"),
        (("--master", "local[2]"), "OPTION_NEEDS"),
        (("--sdg", "--measures", "coverage"), "OPTION_NOT_WITH"),
        (("--sdg", "--by", "sex"), "OPTION_NOT_WITH"),
        (("--compare", "SDG_1_3_1_OLD_AGE=63", "--chart", "chart.svg"), "OPTION_NOT_WITH"),
        (("--measures", "coverage", "--poor", "below"), "SURVEY_OPTION_WITHOUT_LINE"),
        (("--bottom", 0), "BENEFITS_BOTTOM_UNFIT"),
        (("--bottom", 100), "BENEFITS_BOTTOM_UNFIT"),
        (("--line", -1), "BENEFITS_LINE_NOT_POSITIVE"),
        (("--line", "national"), "SURVEY_LINE_UNKNOWN"),
        (("--line", "nan"), "SURVEY_LINE_UNKNOWN"),
        (("--protect", "srvey"), "DISCLOSURE_RULE_UNKNOWN"),
        (("--chart", "chart.pdf"), "BENEFITS_CHART_UNFIT"),
        (("--compare", "SDG_1_3_1_OLD_AGE"), "BENEFITS_FIGURE_UNFIT"),
        (("--compare", "SDG_1_3_1_OLD_AGE=-1"), "BENEFITS_FIGURE_UNFIT"),
        (("--compare", "POVERTY=5"), "BENEFITS_FIGURE_UNFIT"),
        (("--format", "pdf"), "VALUE_NOT_ALLOWED"),
        (("--quintiles", "middle"), "VALUE_NOT_ALLOWED"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_what_there_is(
    openssi: OpenSSI, survey: tuple, arguments: tuple, code: str
) -> None:
    left, _, complaints = openssi("survey", "incidence", *survey, *arguments)
    assert (left, f"[{code}]" in complaints) == (2, True), complaints


@pytest.mark.parametrize(
    ("language", "arguments", "said"),
    [
        ("fr", ("--programme", "Assistance social"),
         "Le plus proche est «\u00a0social_assistance\u00a0»"),
        ("fr", ("--programme", "Assistance social"), "social_assistance (Assistance sociale)"),
        ("es", ("--programme", "pension"), "El más parecido es «Pension»"),
        ("en", ("--measures", "Coverage"), "The nearest is “coverage”"),
        ("fr", ("--target", "sex=Femme"), "La colonne sex n’a pas de groupe «\u00a0Femme\u00a0». Le plus proche est"),
    ],
)  # fmt: skip
def test_a_list_says_names_with_what_they_are_called_and_which_is_nearest(
    openssi: OpenSSI, survey: tuple, language: str, arguments: tuple, said: str
) -> None:
    left, _, complaints = openssi("--lang", language, "survey", "incidence", *survey, *arguments)
    assert left == 2
    assert said in complaints


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("8,2,0,2,1", "eight,2,0,2,1", "SURVEY_TEXT_IN_NUMBERS"),
        ("8,2,0,2,1", "8,-2,0,2,1", "SURVEY_WEIGHT_NEGATIVE"),
        ("8,2,0,2,1", "8,2,-5,2,1", "BENEFITS_TRANSFER_NEGATIVE"),
        ("8,2,0,2,1", "8,2,0,3,1", "BENEFITS_HOUSEHOLD_DIFFERS"),
        ("8,2,0,2,1", "8,2,0,2,maybe", "BENEFITS_ANSWER_UNKNOWN"),
        ("4,South,F,45", ",South,F,45", "SURVEY_DESIGN_COLUMN_EMPTY"),
        ("income,weight", "wages,weight", "SURVEY_COLUMN_UNKNOWN"),
        ("8,2,0,2,1", "8,2,0,2,1,7,7", "SURVEY_ROW_UNEVEN"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(openssi: OpenSSI, survey: tuple, old: str, new: str, code: str) -> None:
    survey[0].write_text(ROWS.replace(old, new, 1), encoding="utf-8")
    left, _, complaints = openssi("survey", "incidence", *survey, "--line", 10)
    assert (left, f"[{code}]" in complaints) == (2, True), complaints


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("class: social_insurance, ", "", "BENEFITS_CLASS_MISSING"),
        ("welfare: income", "wealth: income", "SURVEY_KEY_UNKNOWN"),
        ("births}", "{column: births, yes: [7]}}", "SURVEY_GROUP_UNKNOWN"),
        ("name: Pension,", "name: all,", "BENEFITS_NAME_TAKEN"),
        (DESIGN[DESIGN.index("transfers:") : DESIGN.index("sdg:")], "", "BENEFITS_NO_TRANSFERS"),
    ],
)
def test_a_design_that_cannot_be_used_is_refused(
    openssi: OpenSSI, survey: tuple, old: str, new: str, code: str
) -> None:
    survey[2].write_text(DESIGN.replace(old, new, 1), encoding="utf-8")
    left, _, complaints = openssi("survey", "incidence", *survey, "--line", 10)
    assert (left, f"[{code}]" in complaints) == (2, True), complaints


def test_a_chart_of_a_programme_that_nobody_receives_is_refused(
    openssi: OpenSSI, survey: tuple, tmp_path: Path
) -> None:
    survey[0].write_text(ROWS.replace(",9,", ",0,").replace(",6,0", ",0,0"), encoding="utf-8")
    arguments = ("--programme", "Pension", "--chart", tmp_path / "chart.svg")
    left, _, complaints = openssi("survey", "incidence", *survey, *arguments)
    assert (left, "[BENEFITS_CHART_EMPTY]" in complaints) == (2, True), complaints


def test_a_file_that_is_not_there_is_named(openssi: OpenSSI, survey: tuple, tmp_path: Path) -> None:
    left, _, complaints = openssi("survey", "incidence", tmp_path / "gone.csv", *survey[1:])
    assert (left, "gone.csv" in complaints) == (2, True)


def many(tmp_path: Path) -> tuple[Path, str, Path]:
    """Households of 400 persons; ten of the poorest fifth draw a pension, 60 of each other fifth."""
    lines = ["household,income,weight,pension"]
    for number in range(400):
        drawing = 10 if number < 80 else 60
        lines.append(f"{number},{10 + number},1,{5 if number % 80 < drawing else 0}")
    (tmp_path / "many.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    design = DESIGN[: DESIGN.index("strata")] + "household: household\ntransfers:\n" + DESIGN.splitlines()[9] + "\n"
    (tmp_path / "many.yaml").write_text(design, encoding="utf-8")
    return tmp_path / "many.csv", "--design", tmp_path / "many.yaml"


def test_a_figure_of_few_beneficiaries_does_not_leave_and_neither_does_what_gives_it_away(
    openssi: OpenSSI, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    arguments = ("--measures", "coverage,adequacy", "--programme", "Pension", "--format", "csv", "--report", report)
    code, printed, complaints = openssi("survey", "incidence", *many(tmp_path), *arguments)
    rows = table(printed)
    assert code == 0
    assert [rows["Pension", "coverage", each]["n"] for each in ("all", "Q1", "Q2")] == ["400", "80", "80"]
    assert {row["beneficiaries"] for (_, measure, _), row in rows.items() if measure == "coverage"} == {""}
    assert rows["Pension", "adequacy", "all"]["beneficiaries"] == "250"
    reasons = {domain: row["reason"] for (_, measure, domain), row in rows.items() if measure == "adequacy"}
    assert reasons["Q1"] == "DISCLOSURE_WITHHELD"
    assert sorted(reasons.values()) == ["", "", "", "", "DISCLOSURE_WITHHELD", "DISCLOSURE_WITHHELD"]
    assert rows["Pension", "adequacy", "Q1"]["estimate"] == rows["Pension", "adequacy", "Q1"]["beneficiaries"] == ""
    assert "Pension, Poorest fifth (beneficiaries)" in complaints
    told = list(csv.DictReader(io.StringIO(report.read_text(encoding="utf-8"))))
    assert {(row["counted"], row["status"]) for row in told} == {
        ("beneficiaries", "primary"), ("beneficiaries", "complementary")
    }  # fmt: skip


def test_a_table_leaves_a_dash_where_a_figure_may_not_leave(openssi: OpenSSI, tmp_path: Path) -> None:
    code, printed, _ = openssi(
        "survey", "incidence", *many(tmp_path), "--measures", "adequacy", "--programme", "Pension"
    )
    assert code == 0
    assert "DISCLOSURE" not in printed


def test_a_group_of_few_persons_does_not_leave_whatever_the_programme(
    openssi: OpenSSI, survey: tuple, tmp_path: Path
) -> None:
    code, printed, complaints = openssi("survey", "incidence", *survey[:3], "--line", 10, "--format", "csv")
    assert code == 0
    assert {(row["estimate"], row["n"]) for row in table(printed).values() if row["n"] != "0"} == {("", "")}
    assert "  all persons; " in complaints
    assert "Fewer than 25 persons" in complaints
    chart = ("--programme", "all", "--kind", "lorenz", "--chart", tmp_path / "chart.svg")
    left, _, complaints = openssi("survey", "incidence", *survey[:3], *chart)
    assert (left, "[BENEFITS_CHART_EMPTY]" in complaints) == (2, True)


def test_the_coverage_of_few_persons_of_sdg_1_3_1_does_not_leave(openssi: OpenSSI, survey: tuple) -> None:
    arguments = ("--compare", "SDG_1_3_1_OLD_AGE=100", "--format", "csv")
    code, rows, complaints = openssi("survey", "incidence", *survey[:3], *arguments)
    found = {row["indicator"]: row for row in csv.DictReader(io.StringIO(rows))}
    assert code == 0
    assert (found["SDG_1_3_1_OLD_AGE"]["estimate"], found["SDG_1_3_1_OLD_AGE"]["verdict"]) == ("", "no_figure")
    assert "; SDG_1_3_1_OLD_AGE; " in complaints
    assert "Fewer than 25 persons" in complaints
    assert openssi("survey", "incidence", *survey[:3], *arguments[:2])[0] == 0


def test_who_interrupts_finds_nothing_half_written_and_is_told_so(
    openssi: OpenSSI, survey: tuple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_self: object, cell: int) -> bool:
        assert cell >= 0
        raise KeyboardInterrupt

    monkeypatch.setattr("openssi.microdata.disclosure.ways.Ways.protect", interrupt)
    before = set(tmp_path.iterdir())
    files = ("-o", tmp_path / "out.csv", "--report", tmp_path / "why.csv", "--record", tmp_path / "left.parquet")
    left, printed, told = openssi("survey", "incidence", *survey[:3], "--by", "sex", "--format", "csv", *files)
    assert (left, printed) == (130, "")
    assert "Interrupted. Nothing is half written." in told
    assert set(tmp_path.iterdir()) == before


def test_steps_are_told_in_words_with_how_many_of_how_many() -> None:
    said: list[tuple[int, int, str]] = []
    told = told_in_words(lambda done, of, step: said.append((done, of, step)), "fr")
    told(1199, 21654, "figures")
    told(0, 242, "protection")
    told(0, 12, "gini, sex=F")
    told(12, 12, "")
    assert said == [
        (1199, 21654, "chiffres 1\u00a0200 sur 21\u00a0654"),
        (0, 242, "nombres retenus 1 sur 242"),
        (0, 12, "gini, sex=F 1 sur 12"),
        (12, 12, ""),
    ]


def test_many_figures_are_told_of_before_they_are_made_and_too_many_are_refused(
    openssi: OpenSSI, survey: tuple, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("survey", "incidence", *survey[:3], "--measures", "coverage", "--by", "sex,region", "--format", "csv")
    few = openssi(*asked)
    monkeypatch.setattr("openssi.run.surveys.size.LONG", 49)
    many = openssi(*asked)
    assert (few[0], many[0], many[1]) == (0, 0, few[1])
    assert "DISCLOSURE_MANY_FIGURES" not in few[2]
    assert "50 figures are asked for." in many[2]
    assert "[DISCLOSURE_MANY_FIGURES]" in many[2]
    monkeypatch.setattr("openssi.run.surveys.size.MOST", 49)
    left, printed, told = openssi(*asked)
    assert (left, printed) == (2, "")
    assert "no more than 49 are protected together" in told
    assert "[DISCLOSURE_TOO_MANY_FIGURES]" in told
    assert openssi(*asked, "--protect", "none")[0] == 0


def test_a_table_of_measures_that_is_too_wide_is_refused_as_well(
    openssi: OpenSSI, survey: tuple, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openssi.run.surveys.size.LONG", 1)
    monkeypatch.setattr("openssi.run.surveys.size.MOST", 5)
    asked = ("survey", "estimate", *survey[:3], "--measures", "mean,median", "--by")
    assert "[DISCLOSURE_TOO_MANY_FIGURES]" in openssi(*asked, "sex")[2]
    assert "[DISCLOSURE_TOO_MANY_FIGURES]" in openssi(*asked, "sex,region")[2]
