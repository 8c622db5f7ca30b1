"""Each convention switches the measures that the page on methods names, and no other."""

import numpy as np
import pytest

from openssi.microdata.design import Design
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.catalogue import STANDARD
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.estimate import Estimate

LINE = 100.0
MEASURES = tuple(name for name in STANDARD if name not in {"H", "A", "M0"})
WITH_A_LINE = {"fgt0", "fgt1", "fgt2", "watts", "income_gap_ratio", "sen", "sst"}
RELATIVE = {"arpt", "arpr", "rmpg", "poormed"}
AT_QUANTILES = {
    "qsr", "palma", "share_ratio_10_10", "quantile_ratio_90_10", "quantile_ratio_90_50", "rmir_65",
    "polarization", "gpg_median", "rich_relq200", "rich_concave_1_relq200", "rich_convex_2_relq200",
    "rich_cha_0.3_relq200",
}  # fmt: skip


def sample() -> Sample:
    """Forty persons of two weights, two of whom have the line of 100 and one nothing."""
    draw = np.random.default_rng(5)
    welfare = np.round(draw.lognormal(5.3, 0.6, 40), 2)
    welfare[:3] = [LINE, LINE, 0.0]
    return Sample(
        welfare=welfare,
        weight=np.where(np.arange(40) % 2, 3.0, 1.0),
        design=Design(psu_starts=np.arange(41), stratum_of_psu=np.zeros(40, dtype=np.int32)),
        divisions={"sex": Division(codes=(np.arange(40) // 2 % 2).astype(np.int32), labels=("male", "female"))},
        amounts={"age": np.where(np.arange(40) % 4 == 0, 70.0, 30.0)},
    )


def changed(**convention: object) -> tuple[set[str], set[str]]:
    """The measures whose figure changes, and those of which the error alone does."""
    given = Conventions(line=LINE)
    other = Conventions(**{"line": LINE, **convention})  # type: ignore[arg-type]
    pairs = list(zip(*(estimate(sample(), MEASURES, conventions=each) for each in (given, other)), strict=True))

    def differs(one: Estimate, two: Estimate, name: str) -> bool:
        first, second = getattr(one, name), getattr(two, name)
        if first is None or second is None:
            return not one.measure.startswith("quantile_")  # of so few rows they have no error under any convention
        return bool(first != pytest.approx(second, rel=1e-9, abs=1e-12))

    figures = {one.measure for one, two in pairs if differs(one, two, "estimate")}
    return figures, {one.measure for one, two in pairs if differs(one, two, "se")} - figures


def test_whoever_stands_at_the_line_is_poor_or_not() -> None:
    figures, _ = changed(poor="at_or_below")
    assert figures == {"fgt0", "income_gap_ratio", "sen"}


def test_the_form_of_the_gini_coefficient_is_that_of_polarization_too() -> None:
    figures, errors = changed(gini="convey")
    assert (figures, errors) == ({"gini", "polarization"}, set())


def test_the_bandwidth_changes_errors_alone_where_a_density_is_in_them() -> None:
    figures, errors = changed(bandwidth_n="sum_of_weights")
    assert figures == set()
    assert errors == RELATIVE | AT_QUANTILES


def test_a_line_of_ones_own_changes_what_has_no_line_in_its_definition() -> None:
    figures, errors = changed(line=120.0)
    assert figures == WITH_A_LINE | {"prosperity_gap"}
    assert errors == set()


def test_incomes_of_zero_are_left_out_or_refused() -> None:
    figures, errors = changed(nonpositive="refuse")
    defined_above = {"watts", "prosperity_gap", "theil", "mld", "jdiv", "gei_2", "zenga"}
    assert figures == defined_above | {"atkinson_0.5", "atkinson_1", "atkinson_2"}
    assert errors == set()
