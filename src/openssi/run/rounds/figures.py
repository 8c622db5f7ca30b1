"""What is said of the countries of a round together: response, timeliness, completeness, states.

Every figure is defined here and nowhere else; the page prints the same definitions in words
(`definitions/interface/monitor.yaml`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from openssi.run.rounds.monitor import PHASE_OF, PHASES, TIMINGS, Calendar, Country, Phase, Timing, share
from openssi.vocabulary.transitions import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is said of some countries together.

    Attributes:
        asked: Countries asked.
        opened: Those with a submission.
        handed_in: Those that handed in.
        population: Persons in the countries asked, as far as known.
        population_handed_in: Persons in those that handed in.
        without_population: Countries asked whose population is not known.
        on_time: Countries that handed in until the deadline.
        late: Countries that did not, and whose deadline has passed.
        median_days: Median of the days from the deadline to handing in, none where nobody has, or without a deadline.
        counted: Submissions whose cells and findings were counted.
        answered: Required cells with a value or a reason.
        required: Required cells.
    """

    asked: int
    opened: int
    handed_in: int
    population: float
    population_handed_in: float
    without_population: int
    on_time: int
    late: int
    median_days: float | None
    counted: int
    answered: int
    required: int
    hard: int
    soft: int
    queries: int

    @property
    def response_rate(self) -> float | None:
        """Submissions handed in by countries asked."""
        return share(self.handed_in, self.asked)

    @property
    def weighted_rate(self) -> float | None:
        """The same with each country counted by its population."""
        return share(self.population_handed_in, self.population)

    @property
    def on_time_share(self) -> float | None:
        """Those that handed in until the deadline by those that handed in."""
        return share(self.on_time, self.handed_in)

    @property
    def completeness(self) -> float | None:
        """Required cells answered by required cells, over the submissions that were counted."""
        return share(self.answered, self.required)


def figures(countries: Sequence[Country], calendar: Calendar) -> Figures:
    """Return the figures of some countries."""
    handed_in = [each for each in countries if each.handed_in is not None]
    counted = [each.counted for each in countries if each.counted is not None]
    days = [found for each in countries if (found := calendar.days_from_deadline(each)) is not None]
    return Figures(
        asked=len(countries),
        opened=sum(each.is_opened for each in countries),
        handed_in=len(handed_in),
        population=sum(each.population or 0.0 for each in countries),
        population_handed_in=sum(each.population or 0.0 for each in handed_in),
        without_population=sum(each.population is None for each in countries),
        on_time=sum(each <= 0 for each in days),
        late=sum(calendar.days_late(each) > 0 for each in countries),
        median_days=float(median(days)) if days else None,
        counted=len(counted),
        answered=sum(each.answered for each in counted),
        required=sum(each.asked for each in counted),
        hard=sum(each.hard for each in counted),
        soft=sum(each.soft for each in counted),
        queries=sum(each.queries for each in counted),
    )


def timeliness(countries: Iterable[Country], calendar: Calendar) -> dict[Timing, int]:
    """Return how many countries belong to each class of timeliness."""
    counts = Counter(calendar.timing(each) for each in countries)
    return {each: counts[each] for each in TIMINGS}


def by_state(countries: Iterable[Country]) -> dict[State, int]:
    """Return how many countries are in each state, in the order of the round; states without a country are left out."""
    counts = Counter(each.state for each in countries)
    return {state: counts[state] for state in PHASE_OF if counts[state]}


@dataclass(frozen=True, slots=True)
class Share:
    """Countries of a phase, and the population that lives in them."""

    countries: int
    population: float | None


def by_phase(countries: Sequence[Country]) -> dict[Phase, Share]:
    """Return how many countries are in each phase, and which share of the population lives there."""
    total = sum(each.population or 0.0 for each in countries)
    found = {}
    for phase in PHASES:
        own = [each for each in countries if each.phase == phase]
        found[phase] = Share(len(own), share(sum(each.population or 0.0 for each in own), total))
    return found


@dataclass(frozen=True, slots=True)
class ItemResponse:
    """How far one table of the questionnaire is answered.

    Attributes:
        submissions: Submissions in which something of it is required.
    """

    table: str
    answered: int
    asked: int
    submissions: int

    @property
    def share(self) -> float | None:
        """Required cells answered by required cells."""
        return share(self.answered, self.asked)


def item_response(countries: Iterable[Country]) -> tuple[ItemResponse, ...]:
    """Return how far each table is answered over all submissions, in the order of the tables as they come."""
    answered, asked, submissions = Counter[str](), Counter[str](), Counter[str]()
    for each in countries:
        for table, (given, required) in each.counted.by_table.items() if each.counted is not None else ():
            answered[table] += given
            asked[table] += required
            submissions[table] += required > 0
    return tuple(ItemResponse(each, answered[each], asked[each], submissions[each]) for each in asked if asked[each])
