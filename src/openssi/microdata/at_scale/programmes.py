"""Figures of programmes of a table: `survey incidence` by SQL."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from openssi.engine import Queries
from openssi.microdata.at_scale.answers import Answers
from openssi.microdata.at_scale.asking import Conversation
from openssi.microdata.at_scale.benefits import (
    INDICATORS,
    LINE,
    MONEY,
    RECEIVES,
    Counts,
    Nation,
    Part,
    borders,
    indicator,
    line_level,
    whole,
)
from openssi.microdata.at_scale.checks import checked_rows, refuse_columns, refuse_other_designs
from openssi.microdata.at_scale.divisions import EVERYBODY, Division, columns_of, division_of
from openssi.microdata.at_scale.estimates import Progress
from openssi.microdata.at_scale.figures import Figure, Influence
from openssi.microdata.at_scale.persons import Persons
from openssi.microdata.at_scale.receipts import Receipts
from openssi.microdata.at_scale.spread import Strata, strata_of
from openssi.microdata.at_scale.sums import Sum
from openssi.microdata.benefits.behind import beneficiaries_called
from openssi.microdata.benefits.estimates import Asked, chosen_programmes
from openssi.microdata.benefits.figure_errors import DEFAULT_INTERVAL
from openssi.microdata.benefits.indicators import OF_EVERYBODY, PROPORTIONS
from openssi.microdata.benefits.transfers import Transfer
from openssi.microdata.description import SurveyDescription
from openssi.microdata.standard_errors import LINEARISED, freedom_of
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.estimate import ALL, Estimate
from openssi.vocabulary.incidence import FIFTHS, QUINTILE, BenefitIndicator, ProgrammeEstimate
from openssi.vocabulary.observation import Place

_INNER = (0.2, 0.4, 0.6, 0.8)
_OF_POOREST = "coady_grosh_hoddinott"


def programmes_asked(roles: SurveyDescription, asked: Asked) -> Mapping[str, tuple[Transfer, ...]]:
    """Return the programmes that are asked for, before any row is read.

    Raises:
        FixTheFile: if a transfer, a programme or the design is not as it should be, or an indicator is none of those
            that SQL computes.
    """
    refuse_other_designs(roles)
    for each in asked.indicators:
        if each.id not in INDICATORS:
            allowed = ", ".join(INDICATORS)
            raise FixTheFile.because("AT_SCALE_INDICATOR", Place(item=each.id), value=each.id, allowed=allowed)
    without = next((each for each in roles.transfers if each.programme_class is None), None)
    if without is not None:
        raise FixTheFile.because("BENEFITS_CLASS_MISSING", Place(item="transfers"), transfer=without.name)
    return chosen_programmes(roles.transfers, asked.programmes, asked.called)


class TableProgrammes:
    """Programmes of a table of persons.

    Args:
        queries: Who answers.
        table: The name of the table there.
        roles: The roles of its columns.
        asked: What is asked; without a target group, which no indicator here needs.
        place: The file.

    Raises:
        FixTheFile: if a column, a row, a transfer or the design is not as it should be, or an indicator is none of
            those that SQL computes.
    """

    def __init__(
        self, queries: Queries, table: str, roles: SurveyDescription, asked: Asked, place: Place | None = None
    ) -> None:
        where = place or Place()
        self._queries, self._asked = queries, asked
        self._programmes = programmes_asked(roles, asked)
        persons = Persons(table=table, roles=roles, types=queries.columns(table))
        self._receipts = Receipts.of(persons)
        columns = [name for names in asked.by for name in names if name != QUINTILE]
        refuse_columns(self._receipts.persons, [*columns_of(persons, columns), *filter(None, [roles.household])], where)
        self.notices: list[Problem] = checked_rows(queries, persons, where)
        self._receipts.refuse(queries, where)
        self.notices += self._receipts.told(queries, where)
        self._strata: Strata = strata_of(queries, persons, where)
        self._divisions = {names: self._division(persons, names) for names in asked.by}

    def _division(self, persons: Persons, names: tuple[str, ...]) -> Division:
        plain = [each for each in names if each != QUINTILE]
        return division_of(self._queries, persons, ",".join(plain)) if plain else EVERYBODY

    def estimates(self, progress: Progress = lambda _done, _of, _step: None) -> Iterator[ProgrammeEstimate]:
        """Give the figures of each programme: indicators in the order asked for, within each its domains."""
        for done, (name, members) in enumerate(self._programmes.items()):
            progress(done, len(self._programmes), name)
            nation, moved = self._nation(members)
            found: dict[tuple[str, tuple[str, ...]], list[ProgrammeEstimate]] = {}
            for names, division in self._divisions.items():
                for each in self._of_division(name, members, names, division, nation, moved):
                    found.setdefault((each.estimate.measure, names), []).append(each)
            for wanted in self._asked.indicators:
                for names in self._divisions:
                    yield from found.get((wanted.id, names), ())

    @property
    def number_of_figures(self) -> int:
        """How many figures are asked for, known before any is made."""
        by_fifths = sum(each.by_quintile for each in self._asked.indicators)
        domains = (
            len(division.names) * (len(FIFTHS) * by_fifths if QUINTILE in names else len(self._asked.indicators))
            for names, division in self._divisions.items()
        )
        return len(self._programmes) * sum(domains)

    @cached_property
    def _freedom(self) -> int:
        """Degrees of freedom of everybody: PSUs with rows that stand for anybody, less their strata."""
        answers = self._answers(EVERYBODY, next(iter(self._programmes.values())))
        return answers.variances({}, {}, self._strata).freedoms[ALL]

    def _answers(self, division: Division, members: Sequence[Transfer], *, after: bool = False) -> Answers:
        ranked_by = "post" if after else self._asked.ranked_by
        person = self._receipts.counted(division.key, members, self._asked.beneficiaries, ranked_by)
        by_psu = bool(self._receipts.persons.psu)
        return Answers(self._queries, person, list(division.names), by_psu=by_psu)

    def _nation(self, members: Sequence[Transfer]) -> tuple[Nation, dict[str, Influence]]:
        """Return what is estimated from all rows, and the influence of a row on it by its name."""
        conventions = self._asked.conventions
        everybody = Conversation(self._answers(EVERYBODY, members))
        bottom = [self._asked.bottom] if any(each.id == _OF_POOREST for each in self._asked.indicators) else []
        inner = sorted({*_INNER, *bottom})
        (ends,) = everybody.made([(ALL, borders(inner, conventions))])
        receiving, money = everybody.made([(ALL, whole(each)) for each in (RECEIVES, MONEY)])
        moved = {each.name: each.influence for each in ends.values() if math.isfinite(each.at)}
        moved |= {each: Influence(each) for each in (RECEIVES, MONEY)}
        line = None
        if any(each.id == "adequacy_of_line" for each in self._asked.indicators):
            by_after = Conversation(self._answers(EVERYBODY, members, after=True))
            ((level, influence),) = by_after.made([(ALL, line_level(conventions))])
            if not (math.isfinite(level) and level > 0):
                raise FixTheFile.because("BENEFITS_LINE_NOT_POSITIVE", line=f"{level:g}")
            line = Sum(level, slopes={LINE: 1.0} if influence else {})
            moved |= {LINE: influence} if influence else {}
        wholes = {RECEIVES: receiving, MONEY: money}
        bottom_of = self._asked.bottom
        return Nation(borders=ends, wholes=wholes, line=line, conventions=conventions, bottom=bottom_of), moved

    def _of_division(
        self,
        programme: str,
        members: Sequence[Transfer],
        names: tuple[str, ...],
        division: Division,
        nation: Nation,
        moved: Mapping[str, Influence],
    ) -> Iterator[ProgrammeEstimate]:
        answers = self._answers(division, members)
        domains = list(_domains(names, division))
        fifths = zip(FIFTHS, pairwise([nation.borders[each] for each in (0.0, *_INNER, 1.0)]), strict=True)
        parts = {fifth: Part(low=low, high=high) for fifth, (low, high) in fifths}
        parts[""] = Part(low=nation.borders[0.0], high=nation.borders[1.0])
        rows = [
            (each, domain)
            for each in self._asked.indicators
            for domain in domains
            if each.by_quintile or not domain.fifth
        ]
        called = beneficiaries_called(self._asked.beneficiaries)
        asked = [(domain.key, indicator(each.id, parts[domain.fifth], nation, called)) for each, domain in rows]
        made = Conversation(answers).made(asked)
        keys = [(domain.key, f"{each.id} {domain.fifth}") for each, domain in rows]
        wanted = {
            key: (figure.influence, figure.slopes)
            for key, (figure, _) in zip(keys, made, strict=True)
            if figure.influence is not None and self._strata.degrees_of_freedom >= 1
        }
        inside = {(domain.key, domain.fifth): parts[domain.fifth].inside("1") for domain in domains}
        spreads = answers.variances(wanted, moved, self._strata, inside)
        for (each, domain), key, (figure, counts) in zip(rows, keys, made, strict=True):
            of_everybody = each.id in OF_EVERYBODY
            freedom = self._freedom if of_everybody else spreads.of_parts[domain.key, domain.fifth]
            freedom = freedom_of(each.unit, freedom)
            estimate = self._estimate(each, names, domain, (figure, counts), spreads.variances.get(key), freedom)
            yield ProgrammeEstimate(
                programme,
                estimate,
                counts.beneficiaries,
                is_direct=self._asked.beneficiaries == "direct",
                fifths="before" if self._asked.ranked_by == "pre" else "after",
            )

    def _estimate(
        self,
        wanted: BenefitIndicator,
        names: tuple[str, ...],
        domain: "_Domain",
        made: tuple[Figure, Counts],
        spread: float | None,
        freedom: int,
    ) -> Estimate:
        figure, counts = made
        se = None if spread is None or freedom < 1 or not math.isfinite(spread) else math.sqrt(spread)
        lower, upper = (None, None)
        if figure.value is not None and se is not None:
            proportion = wanted.id in PROPORTIONS
            lower, upper = DEFAULT_INTERVAL.limits(figure.value, se, freedom, proportion=proportion)
        reason = figure.reason
        if figure.value is not None and se is None:
            reason = "BENEFITS_NO_ERROR" if freedom >= 1 else "SURVEY_DOMAIN_NO_FREEDOM"
            reason = "SURVEY_NO_FREEDOM" if self._strata.degrees_of_freedom < 1 else reason
        return Estimate(
            measure=wanted.id,
            domain_var=",".join(names) or ALL,
            domain=domain.label,
            estimate=figure.value,
            se=se,
            lower=lower,
            upper=upper,
            n=counts.n,
            population=counts.persons,
            unit=wanted.unit,
            reason=reason,
            method="" if se is None else LINEARISED,
            contributors=counts.contributors,
        )


class _Domain(NamedTuple):
    """A domain of columns of the table, or a fifth of it."""

    key: str
    fifth: str
    label: str


def _domains(names: tuple[str, ...], division: Division) -> Iterator[_Domain]:
    """Give the domains of crossed columns, `quintile` among them, in the order of their values."""
    if QUINTILE not in names:
        yield from (_Domain(key, "", division.label(key)) for key in division.names)
        return
    at = names.index(QUINTILE)
    plain: Mapping[str, tuple[str, ...]] = {ALL: ()} if division is EVERYBODY else division.names
    for head in dict.fromkeys(values[:at] for values in plain.values()):
        for fifth in FIFTHS:
            for key, values in plain.items():
                if values[:at] == head:
                    yield _Domain(key, fifth, ",".join((*head, fifth, *values[at:])))
