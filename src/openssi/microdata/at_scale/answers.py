"""The statements of one division, each with the numbers that it is given, and what they answer."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from openssi.engine import Queries
from openssi.microdata.arrays import Floats
from openssi.microdata.at_scale import statements
from openssi.microdata.at_scale.asking import Aggregate, Asked, Given, LargestShare, QuantileAt
from openssi.microdata.at_scale.figures import Influence
from openssi.microdata.at_scale.spread import Strata, variance

RANKED = "ranked"

Linear = tuple[Influence, Mapping[str, float]]
"""The influence of rows of a domain on a figure, and its slopes by what moves all domains."""


@dataclass(frozen=True, slots=True)
class Spreads:
    """Variances of figures, and what they rest on.

    Attributes:
        variances: By domain and name.
        freedoms: Of each domain: PSUs with rows of it, less their strata.
        of_parts: The same of parts of domains, by domain and name of the part.
    """

    variances: Mapping[tuple[str, str], float | None]
    freedoms: Mapping[str, int]
    of_parts: Mapping[tuple[str, str], int]


class Answers:
    """Answers requests about the domains of one division, and gives variances in them.

    Args:
        queries: Who answers.
        person: SELECT of the rows: domain, y, w, stratum, psu and whatever requests name.
        domains: The domains.
        by_psu: Whether PSUs are named; else each row is one.
    """

    def __init__(self, queries: Queries, person: str, domains: Sequence[str], *, by_psu: bool) -> None:
        self._queries = queries
        self._person = person
        self._domains = domains
        self._by_psu = by_psu
        self._is_ranked = False

    def __call__(self, asked: Sequence[Asked]) -> dict[Asked, float]:
        """Answer requests of one round: at most one statement for each kind, and for quantiles of each group."""
        aggregates = [(domain, each) for domain, each in asked if isinstance(each, Aggregate)]
        return {
            **self._aggregates([each for each in aggregates if not _is_ranked(each[1].sql)]),
            **self._aggregates([each for each in aggregates if _is_ranked(each[1].sql)], is_ranked=True),
            **self._quantiles([(domain, each) for domain, each in asked if isinstance(each, QuantileAt)]),
            **self._largest([(domain, each) for domain, each in asked if isinstance(each, LargestShare)]),
        }

    def _aggregates(self, asked: Sequence[tuple[str, Aggregate]], *, is_ranked: bool = False) -> dict[Asked, float]:
        if not asked:
            return {}
        if is_ranked:
            self._rank()
        given = Given()
        names = {(domain, each): given.place(domain, each.sql, each.numbers) for domain, each in asked}
        self._queries.register(given.name, given.table(self._domains))
        person = f"SELECT * FROM {RANKED}" if is_ranked else self._person
        found = self._queries.rows(statements.aggregates(person, given.expressions()))
        rows = {row["domain"]: row for row in found}
        return {
            (domain, each): _number(rows[domain][name]) if domain in rows else math.nan
            for (domain, each), name in names.items()
        }

    def _quantiles(self, asked: Sequence[tuple[str, QuantileAt]]) -> dict[Asked, float]:
        by_rows: dict[str, list[tuple[str, QuantileAt]]] = defaultdict(list)
        for domain, each in asked:
            by_rows[each.rows].append((domain, each))
        found: dict[Asked, float] = {}
        for rows, of_rows in by_rows.items():
            found |= self._quantiles_of(rows, of_rows)
        return found

    def _quantiles_of(self, chosen: str, asked: Sequence[tuple[str, QuantileAt]]) -> dict[Asked, float]:
        person = f"SELECT * FROM ({self._person}) AS whole WHERE {chosen}" if chosen else self._person
        columns = {
            "domain": pa.array([domain for domain, _ in asked], pa.string()),
            "number": pa.array(range(len(asked)), pa.int32()),
            "persons": pa.array([each.persons for _, each in asked], pa.float64()),
        }
        self._queries.register("wanted", pa.table(columns))
        rows = self._queries.rows(statements.quantiles(person))
        found = {row["number"]: _number(row["value"]) for row in rows}
        return {each: found.get(number, math.nan) for number, each in enumerate(asked)}

    def _largest(self, asked: Sequence[tuple[str, LargestShare]]) -> dict[Asked, float]:
        if not asked:
            return {}
        given = Given()
        names = {(domain, each): given.place(domain, each.sql, each.numbers) for domain, each in asked}
        self._queries.register(given.name, given.table(self._domains))
        most = max(each.place for _, each in asked)
        rows = self._queries.rows(statements.largest(self._person, given.expressions(), most))
        found = {(row["domain"], row["name"], row["place"]): _number(row["share"]) for row in rows}
        return {
            (domain, each): found.get((domain, name, each.place), math.nan) for (domain, each), name in names.items()
        }

    def _rank(self) -> None:
        if not self._is_ranked:
            self._queries.keep(RANKED, statements.ranks(self._person))
            self._is_ranked = True

    def variances(
        self,
        wanted: Mapping[tuple[str, str], Linear],
        moved: Mapping[str, Influence],
        strata: Strata,
        parts: Mapping[tuple[str, str], Influence] = MappingProxyType({}),
    ) -> Spreads:
        """Return the variance of figures of domains, and the degrees of freedom there.

        Args:
            wanted: By domain and name.
            moved: The influence of all rows on what moves figures of all domains, by its name.
            strata: The design.
            parts: 1 for the rows of a part of a domain, 0 for others, by domain and name of the part.
        """
        given, national = Given(), Given("national")
        names = {key: given.place(key[0], *influence) for key, (influence, _) in wanted.items()}
        of_parts = {key: given.place(key[0], *inside) for key, inside in parts.items()}
        used = {name for _, slopes in wanted.values() for name in slopes}
        of_moved = {name: national.place("", *moved[name]) for name in sorted(used)}
        self._queries.register(given.name, given.table(self._domains))
        self._queries.register(national.name, national.table([""]))
        pairs = dict.fromkeys((names[key], of_moved[name]) for key, (_, slopes) in wanted.items() for name in slopes)
        sums = self._moments(given, national, pairs, strata, dict.fromkeys(of_parts.values()))
        whole = self._moments_of_moved(national, strata)
        found = {
            key: _variance(
                sums[key[0]], names[key], {of_moved[name]: slope for name, slope in slopes.items()}, whole, strata
            )
            for key, (_, slopes) in wanted.items()
        }
        freedoms = {each: _freedom(sums[each][statements.PSUS]) for each in self._domains}
        counts = {key: _freedom(sums[key[0]][f"n_{name}"]) for key, name in of_parts.items()}
        return Spreads(found, freedoms, counts)

    def _moments(
        self,
        given: Given,
        national: Given,
        pairs: Iterable[tuple[str, str]],
        strata: Strata,
        counted: Iterable[str],
    ) -> Mapping[str, Mapping[str, Floats]]:
        """Return sums over PSUs by domain and name, each with one number for each stratum."""
        is_ranked = any(_is_ranked(sql) for _, sql in given.expressions())
        person = statements.with_ranks(self._person) if is_ranked else self._person
        sql = statements.moments(
            person, given.expressions(), national.expressions(), pairs, counted, by_psu=self._by_psu
        )
        found: dict[str, dict[str, Floats]] = defaultdict(lambda: defaultdict(lambda: np.zeros(len(strata.names))))
        numbers = {name: number for number, name in enumerate(strata.names)}
        for row in self._queries.rows(sql):
            of_domain, at = found[row.pop("domain")], numbers[row.pop("stratum")]
            for name, value in row.items():
                of_domain[name][at] = value or 0.0
        return found

    def _moments_of_moved(self, national: Given, strata: Strata) -> Mapping[str, Floats]:
        found: dict[str, Floats] = defaultdict(lambda: np.zeros(len(strata.names)))
        if not national.expressions():
            return found
        numbers = {name: number for number, name in enumerate(strata.names)}
        for row in self._queries.rows(
            statements.moments_of_moved(self._person, national.expressions(), by_psu=self._by_psu)
        ):
            at = numbers[row.pop("stratum")]
            for name, value in row.items():
                found[name][at] = value
        return found


def _is_ranked(sql: str) -> bool:
    return "phi" in sql


def _freedom(psus: Floats) -> int:
    return int(psus.sum()) - int(np.count_nonzero(psus))


def _variance(
    sums: Mapping[str, Floats], z: str, slopes: Mapping[str, float], moved: Mapping[str, Floats], strata: Strata
) -> float | None:
    """Return the variance of the total of z + sum_u k_u u over PSUs, from sums of their products."""
    # Amounts beyond what a number holds end in a reason, not in a warning.
    with np.errstate(all="ignore"):
        total = sums[f"s_{z}"] + sum(k * moved[f"s_{u}"] for u, k in slopes.items())
        products = [sums[f"q_{z}"], *(2 * k * sums[f"c_{z}_{u}"] for u, k in slopes.items())]
        products += [k * j * moved[f"c_{u}_{v}"] for u, k in slopes.items() for v, j in slopes.items()]
        each = np.stack(products)
        return variance(strata, total, each.sum(axis=0), np.abs(each).sum(axis=0))


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
