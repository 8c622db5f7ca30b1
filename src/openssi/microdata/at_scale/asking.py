"""Questions that measures put to a table, gathered so that one statement answers those of all measures and domains.

A measure is a generator: it gives the sums and quantiles that it needs of its domain, is sent their values, and returns
its figure. All measures of all domains run side by side, and what they ask for in one round becomes one statement.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeAlias, TypeVar, cast

import pyarrow as pa


class Aggregate(NamedTuple):
    """An aggregate over the rows of a domain, such as `SUM(CASE WHEN y < {0} THEN w ELSE 0 END)`.

    Attributes:
        sql: It may name y, w and amounts, or y, w and phi, which is sum_j w_j max(y_j, y); its numbers stand in braces.
        numbers: Of this domain.
    """

    sql: str
    numbers: tuple[float, ...] = ()


class QuantileAt(NamedTuple):
    """The smallest income at or below which so many persons of a domain, or of some rows of it, live.

    Attributes:
        persons: How many.
        rows: SQL of the rows; empty for all.
    """

    persons: float
    rows: str = ""


class LargestShare(NamedTuple):
    """The share of an amount that one of its largest contributors holds: a household, or a row where none is known.

    Attributes:
        sql: The amount of a row before its weight, which counts by its size; its numbers stand in braces.
        numbers: Of this domain.
        place: From 1, which is the largest.
    """

    sql: str
    numbers: tuple[float, ...]
    place: int


Request: TypeAlias = Aggregate | QuantileAt | LargestShare
Made = TypeVar("Made")
Other = TypeVar("Other")
Asking: TypeAlias = Generator[Sequence[Request], Sequence[float], Made]
Asked: TypeAlias = tuple[str, Request]
"""A request and the domain that it is about."""


def side_by_side(askings: Sequence[Asking[Made]]) -> Asking[list[Made]]:
    """Ask for all that several need in the same rounds, and return what each makes."""
    made: dict[int, Made] = {}
    waiting: dict[int, Sequence[Request]] = {}

    def go_on(number: int, sent: Sequence[float] | None = None) -> None:
        try:
            waiting[number] = next(askings[number]) if sent is None else askings[number].send(sent)
        except StopIteration as end:
            waiting.pop(number, None)
            made[number] = end.value

    for number in range(len(askings)):
        go_on(number)
    while waiting:
        asked = dict(waiting)
        answers = iter((yield [request for requests in asked.values() for request in requests]))
        for number, requests in asked.items():
            go_on(number, [next(answers) for _ in requests])
    return [made[number] for number in range(len(askings))]


def both(first: Asking[Made], second: Asking[Other]) -> Asking[tuple[Made, Other]]:
    """Ask for all that two need in the same rounds."""
    askings: list[Asking[object]] = [first, second]
    found = yield from side_by_side(askings)
    return cast("tuple[Made, Other]", tuple(found))


class _Running(Generic[Made]):
    """A generator, and what it waits for."""

    def __init__(self, domain: str, asking: Asking[Made]) -> None:
        self._domain = domain
        self._asking = asking
        self.made: list[Made] = []
        self.waits_for: list[Asked] = []
        self._take(lambda: next(asking))

    def advance(self, known: Mapping[Asked, float]) -> None:
        """Send answers as long as all that it waits for are known."""
        while not self.made and all(each in known for each in self.waits_for):
            answers = [known[each] for each in self.waits_for]
            self._take(lambda sent=answers: self._asking.send(sent))  # type: ignore[misc]

    def _take(self, step: Callable[[], Sequence[Request]]) -> None:
        try:
            self.waits_for = [(self._domain, request) for request in step()]
        except StopIteration as end:
            self.made.append(end.value)


class Conversation:
    """Answers that are known already, and whoever gives the others.

    Args:
        answer: Answers the different requests of a round.
    """

    def __init__(self, answer: Callable[[Sequence[Asked]], Mapping[Asked, float]]) -> None:
        self._answer = answer
        self._known: dict[Asked, float] = {}

    def made(self, askings: Sequence[tuple[str, Asking[Made]]]) -> list[Made]:
        """Run generators side by side, each with the domain that it asks about, and return what each makes."""
        running = [_Running(domain, asking) for domain, asking in askings]
        while True:
            for each in running:
                each.advance(self._known)
            waiting = [each for each in running if not each.made]
            if not waiting:
                return [each.made[0] for each in running]
            wanted = dict.fromkeys(asked for each in waiting for asked in each.waits_for if asked not in self._known)
            self._known.update(self._answer(list(wanted)))


@dataclass(slots=True)
class _Slot:
    name: str
    sql: str
    numbers: dict[str, tuple[float, ...]]


class Given:
    """Numbers of each domain that SQL joins to the rows, and the expressions that read them.

    Args:
        name: Of their table in SQL, and the first letter of the columns.
    """

    def __init__(self, name: str = "given") -> None:
        self.name = name
        self._slots: dict[tuple[str, int], _Slot] = {}

    def place(self, domain: str, sql: str, numbers: tuple[float, ...]) -> str:
        """Return the name of the column that an expression with these numbers will have."""
        turn = 0
        while True:
            made = _Slot(f"{self.name[0]}{len(self._slots)}", sql, {})
            slot = self._slots.setdefault((sql, turn), made)
            if slot.numbers.setdefault(domain, numbers) == numbers:
                return slot.name
            turn += 1

    def expressions(self) -> list[tuple[str, str]]:
        """Return the columns by name, each with its SQL."""
        return list(self._expressions())

    def _expressions(self) -> Iterator[tuple[str, str]]:
        for slot in self._slots.values():
            count = len(next(iter(slot.numbers.values())))
            yield slot.name, slot.sql.format(*(f"{self.name}.{slot.name}_{number}" for number in range(count)))

    def table(self, domains: Sequence[str]) -> pa.Table:
        """Return the numbers as a table with the column `domain` in front."""
        columns = {"domain": pa.array(domains, pa.string())}
        for slot in self._slots.values():
            for number in range(len(next(iter(slot.numbers.values())))):
                column = [slot.numbers[each][number] if each in slot.numbers else None for each in domains]
                columns[f"{slot.name}_{number}"] = pa.array(column, pa.float64())
        return pa.table(columns)
