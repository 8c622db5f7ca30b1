"""A transfer to children: figures of convey, where they and the survey lie beside the checkout."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from openssi.microdata.benefits.estimates import Asked, estimates
from openssi.microdata.benefits.transfers import Households, Transfer
from openssi.microdata.design import Design
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Sample
from openssi.vocabulary.estimate import Estimate
from small_survey import declared, division

LINE = 10859.236
CHILD = Transfer(name="child", column="child", programme_class="social_assistance", in_welfare=False)
AS_CONVEY = Conventions(line=LINE, poor="at_or_below", gini="convey")
FLOATING = Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights")


@dataclass
class Reference:
    sample: Sample
    households: Households
    figures: dict[tuple[str, str], tuple[float, float]]

    def estimate(self, measure: str, domain: str = "all", conventions: Conventions = AS_CONVEY) -> Estimate:
        asked = Asked(
            indicators=(declared()[measure],), by=((), ("age",)), programmes=("child",), conventions=conventions
        )
        rows = estimates(self.sample, self.households, [CHILD], asked)
        return next(each.estimate for each in rows if each.estimate.domain == domain)


@pytest.fixture(scope="module")
def reference(shared_data: Path) -> Reference:
    told = shared_data.parent / "reference" / "transfer_simulation.csv"
    persons = shared_data / "microdata" / "eusilc.csv"
    if not told.is_file() or not persons.is_file():
        pytest.skip("the reference figures are not there")
    with persons.open() as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: (row["db040"], int(row["db030"])))
    with told.open() as stream:
        figures = {(row["scenario"][0], row["measure"]): row for row in csv.DictReader(stream)}
    known = {key: (float(row["value"]), float(row["se"])) for key, row in figures.items() if row["se"] != "NA"}
    return Reference(*sample_of(rows), known)


def sample_of(rows: list[dict[str, str]]) -> tuple[Sample, Households]:
    column = {name: np.asarray([float(row[name]) for row in rows]) for name in ("age", "eqSS", "eqIncome", "rb050")}
    ids, codes = np.unique([int(row["db030"]) for row in rows], return_inverse=True)
    starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    regions = sorted({row["db040"] for row in rows})
    of_psu = np.asarray([regions.index(rows[start]["db040"]) for start in starts], dtype=np.int32)
    design = Design(psu_starts=np.append(starts, len(rows)), stratum_of_psu=of_psu, strata=tuple(regions))
    ages = np.digitize(column["age"], [18, 65])
    sample = Sample(
        welfare=column["eqIncome"],
        weight=column["rb050"],
        design=design,
        divisions={"age": division(ages, "children", "adults", "older")},
        amounts={"child": np.where(column["age"] < 18, 1200.0, 0.0)},
    )
    assert len(ids) == len(starts)
    return sample, Households.of(codes.astype(np.int32), scale=column["eqSS"])


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("measure", "told", "domain"),
    [
        ("headcount", "fgt0_anchored", "all"),
        ("poverty_gap", "fgt1_anchored", "all"),
        ("severity", "fgt2_anchored", "all"),
        ("gini", "gini_convey", "all"),
        ("headcount", "fgt0_child_u18", "children"),
        ("headcount", "fgt0_65plus", "older"),
    ],
)
def test_poverty_and_inequality_before_and_after_a_child_transfer_agree(
    reference: Reference, measure: str, told: str, domain: str
) -> None:
    for form, scenario in (("before", "0"), ("after", "A")):
        figure, error = reference.figures[scenario, told]
        estimate = reference.estimate(f"{measure}_{form}", domain)
        assert estimate.estimate == pytest.approx(figure, rel=1e-9)
        assert estimate.se == pytest.approx(error, rel=1e-9)


@pytest.mark.shared_data
def test_the_rate_at_a_line_that_moves_with_the_median_agrees(reference: Reference) -> None:
    figure, error = reference.figures["A", "arpr_floating"]
    estimate = reference.estimate("headcount_after", conventions=FLOATING)
    assert estimate.estimate == pytest.approx(figure, rel=1e-9)
    assert estimate.se == pytest.approx(error, rel=1e-9)


@pytest.mark.shared_data
def test_the_error_of_the_difference_is_smaller_than_that_of_either_rate(reference: Reference) -> None:
    difference = reference.estimate("headcount_difference")
    assert difference.estimate == pytest.approx(0.144442181675336 - 0.125479884340087, rel=1e-9)
    assert difference.se < reference.estimate("headcount_after").se / 1.5


@pytest.mark.shared_data
def test_the_cost_of_the_transfer_is_that_of_the_reference(reference: Reference) -> None:
    sample = reference.sample
    beneficiaries = reference.estimate("coverage").estimate * sample.weight.sum()
    assert reference.estimate("average_transfer").estimate * beneficiaries == pytest.approx(1959901196.17368, rel=1e-9)
