"""The catalogue of indicators tells every indicator and every formula, and a release keeps the same table."""

import csv
import html
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openssi.definitions import Definitions, default_root, load
from openssi.publish import publish_indicators
from openssi.publish.catalogues.indicator_table import indicator_table
from openssi.vocabulary.declared_indicators import DECLARED_INDICATORS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.indicator import FormulaExample, Indicator, IndicatorFormula
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

OpenSSI = Callable[..., tuple[int, str, str]]
Publish = Callable[..., tuple[Path, ...]]

NAME = MultilingualText("Spending on the old", "Dépenses pour les personnes âgées", "Gasto en personas mayores")
NOBODY = MultilingualText("", "", "")


def formula(text: str, numerator: str, **more: Any) -> IndicatorFormula:
    return IndicatorFormula(text=text, numerator=numerator, **more)


def example(cells: dict[str, Decimal | str], value: Decimal | None, **more: str) -> FormulaExample:
    return FormulaExample(cells=cells, value=value, **more)


PENSIONS = "100*sumS(S.EXP_FUNC[OLD])/X.GDP"
SPENDING = Indicator(
    id="SPENDING_OLD_AGE",
    code="E05",
    family="sdg_1_3_1",
    name=NAME,
    short_name=NAME,
    definition=NAME,
    population=NOBODY,
    unit="PT_GDP",
    direction="none",
    weight="X.GDP",
    by_scheme=formula("100*S.EXP/X.GDP", "S.EXP", denominator="X.GDP", factor=Decimal(100)),
    told=("X.GDP",),
    sexes=("_T",),
    breakdowns=("_T", "CONTRIB"),
    bounds=(Decimal(0), None),
    max_age=9,
    order=1,
    formulas=(
        formula(PENSIONS, "sumS(S.EXP_FUNC[OLD])", denominator="X.GDP", factor=Decimal(100)),
        formula("mean(B.EXP)<5", "mean(B.EXP)<5", breakdown="CONTRIB", benefits=(("OLD01", "OLD02"), ("OLD04",))),
    ),
    examples=(
        example({"S.EXP_FUNC[OLD]@1": Decimal(60), "X.GDP": Decimal(1000)}, Decimal("6.5")),
        example({"X.GDP": Decimal(0)}, None),
        example({"S.GOV_CTRL": "Y"}, Decimal(1), breakdown="CONTRIB"),
    ),
)
AGE = Indicator(
    id="PENSIONABLE_AGE",
    code="",
    family="sdg_1_3_1",
    name=NAME,
    short_name=NAME,
    definition=NAME,
    population=NOBODY,
    unit="YR",
    sexes=("_T", "M", "F"),
    formulas=(
        formula("(L.AGE_M+L.AGE_F)/2", "(L.AGE_M+L.AGE_F)/2"),
        formula("L.AGE_F", "L.AGE_F", sexes=("F",)),
    ),
    examples=(
        example({"L.AGE_F": Decimal(60)}, Decimal(60), sex="F"),
        example({"L.AGE_M": Decimal(65), "L.AGE_F": Decimal(60)}, Decimal("62.5")),
    ),
    variant_of="SPENDING_OLD_AGE",
    order=2,
)
PUBLISHED = Indicator(
    id="PUBLISHED_ONLY",
    code="P",
    family="world_bank_aspire",
    name=NAME,
    short_name=NAME,
    definition=NAME,
    population=NAME,
    breakdowns=("_T", "Q1"),
    series="SI_COV_SOCAST",
    order=3,
)


@pytest.fixture(scope="module")
def invented() -> Definitions:
    """Definitions whose indicators have everything that an indicator can have."""
    made = Definitions(default_root())
    made.__dict__["indicators"] = {each.id: each for each in (SPENDING, AGE, PUBLISHED)}
    return made


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def article(page: str, indicator: str) -> str:
    return page.partition(f'<article id="{indicator}">')[2].partition("</article>")[0]


def test_each_formula_is_one_row_of_the_table(invented: Definitions) -> None:
    rows = indicator_table(invented).to_pylist()
    assert [(row["indicator"], row["breakdown"], row["sexes"], row["formula"]) for row in rows] == [
        ("SPENDING_OLD_AGE", "_T", "_T", PENSIONS),
        ("SPENDING_OLD_AGE", "CONTRIB", "_T", "mean(B.EXP)<5"),
        ("PENSIONABLE_AGE", "_T", "_T M", "(L.AGE_M+L.AGE_F)/2"),
        ("PENSIONABLE_AGE", "_T", "F", "L.AGE_F"),
        ("PUBLISHED_ONLY", "_T", "_T M F", ""),
        ("PUBLISHED_ONLY", "Q1", "_T M F", ""),
    ]


def test_a_row_tells_quotient_breakdown_unit_and_examples(invented: Definitions) -> None:
    total, contributory, _, women, published, _ = indicator_table(invented).to_pylist()
    assert (total["numerator"], total["denominator"], total["factor"]) == ("sumS(S.EXP_FUNC[OLD])", "X.GDP", 100)
    assert (total["unit"], total["unit_name_fr"], total["direction"]) == ("PT_GDP", "Pourcentage du PIB", "none")
    assert (total["by_scheme"], total["by_benefit"], total["told_beside"]) == ("100*S.EXP/X.GDP", "", "X.GDP")
    assert total["examples"] == "S.EXP_FUNC[OLD]@1=60; X.GDP=1000 -> 6.5\nX.GDP=0 -> none"
    assert (contributory["breakdown_name_fr"], contributory["benefits"]) == ("Contributif", "OLD01 OLD02; OLD04")
    assert contributory["examples"] == "S.GOV_CTRL=Y -> 1"
    assert (women["examples"], women["variant_of"]) == ("L.AGE_F=60 [F] -> 60", "SPENDING_OLD_AGE")
    assert (published["factor"], published["series"]) == (None, "SI_COV_SOCAST")


def test_an_indicator_without_rules_of_its_own_has_those_of_the_publication(invented: Definitions) -> None:
    total, _, age, *_ = indicator_table(invented, PublicationRules(max_age=3, publish_from=0.7)).to_pylist()
    assert (total["max_age"], total["publish_from"]) == (9, 0.7)
    assert age["max_age"] == 3


def test_the_csv_has_the_columns_of_the_table_of_a_release(invented: Definitions, tmp_path: Path) -> None:
    (path,) = publish_indicators(invented, "csv", tmp_path, "fr")
    rows = records(path)
    assert list(rows[0]) == list(DECLARED_INDICATORS.names)
    assert (rows[0]["factor"], rows[0]["lowest"], rows[0]["highest"], rows[0]["imputes"]) == ("100", "0", "", "yes")
    assert rows[0]["definition_es"] == "Gasto en personas mayores"


def test_the_csv_tells_every_declared_indicator(tmp_path: Path) -> None:
    definitions = load()
    rows = records(publish_indicators(definitions, "csv", tmp_path, "en")[0])
    assert list(dict.fromkeys(row["indicator"] for row in rows)) == list(definitions.indicators)
    assert len({(row["indicator"], row["breakdown"], row["sexes"]) for row in rows}) == len(rows)
    assert all(row["definition_fr"] and row["family_es"] and row["unit_name_en"] for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_every_language(tmp_path: Path, language: Language) -> None:
    definitions = load()
    (path,) = publish_indicators(definitions, "html", tmp_path, language)
    page = path.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert not re.findall(r"(?:src|href)=.http", page)
    assert "<script" not in page
    for indicator in definitions.indicators.values():
        told = article(page, indicator.id)
        assert html.escape(indicator.definition.in_language(language)) in told
        assert all(html.escape(each.text) in told for each in indicator.formulas)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) > len(definitions.indicators)
    assert [target for target in targets if page.count(f'id="{target}"') != 1] == []


def test_the_page_names_breakdowns_benefits_and_variants(invented: Definitions, tmp_path: Path) -> None:
    page = publish_indicators(invented, "html", tmp_path, "fr")[0].read_text(encoding="utf-8")
    told = article(page, "SPENDING_OLD_AGE")
    assert "<code>mean(B.EXP)&lt;5</code> · moyenne sur les types de prestation OLD01+OLD02 &gt; OLD04" in told
    assert "<dt>Numérateur</dt><dd><code>sumS(S.EXP_FUNC[OLD])</code></dd>" in told
    assert "<code>CONTRIB</code> Contributif" in told
    assert "<dt>Par régime</dt><dd><code>100*S.EXP/X.GDP</code></dd>" in told
    assert "<dt>Indiqué à côté</dt><dd><code>X.GDP</code>" in told
    assert "de 0 à sans limite" in told
    assert "antérieure d’au plus 9\u00a0ans" in told or "antérieure d’au plus 9 ans" in told
    assert '<a href="#PENSIONABLE_AGE">' in told
    assert told.count("<tr>") == 1 + 3


def test_the_page_says_what_has_no_aggregates_and_what_is_only_published(invented: Definitions, tmp_path: Path) -> None:
    page = publish_indicators(invented, "html", tmp_path, "en")[0].read_text(encoding="utf-8")
    assert "not made: only countries have a value" in article(page, "PENSIONABLE_AGE")
    assert "<code>L.AGE_F</code> · Women" in article(page, "PENSIONABLE_AGE")
    assert "only series of other publishers exist" in article(page, "PUBLISHED_ONLY")
    assert "<code>Q1</code>" in article(page, "PUBLISHED_ONLY")


def test_an_unknown_format_of_the_catalogue_is_refused(invented: Definitions, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="FORMAT_UNKNOWN"):
        publish_indicators(invented, "vtl", tmp_path, "en")


def test_the_command_writes_the_page_in_the_language(openssi: OpenSSI, tmp_path: Path) -> None:
    code, out, _ = openssi("--lang", "es", "publish", "indicators", "--output", tmp_path / "catalogue")
    assert code == 0
    (page,) = (tmp_path / "catalogue").iterdir()
    assert page.name.endswith("-es.html")
    assert page.name in out.replace("\n", "")
    assert "Indicadores de protección social" in page.read_text(encoding="utf-8")


def test_exports_carry_the_declarations_of_the_release(written: Publish) -> None:
    (path,) = (each for each in written("csv", "fr") if each.name == "indicators.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["Indicateur"], row["Nom de l’unité"]) == ("Personnes âgées percevant une pension", "Pour cent")
    assert (row["Formule"], row["Facteur"]) == ("100*H.COV_OLD/X.POP_PENAGE", "100")
