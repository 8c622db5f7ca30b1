"""How many rows stand behind figures of programmes: what decides whether they may leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from openssi.microdata.arrays import Codes, Floats, Mask
from openssi.microdata.benefits.incidence import Beneficiaries, Incidence, Part
from openssi.microdata.benefits.poverty import is_poor
from openssi.microdata.contributors import held, largest_shares
from openssi.vocabulary.counted import below, code_of
from openssi.vocabulary.estimate import Attribute, Contributors


def beneficiaries_called(beneficiaries: Beneficiaries) -> str:
    """Return the code of beneficiaries."""
    return code_of("direct_beneficiaries" if beneficiaries == "direct" else "beneficiaries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Who of a part of the population a programme reaches.

    Attributes:
        population: With the programme.
        part: The part.
        household: Number of the household of each row.
        target: Name of the target group.
        is_general: Whether welfare after the programme is that of the file.
    """

    population: Incidence
    part: Part
    household: Codes
    target: str = ""
    is_general: bool = True

    @property
    def inside(self) -> Mask:
        """Rows of the part."""
        return self._rows(self.population.weight * self.population.members(self.part))

    @property
    def receiving(self) -> Mask:
        """Rows of beneficiaries."""
        return self._rows(self.population.receives)

    @property
    def targeted(self) -> Mask:
        """Rows of the target group."""
        return self.poor("before") if self.population.target is None else self.population.target

    def poor(self, when: str) -> Mask:
        """Return the rows of the poor `before` or `after` the programme."""
        return is_poor(self.welfare(when), self.population.line.value, self.population.conventions)

    def welfare(self, when: str) -> Floats:
        """Return welfare `before` or `after` the programme."""
        population = self.population
        return (population.before_transfer if when == "before" else population.after_transfer).welfare

    def lacking(self, when: str) -> Floats:
        """Return what each of the poor lacks to the line."""
        return np.where(self.poor(when), float(self.population.line.value) - self.welfare(when), 0.0)

    def weighted(self, amounts: Floats) -> Floats:
        """Return weight times amount of each row, as far as it is of the part."""
        return self.population.weight * self.population.members(self.part) * amounts

    def largest(self, amounts: Floats) -> tuple[float, ...]:
        """Return the shares of an amount that its largest contributors hold."""
        return largest_shares(self.weighted(amounts), self.inside, self.household)

    @property
    def beneficiaries(self) -> str:
        """Code of the beneficiaries."""
        return beneficiaries_called(self.population.beneficiaries)

    def poor_name(self, when: str) -> str:
        """Return the code of the poor."""
        conventions = self.population.conventions
        moment = () if when == "after" and self.is_general else (when,)
        return code_of(below(conventions.poor), texts=(f"{self.population.line.value:.12g}", *moment))

    def having(self, name: str, rows: Mask, of: Mask | None = None, base: str = "") -> Contributors:
        """Return the rows of the part, or those of it of whom something is known, and those who have it."""
        counted = self.inside if of is None else self.inside & of
        attribute = Attribute(name=name, count=_number(counted & rows))
        return Contributors(rows=_number(counted), base=base, attributes=(attribute,))

    def poverty(self, when: str) -> Attribute:
        """Return the poor of the part `before` or `after` the programme."""
        count = _number(self.inside & self.poor(when))
        line = float(self.population.line.value)
        is_general = when == "after" and self.is_general
        return Attribute(name=self.poor_name(when), count=count, line=line, is_general=is_general)

    @staticmethod
    def _rows(numbers: "np.typing.NDArray[np.float64]") -> Mask:
        found: Mask = numbers > 0
        return found


def _coverage(reach: Reach) -> Contributors:
    return reach.having(code_of("among_persons", reach.beneficiaries), reach.receiving)


def _exclusion(reach: Reach) -> Contributors:
    base = code_of("target", texts=(reach.target,))
    name = code_of("among", reach.beneficiaries, base)
    return reach.having(name, reach.receiving, reach.targeted, base)


def _inclusion(reach: Reach) -> Contributors:
    name = code_of("outside", reach.beneficiaries, code_of("target", texts=(reach.target,)))
    return reach.having(name, ~reach.targeted, reach.receiving, code_of("with_a_target", reach.beneficiaries))


def _spillover(reach: Reach) -> Contributors:
    rows = reach.inside & reach.receiving & reach.poor("before")
    return Contributors(rows=_number(rows), base=code_of("poor", reach.beneficiaries))


def _money(reach: Reach) -> Contributors:
    """Return who holds most of the money."""
    weighted = reach.weighted(reach.population.money)
    largest, inside = reach.largest(reach.population.money), reach.inside
    return Contributors(rows=_number(inside), base=code_of("money"), largest=largest, amount=held(weighted, inside))


def _headcount(when: str) -> Callable[[Reach], Contributors]:
    """Return the poor; whoever stops being poor follows from those before and those after."""

    def behind(reach: Reach) -> Contributors:
        return Contributors(rows=_number(reach.inside), attributes=(reach.poverty(when), _lifted(reach, is_told=False)))

    return behind


def _fewer_poor(reach: Reach) -> Contributors:
    return Contributors(rows=_number(reach.inside), attributes=(_lifted(reach, is_told=True),))


def _lifted(reach: Reach, *, is_told: bool) -> Attribute:
    before, after = reach.poor_name("before"), reach.poor_name("after")
    return Attribute(
        name=code_of("but_not", before, after),
        count=_number(reach.inside & reach.poor("before") & ~reach.poor("after")),
        difference=(before, after),
        is_told=is_told,
        is_one_sided=True,
    )


def _gap(when: str) -> Callable[[Reach], Contributors]:
    """Return the poor; what they receive follows from their gap before and the one after."""

    def behind(reach: Reach) -> Contributors:
        received = (_poor_beneficiaries(reach),) if when == "before" else ()
        return Contributors(
            rows=_number(reach.inside),
            attributes=(reach.poverty(when), *received),
            largest=reach.largest(reach.lacking(when)),
        )

    return behind


def _smaller_gap(reach: Reach) -> Contributors:
    filled = reach.lacking("before") - reach.lacking("after")
    attributes = (_poor_beneficiaries(reach),)
    return Contributors(rows=_number(reach.inside), attributes=attributes, largest=reach.largest(filled))


def _incomes(when: str) -> Callable[[Reach], Contributors]:
    """Return who has most of the incomes that an index is of."""

    def behind(reach: Reach) -> Contributors:
        return Contributors(rows=_number(reach.inside), largest=reach.largest(reach.welfare(when)))

    return behind


def _poor_beneficiaries(reach: Reach) -> Attribute:
    rows = reach.inside & reach.receiving & reach.poor("before")
    name = code_of("with", reach.beneficiaries, reach.poor_name("before"))
    return Attribute(name=name, count=_number(rows), is_one_sided=True)


def _number(rows: Mask) -> int:
    return int(np.count_nonzero(rows))


_BEHIND: Mapping[str, Callable[[Reach], Contributors]] = MappingProxyType(
    {
        "coverage": _coverage,
        "exclusion_error": _exclusion,
        "inclusion_error": _inclusion,
        "leakage": _inclusion,
        "spillover": _spillover,
        **dict.fromkeys(
            (
                "benefit_incidence", "relative_incidence", "adequacy", "generosity", "adequacy_of_line",
                "average_transfer", "coady_grosh_hoddinott", "benefit_cost_ratio", "gini_efficiency",
                "concentration", "kakwani", "reynolds_smolensky",
            ),
            _money,
        ),
        "gini_before": _incomes("before"),
        "gini_after": _incomes("after"),
        "headcount_before": _headcount("before"),
        "headcount_after": _headcount("after"),
        **dict.fromkeys(("headcount_difference", "headcount_reduction"), _fewer_poor),
        **dict.fromkeys(("poverty_gap_before", "severity_before"), _gap("before")),
        **dict.fromkeys(("poverty_gap_after", "severity_after"), _gap("after")),
        **dict.fromkeys(
            ("poverty_gap_difference", "poverty_gap_reduction", "severity_difference", "severity_reduction"),
            _smaller_gap,
        ),
    }
)  # fmt: skip


def behind_of(indicator: str, reach: Reach) -> Contributors | None:
    """Return the rows behind an indicator; None where they are those of the part and it tells of nobody.

    Args:
        indicator: Its id.
        reach: Who is reached.
    """
    made = _BEHIND.get(indicator)
    return None if made is None else made(reach)
