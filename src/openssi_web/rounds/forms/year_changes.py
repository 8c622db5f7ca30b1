"""What a submission says otherwise than the last accepted year: figures, schemes and benefits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.year_changes import YearChangeRules

MONEY = "money"
REDENOMINATION = "N.CURR_CHANGE"
STATUS_ITEMS = ("S.STATUS", "B.STATUS")
ENDED = "ENDED"

Subject = tuple[str, str]
"""A scheme and `_Z`, or a scheme and one of its benefits."""


@dataclass(frozen=True, slots=True)
class YearChange:
    """A figure of this year beside that of the last accepted year, both in units."""

    key: CellKey
    before: Decimal
    after: Decimal

    @property
    def share(self) -> Decimal | None:
        """The change as a share of the value before, none where that was zero."""
        return (self.after - self.before) / abs(self.before) if self.before else None

    @property
    def size(self) -> Decimal:
        """By what changes are ordered: those from zero come first."""
        share = self.share
        return Decimal("Infinity") if share is None else abs(share)


def last_year(history: Iterable[Observation]) -> int | None:
    """Return the last accepted year, none where none was accepted."""
    return max((each.time_period for each in history), default=None)


def largest_changes(
    answers: Iterable[Observation],
    history: Iterable[Observation],
    items: Mapping[str, Item],
    rules: YearChangeRules,
) -> tuple[YearChange, ...]:
    """Return the figures that changed by the declared share or more, the largest changes first.

    Totals are compared, and not the parts that they are broken down by. Money of before a new currency is brought to
    the new one by the factor that the country states.

    Args:
        answers: The answers of the submission.
        history: Accepted answers of earlier years.
        items: The questionnaire.
        rules: What is shown.
    """
    said, known = tuple(answers), tuple(history)
    year = last_year(known)
    factor = next((each.value for each in said if each.item == REDENOMINATION and each.value), Decimal(1))
    before = {CellKey.of(each): each for each in known if each.time_period == year}
    found = (_change(each, before.get(CellKey.of(each)), items.get(each.item), factor, rules) for each in said)
    shown = (each for each in found if each is not None and each.size >= rules.at_least)
    return tuple(sorted(shown, key=lambda each: (-each.size, each.key)))


def _change(
    now: Observation, before: Observation | None, item: Item | None, factor: Decimal, rules: YearChangeRules
) -> YearChange | None:
    if before is None or item is None or item.type not in rules.types or not _is_total(now):
        return None
    new, old = now.scaled_value, before.scaled_value
    if new is None or old is None or new == old:
        return None
    if item.type == MONEY:
        old /= factor
    elif max(abs(new), abs(old)) < rules.least_count:
        return None
    return YearChange(CellKey.of(now), old, new)


def _is_total(each: Observation) -> bool:
    return (each.sex, each.age, each.func, each.breakdown) == (TOTAL, TOTAL, NOT_APPLICABLE, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class InventoryChanges:
    """Schemes and benefits that came or went since the last accepted year.

    Attributes:
        new: Asked about, and not reported in the last accepted year.
        gone: Reported then, and asked about no more or said to have ended.
    """

    new: tuple[Subject, ...]
    gone: tuple[Subject, ...]


def inventory_changes(
    inventory: Inventory, answers: Iterable[Observation], history: Sequence[Observation]
) -> InventoryChanges:
    """Return which schemes and benefits came or went; the benefits of a scheme that came or went go without saying."""
    year = last_year(history)
    if year is None:
        return InventoryChanges((), ())
    reported = [each for each in history if each.time_period == year]
    before = dict.fromkeys(_subjects(reported))
    asked = dict.fromkeys(_asked(inventory))
    ended_before, ended_now = set(_ended(reported)), set(_ended(answers))
    new = [each for each in asked if each not in before]
    gone = [each for each in before if each not in asked or each in ended_now - ended_before]
    return InventoryChanges(tuple(_whole(new)), tuple(_whole(gone)))


def _subjects(answers: Iterable[Observation]) -> Iterator[Subject]:
    for each in answers:
        if each.scheme != NOT_APPLICABLE:
            yield each.scheme, NOT_APPLICABLE
            yield each.scheme, each.benefit


def _asked(inventory: Inventory) -> Iterator[Subject]:
    for scheme in inventory.schemes:
        yield scheme.id, NOT_APPLICABLE
        yield from ((scheme.id, benefit.id) for benefit in scheme.benefits)


def _ended(answers: Iterable[Observation]) -> Iterator[Subject]:
    return ((each.scheme, each.benefit) for each in answers if each.item in STATUS_ITEMS and each.text_value == ENDED)


def _whole(found: Sequence[Subject]) -> Iterator[Subject]:
    """Leave out the benefits of a scheme that is there itself."""
    schemes = {scheme for scheme, benefit in found if benefit == NOT_APPLICABLE}
    return (each for each in found if each[1] == NOT_APPLICABLE or each[0] not in schemes)
