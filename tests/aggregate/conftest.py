"""A world of a few countries, small enough to be checked by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from openssi.aggregate import AggregateResults, AggregateTables, aggregate
from openssi.engine import table_of
from openssi.vocabulary.area import Succession
from openssi.vocabulary.dataflow import COUNTRY_VALUES, GROUPS, MEMBERS, NATIONAL_TOTALS, OBSERVATIONS
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.text import MultilingualText

NAME = MultilingualText("Older persons", "Personnes âgées", "Personas mayores")
RULES = PublicationRules(max_age=5, method="observed", publish_from=0.6, flag_from=0.4)


def an_indicator(**changes: Any) -> Indicator:
    texts = {"name": NAME, "short_name": NAME, "definition": NAME, "population": NAME}
    own = {"id": "OLD", "code": "C07", "family": "SDG", "series": "SI_COV_PENSN", "weight": "X.POP_TOTAL"}
    return Indicator(**{**own, **texts, "bounds": (Decimal(0), Decimal(100)), **changes})


@dataclass
class SmallWorld:
    """Values, weights and memberships under construction."""

    values: list[dict[str, object]] = field(default_factory=list)
    weights: list[dict[str, object]] = field(default_factory=list)
    members: list[dict[str, object]] = field(default_factory=list)
    groups: list[dict[str, object]] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)

    def country(self, area: str, weight: float | None, value: float | None, **groups: str) -> "SmallWorld":
        """A country with a weight in 2020, a value of 2020, and its groups (`REGION="R1"`)."""
        for grouping, code in {"WORLD": "001", **groups}.items():
            self.member(area, grouping, code)
        if weight is not None:
            self.weight(area, weight)
        if value is not None:
            self.value(area, value)
        return self

    def value(self, area: str, value: float | None, year: int = 2020, **changes: object) -> "SmallWorld":
        key = {"indicator": "OLD", "ref_area": area, "sex": "_T", "breakdown": "_T", "time_period": year, **changes}
        value_id = ".".join(map(str, key.values()))
        self.values.append({**key, "value_id": value_id, "value": value})
        return self

    def weight(self, area: str, weight: float, year: int = 2020, **changes: object) -> "SmallWorld":
        key = {"ref_area": area, "item": "X.POP_TOTAL", "time_period": year, "sex": "_T", **changes}
        rest = {"scheme": "_Z", "benefit": "_Z", "age": "_T", "func": "_Z", "breakdown": "_Z"}
        obs_id = ".".join(map(str, key.values()))
        number = {"value": round(Decimal(str(weight)), 6), "unit_mult": changes.get("unit_mult", 0), "obs_id": obs_id}
        self.weights.append({**key, **rest, **number})
        return self

    def ended(self, area: str, last_year: int, *successors: str) -> "SmallWorld":
        self.successions.append(Succession(area, last_year, successors, "", ""))
        return self

    def member(
        self, area: str, grouping: str, code: str, first: int | None = 1900, last: int | None = 9999
    ) -> "SmallWorld":
        years = {"valid_from": first, "valid_to": last}
        self.members.append({"grouping": grouping, "group_code": code, "area": area, **years})
        return self

    def tables(self, totals: Sequence[Mapping[str, object]] = ()) -> AggregateTables:
        return AggregateTables(
            country_values=table_of(COUNTRY_VALUES, self.values),
            context=table_of(OBSERVATIONS, self.weights),
            national_totals=table_of(NATIONAL_TOTALS, totals),
            groups=table_of(GROUPS, self.groups),
            members=table_of(MEMBERS, self.members),
            successions=tuple(self.successions),
            vintage="2026.1",
        )

    def results(
        self,
        indicator: Indicator | None = None,
        rules: PublicationRules = RULES,
        years: Sequence[int] | None = None,
        totals: Sequence[Mapping[str, object]] = (),
    ) -> AggregateResults:
        return aggregate(self.tables(totals), [indicator or an_indicator()], rules, years)

    def figures(self, grouping: str = "WORLD", **arguments: Any) -> dict[tuple[str, int], dict[str, Any]]:
        """The aggregates of a grouping by group and year."""
        rows = self.results(**arguments).aggregates.to_pylist()
        return {(row["group_code"], row["time_period"]): row for row in rows if row["grouping"] == grouping}

    def findings(self, **arguments: Any) -> dict[str, dict[str, Any]]:
        """The findings by code."""
        return {row["code"]: row for row in self.results(**arguments).findings.to_pylist()}

    def world(self, year: int = 2020, **arguments: Any) -> dict[str, Any]:
        """The aggregate of the world."""
        return self.figures(**arguments)["001", year]


@pytest.fixture
def small_world() -> SmallWorld:
    return SmallWorld()


@pytest.fixture(scope="session")
def new_world() -> Callable[[], SmallWorld]:
    return SmallWorld


@pytest.fixture
def indicator_with() -> Callable[..., Indicator]:
    return an_indicator
