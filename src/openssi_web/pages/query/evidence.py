"""The evidence beside a query: what was expected and reported on one scale and in words, its history, what it moves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.observation import Observation
from openssi_web.pages.query.words import QueryWords
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.findings import answers_by_year
from openssi_web.rounds.forms.history import history_of
from openssi_web.rounds.queries.weights import published_items, significance_of
from openssi_web.rounds.workspace import definitions, inquiry

YEARS = 6
"""Earlier years that are shown."""

MOMENTS = 6
"""Versions of the cell that are shown."""

WIDTH, LEFT, RIGHT = 340, 14, 326


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a cell in units.

    Attributes:
        reported: What stood there when it was asked about.
        now: What stands there now, none where it is the same.
        earlier: What was accepted for earlier years.
    """

    reported: Decimal | None
    now: Decimal | None
    low: Decimal | None
    high: Decimal | None
    earlier: Mapping[int, Decimal]

    @property
    def nearest(self) -> Decimal | None:
        """The nearest value that was expected, none where none is known or the value is within."""
        if self.reported is None:
            return None
        if self.low is not None and self.reported < self.low:
            return self.low
        return self.high if self.high is not None and self.reported > self.high else None

    def all(self) -> list[Decimal]:
        """Return every number."""
        found = (self.reported, self.now, self.low, self.high, *self.earlier.values())
        return [each for each in found if each is not None]


@dataclass(frozen=True, slots=True)
class ScaleShown:
    """Where everything stands on a line of 340 units; none where it is not drawn."""

    band: tuple[float, float] | None
    dots: tuple[float, ...]
    reported: float | None
    now: float | None
    zero: float
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a list: its mark, its head and its words."""

    mark: str
    head: str
    words: str


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """What stands beside a query."""

    scale: ScaleShown | None
    lines: tuple[LineShown, ...]
    history: tuple[tuple[str, str, str], ...]
    moves: tuple[str, ...]
    indicators: tuple[str, ...]


def evidence_shown(
    words: QueryWords, key: CellKey, before: Content, now: Content, bounds: Mapping[str, object]
) -> EvidenceShown:
    """Return the evidence on a cell.

    Args:
        words: The words of the page.
        key: The cell.
        before: What it said when it was asked about.
        now: What it says now.
        bounds: `low` and `high` in plain digits, as far as they are known.
    """
    hidden = words.concealment
    before, now = hidden.content(key, before), hidden.content(key, now)
    numbers = Numbers(
        reported=before.scaled,
        now=None if now.says_the_same_as(before) else now.scaled,
        low=_decimal(bounds.get("low")),
        high=_decimal(bounds.get("high")),
        earlier=_earlier(words, key),
    )
    if hidden.hides(key):
        return EvidenceShown(None, (_concealed(words),), tuple(_history(words, key)), (), _indicators(words, key))
    item = definitions().questionnaire.items.get(key.item)
    is_number = item is not None and item.is_numeric
    return EvidenceShown(
        scale=_scale(numbers, words) if is_number else None,
        lines=tuple(_lines(numbers, words, key, before, now)),
        history=tuple(_history(words, key)),
        moves=tuple(_moves(numbers, words, key)) if is_number and key.item not in hidden.items else (),
        indicators=_indicators(words, key),
    )


def _concealed(words: QueryWords) -> LineShown:
    told = words.texts.get("confidentiality.concealed_short", words.language)
    return LineShown("reported", words.of("evidence.reported_now"), told)


def _decimal(text: object) -> Decimal | None:
    return Decimal(str(text)) if text else None


def _earlier(words: QueryWords, key: CellKey) -> dict[int, Decimal]:
    year = words.draft.round.year
    found: dict[int, Decimal] = {}
    for each, answers in answers_by_year(inquiry(), words.draft).items():
        is_shown = each < year and not words.concealment.hides(key, each)
        value = next((one.scaled_value for one in answers if _is_of(one, key)), None) if is_shown else None
        if value is not None:
            found[each] = value
    return dict(sorted(found.items())[-YEARS:])


def _is_of(each: Observation, key: CellKey) -> bool:
    return each.item == key.item and CellKey.of(each) == key


# The scale


def _scale(numbers: Numbers, words: QueryWords) -> ScaleShown | None:
    """Return the drawing, none where there is nothing to compare."""
    found = numbers.all()
    if len(set(found)) < 2:
        return None
    low, high = min(Decimal(0), *found), max(Decimal(0), *found)
    span = float(high - low)

    def at(value: Decimal) -> float:
        return round(LEFT + (RIGHT - LEFT) * float(value - low) / span, 1)

    return ScaleShown(
        band=_band(numbers, at(low), at(high), at),
        dots=tuple(at(each) for each in numbers.earlier.values()),
        reported=None if numbers.reported is None else at(numbers.reported),
        now=None if numbers.now is None else at(numbers.now),
        zero=at(Decimal(0)),
        first=words.number(low),
        last=words.number(high),
    )


def _band(numbers: Numbers, first: float, last: float, at: Callable[[Decimal], float]) -> tuple[float, float] | None:
    """Return where the band begins and how wide it is: at least 3 units, so that it is seen."""
    if numbers.low is None and numbers.high is None:
        return None
    begin = first if numbers.low is None else at(numbers.low)
    end = last if numbers.high is None else at(numbers.high)
    return begin, max(3.0, round(end - begin, 1))


# In words


def _lines(numbers: Numbers, words: QueryWords, key: CellKey, before: Content, now: Content) -> Iterator[LineShown]:
    has_moved = not now.says_the_same_as(before)
    none = words.of("evidence.none")
    head = words.of("evidence.reported" if has_moved else "evidence.reported_now")
    yield LineShown("reported", head, _answer(numbers.reported, words, key, before) or none)
    if has_moved:
        yield LineShown("now", words.of("evidence.now"), _answer(numbers.now, words, key, now) or none)
    yield LineShown("band", words.of("evidence.expected"), _range(numbers, words))
    for year, value in reversed(tuple(numbers.earlier.items())):
        yield LineShown("dot", words.of("evidence.accepted", year=year), words.number(value))


def _answer(number: Decimal | None, words: QueryWords, key: CellKey, content: Content) -> str:
    if number is None:
        return words.said(key, content)
    status = words.cells.status(content.obs_status)
    return f"{words.number(number)} ({status})" if status else words.number(number)


def _range(numbers: Numbers, words: QueryWords) -> str:
    low = words.number(numbers.low) if numbers.low is not None else ""
    high = words.number(numbers.high) if numbers.high is not None else ""
    if low and high:
        return words.of("evidence.between", low=low, high=high)
    if low:
        return words.of("evidence.at_least", low=low)
    return words.of("evidence.at_most", high=high) if high else words.of("evidence.unknown")


def _history(words: QueryWords, key: CellKey) -> Iterator[tuple[str, str, str]]:
    for each in reversed(history_of(words.draft, key)[-MOMENTS:]):
        value = words.said(key, each.content) or words.of("evidence.none")
        yield words.when(each.at), each.person, value


# What it moves


def _moves(numbers: Numbers, words: QueryWords, key: CellKey) -> Iterator[str]:
    """Iterate over what becomes of the total of the item in the country."""
    other = numbers.now if numbers.now is not None else numbers.nearest
    if other is None or numbers.reported is None:
        return
    now = numbers.now if numbers.now is not None else numbers.reported
    rest = Decimal(repr(significance_of(words.draft).total_of(key))) - abs(now)
    before, after = rest + abs(numbers.reported), rest + abs(other)
    if before < 0 or after < 0:
        return
    why = words.of("evidence.if_new" if numbers.now is not None else "evidence.if_expected")
    moved = words.of("evidence.from_to", before=words.number(before), after=words.number(after))
    head = words.of("evidence.total")
    yield words.of("evidence.pair", head=head, words=f"{moved}, {why}")


def _indicators(words: QueryWords, key: CellKey) -> tuple[str, ...]:
    known = definitions().indicators
    return tuple(known[each].short_name.in_language(words.language) for each in published_items().get(key.item, ()))
