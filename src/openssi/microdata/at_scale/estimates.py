"""Estimates by SQL: what `openssi.microdata.at_scale.sql` asks, put together.

The measures and their conventions are those of the exact path. Standard errors are there for means and for FGT at a
line that is given; the others say why they have none.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import pyarrow as pa

from openssi.engine.queries import Queries
from openssi.microdata.at_scale.sql import CUTS, Columns, largest, persons, quantiles, sums, variances
from openssi.microdata.design import SinglePsu
from openssi.microdata.measures.measure import Conventions
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import ALL, MOST_CONTRIBUTORS, Attribute, Contributors, Estimate, Unit

NORMAL_95 = 1.959963984540054
Row = Mapping[str, float]


def _share(low: str, high: str) -> Callable[[Row], float | None]:
    return lambda row: _ratio(row[high] - (row[low] if low else 0.0), row["total"])


def _ratio(over: float, under: float) -> float | None:
    return over / under if under else None


MEASURES: Mapping[str, tuple[Unit, Callable[[Row], float | None]]] = {
    "mean": ("level", lambda row: _ratio(row["total"], row["population"])),
    "total": ("total", lambda row: row["total"]),
    "median": ("level", lambda row: row["median"]),
    "arpt": ("level", lambda row: row["line"]),
    "arpr": ("fraction", lambda row: _ratio(row["poor0"], row["population"])),
    "fgt0": ("fraction", lambda row: _ratio(row["poor0"], row["population"])),
    "fgt1": ("fraction", lambda row: _ratio(row["poor1"], row["population"])),
    "fgt2": ("fraction", lambda row: _ratio(row["poor2"], row["population"])),
    "qsr": ("ratio", lambda row: _ratio(row["total"] - row["up_to_80"], row["up_to_20"])),
    "palma": ("ratio", lambda row: _ratio(row["total"] - row["up_to_90"], row["up_to_40"])),
    "share_0_20": ("fraction", _share("", "up_to_20")),
    "share_20_40": ("fraction", _share("up_to_20", "up_to_40")),
    "share_80_100": ("fraction", lambda row: _ratio(row["total"] - row["up_to_80"], row["total"])),
    "share_90_100": ("fraction", lambda row: _ratio(row["total"] - row["up_to_90"], row["total"])),
}
"""Measures that SQL computes: unit, and the figure from the sums of a domain."""

RANKS = {
    "median": ("", "median"),
    "share_0_20": ("", "q20"),
    "share_20_40": ("q20", "q40"),
    "share_80_100": ("q80", ""),
    "share_90_100": ("q90", ""),
}
"""Measures that tell of persons between two ranks: the quantiles up to which these do not, and do, reach."""

WITH_ERROR = ("mean", "fgt0", "fgt1", "fgt2")
COVERAGE = "coverage_"
"""In front of the number of a transfer: the share of persons who receive it."""

_COVERAGE = re.compile(r"coverage\((?P<column>.+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtScale:
    """A table of persons that is asked by SQL.

    Attributes:
        queries: Who answers.
        table: Its name there.
        columns: Its columns by their role.
        conventions: As on the exact path.
        single_psu: `fail` or `certainty`; the others need the exact path and count as `fail`.
    """

    queries: Queries
    table: str
    columns: Columns
    conventions: Conventions = Conventions()  # noqa: RUF009 - frozen
    single_psu: SinglePsu = "fail"

    def estimate(self, measures: Sequence[str], by: Iterable[str] = ()) -> list[Estimate]:
        """Estimate measures of everybody and of each domain of some columns.

        Raises:
            FixTheFile: if a measure is not among those that SQL computes, or a stratum of one PSU is refused.
        """
        for name in measures:
            if name not in MEASURES and self._transfer(name) is None:
                allowed = ", ".join((*MEASURES, *(f"coverage({each})" for each in self.columns.transfers)))
                raise FixTheFile.because("AT_SCALE_MEASURE", value=name, allowed=allowed)
        line = self._line()
        return [row for column in ("", *by) for row in self._of_domains(measures, column, line)]

    def _transfer(self, name: str) -> int | None:
        """Return the number of the transfer whose coverage is asked for; None for another measure."""
        found = _COVERAGE.fullmatch(name)
        transfers = self.columns.transfers
        return transfers.index(found["column"]) if found and found["column"] in transfers else None

    def _measure(self, name: str) -> tuple[Unit, Callable[[Row], float | None], str]:
        """Return unit, figure and the name that its error has."""
        number = self._transfer(name)
        if number is None:
            return (*MEASURES[name], name)
        return "fraction", lambda row: _ratio(row[f"covered_{number}"], row["population"]), f"{COVERAGE}{number}"

    def _line(self) -> float:
        given = self.conventions
        if given.line is not None:
            return given.line
        source = persons(self.table, self.columns, "")
        if given.relative_to == "median":
            centre = self._quantiles(source, {"median": 0.5}).get(ALL, {}).get("median", 0.0)
        else:
            found = self.queries.rows(f"SELECT SUM(w * y) / NULLIF(SUM(w), 0) AS mean FROM ({source}) AS person")
            centre = found[0]["mean"] or 0.0
        return given.percent / 100 * centre

    def _of_domains(self, measures: Sequence[str], by: str, line: float) -> list[Estimate]:
        source = persons(self.table, self.columns, by)
        cuts = self._quantiles(source, CUTS)
        poor_below = line if self.conventions.poor == "at_or_below" else line * (1 - 1e-12)
        poverty = {"line": line, "poor_below": poor_below, "at_line": int(self.conventions.poor == "at_or_below")}
        self.queries.register("cut", _table({name: {**poverty, **cut} for name, cut in cuts.items()}))
        summed = {
            row["domain"]: {**row, **cuts[row["domain"]], **poverty}
            for row in self.queries.rows(sums(source, len(self.columns.transfers)))
        }
        if {"mean", "total"} & set(measures):
            for row in self.queries.rows(largest(source)):
                summed.get(row["domain"], {})["largest"] = row["share"]
        errors = self._errors(source, summed, poverty) if self._has_errors(measures) else {}
        return [
            self._estimate(name, by, domain, summed[domain], errors.get(domain, {}))
            for domain in sorted(summed)
            for name in measures
        ]

    def _quantiles(self, source: str, wanted: Mapping[str, float]) -> dict[str, dict[str, float]]:
        self.queries.register("wanted", pa.table({"p": pa.array(list(wanted.values()), pa.float64())}))
        found: dict[str, dict[str, float]] = {}
        names = {share: name for name, share in wanted.items()}
        for row in self.queries.rows(quantiles(source)):
            found.setdefault(row["domain"], {})[names[row["p"]]] = row["value"]
        return found

    def _has_errors(self, measures: Sequence[str]) -> bool:
        wanted = (name in WITH_ERROR or self._transfer(name) is not None for name in measures)
        return bool(self.columns.psu) and any(wanted)

    def _errors(self, source: str, summed: Mapping[str, Row], poverty: Row) -> dict[str, Row]:
        levels = {
            domain: {
                **poverty,
                "population": row["population"],
                **{error: of(row) or 0.0 for _, of, error in map(self._measure, self._with_error())},
            }
            for domain, row in summed.items()
        }
        self.queries.register("level", _table(levels))
        found = self.queries.rows(variances(source, len(self.columns.transfers)))
        alone = next((row for row in found if row["single"]), None)
        if alone is not None and self.single_psu != "certainty":
            stratum, count = alone["single_stratum"], int(alone["single"])
            raise FixTheFile.because("SURVEY_SINGLE_PSU", stratum=stratum, count=count)
        names = [self._measure(each)[2] for each in self._with_error()]
        return {row["domain"]: {name: sqrt(max(row[f"var_{name}"], 0.0)) for name in names} for row in found}

    def _with_error(self) -> list[str]:
        return [*WITH_ERROR, *(f"coverage({each})" for each in self.columns.transfers)]

    def _estimate(self, name: str, by: str, domain: str, row: Row, errors: Row) -> Estimate:
        unit, of, error = self._measure(name)
        value = of(row)
        has_error = not name.startswith("fgt") or self.conventions.line is not None
        se = errors.get(error) if value is not None and has_error else None
        reach = None if se is None else NORMAL_95 * se
        return Estimate(
            measure=name,
            domain_var=by or ALL,
            domain=domain,
            estimate=value,
            se=se,
            lower=None if value is None or reach is None else value - reach,
            upper=None if value is None or reach is None else value + reach,
            n=int(row["n"]),
            population=row["population"],
            unit=unit,
            reason=self._reason(value, se),
            method="linearised" if se is not None else "",
            contributors=self._contributors(name, row),
        )

    def _contributors(self, name: str, row: Row) -> Contributors | None:
        """Return the rows behind a figure; all contributors to an amount are taken to hold as much as the largest."""
        rows, number = int(row["n"]), self._transfer(name)
        if number is not None:
            return Contributors(rows=rows, attributes=(Attribute(name=name, count=int(row[f"n_covered_{number}"])),))
        if name in {"arpr", "fgt0", "fgt1", "fgt2"}:
            level = row["line"]
            below = f"income {self.conventions.poor} {level:.12g}"
            return Contributors(rows=rows, attributes=(Attribute(name=below, count=int(row["n_poor"]), line=level),))
        if name in {"mean", "total"}:
            amount = Attribute(name="amount", count=int(row["n_amount"]), is_one_sided=True)
            shares = (row.get("largest") or 0.0,) * MOST_CONTRIBUTORS
            return Contributors(rows=rows, base="welfare", attributes=(amount,), largest=shares)
        if name in RANKS:
            first, last = (int(row[f"n_up_to_{each}"]) if each else None for each in RANKS[name])
            count = (rows if last is None else last) - (first or 0)
            return Contributors(
                rows=rows, attributes=(Attribute(name=f"ranks of {name}", count=count, is_additive=False),)
            )
        return None

    def _reason(self, value: float | None, se: float | None) -> str:
        if value is None:
            return "AT_SCALE_NO_VALUE"
        return "" if se is not None else "AT_SCALE_NO_ERROR"


def _table(rows: Mapping[str, Row]) -> pa.Table:
    """Return numbers by domain as a table with the column `domain` in front."""
    names = list(next(iter(rows.values()), {}))
    columns = {name: pa.array([float(row[name]) for row in rows.values()], pa.float64()) for name in names}
    return pa.table({"domain": pa.array(list(rows), pa.string()), **columns})
