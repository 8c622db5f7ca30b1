"""Compiled passes and the exact path give the same, whatever a measure is called and however hostile the sample is."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from microdata.kernels.conftest import invented
from openssi.microdata import large_samples
from openssi.microdata.design import SinglePsu
from openssi.microdata.estimation import estimate
from openssi.microdata.kernels.large import can_estimate
from openssi.microdata.measure_names import known_measures, measures_named
from openssi.microdata.measures.catalogue import ALIASES
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.replicate_weights import with_replicates
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.estimate import Estimate

TOLERANCE = 1e-8
LINES = {"national": 9_000.0, "food": 4_000.0}

AT_LINES = tuple(
    f"{family}{line}"
    for family in ("fgt0", "fgt1", "fgt2", "watts", "income_gap_ratio", "prosperity_gap", "sen", "sst")
    for line in ("", "_abs9000", "_relq40", "_relm50", "_at_national", "@national", "@food", "@7000.5", "(rent)@300")
)
FURTHER = (
    "arpr_40", "arpt_70", "rmpg_50", "poormed_40", "share_10_35", "share_0_100", "lorenz_0", "lorenz_100",
    "lorenz_12.5", "gei_0", "gei_0.5", "gei_1", "gei_-1", "atkinson_0.25", "atkinson_3", "quantile_33",
    "quantile(0.07)", "persons",
    "quantile(0.25,rent)", "median(rent)", "mean(rent)", "total(rent)", "persons(rent)", "gini(rent)", "qsr(rent)",
    "share_ratio_5_20", "bottom_mean_15", "quantile_ratio_50_25", "hoover(rent)", "jdiv(rent)", "bottom_mean_40(rent)",
    "arpr(rent)", "theil(rent)", "share_20_40(rent)", "polarization(rent)", "rmir_40",
    "rmir_65(rent)", "ratio(rent,benefit)", "proportion(sex)", "zenga(rent)",
)  # fmt: skip
NAMES = (*known_measures(), *ALIASES, *AT_LINES, *FURTHER)

CONVENTIONS = {
    "World Bank": Conventions(),
    "convey": Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights"),
    "fixed line": Conventions(line=9_000.0, nonpositive="refuse"),
    "mean": Conventions(relative_to="mean", percent=50.0),
}


def small(*, seed: int = 3, single_psu: SinglePsu = "fail") -> Sample:
    """Incomes of zero, below zero and tied, weights of zero, and a column that is missing here and there."""
    sample = invented(90, seed=seed, strata=3, single_psu=single_psu)
    draw = np.random.default_rng(seed)
    rent = np.round(draw.gamma(2.0, 200.0, len(sample.weight)))
    rent[draw.random(len(rent)) < 0.1] = np.nan
    age = draw.integers(0, 90, len(rent)).astype(np.float64)
    age[draw.random(len(rent)) < 0.05] = np.nan
    return dataclasses.replace(
        sample, amounts={"rent": rent, "benefit": np.round(draw.gamma(1.0, 50.0, len(rent))), "age": age}
    )


def equal(sample: Sample) -> Sample:
    return dataclasses.replace(sample, welfare=np.full(len(sample.weight), 1234.5))


def of_few_incomes(sample: Sample) -> Sample:
    return dataclasses.replace(sample, welfare=np.round(sample.welfare, -4))


def without_positive(sample: Sample) -> Sample:
    return dataclasses.replace(sample, welfare=-np.abs(sample.welfare))


def with_an_outlier(sample: Sample) -> Sample:
    welfare = sample.welfare.copy()
    welfare[7] = 5e9
    return dataclasses.replace(sample, welfare=welfare)


def of_few_persons(sample: Sample) -> Sample:
    weight = np.where(np.arange(len(sample.weight)) % 97 == 0, sample.weight, 0.0)
    return dataclasses.replace(sample, weight=weight)


def without_rent(sample: Sample) -> Sample:
    rent = np.full(len(sample.weight), np.nan)
    return dataclasses.replace(sample, amounts={**sample.amounts, "rent": rent})


SAMPLES: Mapping[str, Callable[[Sample], Sample]] = {
    "as it is": lambda sample: sample,
    "equal incomes": equal,
    "few different incomes": of_few_incomes,
    "no income above zero": without_positive,
    "an outlier": with_an_outlier,
    "few persons with a weight": of_few_persons,
    "a column without a number": without_rent,
}


def by_both(
    monkeypatch: pytest.MonkeyPatch, sample: Sample, conventions: Conventions, by: Sequence[str], names: Sequence[str]
) -> tuple[list[Estimate], list[Estimate]]:
    """Return what the exact path says, and what is said with the compiled passes."""
    asked = measures_named(names, sample, LINES)
    exact = estimate(sample, asked, by, conventions=conventions, lines=LINES)
    monkeypatch.setattr(large_samples, "LARGE", 0)
    return exact, estimate(sample, asked, by, conventions=conventions, lines=LINES)


def refuse_differences(exact: Sequence[Estimate], compiled: Sequence[Estimate]) -> None:
    wrong = [
        (one, other)
        for one, other in zip(exact, compiled, strict=True)
        if any(getattr(one, name) != getattr(other, name) for name in ("measure", "domain", "n", "unit", "method"))
        or one.reason != other.reason
        or not all(
            same(getattr(one, name), getattr(other, name), abs(one.estimate or 0.0))
            for name in ("estimate", "se", "lower", "upper", "population")
        )
    ]
    assert not wrong, "\n".join(f"{one}\n{other}\n" for one, other in wrong[:5]) + f"{len(wrong)} differ"


def same(one: float | None, other: float | None, size: float) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE * max(abs(one), 1e-3 * size, 1e-4)


PAIRS = [
    pytest.param(
        changed,
        conventions,
        id=f"{sample}, {name}",
        marks=[] if "as it is" in sample or name == "World Bank" else [pytest.mark.long],
    )
    for sample, changed in SAMPLES.items()
    for name, conventions in CONVENTIONS.items()
]


@pytest.mark.parametrize(("changed", "conventions"), PAIRS)
def test_every_name_gives_the_same_on_both_paths(
    monkeypatch: pytest.MonkeyPatch, changed: Callable[[Sample], Sample], conventions: Conventions
) -> None:
    refuse_differences(*by_both(monkeypatch, changed(small()), conventions, ["region"], NAMES))


@pytest.mark.parametrize("policy", ["certainty", "centred", "average"])
def test_strata_of_one_psu_count_the_same_on_both_paths(monkeypatch: pytest.MonkeyPatch, policy: SinglePsu) -> None:
    sample = small(single_psu=policy)
    stratum = sample.design.stratum_of_psu.copy()
    stratum[-1] = 3
    design = dataclasses.replace(
        sample.design, stratum_of_psu=stratum, strata=(*sample.design.strata, "alone"), sampled_fraction=None
    )
    sample = dataclasses.replace(sample, design=design)
    refuse_differences(*by_both(monkeypatch, sample, Conventions(), ["region"], NAMES))


def test_replicates_are_the_same_on_both_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = with_replicates(small(), "bootstrap", replicates=4)
    refuse_differences(*by_both(monkeypatch, sample, Conventions(), ["region"], NAMES))


def test_all_families_that_have_a_compiled_form_are_compiled_under_each_of_their_names() -> None:
    measures = measures_named(NAMES, small(), LINES)
    conventions = Conventions().naming(LINES)
    left = {each.family or each.id for each in measures if not can_estimate(each, conventions)}
    assert left == {
        "rmpg", "poormed", "gei", "atkinson", "zenga", "gpg", "gpg_median", "H", "A", "M0", "ratio(rent,benefit)",
        "proportion(sex=male)", "proportion(sex=female)", "sgini", "rich", "rich_concave", "rich_convex", "rich_cha",
    }  # fmt: skip
    assert [each.id for each in measures if each.family == "gei" and can_estimate(each, conventions)] == [
        "gei_2", "gei2",
    ]  # fmt: skip


def test_many_domains_are_the_same_on_both_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = small()
    codes = (np.arange(len(sample.weight)) // 7 % 40).astype(np.int32)
    divided = Division(codes=codes, labels=tuple(map(str, range(40))))
    sample = dataclasses.replace(sample, divisions={**sample.divisions, "fortieth": divided})
    names = ("arpr", "median", "mean(rent)", "fgt1@national")
    refuse_differences(*by_both(monkeypatch, sample, Conventions(), ["fortieth"], names))
