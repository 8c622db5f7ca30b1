"""The commands of surveys give the same by SQL as in memory."""

from pathlib import Path

import pytest

from conftest import OpenSSI
from openssi.run.surveys.names import PASSES, told_in_words
from survey_table import persons, written

DESIGN = """
file: persons.parquet
welfare: income
weight: weight
strata: stratum
psu: psu
sex: sex
household: household
transfers:
  - {column: pension, name: Pension, class: social_insurance}
"""


@pytest.fixture
def design(tmp_path: Path) -> Path:
    written(tmp_path, persons(400))
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return tmp_path / "design.yaml"


def rounded(printed: str) -> list[list[str]]:
    """Return the cells of a CSV with 9 digits of each number."""
    return [
        [f"{float(cell):.9g}" if is_number(cell) else cell for cell in row.split(",")] for row in printed.splitlines()
    ]


def notices(said: str) -> list[str]:
    return [row for row in said.splitlines() if "[SURVEY_" in row]


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_estimates_notices_and_levels_are_those_in_memory(openssi: OpenSSI, design: Path) -> None:
    asked = ["survey", "estimate", "--design", design, "--by", "sex", "--level", "90", "--format", "csv"]
    here, there = openssi(*asked), openssi(*asked, "--engine", "duckdb")
    assert there[0] == here[0] == 0
    assert rounded(there[1]) == rounded(here[1])
    assert sorted(notices(there[2])) == sorted(each for each in notices(here[2]) if "SURVEY_TRANSFER" not in each)


def test_small_groups_are_withheld_here_too(openssi: OpenSSI, design: Path) -> None:
    written(design.parent, persons(12))
    design.write_text(DESIGN.replace("strata: stratum\npsu: psu\n", ""), encoding="utf-8")
    more = ("--design", design, "--by", "sex", "--format", "csv", "--engine", "duckdb")
    code, printed, said = openssi("survey", "estimate", *more, "--measures", "mean")
    assert code == 0
    assert ",,,,,level,DISCLOSURE" in printed
    assert "DISCLOSURE" in said


def test_programmes_are_those_in_memory(openssi: OpenSSI, design: Path) -> None:
    asked = ["survey", "incidence", "--design", design, "--measures", "coverage,adequacy", "--format", "csv"]
    here, there = openssi(*asked), openssi(*asked, "--engine", "duckdb")
    assert there[0] == here[0] == 0
    assert rounded(there[1]) == rounded(here[1])
    assert sorted(notices(there[2])) == sorted(notices(here[2]))


def test_a_target_group_is_left_to_the_exact_path(openssi: OpenSSI, design: Path) -> None:
    code, _, said = openssi("survey", "incidence", "--design", design, "--engine", "duckdb", "--target", "sex=F")
    assert code == 2
    assert "[AT_SCALE_OPTION]" in said


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("estimate", "--measures", "zenga"), "AT_SCALE_MEASURE"),
        (("incidence", "--measures", "leakage"), "AT_SCALE_INDICATOR"),
    ],
)
def test_what_sql_does_not_compute_is_refused_before_an_engine_starts_or_a_file_is_opened(
    openssi: OpenSSI, design: Path, asked: tuple[str, ...], code: str
) -> None:
    (design.parent / "persons.parquet").unlink()
    left, _, said = openssi("survey", *asked, "--design", design, "--engine", "spark", "--master", "spark://nobody:1")
    assert left == 2
    assert f"[{code}]" in said


@pytest.mark.parametrize(
    "command", [("estimate", "--measures", "mean,median"), ("incidence", "--measures", "coverage")]
)
def test_too_many_figures_are_refused_before_any_is_made(
    openssi: OpenSSI, design: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def made(*_: object, **__: object) -> None:
        pytest.fail("figures are made")

    asked = ("survey", *command, "--design", design, "--by", "region,sex", "--engine", "duckdb")
    monkeypatch.setattr("openssi.run.surveys.size.LONG", 4)
    monkeypatch.setattr("openssi.run.surveys.size.MOST", 10)
    monkeypatch.setattr("openssi.microdata.at_scale.tables.Estimation.estimates", made)
    monkeypatch.setattr("openssi.microdata.at_scale.programmes.TableProgrammes.estimates", made)
    left, printed, told = openssi(*asked)
    assert (left, printed) == (2, "")
    assert "no more than 10 are protected together" in told


def test_passes_over_a_large_file_are_told_in_words() -> None:
    told: list[tuple[int, int, str]] = []
    tell = told_in_words(lambda *step: told.append(step), "en")
    for step in (*PASSES, "gini"):
        tell(0, 1, step)
    assert [words for _, _, words in told] == [
        "first use: compiling, once", "income classes", "quantiles", "poverty line", "standard errors",
        "figures", "withheld numbers", "numbers that may leave after all", "gini",
    ]  # fmt: skip
