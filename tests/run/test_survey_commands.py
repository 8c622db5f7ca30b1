"""`openssi survey describe`, `estimate`, `measures` and `send`, and the same from Python."""

import csv
import io
import json
from pathlib import Path

import pytest

import openssi as library
from conftest import OpenSSI
from openssi.definitions import load
from openssi.run.loading import RealWorld
from openssi.run.surveys.sending import estimates_of
from openssi.store import Workspace

DESIGN = """
welfare: income
weight: weight
strata: stratum
psu: psu
sex: sex
country: FRA
year: 2022
poverty_lines: {national: 1000}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 400 persons in 40 PSUs, of whom 12 live on an island, and its design."""
    folder = tmp_path_factory.mktemp("survey")
    lines = ["income,weight,stratum,psu,sex,region"]
    for number in range(400):
        region = "Island" if number % 34 == 0 else "Coast" if number % 3 == 0 else "Inland"
        income = 400 + (number * 7919) % 2600
        lines.append(f"{income},2.5,{number // 200},{number // 10},{'FM'[number % 2]},{region}")
    (folder / "persons.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return folder


def asked(folder: Path, *more: object) -> tuple[object, ...]:
    return (folder / "persons.csv", "--design", folder / "design.yaml", *more)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_a_row_per_measure_and_group_with_its_error(openssi: OpenSSI, folder: Path) -> None:
    code, printed, _ = openssi(
        "survey", "estimate", *asked(folder, "--measures", "arpr,gini", "--by", "sex", "--format", "csv")
    )
    found = rows(printed)
    assert code == 0
    assert list(found[0])[:8] == ["measure", "domain_var", "domain", "estimate", "se", "lower", "upper", "n"]
    assert [(row["measure"], row["domain"], row["n"]) for row in found] == [
        ("arpr", "all", "400"), ("arpr", "F", "200"), ("arpr", "M", "200"),
        ("gini", "all", "400"), ("gini", "F", "200"), ("gini", "M", "200"),
    ]  # fmt: skip
    assert all(float(row["lower"]) < float(row["estimate"]) < float(row["upper"]) for row in found)


def test_a_group_of_few_persons_does_not_leave_and_neither_does_what_gives_it_away(
    openssi: OpenSSI, folder: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    code, printed, complaints = openssi(
        "survey", "estimate", *asked(folder, "--by", "region", "--format", "csv", "--report", report)
    )
    withheld = {row["domain"]: row["reason"] for row in rows(printed) if not row["estimate"]}
    assert code == 0
    assert withheld == {"Island": "DISCLOSURE_WITHHELD", "Coast": "DISCLOSURE_WITHHELD"}
    assert "region Island: Fewer than 25 persons" in complaints
    told = {row["region"]: row["reason"] for row in rows(report.read_text(encoding="utf-8"))}
    assert told == {"Island": "DISCLOSURE_SMALL", "Coast": "DISCLOSURE_COMPLEMENTARY"}


def test_unprotected_figures_say_that_they_stay_here(openssi: OpenSSI, folder: Path) -> None:
    _, printed, complaints = openssi(
        "survey", "estimate", *asked(folder, "--by", "region", "--format", "json", "--protect", "none")
    )
    assert all(row["estimate"] is not None for row in json.loads(printed))
    assert "must stay here" in complaints


def test_a_line_is_given_by_amount_or_by_name(openssi: OpenSSI, folder: Path) -> None:
    of_name, of_amount = (
        rows(openssi("survey", "estimate", *asked(folder, "--measures", "fgt0", "--line", line, "--format", "csv"))[1])
        for line in ("national", "1000")
    )
    assert of_name == of_amount
    assert 0 < float(of_name[0]["estimate"]) < 1


def test_conventions_of_the_design_hold_where_no_option_says_otherwise(
    openssi: OpenSSI, folder: Path, tmp_path: Path
) -> None:
    design = tmp_path / "design.yaml"
    design.write_text(f"{DESIGN}conventions: {{percent: 40, relative_to: mean}}\n", encoding="utf-8")

    def threshold(design: Path, *more: object) -> str:
        arguments = (folder / "persons.csv", "--design", design, "--measures", "arpt", "--format", "csv", *more)
        return rows(openssi("survey", "estimate", *arguments)[1])[0]["estimate"]

    plain = folder / "design.yaml"
    assert threshold(design) == threshold(plain, "--percent", 40, "--relative-to", "mean") != threshold(plain)
    assert threshold(design, "--percent", 60, "--relative-to", "median") == threshold(plain)
    survey = library.open_survey(folder / "persons.csv", design)
    assert survey.estimate("arpt")["estimate"] == [float(threshold(design))]
    assert survey.estimate("arpt", percent=60, relative_to="median")["estimate"] == [float(threshold(plain))]


def test_multidimensional_poverty_and_the_pay_gap_work_by_command(
    openssi: OpenSSI, folder: Path, tmp_path: Path
) -> None:
    design = tmp_path / "design.yaml"
    index = """{cutoff: 1/2, dimensions: {
      money: {indicators: {poor: {column: income, deprived: {below: 1000}}}},
      size: {indicators: {heavy: {column: weight, deprived: {above: 5}}}}}}"""
    design.write_text(f"{DESIGN}men: M\nwomen: [F]\nmultidimensional: {index}\n", encoding="utf-8")
    arguments = ("--measures", "H,A,M0,censored_poor,gpg,fgt0@1000", "--format", "csv")
    _, printed, _ = openssi("survey", "estimate", folder / "persons.csv", "--design", design, *arguments)
    found = {row["measure"]: float(row["estimate"]) for row in rows(printed)}
    assert found["H"] == found["censored_poor"] == found["fgt0@1000"]
    assert (found["A"], found["M0"]) == (pytest.approx(0.5), pytest.approx(found["H"] / 2))
    assert -1 < found["gpg"] < 1


def test_an_output_file_is_written_whole(openssi: OpenSSI, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "estimates.csv"
    code, printed, _ = openssi("survey", "estimate", *asked(folder, "--format", "csv", "-o", path))
    assert (code, printed) == (0, "")
    assert rows(path.read_text(encoding="utf-8"))[0]["measure"] == "mean"
    assert [each.name for each in tmp_path.iterdir()] == ["estimates.csv"]


def test_a_curve_is_drawn(openssi: OpenSSI, folder: Path, tmp_path: Path) -> None:
    code, _, _ = openssi("survey", "estimate", *asked(folder, "--measures", "gini", "--chart", tmp_path / "lorenz.svg"))
    assert code == 0
    assert (tmp_path / "lorenz.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(("language", "said"), [("en", "Strata"), ("fr", "Strates"), ("es", "Estratos")])
def test_a_survey_is_described_in_the_language_asked_for(
    openssi: OpenSSI, folder: Path, language: str, said: str
) -> None:
    code, printed, _ = openssi("--lang", language, "survey", "describe", *asked(folder, "--by", "region"))
    assert code == 0
    assert said in printed
    assert "Island 12" in printed


def test_a_column_of_groups_is_described_once_with_the_role_that_names_it(openssi: OpenSSI, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("y,w,gender\n1,1,m\n2,1,f\n3,1,f\n", encoding="utf-8")
    design = tmp_path / "design.yaml"
    design.write_text("welfare: y\nweight: w\nsex: gender\n", encoding="utf-8")
    _, printed, _ = openssi("survey", "describe", tmp_path / "p.csv", "--design", design)
    assert [line.split("  ")[0] for line in printed.splitlines() if "Groups" in line] == [
        "Groups of gender (sex) (rows)"
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "(2.15 dollars a day, 2017 PPP)"),
        ("fr", "(2,15 dollars par jour, PPA 2017)"),
        ("es", "(2,15 dólares al día, PPA 2017)"),
    ],
)
def test_an_international_line_is_described_with_the_year_of_its_purchasing_power_parities(
    openssi: OpenSSI, tmp_path: Path, language: str, said: str
) -> None:
    (tmp_path / "p.csv").write_text("y,w\n1,1\n2,1\n", encoding="utf-8")
    design, line = tmp_path / "design.yaml", "{dollars_a_day: 2.15, vintage: 2017, ppp: 0.9, cpi: 1.12}"
    design.write_text(f"welfare: y\nweight: w\npoverty_lines: {{extreme: {line}}}\n", encoding="utf-8")
    _, printed, _ = openssi("--lang", language, "survey", "describe", tmp_path / "p.csv", "--design", design)
    assert said in printed


def test_a_group_that_is_alone_is_compared_with_nothing(openssi: OpenSSI, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("y,w,sex\n1,1,f\n2,1,f\n3,1,f\n", encoding="utf-8")
    (tmp_path / "design.yaml").write_text("welfare: y\nweight: w\nsex: sex\n", encoding="utf-8")
    asked_for = (tmp_path / "p.csv", "--design", tmp_path / "design.yaml", "--by", "sex", "--against", "f")
    left, _, complaints = openssi("survey", "estimate", *asked_for)
    assert (left, "[SURVEY_ONE_GROUP]" in complaints) == (2, True), complaints


def test_a_number_leads_from_a_figure_that_is_missing_to_the_remark_that_says_why(
    openssi: OpenSSI, tmp_path: Path
) -> None:
    (tmp_path / "p.csv").write_text("y,w,g\n1,1,a\n2,1,a\n3,0,b\n", encoding="utf-8")
    (tmp_path / "design.yaml").write_text("welfare: y\nweight: w\ndomains: [g]\n", encoding="utf-8")
    asked_for = (tmp_path / "p.csv", "--design", tmp_path / "design.yaml", "--measures", "mean,median", "--by", "g")
    _, printed, told = openssi("survey", "estimate", *asked_for, "--protect", "none")
    rows = [line.split() for line in printed.splitlines()]
    assert [row[2:4] for row in rows if row[:2] == ["Mean", "b"]] == [["…", "1)"]]
    assert "\n1) No row" in told
    assert "[SURVEY_DOMAIN_EMPTY]" in told
    _, written, told = openssi("survey", "estimate", *asked_for, "--protect", "none", "--format", "csv")
    assert ("1)" in written, "1)" in told) == (False, False)


def test_the_measures_are_listed_by_name(openssi: OpenSSI) -> None:
    _, printed, _ = openssi("survey", "measures")
    assert "arpr" in printed
    assert "At-risk-of-poverty rate" in printed


def test_the_list_of_measures_shows_those_of_columns_of_the_survey_by_an_example_each(openssi: OpenSSI) -> None:
    for language, said in (("en", "Share of persons"), ("fr", "Part des personnes"), ("es", "Proporción de personas")):
        _, printed, _ = openssi("--lang", language, "survey", "measures")
        named = {line.split()[0] for line in printed.splitlines()}
        assert {"persons", "mean(x)", "ratio(x,y)", "proportion(x)", "quantile(0.25,x)", "fgt0@national"} <= named
        assert said in printed


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--measures", "ginni"), "MEASURE_UNKNOWN"),
        (("--line", "nation"), "SURVEY_LINE_UNKNOWN"),
        (("--percent", "0"), "SURVEY_PERCENT"),
        (("--protect", "srvey"), "DISCLOSURE_RULE_UNKNOWN"),
        (("--poor", "under"), "VALUE_NOT_ALLOWED"),
        (("--line", "0"), "BENEFITS_LINE_NOT_POSITIVE"),
        (("--line", "-5"), "BENEFITS_LINE_NOT_POSITIVE"),
        (("--poor", "below", "--measures", "gini,mean(income)"), "SURVEY_OPTION_WITHOUT_LINE"),
        (("--percent", "50", "--measures", "quantile(0.5)"), "SURVEY_OPTION_WITHOUT_LINE"),
        (("--master", "local[2]"), "OPTION_NEEDS"),
        (("--master", "local[2]", "--engine", "duckdb"), "OPTION_NEEDS"),
        (("--report", "report.csv", "--protect", "none"), "OPTION_NOT_WITH"),
        (("--record", "left.parquet", "--protect", "none"), "OPTION_NOT_WITH"),
        (("--output", "figures.csv", "--format", "json"), "OUTPUT_ENDING"),
        (("--output", "figures.json", "--format", "table"), "OUTPUT_ENDING"),
        (("--output", "figures.xlsx"), "OUTPUT_ENDING"),
        (("--against", "m", "--by", "sex"), "SURVEY_GROUP_UNKNOWN"),
        (("--engine", "duckdb"), "AT_SCALE_FILE"),
        (("--engine", "duckdb", "--chart", "lorenz.svg"), "AT_SCALE_OPTION"),
        (("--output", "no/such/folder/file.csv"), "OUTPUT_FOLDER_MISSING"),
        (("--report", "no/such/folder/file.csv"), "OUTPUT_FOLDER_MISSING"),
        (("--chart", "no/such/folder/file.svg"), "OUTPUT_FOLDER_MISSING"),
        (("--output", "/"), "OUTPUT_IS_A_FOLDER"),
        (("--chart", "lorenz.pdf"), "BENEFITS_CHART_UNFIT"),
        (("--relative",), "SURVEY_RELATIVE_ALONE"),
        (("--against", "M"), "SURVEY_AGAINST_ALONE"),
        (("--by", "sexx"), "SURVEY_COLUMN_UNKNOWN"),
        (("--measures", "mean(rent)"), "SURVEY_COLUMN_UNKNOWN"),
        (("--scenario", "rent"), "SURVEY_COLUMN_UNKNOWN"),
    ],
)
def test_a_wrong_option_is_answered_with_its_remedy(
    openssi: OpenSSI, folder: Path, more: tuple[str, ...], code: str
) -> None:
    left, _, complaints = openssi("survey", "estimate", *asked(folder, *more))
    assert left == 2
    assert f"[{code}]" in complaints


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("welfare: income", "welfre: income", "SURVEY_KEY_UNKNOWN"),
        ("welfare: income", "welfare: incme", "SURVEY_COLUMN_UNKNOWN"),
        ("weight: weight", "weight: [", "DEFINITION_NOT_YAML"),
        ("national: 1000", "national: much", "SURVEY_VALUE_NOT_A_NUMBER"),
    ],
)
def test_a_slip_in_the_design_is_answered_with_its_place_and_remedy(
    openssi: OpenSSI, folder: Path, tmp_path: Path, old: str, new: str, code: str
) -> None:
    (tmp_path / "design.yaml").write_text(DESIGN.replace(old, new), encoding="utf-8")
    arguments = (folder / "persons.csv", "--design", tmp_path / "design.yaml")
    left, _, complaints = openssi("survey", "estimate", *arguments)
    assert (left, f"[{code}]" in complaints) == (2, True), complaints
    assert complaints.startswith(("design.yaml", "persons.csv"))


def test_a_folder_in_the_place_of_a_file_is_named(openssi: OpenSSI, folder: Path) -> None:
    for arguments in ((".", "--design", folder / "design.yaml"), (folder / "persons.csv", "--design", ".")):
        left, _, complaints = openssi("survey", "describe", *arguments)
        assert (left, complaints.startswith(".: ")) == (2, True), complaints


def test_a_missing_file_is_named(openssi: OpenSSI, folder: Path) -> None:
    left, _, complaints = openssi("survey", "describe", "persns.csv", "--design", folder / "design.yaml")
    assert left == 2
    assert "persns.csv" in complaints


def test_without_a_design_it_is_said_what_one_is_and_where_to_find_one(openssi: OpenSSI, folder: Path) -> None:
    left, _, complaints = openssi("survey", "describe", folder / "persons.csv", "--design", "desing.yaml")
    assert (left, complaints.startswith("desing.yaml: ")) == (2, True), complaints
    assert "--design" in complaints
    assert "openssi survey example" in complaints
    assert "[SURVEY_DESIGN_MISSING]" in complaints


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace of real countries without data."""
    RealWorld(tmp_path / "world", load()).workspace()
    return tmp_path / "world"


def test_an_estimate_is_sent_to_the_inquiry_with_status_method_and_source(
    openssi: OpenSSI, folder: Path, workspace: Path
) -> None:
    code, printed, _ = openssi("survey", "send", *asked(folder, "--workspace", workspace))
    sent = estimates_of(Workspace.open(workspace))
    assert code == 0
    assert "X.GINI of FRA 2022" in printed
    assert [(each.item, each.ref_area, each.time_period, each.obs_status) for each in sent] == [
        ("X.GINI", "FRA", 2022, "E")
    ]
    assert sent[0].value is not None
    assert 0 < sent[0].value < 100
    assert "Gini" in sent[0].method
    assert sent[0].source == "OpenSSI survey: persons.csv"
    assert "SE" in sent[0].note


def test_an_estimate_sent_again_takes_the_place_of_the_former_one(
    openssi: OpenSSI, folder: Path, workspace: Path
) -> None:
    for line in ("1000", "1200"):
        arguments = ("--measure", "fgt0", "--item", "X.POV_RATE_NAT", "--line", line, "--workspace", workspace)
        openssi("survey", "send", *asked(folder, *arguments))
    context = Workspace.open(workspace).context.table("observations").to_pylist()
    assert [row["item"] for row in context] == ["X.POV_RATE_NAT"]
    assert "1,200" in context[0]["method"]


def test_context_that_is_loaded_anew_leaves_estimates_in_place(
    openssi: OpenSSI, folder: Path, workspace: Path, tmp_path: Path
) -> None:
    openssi("survey", "send", *asked(folder, "--workspace", workspace))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "weights.csv").write_text("iso3,year,pop_total\nFRA,2022,67000000\n", encoding="utf-8")
    openssi("load", "context", tmp_path / "data", "--workspace", workspace)
    items = {row["item"] for row in Workspace.open(workspace).context.table("observations").to_pylist()}
    assert "X.GINI" in items


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--item", "B.RECIP"), "SURVEY_ITEM_UNKNOWN"),
        (("--item", "X.GINI", "--measure", "mean"), "SURVEY_ITEM_UNIT"),
        (("--area", "XXX"), "AREA_UNKNOWN"),
    ],
)
def test_what_does_not_fit_is_not_sent(
    openssi: OpenSSI, folder: Path, workspace: Path, more: tuple[str, ...], code: str
) -> None:
    left, _, complaints = openssi("survey", "send", *asked(folder, *more, "--workspace", workspace))
    assert left == 2
    assert f"[{code}]" in complaints


def test_an_estimate_that_may_not_leave_is_not_sent(
    openssi: OpenSSI, tmp_path: Path, folder: Path, workspace: Path
) -> None:
    (tmp_path / "few.csv").write_text("income,weight,stratum,psu,sex\n1,1,a,1,F\n2,1,a,2,M\n", encoding="utf-8")
    arguments = (tmp_path / "few.csv", "--design", folder / "design.yaml", "--workspace", workspace)
    left, _, complaints = openssi("survey", "send", *arguments)
    assert left == 2
    assert "[SURVEY_NOTHING_TO_SEND]" in complaints


def test_a_design_without_country_needs_one(openssi: OpenSSI, tmp_path: Path, folder: Path, workspace: Path) -> None:
    design = tmp_path / "design.yaml"
    design.write_text(DESIGN.replace("country: FRA\n", ""), encoding="utf-8")
    left, _, complaints = openssi(
        "survey", "send", folder / "persons.csv", "--design", design, "--workspace", workspace
    )
    assert left == 2
    assert "[SURVEY_WITHOUT_COUNTRY]" in complaints


def test_three_lines_of_python_give_a_tidy_frame(folder: Path) -> None:
    survey = library.open_survey(folder / "persons.csv", folder / "design.yaml")
    frame = survey.estimate("arpr, gini", by="sex")
    assert frame["measure"] == ["arpr"] * 3 + ["gini"] * 3
    assert frame["domain"] == ["all", "F", "M"] * 2
    assert frame.to_arrow().num_rows == 6


def test_a_column_that_was_not_read_before_is_read_when_it_is_asked_for(folder: Path) -> None:
    survey = library.open_survey(folder / "persons.csv", folder / "design.yaml", protect=None)
    frame = survey.estimate("mean", by="region")
    assert frame["domain"] == ["all", "Coast", "Inland", "Island"]


def test_the_difference_of_two_groups_has_an_error_of_its_own(folder: Path) -> None:
    survey = library.open_survey(folder / "persons.csv", folder / "design.yaml")
    women, men = survey.estimate("mean", by="sex")["estimate"][1:]
    difference = survey.differences("mean", "sex", against="M")
    assert difference["estimate"] == [pytest.approx(women - men)]
    assert difference["se"][0] > 0


def test_groups_are_compared_by_command(openssi: OpenSSI, folder: Path) -> None:
    arguments = ("--measures", "mean", "--by", "sex", "--against", "M", "--format", "csv")
    _, printed, _ = openssi("survey", "estimate", *asked(folder, *arguments))
    _, women, men, difference = (float(row["estimate"]) for row in rows(printed))
    assert rows(printed)[3]["domain"] == "F - M"
    assert difference == pytest.approx(women - men)


def test_a_difference_from_a_withheld_group_does_not_leave(openssi: OpenSSI, folder: Path) -> None:
    arguments = ("--measures", "mean", "--by", "region", "--against", "Island", "--format", "csv")
    _, printed, _ = openssi("survey", "estimate", *asked(folder, *arguments))
    assert [row["domain"] for row in rows(printed)] == ["all", "Coast", "Inland", "Island"]


def test_a_curve_of_few_persons_does_not_leave(openssi: OpenSSI, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "few.csv").write_text("income,weight,stratum,psu,sex\n1,1,a,1,F\n2,1,a,2,M\n", encoding="utf-8")
    arguments = ("--design", folder / "design.yaml", "--chart", tmp_path / "lorenz.svg")
    left, _, complaints = openssi("survey", "estimate", tmp_path / "few.csv", *arguments)
    assert (left, "--chart: Fewer than 25 persons" in complaints) == (2, True)


@pytest.mark.parametrize("empty", ["", " ", ",", " , ,"])
@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("estimate", "--measures"), ("estimate", "--by"), ("estimate", "--against"), ("estimate", "--scenario"),
        ("estimate", "--line"), ("estimate", "--protect"), ("estimate", "--output"), ("estimate", "--report"),
        ("estimate", "--chart"), ("describe", "--by"), ("incidence", "--programme"), ("incidence", "--target"),
        ("incidence", "--measures"), ("send", "--area"), ("send", "--year"), ("estimate", "--level"),
    ],
)  # fmt: skip
def test_an_empty_value_is_answered_as_empty(openssi: OpenSSI, command: str, option: str, empty: str) -> None:
    for written in ([option, empty], [f"{option}={empty}"]):
        left, output, complaints = openssi("survey", command, *written)
        assert (left, output) == (2, "")
        assert f"Nothing is written as the value of {option} (" in complaints
        assert "[OPTION_EMPTY]" in complaints


@pytest.mark.parametrize("year", ["0", "-5", "99999"])
def test_a_year_that_can_be_none_is_not_sent(openssi: OpenSSI, folder: Path, year: str) -> None:
    left, _, complaints = openssi("survey", "send", *asked(folder, "--year", year))
    assert left == 2
    assert f"--year: {year} cannot be the year of a survey" in complaints
    assert "[SURVEY_YEAR_UNFIT]" in complaints


@pytest.mark.parametrize(("name", "form"), [("f.csv", "csv"), ("f.json", "json"), ("f.txt", "table"), ("f", "table")])
def test_a_file_has_the_form_that_its_name_says(
    openssi: OpenSSI, folder: Path, tmp_path: Path, name: str, form: str
) -> None:
    openssi("survey", "estimate", *asked(folder, "--measures", "gini", "--output", tmp_path / name))
    openssi("survey", "estimate", *asked(folder, "--measures", "gini", "--output", tmp_path / "g", "--format", form))
    assert (tmp_path / name).read_text("utf-8") == (tmp_path / "g").read_text("utf-8")


def test_names_and_columns_that_stand_twice_are_answered_once(openssi: OpenSSI, folder: Path) -> None:
    once = openssi("survey", "estimate", *asked(folder, "--measures", "gini,mean", "--by", "region"))
    doubled = ("--measures", "gini,,mean,gini,", "--by", "region,", "--by", "region,region")
    assert openssi("survey", "estimate", *asked(folder, *doubled)) == once


def test_the_table_says_the_level_of_its_intervals_and_shows_indices_as_they_are(
    openssi: OpenSSI, folder: Path
) -> None:
    _, table, _ = openssi("--lang", "fr", "survey", "estimate", *asked(folder, "--measures", "gini", "--level", "90"))
    _, printed, _ = openssi("survey", "estimate", *asked(folder, "--measures", "gini", "--format", "csv"))
    (gini,) = rows(printed)
    assert "Intervalle à 90\u00a0%" in table
    assert f"{float(gini['estimate']):.3f}".replace(".", ",") in table
    assert gini["unit"] == "index"


def test_differences_are_given_as_shares_where_that_is_asked(folder: Path) -> None:
    survey = library.open_survey(folder / "persons.csv", folder / "design.yaml")
    women, men = survey.estimate("mean", by="sex")["estimate"][1:]
    assert survey.differences("mean", "sex", "M", relative=True)["estimate"] == [pytest.approx(women / men - 1)]


def test_a_group_that_is_not_there_is_answered_with_those_that_are(openssi: OpenSSI, folder: Path) -> None:
    left, _, complaints = openssi("survey", "estimate", *asked(folder, "--by", "sex", "--against", "X"))
    assert left == 2
    assert "F, M" in complaints


def test_a_change_in_per_cent_is_the_ratio_less_one_with_its_own_error(openssi: OpenSSI, folder: Path) -> None:
    arguments = asked(folder, "--measures", "mean", "--by", "sex", "--against", "M", "--relative")
    _, printed, _ = openssi("survey", "estimate", *arguments, "--format", "csv")
    _, women, men, change = rows(printed)
    assert float(change["estimate"]) == pytest.approx(float(women["estimate"]) / float(men["estimate"]) - 1)
    assert (change["unit"], float(change["se"]) > 0) == ("ratio", True)
    _, table, _ = openssi("survey", "estimate", *arguments)
    shown = f"{100 * float(change['estimate']):+.1f}%".replace("-", "−")
    assert shown in next(line for line in table.splitlines() if "F - M" in line)


@pytest.mark.parametrize(("language", "points"), [("en", "points"), ("fr", "points"), ("es", "puntos")])
def test_a_difference_of_shares_is_shown_in_points(openssi: OpenSSI, folder: Path, language: str, points: str) -> None:
    arguments = asked(folder, "--measures", "arpr", "--by", "sex", "--against", "M")
    _, table, _ = openssi("--lang", language, "survey", "estimate", *arguments)
    assert points in next(line for line in table.splitlines() if "F - M" in line)


def test_a_level_holds_for_differences_too(openssi: OpenSSI, folder: Path) -> None:
    def width(level: int) -> float:
        arguments = ("--measures", "mean", "--by", "sex", "--against", "M", "--level", level, "--format", "csv")
        found = rows(openssi("survey", "estimate", *asked(folder, *arguments))[1])[3]
        return float(found["upper"]) - float(found["lower"])

    assert width(99) > width(95)


def test_crossed_groups_are_compared_too(openssi: OpenSSI, folder: Path) -> None:
    arguments = ("--measures", "mean", "--by", "sex,stratum", "--against", "M,0", "--format", "csv")
    _, printed, _ = openssi("survey", "estimate", *asked(folder, *arguments))
    assert [row["domain"] for row in rows(printed)[5:]] == ["F,0 - M,0", "F,1 - M,0", "M,1 - M,0"]


def test_a_line_is_said_in_words_however_it_was_named(openssi: OpenSSI, folder: Path) -> None:
    asked_for = "fgt0@national,fgt0_at_national,fgt1@900,gini(weight)"
    _, printed, _ = openssi("survey", "estimate", *asked(folder, "--measures", asked_for))
    assert printed.count("(line national)") == 2
    assert "900" in printed
    assert "Gini coefficient (weight)" in printed


def test_a_scenario_without_an_amount_in_a_row_is_refused(openssi: OpenSSI, folder: Path, tmp_path: Path) -> None:
    text = (folder / "persons.csv").read_text(encoding="utf-8").splitlines()
    more = [f"{text[0]},topped", *(f"{line}," for line in text[1:3]), *(f"{line},9" for line in text[3:])]
    (tmp_path / "two.csv").write_text("\n".join(more) + "\n", encoding="utf-8")
    arguments = ("--design", folder / "design.yaml", "--scenario", "topped")
    left, _, complaints = openssi("survey", "estimate", tmp_path / "two.csv", *arguments)
    assert (left, "two.csv, row 2: Rows with no amount in the column “topped”" in complaints) == (2, True)
    assert "[SURVEY_SCENARIO_MISSING]" in complaints


def test_a_scenario_shows_what_changes(openssi: OpenSSI, folder: Path, tmp_path: Path) -> None:
    text = (folder / "persons.csv").read_text(encoding="utf-8").splitlines()
    more = [f"{text[0]},topped", *(f"{line},{float(line.split(',')[0]) + 100}" for line in text[1:])]
    (tmp_path / "two.csv").write_text("\n".join(more) + "\n", encoding="utf-8")
    arguments = ("--design", folder / "design.yaml", "--measures", "mean", "--scenario", "topped", "--format", "csv")
    _, printed, _ = openssi("survey", "estimate", tmp_path / "two.csv", *arguments)
    assert float(rows(printed)[0]["estimate"]) == pytest.approx(100)
    assert float(rows(printed)[0]["se"]) == pytest.approx(0, abs=1e-9)
    _, relative, _ = openssi("survey", "estimate", tmp_path / "two.csv", *arguments, "--relative")
    mean = rows(openssi("survey", "estimate", *asked(folder, "--measures", "mean", "--format", "csv"))[1])[0]
    assert float(rows(relative)[0]["estimate"]) == pytest.approx(100 / float(mean["estimate"]))


def test_a_table_is_looked_at_together_with_those_that_left_before(
    openssi: OpenSSI, folder: Path, tmp_path: Path
) -> None:
    record = tmp_path / "left.parquet"
    first = ("--measures", "mean", "--by", "region", "--format", "csv", "--record", record)
    second = ("--measures", "mean", "--by", "region,sex", "--format", "csv", "--record", record)
    _, printed, _ = openssi("survey", "estimate", *asked(folder, *first))
    assert {row["domain"] for row in rows(printed) if row["n"]} == {"all", "Inland"}
    _, printed, _ = openssi("survey", "estimate", *asked(folder, *second))
    assert not {"Coast,F", "Coast,M"} <= {row["domain"] for row in rows(printed) if row["n"]}
    assert record.stat().st_mode & 0o077 == 0


def test_a_survey_in_python_takes_a_record_as_the_command_does(openssi: OpenSSI, folder: Path, tmp_path: Path) -> None:
    asked_again = ("--measures", "mean", "--format", "csv", "--record", tmp_path / "command.parquet", "--by")
    openssi("survey", "estimate", *asked(folder, *asked_again, "region"))
    _, printed, _ = openssi("survey", "estimate", *asked(folder, *asked_again, "region,sex"))
    record = tmp_path / "python.parquet"
    survey = library.open_survey(folder / "persons.csv", folder / "design.yaml", record=record)
    survey.estimate("mean", by="region")
    frame = survey.estimate("mean", by="region,sex")
    left = [row["domain"] for row in frame if row["n"] is not None]
    assert left == [row["domain"] for row in rows(printed) if row["n"]]
    assert not {"Coast,F", "Coast,M"} <= set(left)
    assert record.stat().st_mode & 0o077 == 0


def test_a_design_declares_once_by_which_rule_figures_leave_and_where_it_is_recorded(
    openssi: OpenSSI, folder: Path, tmp_path: Path
) -> None:
    design = tmp_path / "design.yaml"
    design.write_text(f"{DESIGN}disclosure: {{rule: survey, record: left.parquet}}\n", encoding="utf-8")
    arguments = (folder / "persons.csv", "--design", design, "--measures", "mean")
    assert openssi("survey", "estimate", *arguments)[0] == 0
    assert (tmp_path / "left.parquet").exists()
    other = tmp_path / "other.csv"
    other.write_text((folder / "persons.csv").read_text(encoding="utf-8") + "900,2.5,1,39,F,Coast\n", encoding="utf-8")
    left, _, complaints = openssi("survey", "estimate", other, *arguments[1:])
    assert (left, "[DISCLOSURE_RECORD_OF_OTHER_DATA]" in complaints) == (2, True)
    frame = library.open_survey(folder / "persons.csv", design).estimate("mean", by="region,sex")
    assert frame["n"][0] == 400


def test_differences_leave_with_the_figures_of_the_same_measure_even_beside_a_scenario(
    openssi: OpenSSI, folder: Path, tmp_path: Path
) -> None:
    text = (folder / "persons.csv").read_text(encoding="utf-8").splitlines()
    more = [f"{text[0]},topped", *(f"{line},{float(line.split(',')[0]) + 100}" for line in text[1:])]
    (tmp_path / "two.csv").write_text("\n".join(more) + "\n", encoding="utf-8")
    arguments = ("--design", folder / "design.yaml", "--measures", "fgt0@450", "--scenario", "topped")
    arguments = (*arguments, "--by", "sex", "--against", "M", "--format", "csv")
    _, printed, complaints = openssi("survey", "estimate", tmp_path / "two.csv", *arguments)
    assert "[DISCLOSURE_ATTRIBUTE]" in complaints
    assert "F - M" not in {row["domain"] for row in rows(printed)}


def test_what_describes_a_survey_says_that_it_stays(openssi: OpenSSI, folder: Path) -> None:
    assert "must stay here" in openssi("survey", "describe", *asked(folder))[2]


def test_differences_in_python_leave_with_the_figures_of_both_groups(folder: Path) -> None:
    survey = library.open_survey(folder / "persons.csv", folder / "design.yaml")
    assert survey.differences("mean", "region", against="Inland").to_arrow().num_rows == 0
    assert survey.differences("mean", "sex", against="M").to_arrow().num_rows == 1
