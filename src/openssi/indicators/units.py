"""The schemes and benefits of one country and year, read once however many totals ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from openssi.expressions import ObservationCells
from openssi.indicators.compiled import CompiledPart, Condition, Formula
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation

NIL_STATUSES = frozenset({"M", "N"})
NOT_ANSWERED = frozenset({"context", "computed"})
"""Channels of values that the country did not answer."""


UNIT = "B.UNIT_REC"

Household = Literal["members", "recipient"]
"""How a household that receives a benefit becomes persons: every member, or one person (METHOD 1.3)."""


@dataclass(slots=True)
class Counted:
    """The persons of one benefit or scheme; never changed.

    Attributes:
        persons: In units, none where they are missing.
        observation: The answer that they come from, or the one that says why there is none.
        household: Of a benefit whose unit is the household, whether its members or one recipient of each are counted.
    """

    scheme: str
    benefit: str
    persons: Decimal | None
    observation: Observation | None
    household: Household | None = None


@dataclass
class CountryUnits:
    """The units of one country and year; what was read of them is kept.

    Attributes:
        cells: The country, both sexes.
        computed: Items that were computed and added to the cells: what names one of them is read anew each time.
    """

    cells: ObservationCells
    computed: set[str] = field(default_factory=set)
    _views: dict[tuple[str, str], Sequence[ObservationCells]] = field(default_factory=dict)
    _entering: dict[tuple[str, str, str], Sequence[ObservationCells]] = field(default_factory=dict)
    _counted: dict[tuple[str, str, str, str], Counted] = field(default_factory=dict)
    _held: dict[tuple[str, str, str], frozenset[int]] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], Decimal | None] = field(default_factory=dict)

    def number(self, formula: Formula, text: str, sex: str) -> Decimal | None:
        """Return the value of an expression of the country."""
        if not self.computed.isdisjoint(each.item for each in formula.items):
            return formula.value(self.of_sex(sex))
        key = (text, sex)
        if key not in self._numbers:
            self._numbers[key] = formula.value(self.of_sex(sex))
        return self._numbers[key]

    def of_sex(self, sex: str) -> ObservationCells:
        """Return the country as references without index see it for one sex."""
        return self._of_level("country", sex)[0]

    def counted(self, part: CompiledPart, sex: str) -> list[Counted]:
        """Return the persons of each benefit or scheme that enters a part, or of the country."""
        text, formula = part.declared.persons, part.persons
        if not self.computed.isdisjoint(each.item for each in formula.items):
            return [_count(formula, cells) for cells in self._scopes(part, sex)]
        found = []
        for cells in self._scopes(part, sex):
            key = (text, cells.scheme_id, cells.benefit_id, sex)
            if key not in self._counted:
                self._counted[key] = _count(formula, cells)
            found.append(self._counted[key])
        return found

    @cached_property
    def contingencies(self) -> frozenset[str]:
        """The contingencies that the benefits of the country serve."""
        found = (each.value("B.CONTIG", {}) for each in self._of_level("benefit", TOTAL))
        return frozenset[str]().union(*(codes for codes in found if isinstance(codes, frozenset)))

    def _scopes(self, part: CompiledPart, sex: str) -> Sequence[ObservationCells]:
        """Return the units that meet the conditions of a part."""
        views = self._of_level(part.declared.level, sex)
        if not all(self.computed.isdisjoint(each.items) for each in part.conditions):
            return [cells for cells in views if all(each.function(cells) is True for each in part.conditions)]
        key = (part.declared.level, part.declared.where, sex)
        if key not in self._entering:
            held = (self._holding(each, part.declared.level, sex) for each in part.conditions)
            self._entering[key] = [views[number] for number in sorted(frozenset.intersection(*held))]
        return self._entering[key]

    def _holding(self, condition: Condition, level: str, sex: str) -> frozenset[int]:
        """Return the units, by position, of which a condition holds; one of neither sex is tested once for both."""
        key = (condition.text, level, sex if condition.is_by_sex else TOTAL)
        if key not in self._held:
            views = enumerate(self._of_level(level, sex))
            self._held[key] = frozenset(number for number, cells in views if condition.function(cells) is True)
        return self._held[key]

    def _of_level(self, level: str, sex: str) -> Sequence[ObservationCells]:
        key = (level, sex)
        if key not in self._views:
            country = self.cells.for_sex(sex)
            every = {"benefit": country.benefits, "scheme": country.schemes}.get(level)
            self._views[key] = every() if every is not None else [country]
        return self._views[key]


def _count(formula: Formula, cells: ObservationCells) -> Counted:
    named = formula.observations(cells)
    # What is told in codes (the unit, the function) says how persons count, not how many there are.
    answers = [each for each in named if each.channel not in NOT_ANSWERED and not each.text_value]
    persons = formula.value(cells)
    if persons is None and answers and all(each.obs_status in NIL_STATUSES for each in answers):
        persons = Decimal(0)
    answered = next((each for each in answers if each.is_answered), answers[0] if answers else None)
    household = _household(formula, cells, persons)
    return Counted(cells.scheme_id, cells.benefit_id or NOT_APPLICABLE, persons, answered, household)


def _household(formula: Formula, cells: ObservationCells, persons: Decimal | None) -> Household | None:
    """Return the convention by which households became persons, none where nothing was converted."""
    if persons is None or not any(each.item == UNIT for each in formula.items):
        return None
    if cells.value(UNIT, {}) != "HOUSEHOLD":
        return None
    return "recipient" if persons == cells.value("B.REC", {}) else "members"
