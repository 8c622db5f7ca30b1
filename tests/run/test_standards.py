"""The commands standards and adequacy in the demonstration world: verdicts, three languages, wrong input."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.run.commands.adequacy import COMPARED_FIELDS, REAL_FIELDS
from openssi.run.commands.standards import FIELDS

OpenSSI = Callable[..., tuple[int, str, str]]
Asked = Callable[..., str]


@pytest.fixture
def asked(openssi: OpenSSI, demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Run a command in the demonstration world and return what it prints."""
    monkeypatch.setenv("OPENSSI_LANG", "en")

    def ask(*arguments: object) -> str:
        code, printed, complaints = openssi("--workspace", demonstration, *arguments)
        assert code == 0, complaints
        return printed

    return ask


def records(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed)))


def test_every_branch_of_convention_102_is_judged_with_its_arithmetic(asked: Asked) -> None:
    printed = asked("standards", "QMA", 2023, "--convention", "C102")
    assert "C102 III Sickness (QMA04)" in printed
    assert "(2,737 + 228) / (4,790 + 228) = 59.1% ≥ 45%: met" in printed
    assert "years of contribution or employment: 35 > 30: not met" in printed
    assert "Art. 18(1)" in printed
    assert "wage of the skilled manual male employee (X.WAGE_SKILLED)" in printed
    assert "C121" not in printed


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fr", ["(2\u00a0737 + 228) / (4\u00a0790 + 228) = 59,1\u00a0% ≥ 45\u00a0%\u00a0: satisfaite", "Vieillesse"]),
        ("es", ["(2737 + 228) / (4790 + 228) = 59,1\u00a0% ≥ 45\u00a0%: cumplida", "Vejez"]),
    ],
)
def test_verdicts_are_told_in_every_language(asked: Asked, lang: str, told: list[str]) -> None:
    after = asked("standards", "QMA", 2023, "--convention", "C102", "--lang", lang)
    assert [each for each in told if each not in after] == []
    assert after == asked("--lang", lang, "standards", "QMA", 2023, "--convention", "C102")


@pytest.mark.parametrize(
    ("lang", "mark"),
    [
        ("en", "Art. 19(2) (recalled; to be confirmed against the text)"),
        ("fr", "Art. 19(2) (de mémoire\u00a0; à confirmer d’après le texte)"),
        ("es", "Art. 19(2) (de memoria; por confirmar con el texto)"),
    ],
)
def test_a_recalled_figure_carries_its_mark(asked: Asked, lang: str, mark: str) -> None:
    assert mark in asked("standards", "QMA", 2023, "--convention", "c168", "--lang", lang)


def test_the_csv_has_the_same_columns_in_every_language_and_the_cells_of_each_condition(asked: Asked) -> None:
    english, french = (
        records(asked("standards", "QMA", 2023, "--format", "csv", "--lang", each)) for each in ("en", "fr")
    )
    assert tuple(english[0]) == tuple(french[0]) == FIELDS
    told_in_words = {"arithmetic", "source"}
    assert [{name: row[name] for name in FIELDS if name not in told_in_words} for row in english] == [
        {name: row[name] for name in FIELDS if name not in told_in_words} for row in french
    ]
    rate = next(row for row in english if (row["branch"], row["condition"]) == ("C102.III", "rate"))
    assert (rate["found"], rate["required"], rate["outcome"], rate["verdict"]) == ("59.087286", "45", "met", "met")
    assert "QMA.2023.L_SB_BEN.QMA04._Z._T._T.SIC._Z" in rate["cells"].split()
    assert {row["confirmed"] for row in english} == {"Y", "N"}


def test_the_amounts_of_a_year_are_those_that_were_reported_for_it(asked: Asked) -> None:
    def benefit_of(year: int) -> str:
        rows = records(asked("standards", "QMA", year, "--format", "csv"))
        return next(row["arithmetic"] for row in rows if (row["branch"], row["condition"]) == ("C102.V", "rate"))

    assert benefit_of(2019) != benefit_of(2023)


def test_a_country_whose_law_provides_nothing_meets_no_standard(asked: Asked) -> None:
    rows = records(asked("standards", "QMX", 2023, "--format", "csv"))
    assert {row["verdict"] for row in rows} == {"not_met"}


def test_what_is_missing_is_named(asked: Asked) -> None:
    rows = records(asked("standards", "QMG", 2022, "--format", "csv", "--convention", "C102"))
    old_age = next(row for row in rows if (row["branch"], row["condition"]) == ("C102.V", "rate"))
    assert (old_age["verdict"], old_age["missing"]) == ("not_known", "L.REF_SCHEME[OLD]")


def test_real_values_are_at_the_prices_of_the_last_year(asked: Asked) -> None:
    rows = records(asked("adequacy", "QMA", "--benefit", "QMA02-01", "--format", "csv"))
    assert tuple(rows[0]) == REAL_FIELDS
    assert [(row["time_period"], row["nominal"], row["real"]) for row in rows][::4] == [
        ("2019", "546", "614.796"),
        ("2023", "639", "639"),
    ]
    assert (rows[-1]["index_rule"], rows[-1]["adjustment"], rows[-1]["change"]) == ("PRICE", "3.1", "1.021604")


def test_amounts_of_a_year_stand_beside_lines_and_wages(asked: Asked) -> None:
    rows = records(asked("adequacy", "QMA", "--benefit", "QMA02-01", "--year", 2023, "--format", "csv"))
    assert tuple(rows[0]) == COMPARED_FIELDS
    found = {row["benchmark"]: row for row in rows if row["item"] == "B.AMT_AVG"}
    assert found["POV_LINE"]["percent"] == "63.645418"
    assert (found["INT_2_15"]["percent"], found["INT_2_15"]["missing"]) == ("", "X.CPI 2017; X.PPP 2017")
    assert (found["INT_3_00"]["confirmed"], found["INT_4_20"]["confirmed"]) == ("Y", "N")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["At prices of 2023", "Real change", "3.1% on 2023-01-01"]),
        ("fr", ["Aux prix de 2023", "Évolution réelle", "3,1\u00a0% le 2023-01-01"]),
        ("es", ["A precios de 2023", "Variación real", "3,1\u00a0% el 2023-01-01"]),
    ],
)
def test_adequacy_is_told_in_every_language(asked: Asked, lang: str, told: list[str]) -> None:
    printed = asked("adequacy", "QMA", "--lang", lang)
    assert [each for each in told if each not in printed] == []
    assert asked("adequacy", "QMA", "--year", 2023, "--lang", lang) != asked(
        "adequacy", "QMA", "--year", 2022, "--lang", lang
    )


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["standards", "XXX", "2023"], "AREA_UNKNOWN"),
        (["standards", "QMA", "1999"], "YEAR_NOT_ACCEPTED"),
        (["standards", "QMA", "2023", "--convention", "C001"], "CONVENTION_UNKNOWN"),
        (["standards", "QMA", "2023", "--format", "pdf"], "VALUE_NOT_ALLOWED"),
        (["standards", "QMA", "2023", "--lang", "de"], "VALUE_NOT_ALLOWED"),
        (["adequacy", "XXX"], "AREA_UNKNOWN"),
        (["adequacy", "QMA", "--benefit", "QMA99-01"], "BENEFIT_UNKNOWN"),
        (["adequacy", "QMA", "--year", "1999"], "YEAR_NOT_ACCEPTED"),
    ],
)
def test_wrong_input_is_refused_with_a_message(
    openssi: OpenSSI, demonstration: Path, arguments: list[str], code: str, lang: str
) -> None:
    left, printed, complaints = openssi("--lang", lang, "--workspace", demonstration, *arguments)
    assert (left, printed) == (2, "")
    assert f"[{code}]" in complaints
