"""The same countries at two dates: panels of groups, made of what enters the aggregates of both years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.figures import WORLD

FEWEST_COUNTRIES = 3
"""Countries from which the panel of a group is drawn."""

LEAST_SPAN = 3
"""Years that two dates are apart at least."""

# Countries whose own value is a later one at the second date, and what they hold of all weight at that date.
_BASES = """
    WITH every AS (
        SELECT *, value IS NOT NULL AND weight > 0 AND NOT coalesce(imputed, false) AS is_own FROM aggregate_inputs
        WHERE indicator = $indicator AND sex = $sex AND breakdown = $breakdown
    )
    SELECT b.time_period AS year, count(*) AS countries,
           sum(l.weight) / (SELECT sum(weight) FROM every WHERE time_period = $last) AS share
    FROM every AS b JOIN every AS l USING (ref_area)
    WHERE l.time_period = $last AND b.time_period BETWEEN $from AND $until
      AND b.is_own AND l.is_own AND b.value_year < l.value_year
    GROUP BY ALL ORDER BY year
"""

_INPUTS = """
    SELECT ref_area, time_period AS year, value, value_year, weight, coalesce(imputed, false) AS imputed
    FROM aggregate_inputs
    WHERE indicator = $indicator AND sex = $sex AND breakdown = $breakdown AND time_period IN ($first, $last)
"""

_MEMBERS = """
    SELECT grouping, group_code, area FROM members
    WHERE list_contains($groupings, grouping) AND $last BETWEEN valid_from AND valid_to
"""

_HIDDEN = """
    SELECT grouping, group_code FROM aggregates
    WHERE indicator = $indicator AND sex = $sex AND breakdown = $breakdown AND time_period IN ($first, $last)
      AND publication = 'suppressed' AND list_contains($groupings, grouping)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What a country brings into the aggregates of a year; an imputed value is none of its own."""

    area: str
    year: int
    value: float | None
    value_year: int | None
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A group at two dates.

    Attributes:
        before: Mean of the panel at the first date, weighted by the persons concerned of that year.
        after: The same countries at the second date, by the weights of that one.
        countries: Codes of the countries, the same at both dates.
        share: Part of the weight of the group at the second date that the panel holds, 0 to 1.
    """

    grouping: str
    code: str
    before: float
    after: float
    countries: tuple[str, ...]
    share: float
    years_before: tuple[int, int]
    years_after: tuple[int, int]

    @property
    def change(self) -> float:
        """Points from the first date to the second."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """The panels of two dates.

    Attributes:
        shown: By grouping and code: those that may be drawn.
        too_few: Groups with fewer than three countries.
        too_little: Groups that hold too little of the weight to be published.
    """

    first: int
    last: int
    shown: Mapping[tuple[str, str], Panel]
    too_few: tuple[tuple[str, str], ...]
    too_little: tuple[tuple[str, str], ...]


def base_year(data: ReleaseData, key: Key, last: int, start: int) -> int | None:
    """Return the first year from `start` on in which the panel of the world may be shown.

    Where there is no such year, the first in which three countries can be compared; none where there is none either.
    """
    parameters = {**_named(key), "last": last, "from": start, "until": last - LEAST_SPAN}
    rows = [row for row in data.connection.rows(_BASES, parameters) if row["countries"] >= FEWEST_COUNTRIES]
    least = _least_share(data, key)
    enough = [row["year"] for row in rows if row["share"] >= least]
    return next(iter([*enough, *(row["year"] for row in rows)]), None)


def read_panels(data: ReleaseData, key: Key, dates: tuple[int, int], groupings: Sequence[str]) -> Panels:
    """Return the panels of all groups of some groupings."""
    first, last = dates
    named = _named(key)
    rows = data.connection.rows(_INPUTS, {**named, "first": first, "last": last})
    inputs = [
        Input(
            area=row["ref_area"],
            year=row["year"],
            value=None if row["imputed"] else row["value"],
            value_year=row["value_year"],
            weight=row["weight"] or 0.0,
        )
        for row in rows
    ]
    members: dict[tuple[str, str], set[str]] = {}
    for row in data.connection.rows(_MEMBERS, {"groupings": list(groupings), "last": last}):
        members.setdefault((row["grouping"], row["group_code"]), set()).add(row["area"])
    parameters = {**named, "first": first, "last": last, "groupings": list(groupings)}
    hidden = {(row["grouping"], row["group_code"]) for row in data.connection.rows(_HIDDEN, parameters)}
    return panels_of(inputs, members, dates, least_share=_least_share(data, key), hidden=hidden)


def _named(key: Key) -> dict[str, object]:
    return {"indicator": key[0], "sex": key[1], "breakdown": key[2]}


def _least_share(data: ReleaseData, key: Key) -> float:
    declared = data.indicator(key[0]).flag_from
    if declared is not None:
        return float(declared)
    return float(data.release.method.get("flag_from", data.definitions.publication.flag_from))


def panels_of(
    inputs: Iterable[Input],
    members: Mapping[tuple[str, str], set[str]],
    dates: tuple[int, int],
    *,
    least_share: float,
    hidden: Iterable[tuple[str, str]] = (),
) -> Panels:
    """Return the panels of groups, each of the countries whose own value at the second date is a later one.

    Args:
        inputs: What enters the aggregates of both dates.
        members: Countries by grouping and code.
        dates: The first and the second date.
        least_share: Part of the weight under which a mean is not published.
        hidden: Groups whose own figure is not published at one of the dates.
    """
    first, last = dates
    by_date: dict[int, dict[str, Input]] = {first: {}, last: {}}
    for each in inputs:
        by_date[each.year][each.area] = each
    paired = [area for area in by_date[last] if _is_pair(by_date[first].get(area), by_date[last][area])]
    shown, too_few, too_little = {}, [], []
    closed = set(hidden)
    for group, areas in members.items():
        countries = sorted(area for area in paired if area in areas)
        if len(countries) < FEWEST_COUNTRIES:
            too_few.append(group)
            continue
        panel = _panel(group, countries, areas, by_date[first], by_date[last])
        if group in closed or panel.share < least_share:
            too_little.append(group)
        else:
            shown[group] = panel
    return Panels(first=first, last=last, shown=shown, too_few=tuple(too_few), too_little=tuple(too_little))


def _is_pair(before: Input | None, after: Input) -> bool:
    if before is None or before.value is None or after.value is None or not before.weight or not after.weight:
        return False
    return (before.value_year or 0) < (after.value_year or 0)


def _panel(
    group: tuple[str, str],
    countries: Sequence[str],
    areas: set[str],
    before: Mapping[str, Input],
    after: Mapping[str, Input],
) -> Panel:
    olds, news = [before[each] for each in countries], [after[each] for each in countries]
    whole = sum(each.weight for area, each in after.items() if area in areas)
    return Panel(
        grouping=group[0],
        code=group[1],
        before=_mean(olds),
        after=_mean(news),
        countries=tuple(countries),
        share=sum(each.weight for each in news) / whole,
        years_before=_years(olds),
        years_after=_years(news),
    )


def _mean(inputs: Sequence[Input]) -> float:
    return sum((each.value or 0.0) * each.weight for each in inputs) / sum(each.weight for each in inputs)


def _years(inputs: Sequence[Input]) -> tuple[int, int]:
    years = [each.value_year or each.year for each in inputs]
    return min(years), max(years)


def world_of(panels: Panels) -> Panel | None:
    """Return the panel of the world, none where it may not be drawn."""
    return next((panel for group, panel in panels.shown.items() if group[0] == WORLD), None)
