"""Which countries of a round a person asks to see, and in which order: the address holds it all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from openssi.run.rounds.figures import by_state
from openssi.run.rounds.monitor import PHASE_OF, Calendar, Counted, Country, need_key
from openssi.vocabulary.text import Language
from openssi_web.pages.monitor.words import MonitorWords
from openssi_web.pages.round_words import state_in_words
from openssi_web.rounds.monitor.progress import Followed, FollowedRound

USUAL_ORDER = "need"
MINE = "mine"
_LAST = float("inf")
_STATES = list(PHASE_OF)

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for; what it says that nobody knows is left out.

    Attributes:
        region: Code of a region, empty for all.
        state: State of a submission, empty for all.
        officer: Number of a person who follows countries, 0 for all.
        me: Number of who asks, where this person follows some countries in particular; else 0.
        late: Whether only those that are late.
        order: One of `ORDERS`.
    """

    region: str = ""
    state: str = ""
    officer: int = 0
    late: bool = False
    order: str = USUAL_ORDER
    me: int = 0

    @classmethod
    def of(cls, asked: Mapping[str, str], followed: FollowedRound, person: int = 0) -> "Chosen":
        """Return what an address asks for; “mine” are the countries of who asks, or all where there are none."""
        me = person if person in followed.officers else 0
        officers = {**{str(each): each for each in followed.officers}, MINE: me}
        region, state, order = (asked.get(name, "") for name in ("region", "state", "order"))
        return cls(
            region if region in followed.regions else "",
            state if state in PHASE_OF else "",
            officers.get(asked.get("officer", ""), 0),
            asked.get("late") == "1",
            order if order in ORDERS else USUAL_ORDER,
            me,
        )

    def query(self, **changes: object) -> str:
        """Return the end of an address that asks for this, with changes; empty where it asks for the usual."""
        said = replace(self, **changes)  # type: ignore[arg-type]
        parts = {
            "region": said.region,
            "state": said.state,
            "officer": MINE if said.officer and said.officer == said.me else said.officer or "",
            "late": "1" if said.late else "",
            "order": said.order if said.order != USUAL_ORDER else "",
        }
        kept = urlencode({name: value for name, value in parts.items() if value})
        return f"?{kept}" if kept else ""

    @property
    def narrows(self) -> bool:
        """Whether it leaves out any country."""
        return bool(self.region or self.state or self.officer or self.late)

    def group(self, countries: Sequence[Followed]) -> list[Followed]:
        """Return the countries that all figures are about: those of the region and the officer."""
        return [
            each
            for each in countries
            if self.region in {"", each.asked.region} and (not self.officer or self.officer in each.officers)
        ]

    def listed(self, group: Sequence[Followed], calendar: Calendar, language: Language) -> list[Followed]:
        """Return those of them that the table lists, in its order."""
        found = [
            each
            for each in group
            if self.state in {"", each.now.state} and (not self.late or calendar.days_late(each.now))
        ]
        by_name = sorted(found, key=lambda each: each.asked.names[language])
        return sorted(by_name, key=lambda each: ORDERS[self.order](each.now, calendar))

    # The lists of the form

    def regions(self, followed: FollowedRound, words: MonitorWords) -> list[Option]:
        """Return the regions in which there is a country."""
        there = {each.asked.region for each in followed.countries}
        found = [(code, names[words.language]) for code, names in followed.regions.items() if code in there]
        return _options(self.region, [("", words.of("filter.all_regions")), *found])

    def states(self, group: Sequence[Followed], words: MonitorWords) -> list[Option]:
        """Return the states in which there is a country, with their number."""
        counts = by_state([each.now for each in group])
        shown = [state for state in PHASE_OF if state in counts or state == self.state]
        found = [(state, f"{state_in_words(state, words.language)} ({counts.get(state, 0)})") for state in shown]
        return _options(self.state, [("", words.of("filter.all_states")), *found])

    def officers(self, followed: FollowedRound, words: MonitorWords) -> list[Option]:
        """Return the own countries of who asks, and everybody else who follows a country in particular."""
        others = sorted((each for each in followed.officers.items() if each[0] != self.me), key=lambda each: each[1])
        mine = [(MINE, words.of("filter.mine"))] if self.me else []
        chosen = MINE if self.me and self.officer == self.me else str(self.officer or "")
        return _options(
            chosen, [("", words.of("filter.all")), *mine, *((str(number), name) for number, name in others)]
        )

    def orders(self, words: MonitorWords) -> list[Option]:
        """Return the orders of the table."""
        return _options(self.order, [(each, words.of(f"order.{each}")) for each in ORDERS])


def _options(chosen: str, found: Sequence[tuple[str, str]]) -> list[Option]:
    return [Option(value, words, value == chosen) for value, words in found]


def _most(value: Callable[[Counted], float]) -> Callable[[Country, Calendar], Key]:
    """Order by a count, the most first, those without a count last."""
    return lambda country, _: (-value(country.counted) if country.counted is not None else _LAST,)


def _complete(country: Country, _: Calendar) -> Key:
    share = country.counted.completeness if country.counted is not None else None
    return (_LAST if share is None else share,)


def _due(country: Country, calendar: Calendar) -> Key:
    days = calendar.days_from_deadline(country)
    return (-calendar.days_late(country), days is None, -(days or 0))


ORDERS: Mapping[str, Callable[[Country, Calendar], Key]] = {
    "need": need_key,
    "country": lambda *_: (),
    "state": lambda country, _: (_STATES.index(country.state),),
    "since": lambda country, _: (country.since is None, country.since),
    "progress": _complete,
    "hard": _most(lambda counted: counted.hard),
    "soft": _most(lambda counted: counted.soft),
    "queries": _most(lambda counted: counted.queries),
    "last": lambda country, calendar: (-_or_longest(country.days_silent(calendar.today)),),
    "due": _due,
}
"""What the table can be ordered by; where two are equal, by name."""


def _or_longest(days: int | None) -> float:
    return _LAST if days is None else days
