"""A population with what it receives from a programme: welfare before and after, beneficiaries, money."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.benefits.poverty import Line, is_poor, poverty_of_all, poverty_total
from openssi.microdata.benefits.ranking import Ranking
from openssi.microdata.benefits.totals import Total, summed
from openssi.microdata.benefits.transfers import Receipt
from openssi.microdata.measures.measure import Conventions

RankedBy = Literal["pre", "post"]
Beneficiaries = Literal["household", "direct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the population.

    Attributes:
        inside: The rows of a domain; None for all.
        low: Fraction of the ranked population below it.
        high: Fraction of the ranked population up to its upper border; a fifth lies between two multiples of 0.2.
    """

    inside: Mask | None = None
    low: float = 0.0
    high: float = 1.0

    @property
    def is_ranked(self) -> bool:
        """Whether it lies between borders of welfare."""
        return self.low > 0 or self.high < 1


EVERYBODY = Part()


@dataclass(frozen=True, kw_only=True)
class Incidence:
    """A population and one programme, or several together.

    Attributes:
        after: Welfare of each row after all transfers.
        weight: Persons that each row stands for.
        receipt: What comes from the programme; welfare before it is welfare after all transfers less its amount.
        conventions: Poverty line, who is poor, Gini, bandwidth.
        ranked_by: Whether fifths are those of welfare before or after the programme.
        beneficiaries: `household` counts everybody in a household that receives, direct and indirect beneficiaries, and
            divides money by heads; `direct` counts recipients and their own money only.
        target: The group that the programme is for; None for the poor before the programme.
        bottom: The fraction of the population whose share of money is held against its size.
    """

    after: Floats
    weight: Floats
    receipt: Receipt = field(repr=False)
    conventions: Conventions = field(default_factory=Conventions)
    ranked_by: RankedBy = "post"
    beneficiaries: Beneficiaries = "household"
    target: Mask | None = None
    bottom: float = 0.4

    def weighted(self, weight: Floats) -> "Incidence":
        """Return the same with other weights: fifths, lines and all else are estimated anew."""
        return self if weight is self.weight else replace(self, weight=weight)

    @cached_property
    def before_transfer(self) -> Ranking:
        """The population by welfare before the programme."""
        return Ranking(self.after - self.receipt.in_welfare, self.weight, self.conventions)

    @cached_property
    def after_transfer(self) -> Ranking:
        """The population by welfare after all transfers."""
        return Ranking(self.after, self.weight, self.conventions)

    @property
    def ranking(self) -> Ranking:
        """The population as its fifths are made."""
        return self.before_transfer if self.ranked_by == "pre" else self.after_transfer

    @cached_property
    def line(self) -> Line:
        """The poverty line, the same before and after."""
        return Line.of(self.conventions, self.after_transfer)

    @cached_property
    def ones(self) -> Floats:
        """One for each person."""
        return np.ones(len(self.weight))

    @cached_property
    def receives(self) -> Floats:
        """One for each beneficiary."""
        is_direct, in_household = self.receipt.is_direct, self.receipt.is_in_household
        return (is_direct if self.beneficiaries == "direct" else in_household).astype(np.float64)

    @property
    def money(self) -> Floats:
        """Currency that reaches each person."""
        return self.receipt.own if self.beneficiaries == "direct" else self.receipt.per_head

    @property
    def transfer(self) -> Floats:
        """What the programme adds to the welfare of each person."""
        return self.receipt.in_welfare

    def members(self, part: Part) -> Floats:
        """Return one for each person of a part."""
        inside = self.ones if part.inside is None else part.inside.astype(np.float64)
        return inside * self.ranking.between(part.low, part.high) if part.is_ranked else inside

    def poor_members(self) -> Mask:
        """Return who is poor after all transfers."""
        return is_poor(self.after, self.line.value, self.conventions)

    def total(self, amounts: Floats, part: Part = EVERYBODY) -> Total:
        """Return the total of amounts over a part of the population; borders of welfare count as estimated."""
        counted = amounts if part.inside is None else amounts * part.inside
        if not part.is_ranked:
            return Total(summed(self.weight * counted), counted)
        inside = counted * self.ranking.between(part.low, part.high)
        return Total(summed(self.weight * inside), inside + self._moved(counted, part))

    def poor_total(self, ranking: Ranking, alpha: int, amounts: Floats, part: Part = EVERYBODY) -> Total:
        """Return the total of amounts times ((z - y) / z)^alpha over the poor of a part of the population."""
        counted = amounts * self.members(part)
        if not part.is_ranked:
            return poverty_total(ranking, self.line, alpha, counted)
        inside = amounts if part.inside is None else amounts * part.inside
        is_poor_here = is_poor(ranking.welfare, self.line.value, self.conventions)[counted != 0]
        if not is_poor_here.any():
            return Total(0.0, np.zeros(len(self.weight)))
        if alpha == 0 and is_poor_here.all():
            return self.total(amounts, part)
        # Who has the same welfare in both rankings stands at the line, or at a border, with that very welfare; only
        # what is known of the others there has to be smoothed.
        same = ranking.welfare == self.ranking.welfare
        is_within = self.ranking.border(part.low) < self.line.value <= self.ranking.border(part.high)
        at_line = np.where(same, inside if is_within else 0.0, counted)
        found = poverty_total(ranking, self.line, alpha, counted, at_line)
        moved = self._moved_among_poor(alpha, inside * same, part)
        if not same.all():
            poverty = poverty_of_all(ranking.welfare, self.line.value, alpha, self.conventions)
            moved = moved + self._moved(inside * poverty * ~same, part)
        return Total(found.value, found.influence + moved)

    def _moved(self, counted: Floats, part: Part) -> Floats:
        return self.ranking.moved_border(counted, part.high) - self.ranking.moved_border(counted, part.low)

    def _moved_among_poor(self, alpha: int, inside: Floats, part: Part) -> Floats:
        """Return the same where fifths are of the welfare that makes poor: all who stand at a border are so alike."""
        moved = np.zeros(len(self.weight))
        for fraction, sign in ((part.high, 1.0), (part.low, -1.0)):
            at = self.ranking.border(fraction)
            if np.isfinite(at):
                poverty = poverty_of_all(np.asarray([at]), self.line.value, alpha, self.conventions)[0]
                moved += sign * poverty * self.ranking.moved_border(inside, fraction)
        return moved

    @cached_property
    def line_total(self) -> Total:
        """The poverty line as a figure with its influence."""
        found = self.line.influence
        return Total(self.line.value, np.zeros(len(self.weight)) if found is None else found)
