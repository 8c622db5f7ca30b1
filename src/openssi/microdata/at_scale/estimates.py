"""Estimates by SQL, in DuckDB or in Spark: the measures, conventions and errors of the exact path.

A table is passed over a few times for all measures together: docs/howto/compute-on-spark.md says how often, and what
leaves the machines that hold it.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openssi.engine import Queries
from openssi.microdata.at_scale.answers import Answers, Spreads
from openssi.microdata.at_scale.asking import Asking, Conversation, QuantileAt, both
from openssi.microdata.at_scale.behind import contributors_of
from openssi.microdata.at_scale.divisions import EVERYBODY, Division
from openssi.microdata.at_scale.figures import Figure, no_figure
from openssi.microdata.at_scale.measures import Wanted, asking_of, needs_density, settled_line
from openssi.microdata.at_scale.people import People, people
from openssi.microdata.at_scale.persons import Persons
from openssi.microdata.at_scale.poverty import Centre, centre_of
from openssi.microdata.at_scale.spread import Strata
from openssi.microdata.intervals import BEYOND_SAMPLE, Interval, ends_of_share
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.standard_errors import LINEARISED, freedom_of
from openssi.vocabulary.estimate import Contributors, Estimate

Progress = Callable[[int, int, str], None]
"""Called with the steps done, how many there are, and the division at hand; it may raise, nothing is left behind."""

STEPS = 3
"""Of a division: figures, errors, limits of quantiles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """A standard error with its limits, or why there is none.

    Attributes:
        se: The standard error.
        limits: Of the interval.
        reason: Code of a message.
        freedom: Degrees of freedom.
    """

    se: float | None = None
    limits: tuple[float, float] | None = None
    reason: str = ""
    freedom: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimation:
    """What is asked of a table, and how.

    Attributes:
        queries: Who answers.
        persons: The table.
        strata: Its design.
        wanted: Measures.
        conventions: As on the exact path.
        interval: How limits are made.
    """

    queries: Queries
    persons: Persons
    strata: Strata
    wanted: Sequence[Wanted]
    conventions: Conventions = field(default_factory=Conventions)
    interval: Interval = field(default_factory=Interval)

    def estimates(self, divisions: Sequence[Division], progress: Progress) -> Iterator[Estimate]:
        """Give each measure for everybody, then for each domain of each division."""
        of = STEPS * (1 + len(divisions))
        progress(0, of, EVERYBODY.variable)
        first = _Divided(self, EVERYBODY, lambda step: progress(step, of, EVERYBODY.variable))
        yield from first.estimates()
        for number, division in enumerate(divisions, 1):

            def told(step: int, at: int = number, name: str = division.variable) -> None:
                progress(STEPS * at + step, of, name)

            yield from _Divided(self, division, told, first.centres).estimates()


class _Divided:
    """The estimates of one division."""

    def __init__(
        self,
        task: Estimation,
        division: Division,
        progress: Callable[[int], None],
        centres: Mapping[str, Centre] | None = None,
    ) -> None:
        self._task = task
        self._division = division
        self._progress = progress
        person, by_psu = task.persons.counted(division.key), bool(task.persons.psu)
        self._answers = Answers(task.queries, person, list(division.names), by_psu=by_psu)
        self._conversation = Conversation(self._answers)
        self._people = self._facts()
        self.centres = self._centres() if centres is None else centres

    def _facts(self) -> dict[str, People]:
        with_deviation = any(needs_density(each) for each in self._task.wanted)
        domains = list(self._division.names)
        asked = [(each, people(self._task.conventions, with_deviation=with_deviation)) for each in domains]
        return dict(zip(domains, self._conversation.made(asked), strict=True))

    def _centres(self) -> dict[str, Centre]:
        """Return the median and mean of everybody, where relative lines are made from them."""
        names = sorted({each.centre for each in self._task.wanted if each.centre})
        (domain,) = self._division.names
        asked = [(domain, centre_of(self._people[domain], name)) for name in names]
        return {each.name: each for each in self._conversation.made(asked)}

    def estimates(self) -> Iterator[Estimate]:
        """Give the measures of the first domain, then those of the next."""
        figures, behind = self._figures()
        self._progress(1)
        errors = self._errors(figures)
        self._progress(2)
        errors |= self._woodruff(figures, errors)
        self._progress(3)
        for domain in self._division.names:
            for wanted in self._task.wanted:
                key = (domain, wanted.id)
                yield self._estimate(domain, wanted, figures[key], errors.get(key, Errors()), behind[key])

    def _figures(self) -> tuple[dict[tuple[str, str], Figure], dict[tuple[str, str], Contributors | None]]:
        """Return the figures, and the rows behind them, by domain and measure."""
        task = self._task
        keys = [(domain, wanted) for domain in self._division.names for wanted in task.wanted]
        askings = [(domain, self._figure_and_behind(self._people[domain], wanted)) for domain, wanted in keys]
        made = self._conversation.made(askings)
        found = {(domain, wanted.id): each for (domain, wanted), each in zip(keys, made, strict=True)}
        return {key: figure for key, (figure, _) in found.items()}, {key: behind for key, (_, behind) in found.items()}

    def _figure_and_behind(self, of: People, wanted: Wanted) -> Asking[tuple[Figure, Contributors | None]]:
        conventions = self._task.conventions
        line = settled_line(wanted, conventions, self.centres)
        figure, behind = yield from both(
            asking_of(wanted, of, conventions, self.centres), contributors_of(of, wanted, line)
        )
        return _finite(figure), behind

    def _errors(self, figures: Mapping[tuple[str, str], Figure]) -> dict[tuple[str, str], Errors]:
        """Return the errors of figures, and the reason where there is none."""
        if self._task.strata.degrees_of_freedom < 1:
            return {key: Errors(reason=each.reason or "SURVEY_NO_FREEDOM") for key, each in figures.items()}
        wanted = {
            (domain, name): (each.influence, each.slopes)
            for (domain, name), each in figures.items()
            if each.value is not None and each.influence is not None
        }
        moved = {name: each.influence for name, each in self.centres.items() if each.influence is not None}
        spreads = self._answers.variances(wanted, moved, self._task.strata)
        return {key: self._error(key, each, spreads) for key, each in figures.items()}

    def _error(self, key: tuple[str, str], figure: Figure, spreads: Spreads) -> Errors:
        if figure.value is None:
            return Errors(reason=figure.reason)
        wanted = next(each for each in self._task.wanted if each.id == key[1])
        freedom = freedom_of(wanted.unit, spreads.freedoms[key[0]])
        if freedom < 1:
            return Errors(reason="SURVEY_DOMAIN_NO_FREEDOM")
        if figure.influence is None:
            return Errors(reason=figure.reason)
        spread = spreads.variances[key]
        if spread is None or not math.isfinite(spread):
            return Errors(reason="SURVEY_ALL_SINGLE_PSUS" if spread is None else "SURVEY_NOT_FINITE")
        se = math.sqrt(spread)
        limits = self._task.interval.limits(figure.value, se, freedom, proportion=wanted.proportion)
        return Errors(se=se, limits=limits, freedom=freedom)

    def _woodruff(
        self, figures: Mapping[tuple[str, str], Figure], errors: Mapping[tuple[str, str], Errors]
    ) -> dict[tuple[str, str], Errors]:
        """Turn the error of the share of the population up to a quantile into one of the quantile (Woodruff 1952)."""
        keys = [key for key, each in figures.items() if each.share is not None and errors[key].se is not None]
        made = self._conversation.made([(key[0], self._limits(figures[key], errors[key], key[0])) for key in keys])
        return dict(zip(keys, made, strict=True))

    def _limits(self, figure: Figure, error: Errors, domain: str) -> Asking[Errors]:
        persons = self._people[domain].persons
        factor = self._task.interval.factor(error.freedom)
        ends = ends_of_share(figure.share or 0.0, factor * (error.se or 0.0))
        if ends is None:
            return Errors(reason=BEYOND_SAMPLE)
        low, high = yield [QuantileAt(each * persons) for each in ends]
        return Errors(se=(high - low) / (2 * factor), limits=(low, high))

    def _estimate(
        self, domain: str, wanted: Wanted, figure: Figure, error: Errors, behind: Contributors | None
    ) -> Estimate:
        of = self._people[domain]
        lower, upper = error.limits or (None, None)
        return Estimate(
            measure=wanted.id,
            domain_var=self._division.variable,
            domain=self._division.label(domain),
            estimate=figure.value,
            se=error.se,
            lower=lower,
            upper=upper,
            n=of.n,
            population=of.persons,
            unit=wanted.unit,
            reason=figure.reason or error.reason,
            method="" if error.se is None else LINEARISED,
            contributors=behind,
        )


def _finite(figure: Figure) -> Figure:
    if figure.value is not None and not math.isfinite(figure.value):
        return no_figure("MEASURE_NOT_FINITE")
    return figure
