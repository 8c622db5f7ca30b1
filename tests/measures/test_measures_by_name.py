"""Names of measures are read in one place, and a name that is none is answered with the nearest."""

import re
from pathlib import Path

import numpy as np
import pytest

from openssi.definitions import Texts, default_root, load_texts
from openssi.microdata.measures.catalogue import ALIASES, MEASURES, measure_of
from openssi.microdata.measures.deprivations import Deprivations
from openssi.microdata.measures.families import FAMILIES
from openssi.microdata.measures.measure import Conventions, Measured, NamedLine
from openssi.microdata.measures.wording import measure_in_words
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES, Language

TEN_OF_THE_COMPILED_PASSES = (
    "arpr", "gini", "qsr", "palma", "fgt0", "fgt1", "fgt2", "theil", "atkinson_0.5", "atkinson_1",
)  # fmt: skip
PARAMETRISED = (
    "arpt_relq40", "arpr_relm50", "fgt1_abs10000", "fgt2_relq40", "watts_relm60", "fgt0_at_national", "share_10_50",
    "share_ratio_20_10", "quantile_ratio_50_10", "bottom_mean_50", "sen_abs3", "sst_relq50", "rmir_60",
    "lorenz_37.5", "gei_-1", "gei_0.5", "atkinson_1.5", "quantile_5", "censored_clean_water", "uncensored_school",
    "contribution_health", "sgini_1.5", "rich_abs900", "rich_concave_0.5_relm300", "rich_convex_1_at_well_off",
)  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(default_root())


@pytest.mark.parametrize("name", TEN_OF_THE_COMPILED_PASSES)
def test_the_measures_of_compiled_passes_have_the_same_names(name: str) -> None:
    assert MEASURES[name].id == name


def test_a_measure_is_called_what_it_was_asked_for_by() -> None:
    names = [*MEASURES, *PARAMETRISED]
    assert [measure_of(name).id for name in names] == names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("s80s20", "qsr"), ("gei2", "gei_2"), ("atk05", "atkinson_0.5"), ("GINI", "gini"), (" arpr ", "arpr"),
        ("arpr_40", "arpr_relq40"), ("gei_0", "mld"), ("mpi", "M0"), ("lorenz_20.0", "lorenz_20"),
        ("rich", "rich_relq200"), ("rich_300", "rich_relq300"), ("rich_convex_2", "rich_convex_2_relq200"),
        ("rich_cha_0.3_150", "rich_cha_0.3_relq150"),
        ("p90p10", "quantile_ratio_90_10"), ("s90s10", "share_ratio_10_10"), ("B40", "bottom_mean_40"),
    ],
)  # fmt: skip
def test_other_ways_of_writing_a_name_lead_to_the_same_measure(written: str, name: str) -> None:
    assert measure_of(written).id == name


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_is_no_name_of_its_own(alias: str) -> None:
    assert alias not in MEASURES


@pytest.mark.parametrize(
    ("written", "nearest"), [("ginni", "gini"), ("atkinsn_1", "atkinson_1"), ("censord_water", "censored_…"), ("", "")]
)
def test_an_unknown_name_is_answered_with_the_nearest(written: str, nearest: str) -> None:
    with pytest.raises(FixTheFile, match="MEASURE_UNKNOWN") as caught:
        measure_of(written)
    assert nearest in str(caught.value)


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("lorenz", "lorenz_20"),
        ("atkinson", "atkinson_1"),
        ("gei", "gei_2"),
        ("Share", "share_0_20"),
        ("sgini", "sgini_3"),
        ("rich_convex", "rich_convex_2_relq200"),
        ("rich_cha", "rich_cha_0.3_relq200"),
    ],
)
def test_a_family_without_its_parameter_is_answered_with_names_that_can_be_asked_for(
    written: str, nearest: str
) -> None:
    with pytest.raises(FixTheFile, match="MEASURE_UNKNOWN") as caught:
        measure_of(written)
    names = str(caught.value.problems[0].values["nearest"]).split(", ")
    assert nearest in names
    assert all(measure_of(name) for name in names)
    assert written.lower() not in names


@pytest.mark.parametrize(
    "written",
    [
        "fgt3",
        "fgt0_50",
        "arpr_abs5",
        "share_20",
        "lorenz",
        "gini_2",
        "censored",
        "H_2",
        "sgini",
        "rich_convex",
        "rich_cha_x",
    ],
)
def test_parameters_that_a_measure_does_not_have_make_the_name_unknown(written: str) -> None:
    with pytest.raises(FixTheFile, match="MEASURE_UNKNOWN"):
        measure_of(written)


@pytest.mark.parametrize(
    ("written", "allowed"),
    [
        ("lorenz_101", "[0; 100]"), ("share_40_20", "]40; 100]"), ("atkinson_0", "]0; 20]"), ("gei_21", "[-20; 20]"),
        ("quantile_100", "]0; 100["), ("fgt0_abs0", "]0; ∞["), ("arpr_201", "]0; 200]"), ("arpt_relm0", "]0; 200]"),
        ("sgini_1", "]1; 20]"), ("rich_concave_2", "]0; 1]"), ("rich_convex_0.5_relq200", "[1; 20]"),
        ("rich_cha_0_relq200", "]0; 20]"), ("rich_relm0", "]0; 10000]"),
    ],
)  # fmt: skip
def test_a_parameter_out_of_range_is_answered_with_the_range(written: str, allowed: str) -> None:
    with pytest.raises(FixTheFile, match="MEASURE_PARAMETER_OUT_OF_RANGE") as caught:
        measure_of(written)
    assert allowed in str(caught.value)


def test_a_line_or_a_deprivation_that_was_not_declared_is_answered_with_those_that_were() -> None:
    conventions = Conventions(lines=(NamedLine(name="national", level=5.0),))
    deprivations = Deprivations(
        names=("water",), dimensions=("living",), weights=np.ones(1), cutoff=1.0,
        deprived=np.ones((2, 1), dtype=bool), known=np.ones(2, dtype=bool),
    )  # fmt: skip
    two = Measured(welfare=np.ones(2), weight=np.ones(2), conventions=conventions, deprivations=deprivations)
    with pytest.raises(FixTheFile, match=r"national.*SURVEY_LINE_UNKNOWN"):
        measure_of("fgt0_at_natoinal").of(two)
    with pytest.raises(FixTheFile, match=r"water, living.*MEASURE_INDICATOR_UNKNOWN"):
        measure_of("censored_wtaer").of(two)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_a_name_in_words(texts: Texts, language: Language) -> None:
    words = [measure_in_words(measure_of(name), texts, language) for name in (*MEASURES, *PARAMETRISED)]
    assert all(words)
    assert [each for each in words if "{" in each] == []
    assert len(set(words)) == len(words)


def test_words_say_the_line_and_the_parameters(texts: Texts) -> None:
    said = {name: measure_in_words(measure_of(name), texts, "en") for name in ("arpr_relm50", "share_0_20", "gei_0.5")}
    assert said == {
        "arpr_relm50": "At-risk-of-poverty rate (50 per cent of the mean)",
        "share_0_20": "Income share from the 0th to the 20th percentile",
        "gei_0.5": "Generalised entropy, a = 0.5",
    }
    assert measure_in_words(measure_of("gei_0.5"), texts, "fr") == "Entropie généralisée, a = 0,5"
    at_line = Conventions(line=12.5)
    assert measure_in_words(measure_of("fgt0"), texts, "es", at_line) == "Tasa de pobreza (línea de 12,5)"


def test_every_family_says_where_its_method_comes_from() -> None:
    assert [family.id for family in FAMILIES if not family.source] == []
    assert {measure.source for measure in MEASURES.values()} <= {family.source for family in FAMILIES}


def test_the_method_page_has_a_heading_for_every_family() -> None:
    page = Path(__file__).parents[2] / "docs" / "methods" / "poverty-and-inequality.md"
    headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name for heading in headings for name in heading.split(", ")}
    assert {family.id for family in FAMILIES} - told == set()
