"""What a rule is evaluated on: the country, its schemes and benefits, its cells, its tables; by sex."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openssi.expressions import ObservationCells
from openssi.validate.asked import AskedCells
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.rule import Rule, RuleLevel

SEXES = (TOTAL, "M", "F")

SUBMISSION_LEVELS: frozenset[RuleLevel] = frozenset({"country", "scheme", "benefit", "cell", "asked", "table"})
"""Levels that are evaluated on the answers of a submission; the others need facts from outside it."""


Settles = Callable[[Observation], bool]


def _never(_: Observation) -> bool:
    return False


@dataclass(frozen=True)
class SubmissionScopes:
    """The scopes of one submission.

    Attributes:
        answers: What the country answered for the year.
        form: Items of the form in use.
    """

    country: ObservationCells
    answers: Sequence[Observation]
    asked: AskedCells | None
    items: Mapping[str, Item]
    form: Collection[str]
    is_full: bool
    ref_area: str
    _made: dict[str, Sequence[Sequence[ObservationCells]]] = field(default_factory=dict)

    def of(self, rule: Rule, settles: Settles = _never) -> Iterator[ObservationCells]:
        """Iterate over the cells that a rule is evaluated on.

        Args:
            rule: The rule.
            settles: Whether the rule holds for a cell by its item and status alone; such cells are left out.
        """
        if rule.level not in SUBMISSION_LEVELS or (rule.form == "full" and not self.is_full):
            return
        name = f"{rule.level} earlier" if rule.also_earlier else rule.level
        if name not in self._made:
            self._made[name] = _alike(self._cells(rule))
        for group in self._made[name]:
            current = group[0].current
            if current is not None and settles(current):
                continue
            for cells in group:
                yield from (cells.for_sex(sex) for sex in SEXES) if rule.by_sex else (cells,)

    def _cells(self, rule: Rule) -> Iterator[ObservationCells]:
        country = self.country
        if rule.level == "cell":
            yield from (country.for_cell(each) for each in self.answers)
        elif rule.level == "asked" and self.asked is not None:
            yield from self.asked.cells(country, self.answers, self.form, self.ref_area)
        elif rule.level == "table":
            yield from (country.for_cell(each) for each in _tables(self.answers, self.items))
        else:
            yield from _units(country, rule)


def _alike(found: Iterable[ObservationCells]) -> Sequence[Sequence[ObservationCells]]:
    """Return cells by item and status."""
    groups: dict[tuple[str, str] | None, list[ObservationCells]] = {}
    for cells in found:
        current = cells.current
        groups.setdefault((current.item, current.obs_status) if current is not None else None, []).append(cells)
    return tuple(groups.values())


def _units(country: ObservationCells, rule: Rule) -> Iterator[ObservationCells]:
    if rule.level == "country":
        yield country
        return
    yield from country.schemes() if rule.level == "scheme" else country.benefits()
    for scheme, benefit in country.earlier_units() if rule.also_earlier else ():
        if (benefit == NOT_APPLICABLE) == (rule.level == "scheme"):
            yield country.for_unit(scheme, benefit)


def _tables(answers: Sequence[Observation], items: Mapping[str, Item]) -> Iterator[Observation]:
    """Give one number of each table of the country, a scheme or a benefit, one with a source if there is one."""
    found: dict[tuple[str, str, str], Observation] = {}
    for each in answers:
        item = items.get(each.item)
        if each.value is None or item is None or item.table[0] not in "CDFH":
            continue
        key = (item.table, each.scheme, each.benefit)
        if key not in found or (each.source and not found[key].source):
            found[key] = each
    return iter(found.values())
