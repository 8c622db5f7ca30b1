"""No figure that is withheld comes out by another door: formats, files, frames, charts, SQL, notices, errors."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.csv
import pyarrow.parquet
import pytest

import openssi as library
from conftest import OpenSSI

DESIGN = """
welfare: income
weight: weight
household: household
rows: persons
strata: stratum
psu: psu
sex: sex
age: age
region: region
country: FRA
year: 2022
transfers:
  - {column: grant, name: Grant, class: social_assistance, period: year}
period: year
"""
RULE = """
rounded:
  name: {en: Rounded, fr: Arrondi, es: Redondeado}
  minimum: 25
  zeros: publish
  complementary: true
  protection: 10
  rounding: 7
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 persons, of whom 12 live on an island and 3 receive a grant."""
    folder, draw = tmp_path_factory.mktemp("doors"), np.random.default_rng(7)
    lines = ["household,income,weight,stratum,psu,sex,age,region,grant"]
    for number in range(400):
        region = "Island" if number % 34 == 0 else "Coast" if number % 3 == 0 else "Inland"
        income, grant = draw.lognormal(6, 0.5), 100 if number in {7, 70, 333} else 0
        facts = (number, f"{income:.3f}", 1, number // 200, number // 10, "FM"[number % 2], number % 80, region, grant)
        lines.append(",".join(map(str, facts)))
    (folder / "persons.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
    (folder / "rule.yaml").write_text(RULE, encoding="utf-8")
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(folder / "persons.csv"), folder / "persons.parquet")
    return folder


def digits(numbers: Iterator[object]) -> set[str]:
    """The first six digits of numbers, by which they are found in any text."""
    found = {f"{number:.6e}".split("e")[0][:7] for number in numbers if isinstance(number, float)}
    return {each for each in found if not each.endswith("00")}


@pytest.fixture(scope="module")
def secrets(folder: Path) -> set[str]:
    """Estimates and errors of the groups that are withheld."""
    open_here = library.open_survey(folder / "persons.csv", folder / "design.yaml", protect=None)
    protected = library.open_survey(folder / "persons.csv", folder / "design.yaml")
    found = []
    for name in ("estimate", "incidence"):
        asked = ("mean,gini,median", "region") if name == "estimate" else ("coverage,average_transfer", "region")
        pairs = zip(getattr(open_here, name)(*asked), getattr(protected, name)(*asked), strict=True)
        found += [told[each] for told, left in pairs if left["n"] is None for each in ("estimate", "se", "lower")]
    return digits(iter(found))


def leaks(secrets: set[str], *texts: str) -> set[str]:
    """Which of them stand in a text, whatever its scale."""
    plain = [re.sub(r"[.,\u202f\u00a0 ]", "", text) for text in texts]
    return {each for each in secrets if any(each.replace(".", "") in text for text in plain)}


def test_there_are_secrets_and_they_are_found_where_they_stand(
    openssi: OpenSSI, folder: Path, secrets: set[str]
) -> None:
    arguments = ("--design", folder / "design.yaml", "--measures", "mean", "--by", "region", "--protect", "none")
    _, printed, _ = openssi("survey", "estimate", folder / "persons.csv", *arguments, "--format", "csv")
    assert leaks(secrets, printed)


@pytest.mark.parametrize("output", ["table", "csv", "json"])
@pytest.mark.parametrize("file", ["persons.csv", "persons.parquet"])
def test_commands_tell_none_in_any_format_nor_beside_it(
    openssi: OpenSSI, folder: Path, secrets: set[str], tmp_path: Path, output: str, file: str
) -> None:
    engine = ("--engine", "duckdb") if file.endswith(".parquet") else ()
    asked = (folder / file, "--design", folder / "design.yaml", "--by", "region", "--format", output, *engine)
    written, record, report = tmp_path / "figures", tmp_path / "left.parquet", tmp_path / "report.csv"
    kept = ("--record", record, "--report", report)
    told = [*openssi("survey", "estimate", *asked, "--measures", "mean,gini,median", "--output", written, *kept)[1:]]
    told += openssi("survey", "incidence", *asked, "--measures", "coverage,average_transfer", *kept)[1:]
    assert leaks(secrets, *told, written.read_text(encoding="utf-8")) == set()
    assert {each.name for each in tmp_path.iterdir()} == {"figures", "left.parquet", "report.csv"}
    assert {each.stat().st_mode & 0o077 for each in (record, report)} == {0}


def test_frames_and_charts_tell_none(folder: Path, secrets: set[str]) -> None:
    survey = library.open_survey(folder / "persons.csv", folder / "design.yaml")
    frames = [survey.estimate("mean,gini,median", "region"), survey.incidence("coverage,average_transfer", "region"),
              survey.differences("mean,gini,median", "region", against="Inland"), survey.sdg()]  # fmt: skip
    for frame in frames:
        whole = (repr(frame), frame._repr_html_(), str(list(frame)), str(frame.to_arrow().schema.metadata))
        assert leaks(secrets, *whole) == set()
        assert not any("Fewer than" in each for each in whole)
    assert leaks(secrets, survey.chart("lorenz").svg(), survey.chart("incidence", "Grant").svg()) == set()
    with pytest.raises(library.OpenSSIError, match="BENEFITS_CHART_EMPTY"):
        survey.chart("before-after", "Grant")


def test_a_rule_that_names_no_smallest_attribute_does_not_let_out_three_beneficiaries(
    openssi: OpenSSI, folder: Path
) -> None:
    for protect in ("amounts", folder / "rule.yaml"):
        asked = ("--design", folder / "design.yaml", "--measures", "coverage", "--protect", protect, "--format", "csv")
        _, printed, _ = openssi("survey", "incidence", folder / "persons.csv", *asked)
        everybody = next(line for line in printed.splitlines() if line.startswith("all,coverage,all,all,"))
        assert everybody.startswith("all,coverage,all,all,,")


def test_rows_and_population_are_rounded_as_the_rule_says(openssi: OpenSSI, folder: Path) -> None:
    survey = library.open_survey(folder / "persons.csv", folder / "design.yaml", protect=str(folder / "rule.yaml"))
    frames = survey.estimate("mean", "sex"), survey.differences("mean", "sex", against="F"), survey.incidence(by="sex")
    for frame in frames:
        assert {number % 7 for name in ("n", "population") for number in frame[name] if number is not None} == {0}
    assert {number % 7 for number in frames[2]["beneficiaries"] if number is not None} <= {0}


def test_a_curve_has_no_step_of_few_rows_however_unequal_their_weights(tmp_path: Path) -> None:
    """Where one row stands for a third of all persons, the share of two points within it would be its income."""
    lines = ["income,weight"] + [f"{100 + number},{1 if number != 200 else 200}" for number in range(400)]
    (tmp_path / "persons.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "design.yaml").write_text("welfare: income\nweight: weight\n", encoding="utf-8")
    survey = library.open_survey(tmp_path / "persons.csv", tmp_path / "design.yaml", record=tmp_path / "left.parquet")
    points = survey.lorenz()["population"]
    rows = np.concatenate([np.ones(200), [200.0], np.ones(199)]).cumsum() / 599
    before = np.searchsorted(rows, points)
    assert len(points) > 5
    assert min(np.diff(before)) >= 24
    assert survey.estimate("lorenz_34.5")["n"] == [None]


def test_without_its_gini_there_is_no_curve(tmp_path: Path) -> None:
    lines = ["income,weight"] + ["1000000,1" if not number else "1,1" for number in range(60)]
    (tmp_path / "persons.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "design.yaml").write_text("welfare: income\nweight: weight\n", encoding="utf-8")
    survey = library.open_survey(tmp_path / "persons.csv", tmp_path / "design.yaml")
    with pytest.raises(library.OpenSSIError, match="DISCLOSURE_CURVE"):
        survey.lorenz()
