"""Invented worlds whose truth is known, in which some countries do not answer. Each world is a year of one panel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from openssi.aggregate import AggregateTables, aggregate
from openssi.engine import as_dataflow, connect, table_of
from openssi.vocabulary.dataflow import COUNTRY_VALUES, GROUPS, MEMBERS, NATIONAL_TOTALS, OBSERVATIONS
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.structure import Dataflow

Response = Literal["at random", "poor answer less", "poor and low answer less"]
Numbers = npt.NDArray[np.float64]

COUNTRIES, REGIONS, SUBREGIONS = 180, 6, 18
FIRST = 1001
"""The "year" of the first world."""


@dataclass(frozen=True)
class SimulatedWorlds:
    """Worlds by countries.

    Attributes:
        truth: What every country would report, in per cent.
        answers: Whether it does.
    """

    weights: Numbers
    gdp_per_head: Numbers
    share_65: Numbers
    truth: Numbers
    answers: npt.NDArray[np.bool_]

    def true_means(self) -> Mapping[tuple[int, str, str], float]:
        """The weighted mean of all countries by world, grouping and group."""
        found = {}
        for at in range(len(self.truth)):
            for grouping, groups in _GROUPS.items():
                for code in np.unique(groups):
                    mine = groups == code
                    mean = np.average(self.truth[at][mine], weights=self.weights[at][mine])
                    found[at + FIRST, grouping, str(code)] = float(mean)
        return found

    def tables(self) -> AggregateTables:
        """What the stage reads: the values of the countries that answer, and weights and covariates of all."""
        world, country = np.indices(self.truth.shape)
        flat = {"year": world.ravel() + FIRST, "country": country.ravel(), "truth": self.truth.ravel()}
        measured = {
            "X.POP_TOTAL": self.weights,
            "X.GDP": self.weights * self.gdp_per_head,
            "X.POP_65P": self.weights * self.share_65,
        }
        columns = {**flat, "answers": self.answers.ravel(), **{name: each.ravel() for name, each in measured.items()}}
        members = [
            {"grouping": grouping, "group_code": str(code), "area": f"C{at:03}", "valid_from": 1, "valid_to": 9999}
            for grouping, groups in _GROUPS.items()
            for at, code in enumerate(groups)
        ]
        with connect(cells=pa.table(columns)) as connection:
            values = connection.query(_VALUES)
            context = connection.query(_CONTEXT)
        return AggregateTables(
            country_values=_completed(COUNTRY_VALUES, values),
            context=_completed(OBSERVATIONS, context),
            national_totals=table_of(NATIONAL_TOTALS),
            groups=table_of(GROUPS),
            members=table_of(MEMBERS, members),
        )


_GROUPS = {
    "WORLD": np.full(COUNTRIES, "001"),
    "SDG_REGION": np.asarray([f"R{at * REGIONS // COUNTRIES}" for at in range(COUNTRIES)]),
    "M49_SUBREGION": np.asarray([f"S{at * SUBREGIONS // COUNTRIES:02}" for at in range(COUNTRIES)]),
    "INCOME": np.asarray([f"I{at % 4}" for at in range(COUNTRIES)]),
}

_VALUES = """
    SELECT 'COVERAGE' AS indicator, format('C{:03d}', country) AS ref_area, '_T' AS sex, '_T' AS breakdown,
           year AS time_period, truth AS value, format('{}.{}', country, year) AS value_id
    FROM cells WHERE answers
"""

_CONTEXT = """
    SELECT format('C{:03d}', country) AS ref_area, year AS time_period, item, round(amount, 6) AS value,
           item || country || '.' || year AS obs_id, '_T' AS sex, '_T' AS age, '_Z' AS scheme, '_Z' AS benefit,
           '_Z' AS func, '_Z' AS breakdown, 0 AS unit_mult, 'USD' AS currency, 'USD' AS unit
    FROM (UNPIVOT cells ON "X.POP_TOTAL", "X.GDP", "X.POP_65P" INTO NAME item VALUE amount)
"""


def _completed(dataflow: Dataflow, table: pa.Table) -> pa.Table:
    missing = [name for name in dataflow.names if name not in table.column_names]
    empty = ", ".join(f"NULL AS {name}" for name in missing)
    with connect(held=table) as connection:
        return as_dataflow(dataflow, connection.query(f"SELECT *, {empty} FROM held"))  # noqa: S608 - names of columns


def simulate(worlds: int, response: Response, seed: int = 1) -> SimulatedWorlds:
    """Make worlds in which coverage rises with income, differs by sub-region and has much of its own.

    Populations are as unequal as those of real countries. About a quarter of the countries do not answer.
    """
    draw = np.random.default_rng(seed)
    shape = (worlds, COUNTRIES)
    income = _effect(draw, worlds, SUBREGIONS, 0.8) + draw.normal(0, 0.9, shape)
    ageing = 0.6 * income + draw.normal(0, 0.6, shape)
    scores = -0.2 + 0.9 * income + 0.4 * ageing + _effect(draw, worlds, SUBREGIONS, 0.5) + draw.normal(0, 0.8, shape)
    leaning = {"at random": 0.0 * income, "poor answer less": 1.2 * _standard(income)}
    leaning["poor and low answer less"] = 0.8 * _standard(income) + 0.8 * _standard(scores)
    threshold = draw.logistic(0, 1, shape) - leaning[response]
    return SimulatedWorlds(
        weights=np.exp(draw.normal(15.5, 1.9, shape)),
        gdp_per_head=np.exp(8.5 + income),
        share_65=1 / (1 + np.exp(2.4 - 0.5 * ageing)),
        truth=100 / (1 + np.exp(-scores)),
        answers=threshold <= np.quantile(threshold, 0.75, axis=1, keepdims=True),
    )


def _effect(draw: np.random.Generator, worlds: int, groups: int, spread: float) -> Numbers:
    return draw.normal(0, spread, (worlds, groups))[:, np.arange(COUNTRIES) * groups // COUNTRIES]


def _standard(numbers: Numbers) -> Numbers:
    return (numbers - numbers.mean(axis=1, keepdims=True)) / numbers.std(axis=1, keepdims=True)


@dataclass(frozen=True)
class Held:
    """How often intervals held the truth: share, mean width, and how many there were."""

    share: float
    width: float
    intervals: int


def coverage(worlds: SimulatedWorlds, indicator: Indicator, rules: PublicationRules) -> dict[str, Held]:
    """Return by grouping how often the interval holds the truth.

    Groups in which every country answers are left out: their interval has no width and is always right.
    """
    results = aggregate(worlds.tables(), [indicator], replace(rules, max_age=0))
    truth = worlds.true_means()
    held: dict[str, list[tuple[bool, float]]] = {}
    for row in results.aggregates.to_pylist():
        if row["interval_lower"] is not None and row["observed_share"] < 1:
            true = truth[row["time_period"], row["grouping"], row["group_code"]]
            is_held = row["interval_lower"] <= true <= row["interval_upper"]
            held.setdefault(row["grouping"], []).append((is_held, row["interval_upper"] - row["interval_lower"]))
    return {grouping: _held(each) for grouping, each in held.items()}


def _held(each: list[tuple[bool, float]]) -> Held:
    return Held(sum(held for held, _ in each) / len(each), sum(width for _, width in each) / len(each), len(each))
