"""Lorenz curves, incidence by fifths, before and after: what is drawn, in three languages and both themes."""

import re
from dataclasses import replace

import pytest

from openssi.definitions import default_root, load_texts
from openssi.present.drawing import Caption, Drawing
from openssi.present.surveys.before_after_chart import before_after_chart
from openssi.present.surveys.incidence_chart import incidence_chart
from openssi.present.surveys.lorenz_chart import Curve, LorenzChart
from openssi.present.surveys.survey_words import SurveyWords
from openssi.present.theme import NARROW
from openssi.vocabulary.estimate import Estimate, Unit
from openssi.vocabulary.incidence import FIFTHS, ProgrammeEstimate
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

WIDTHS = (760, NARROW)


def words(language: Language = "en") -> SurveyWords:
    return SurveyWords(load_texts(default_root()), language)


def estimate(measure: str, value: float | None, domain: str = "all", unit: Unit = "fraction") -> Estimate:
    limits = (None, None) if value is None else (value - 0.02, value + 0.02)
    variable = "all" if domain == "all" else "quintile" if domain in FIFTHS else "sex"
    return Estimate(
        measure=measure, domain_var=variable, domain=domain, estimate=value, se=None if value is None else 0.01,
        lower=limits[0], upper=limits[1], n=10, population=100, unit=unit,
    )  # fmt: skip


def shares(measure: str, *values: float | None) -> list[Estimate]:
    return [estimate(measure, value, fifth) for fifth, value in zip(FIFTHS, values, strict=True)]


INCIDENCE = [
    *shares("beneficiary_incidence", 0.4, 0.25, 0.2, 0.1, 0.05),
    *shares("benefit_incidence", 0.3, 0.3, 0.2, 0.15, 0.05),
]


def rates(programme: str, before: float | None, after: float | None, domain: str = "all") -> list[ProgrammeEstimate]:
    pair = (("headcount_before", before), ("headcount_after", after))
    return [ProgrammeEstimate(programme, estimate(name, value, domain)) for name, value in pair]


CURVES = LorenzChart(
    curves=(
        Curve(name="After", points=((0, 0), (0.5, 0.3), (1, 1)), text="Gini 0.2"),
        Curve(name="Before", points=((0, 0), (0.5, 0.2), (1, 1))),
    ),
    across="Persons",
    upward="Share",
    equality="Equality",
    language="en",
    description="two curves",
)


def every_drawing(width: int) -> list[Drawing]:
    caption = Caption("Title", "Subtitle", "Source")
    drawn = []
    for language in LANGUAGES:
        said = words(language)
        before_after = before_after_chart([*rates("all", 0.4, 0.2), *rates("Pension", 0.3, 0.2)], said)
        charts = (incidence_chart(INCIDENCE, said), before_after, CURVES)
        drawn.extend(each.draw(width, caption) for each in charts)
    return drawn


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_stands_outside_of_a_drawing(width: int) -> None:
    for drawing in every_drawing(width):
        right, bottom = drawing.size[0], drawing.top + drawing.size[1]
        for layer in drawing.layers:
            for row in layer.rows:
                assert -1 <= float(str(row.get("x", 0))) <= right + 1
                assert drawing.top - 1 <= float(str(row.get("y", 0))) <= bottom + 1


@pytest.mark.parametrize("width", WIDTHS)
def test_on_a_page_every_colour_is_a_token_of_the_theme(width: int) -> None:
    for drawing in every_drawing(width):
        svg = drawing.inline_svg()
        assert set(re.findall(r'(?:fill|stroke)="(#[^"]+)"', svg)) == set()
        assert 'fill="var(--' in svg


def test_a_drawing_is_svg_png_and_a_specification() -> None:
    drawing = CURVES.draw(760)
    assert drawing.svg().startswith("<svg")
    assert drawing.png(scale=0.5).startswith(b"\x89PNG")
    assert '"path"' in drawing.specification


def test_the_diagonal_joins_the_corners_and_a_curve_passes_its_points() -> None:
    drawing = CURVES.draw(760)
    lines = [row for layer in drawing.layers if layer.kind == "lines" for row in layer.rows]
    diagonal = next(row for row in lines if row["x"] != row["x2"] and row["y"] != row["y2"])
    left, bottom, right, top = (float(str(diagonal[each])) for each in ("x", "y", "x2", "y2"))
    assert right - left == pytest.approx(bottom - top)
    paths = [str(row["path"]) for layer in drawing.layers if layer.kind == "shapes" for row in layer.rows]
    assert f"L{(left + right) / 2:.1f} {bottom - 0.3 * (bottom - top):.1f}L" in paths[-1]


def test_curves_below_zero_extend_the_axis() -> None:
    def labels(least: float) -> str:
        owing = Curve(name="Before", points=((0, 0), (0.2, least), (1, 1)))
        return LorenzChart(
            curves=(owing,), across="", upward="", equality="", language="en", description=""
        ).draw(760).svg()  # fmt: skip

    assert ">−25<" in labels(-0.1)
    assert ">−25<" not in labels(-0.01)


@pytest.mark.parametrize(("language", "zero"), [("en", "0%"), ("fr", "0\u00a0%"), ("es", "0\u00a0%")])
def test_the_sign_of_per_cent_stands_once_at_each_axis_at_its_zero(language: Language, zero: str) -> None:
    even = Curve(name="Before", points=((0, 0), (1, 1)))
    chart = LorenzChart(curves=(even,), across="", upward="", equality="", language=language, description="")
    drawn = chart.draw(720).svg()
    assert drawn.count(f">{zero}<") == drawn.count("%") == 2
    assert drawn.count(">75<") == 2


def test_fifths_carry_both_shares_and_the_line_of_equal_shares() -> None:
    chart = incidence_chart(INCIDENCE, words())
    assert [bar.text for bar in chart.rows[0].bars] == ["40.0%", "30.0%"]
    assert chart.rows[0].bars[0].interval == pytest.approx((38, 42))
    assert [(each.value, each.name) for each in chart.references] == [(20, "Equal shares, 20%")]
    assert "Poorest fifth: Beneficiaries 40.0%, Money 30.0%" in chart.description


def test_a_fifth_without_a_figure_has_a_sign_and_all_without_have_no_chart() -> None:
    some = [*shares("beneficiary_incidence", 0.5, None, 0.5, 0, 0)]
    assert incidence_chart(some, words()).rows[1].bars[0].text == "…"
    assert incidence_chart(shares("beneficiary_incidence", *[None] * 5), words()) is None
    assert incidence_chart([], words()) is None


def test_programmes_stand_before_and_after_with_their_change() -> None:
    chart = before_after_chart([*rates("all", 0.4, 0.25), *rates("Pension", 0.2, 0.25)], words("fr"))
    assert [(*row.texts, row.change) for row in chart.rows] == [("40,0", "25,0", "−15,0"), ("20,0", "25,0", "+5,0")]
    assert [row.is_main for row in chart.rows] == [True, False]
    assert chart.rows[0].name == "Ensemble de la protection sociale et de l’emploi"


def test_one_programme_is_drawn_by_its_groups() -> None:
    chart = before_after_chart([*rates("Pension", 0.4, 0.2), *rates("Pension", 0.5, 0.5, "women")], words("es"))
    assert [row.name for row in chart.rows] == ["Todas las personas", "women"]
    assert chart.rows[1].change == "0,0"


def test_a_rate_without_its_counterpart_is_not_drawn() -> None:
    assert before_after_chart(rates("Pension", 0.4, None), words()) is None
    assert before_after_chart(rates("Pension", 0.4, 0.3)[:1], words()) is None


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("fraction", 0.123, "12.3%"),
        ("index", 0.43, "0.430"),
        ("ratio", 1.2345, "1.235"),
        ("level", 12.345, "12.35"),
    ],
)
def test_figures_are_printed_in_their_unit(unit: Unit, value: float, text: str) -> None:
    assert words().figure(estimate("any", value, unit=unit)) == text


def test_limits_below_zero_are_told_with_a_word() -> None:
    assert words("fr").interval(estimate("gini_reduction", 0.01)) == "−1,0 à 3,0"
    assert words().interval(estimate("gini_reduction", 0.5)) == "48.0–52.0"
    assert words().interval(estimate("gini_reduction", None)) == "…"


@pytest.mark.parametrize(
    ("se", "told"),
    [(0.4, ("1,234.50", "0.40")), (4.4, ("1,234.5", "4.4")), (44, ("1,235", "44"))],
)
def test_money_and_its_error_have_the_decimals_that_the_error_tells(se: float, told: tuple[str, str]) -> None:
    found = replace(estimate("mean", 1234.5, unit="level"), se=se)
    assert words().told(found)[:2] == told


def test_a_difference_between_indices_is_no_percentage() -> None:
    found = replace(estimate("gini", 0.0123, unit="index"), se=0.004)
    assert words("fr").change(found, relative=False) == ("+0,012", "0,004", "−0,008 à +0,032")


def test_groups_are_called_as_the_design_calls_them() -> None:
    french = MultilingualText("Women", "Femmes", "Mujeres")
    labels = Labels(values={"sex": {"F": french}}, programmes={"Grant": MultilingualText("Grant", "Bourse", "Beca")})
    said = SurveyWords(load_texts(default_root()), "fr", labels)
    found = replace(estimate("mean", 1.0), domain_var="sex,quintile", domain="F,Q1")
    assert said.domain(found) == "Femmes, Cinquième le plus pauvre"
    assert said.domain(replace(found, domain_var="region", domain="North, upper")) == "North, upper"
    assert said.programme("Grant") == "Bourse"
