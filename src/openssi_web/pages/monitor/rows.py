"""The countries of a round in words: the rows of the table, the tiles of the map, and who needs a hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from openssi.present.tile_map import positions
from openssi.run.rounds.figures import by_phase
from openssi.run.rounds.monitor import PHASES, Phase, reasons
from openssi_web.pages.monitor.words import COUNTING, NOTHING, MonitorWords
from openssi_web.pages.round_words import role_in_words, state_in_words
from openssi_web.rounds.monitor.progress import Followed, FollowedRound
from openssi_web.rounds.workspace import definitions

BAR = 60
"""Width of the bar beside a submission that is complete."""


@dataclass(frozen=True, slots=True)
class RowShown:
    """One country of the table.

    Attributes:
        href: Its workspace, empty where it has no submission.
        width: Width of its bar, none where nothing was counted.
        by: Who made the last entry.
    """

    area: str
    country: str
    href: str
    state: str
    since: str
    progress: str
    width: float | None
    hard: str
    soft: str
    queries: str
    last: str
    by: str
    due: str
    is_late: bool
    officers: str


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A country that needs a hand."""

    country: str
    href: str
    state: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TileShown:
    """One country of the map."""

    area: str
    column: int
    row: int
    href: str
    phase: Phase
    letter: str
    description: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class TileGroupShown:
    """The tiles of a region, as narrow screens show them."""

    name: str
    tiles: tuple[TileShown, ...]


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """One line of the legend."""

    phase: Phase
    letter: str
    words: str
    countries: int
    share: str


@dataclass(frozen=True, slots=True)
class InWords:
    """Says in words what is known of the countries of a round."""

    followed: FollowedRound
    words: MonitorWords

    def row(self, each: Followed) -> RowShown:
        """Return a country as a row of the table."""
        words, now = self.words, each.now
        counted, last = now.counted, each.last
        days = now.days_silent(self.followed.calendar.today)
        return RowShown(
            area=now.area,
            country=each.asked.names[words.language],
            href=self._address(each),
            state=state_in_words(now.state, words.language),
            since=words.of("table.since", day=words.day(now.since)) if now.since is not None else "",
            progress=self._progress(each),
            width=round(BAR * (counted.completeness or 0), 1) if counted is not None else None,
            hard=self._count(each, counted.hard if counted is not None else 0),
            soft=self._count(each, counted.soft if counted is not None else 0),
            queries=self._count(each, counted.queries if counted is not None else 0),
            last=words.ago(days) if days is not None else NOTHING,
            by=self._by(last.name, last.role) if last is not None else "",
            due=words.due(now, self.followed.calendar),
            is_late=self.followed.calendar.days_late(now) > 0,
            officers=", ".join(self._officers(each)),
        )

    def _officers(self, each: Followed) -> Iterator[str]:
        for number, seat in zip(each.officers, each.seats or ("",) * len(each.officers), strict=True):
            name = self.followed.officers[number]
            said = definitions().texts.get(f"people.seat.{seat}", self.words.language) if seat else ""
            yield self.words.of("table.seated", name=name, seat=said) if said else name

    def needs(self, countries: Sequence[Followed]) -> Iterator[NeedShown]:
        """Iterate over those of some countries that need a hand, in their order."""
        for each in countries:
            found = reasons(each.now, self.followed.calendar)
            if found:
                why = tuple(self.words.reason(reason, count) for reason, count in found.items())
                state = state_in_words(each.now.state, self.words.language)
                yield NeedShown(each.asked.names[self.words.language], self._address(each), state, why)

    def _address(self, each: Followed) -> str:
        if not each.now.is_opened:
            return ""
        return reverse("round", args=[self.words.language, each.now.area, self.followed.round.year])

    def _progress(self, each: Followed) -> str:
        counted = each.now.counted
        if counted is None:
            return self.words.of("table.counting" if each.now.is_opened else "table.unopened")
        answered, asked = self.words.number(counted.answered), self.words.number(counted.asked)
        return self.words.of("table.cells", answered=answered, asked=asked)

    def _count(self, each: Followed, count: int) -> str:
        if each.now.counted is None:
            return COUNTING if each.now.is_opened else NOTHING
        return self.words.number(count)

    def _by(self, name: str, role: str) -> str:
        if not name:
            return self.words.of("table.system")
        said = role_in_words(role, self.words.language)
        return self.words.of("table.by", name=name, role=said) if said else name

    # The map

    def tiles(self, countries: Sequence[Followed]) -> tuple[TileShown, ...]:
        """Return the tiles of the map from its upper left."""
        places = positions([each.asked for each in countries])
        found = (self._tile(each, places[each.now.area]) for each in countries)
        return tuple(sorted(found, key=lambda each: (each.row, each.column)))

    def _tile(self, each: Followed, place: tuple[int, int]) -> TileShown:
        words, now = self.words, each.now
        late = self.followed.calendar.days_late(now)
        said = [state_in_words(now.state, words.language), *([words.of("days.late", count=late)] if late else [])]
        name = each.asked.names[words.language]
        return TileShown(
            area=now.area,
            column=place[0],
            row=place[1],
            href=self._address(each),
            phase=now.phase,
            letter=words.of(f"letter.{now.phase}"),
            description=words.of("map.tile", country=name, state=", ".join(said)),
            is_late=late > 0,
        )

    def tile_groups(self, countries: Sequence[Followed], tiles: Sequence[TileShown]) -> Iterator[TileGroupShown]:
        """Iterate over the regions with their tiles, those that are furthest back first."""
        by_area = {each.area: each for each in tiles}
        regions = list(self.followed.regions)
        order = sorted(countries, key=lambda each: _place(regions, each.asked.region))
        for region, members in groupby(order, key=lambda each: each.asked.region):
            known: Mapping[str, str] = self.followed.regions.get(region, {})  # type: ignore[assignment]
            name = known.get(self.words.language) or self.words.of("map.no_region")
            own = (by_area[each.now.area] for each in members)
            yield TileGroupShown(name, tuple(sorted(own, key=lambda each: (PHASES.index(each.phase), each.area))))

    def legend(self, countries: Sequence[Followed]) -> Iterator[PhaseShown]:
        """Iterate over the phases with their countries and their share of the population."""
        for phase, share in by_phase([each.now for each in countries]).items():
            words, letter = self.words.of(f"phase.{phase}"), self.words.of(f"letter.{phase}")
            yield PhaseShown(phase, letter, words, share.countries, self.words.percent(share.population))


def _place(regions: Sequence[str], region: str) -> int:
    return regions.index(region) if region in regions else len(regions)
