"""SDG 1.3.1 from a survey: who is covered of each group, as a cross-check of the administrative figure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.benefits.figure_errors import DEFAULT_INTERVAL, Found, Judged, with_errors
from openssi.microdata.benefits.incidence import Incidence
from openssi.microdata.benefits.totals import Total, no_figure, summed
from openssi.microdata.benefits.transfers import Households, Receipt, Transfer, receipt_of, together
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.measure import Conventions, Linearised
from openssi.microdata.sample import Sample
from openssi.vocabulary.counted import code_of
from openssi.vocabulary.cross_check import GroupCoverage
from openssi.vocabulary.estimate import Attribute, Contributors


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """What a survey says about each person; None where it does not ask.

    Attributes:
        child: Whether the person is a child, 0 to 14 unless the survey says otherwise.
        pensionable: Whether the person has reached the statutory pensionable age.
        mother_of_newborn: Whether a woman gave birth within the year.
        severe_disability: Whether the person has a severe disability.
        unemployed: Whether the person is unemployed.
        labour_force: Whether the person is in the labour force.
        contributes: Whether the person actively contributes to a social security scheme.
        insured_against_injury: Whether the person is protected in the event of employment injury.
    """

    child: Mask | None = None
    pensionable: Mask | None = None
    mother_of_newborn: Mask | None = None
    severe_disability: Mask | None = None
    unemployed: Mask | None = None
    labour_force: Mask | None = None
    contributes: Mask | None = None
    insured_against_injury: Mask | None = None


ANSWERS = tuple(each.name for each in fields(Persons) if each.name not in {"child", "pensionable"})
"""What a survey asks persons; who is a child or of pensionable age follows from age."""


@dataclass(frozen=True, slots=True)
class _Survey:
    persons: Persons
    transfers: Sequence[Transfer]
    receipts: Mapping[str, Receipt]
    rows: int

    def receives(self, wanted: Callable[[Transfer], bool], *, in_household: bool = False) -> Mask:
        """Return who receives one of the transfers: directly, or as a member of a household that does."""
        chosen = [self.receipts[each.name] for each in self.transfers if wanted(each)]
        found = together(chosen, self.rows)
        return found.is_in_household if in_household else found.is_direct

    def for_contingency(self, code: str, *, in_household: bool = False) -> Mask:
        return self.receives(lambda each: code in each.contingencies, in_household=in_household)


@dataclass(frozen=True, slots=True)
class _Group:
    """A group with who of it is covered.

    `asks` are the answers of `Persons` without which there is no figure, `benefits` the contingency that one of the
    transfers has to count for: where the survey asks about none, nobody knows whether anybody receives one.
    """

    asks: tuple[str, ...]
    members: Callable[[_Survey], Mask]
    covered: Callable[[_Survey], Mask]
    benefits: str = ""

    def not_asked(self, survey: _Survey) -> tuple[str, ...]:
        missing = tuple(each for each in self.asks if getattr(survey.persons, each) is None)
        if not self.benefits or any(self.benefits in each.contingencies for each in survey.transfers):
            return missing
        return (*missing, f"benefits_{self.benefits}")


def _everybody(survey: _Survey) -> Mask:
    return np.ones(survey.rows, dtype=bool)


def _asked(name: str) -> Callable[[_Survey], Mask]:
    def of(survey: _Survey) -> Mask:
        return np.asarray(getattr(survey.persons, name), dtype=bool)

    return of


def _receiving(code: str, asked: str, *, in_household: bool = False) -> _Group:
    """Return those of whom the survey asks, with who of them receives a benefit for the contingency."""
    return _Group((asked,), _asked(asked), lambda survey: survey.for_contingency(code, in_household=in_household), code)


def _at_least_one(survey: _Survey) -> Mask:
    receives = survey.receives(lambda each: each.programme_class != "private")
    return np.asarray(receives | _asked("contributes")(survey), dtype=bool)


def _vulnerable(survey: _Survey) -> Mask:
    """Return all children, adults without contributory cover, and older persons without a contributory pension."""
    child, pensionable = _asked("child")(survey), _asked("pensionable")(survey)
    draws = survey.receives(lambda each: each.is_contributory)
    pension = survey.receives(lambda each: each.is_contributory and "PENSION" in each.contingencies)
    covered = np.where(pensionable, pension, draws | _asked("contributes")(survey))
    return np.asarray(child | ~covered.astype(bool), dtype=bool)


def _assisted(survey: _Survey) -> Mask:
    """Return who receives a transfer of social protection that rests on no contributions."""
    return survey.receives(lambda each: not each.is_contributory and each.programme_class != "private")


_GROUPS: Mapping[str, _Group] = MappingProxyType(
    {
        "SDG_1_3_1_TOTAL": _Group(("contributes",), _everybody, _at_least_one),
        "SDG_1_3_1_CHILD": _receiving("CHILD", "child", in_household=True),
        "SDG_1_3_1_MATERNITY": _receiving("MAT", "mother_of_newborn"),
        "SDG_1_3_1_DISABILITY": _receiving("DISAB", "severe_disability"),
        "SDG_1_3_1_UNEMPLOYMENT": _receiving("UNE", "unemployed"),
        "SDG_1_3_1_INJURY": _Group(
            ("labour_force", "insured_against_injury"), _asked("labour_force"), _asked("insured_against_injury")
        ),
        "SDG_1_3_1_OLD_AGE": _receiving("PENSION", "pensionable"),
        "SDG_1_3_1_VULNERABLE": _Group(("child", "pensionable", "contributes"), _vulnerable, _assisted),
        "SDG_1_3_1_POOR": _Group((), _everybody, _assisted),
    }
)
"""Groups by the id of their indicator; numerator and denominator as in `docs/methods/sdg-1-3-1.md`."""

SDG_INDICATORS = tuple(_GROUPS)


def sdg_coverage(
    sample: Sample,
    households: Households,
    transfers: Sequence[Transfer],
    persons: Persons,
    conventions: Conventions | None = None,
    interval: Interval = DEFAULT_INTERVAL,
) -> Iterator[GroupCoverage]:
    """Iterate over the nine groups of SDG 1.3.1 with their coverage in the survey.

    Direct recipients count, as in the administrative series, and of benefits for children every child of a household
    that receives one. The poor are those below the line in force, after all transfers.

    Args:
        sample: The survey.
        households: The household of each row.
        transfers: Those that the survey asks about, each with the contingencies that it counts for.
        persons: What the survey says of each person.
        conventions: The poverty line; 60 per cent of the median unless said otherwise.
        interval: How limits are made.

    Raises:
        FixTheFile: if a column is not there or an amount cannot be used.
    """
    receipts = {each.name: receipt_of(each, sample.amounts, households) for each in transfers}
    survey = _Survey(persons, transfers, receipts, len(sample.weight))
    outside = [receipts[each.name].in_welfare for each in transfers if not each.in_welfare]
    population = Incidence(
        after=sum(outside, sample.welfare),
        weight=sample.weight,
        receipt=together([], len(sample.weight)),
        conventions=conventions or Conventions(),
    )
    for name, group in _GROUPS.items():
        missing = group.not_asked(survey)
        if missing:
            yield GroupCoverage(indicator=name, estimate=None, not_asked=missing)
        else:
            found, members, covered = _of_group(name, group, survey, population, sample, interval)
            estimate = found.estimate(name, sample.weight, members.astype(np.float64))
            yield GroupCoverage(
                indicator=name, estimate=replace(estimate, contributors=_behind(members, covered, sample))
            )


def _of_group(
    name: str,
    group: _Group,
    survey: _Survey,
    population: Incidence,
    sample: Sample,
    interval: Interval,
) -> tuple[Found, Mask, Mask]:
    members, covered = group.members(survey), group.covered(survey)
    is_poor = name == "SDG_1_3_1_POOR"

    def figures(weight: Floats) -> tuple[Linearised]:
        weighted = population.weighted(weight)
        count = _counted(weighted, members.astype(np.float64), is_poor)
        if not count.value > 0:
            return (no_figure("BENEFITS_DOMAIN_EMPTY"),)
        return (_counted(weighted, (members & covered).astype(np.float64), is_poor).over(count).linearised,)

    counted = population.poor_members() if is_poor else members
    judged = Judged.of(sample, "fraction", counted, proportion=True)
    found = next(iter(with_errors(sample, figures, [judged], interval)))
    return found, counted, covered


def _behind(members: Mask, covered: Mask, sample: Sample) -> Contributors:
    counted = members & (sample.weight > 0)
    attribute = Attribute(name=code_of("covered"), count=int(np.count_nonzero(counted & covered)))
    return Contributors(rows=int(np.count_nonzero(counted)), attributes=(attribute,))


def _counted(population: Incidence, amounts: Floats, is_poor: bool) -> Total:
    if is_poor:
        return population.poor_total(population.after_transfer, 0, amounts)
    return Total(summed(population.weight * amounts), amounts)
