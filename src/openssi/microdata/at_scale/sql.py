"""The SQL of estimates, written once in DuckDB's dialect.

A quantile is found without sorting the file: incomes fall into bins by their fourth root, which is monotone in floating
point; the bins are cumulated; and only the incomes of the bin that holds the quantile are put in order.
"""

from dataclasses import dataclass

BINS_PER_UNIT = 200
CUTS = {"q20": 0.2, "q40": 0.4, "q80": 0.8, "q90": 0.9, "median": 0.5}
"""Quantiles that sums are made up to, by the name of their column."""
SLACK = 1e-12
"""Of a cumulated share: sums of floating point numbers differ in their last digits with their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table by their role.

    Attributes:
        welfare: Income or consumption of each person.
        weight: Persons that a row stands for.
        strata: Strata; empty for one stratum.
        psu: Primary sampling units; empty where none are known, and then there are no errors.
        transfers: Amounts received: whoever has one above zero is covered.
        household: Household of each person; empty where none is known.
    """

    welfare: str
    weight: str
    strata: str = ""
    psu: str = ""
    transfers: tuple[str, ...] = ()
    household: str = ""


def quoted(column: str) -> str:
    """Return a name of a column as SQL."""
    return '"' + column.replace('"', '""') + '"'


def persons(table: str, columns: Columns, by: str) -> str:
    """Return the SELECT of one row per person: domain, y, w, stratum, psu, and 1 or 0 for each transfer: received_0."""
    y, w = quoted(columns.welfare), quoted(columns.weight)
    domain = f"CAST({quoted(by)} AS VARCHAR)" if by else "'all'"
    stratum = f"CAST({quoted(columns.strata)} AS VARCHAR)" if columns.strata else "'all'"
    psu = f"CAST({quoted(columns.psu)} AS VARCHAR)" if columns.psu else "''"
    household = f"CAST({quoted(columns.household)} AS VARCHAR)" if columns.household else "NULL"
    received = "".join(
        f", CASE WHEN {quoted(each)} > 0 THEN 1.0 ELSE 0.0 END AS received_{number}"
        for number, each in enumerate(columns.transfers)
    )
    return (
        f"SELECT {domain} AS domain, CAST({y} AS DOUBLE) AS y, CAST({w} AS DOUBLE) AS w, {stratum} AS stratum, "
        f"{psu} AS psu, {household} AS household{received} FROM {quoted(table)} "
        f"WHERE {y} IS NOT NULL AND {w} IS NOT NULL"
    )


def quantiles(source: str) -> str:
    """Return the SELECT of domain, p and the smallest y with F(y) >= p.

    Args:
        source: SELECT of the persons. Shares p come from the table `wanted`.
    """
    return f"""
WITH person AS ({source}),
binned AS (
  SELECT domain, y, w, CAST(FLOOR(SIGN(y) * SQRT(SQRT(ABS(y))) * {BINS_PER_UNIT}) AS BIGINT) AS bin
  FROM person WHERE domain IS NOT NULL
),
bins AS (SELECT domain, bin, SUM(w) AS w FROM binned GROUP BY domain, bin),
cumulated AS (
  SELECT domain, bin, w,
    SUM(w) OVER (PARTITION BY domain ORDER BY bin ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
    SUM(w) OVER (PARTITION BY domain) AS whole
  FROM bins
),
reached AS (
  SELECT c.domain, q.p, MIN(c.bin) AS bin
  FROM cumulated c CROSS JOIN wanted q WHERE c.up_to >= q.p * c.whole * (1 - {SLACK}) AND c.up_to > 0
  GROUP BY c.domain, q.p
),
inside AS (
  SELECT r.domain, r.p, b.y, SUM(b.w) AS w FROM reached r JOIN binned b ON b.domain = r.domain AND b.bin = r.bin
  GROUP BY r.domain, r.p, b.y
),
ordered AS (
  SELECT domain, p, y,
    SUM(w) OVER (PARTITION BY domain, p ORDER BY y ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to
  FROM inside
),
placed AS (
  SELECT o.domain, o.p, o.y, o.up_to + c.up_to - c.w AS up_to, c.whole
  FROM ordered o
  JOIN reached r ON r.domain = o.domain AND r.p = o.p
  JOIN cumulated c ON c.domain = r.domain AND c.bin = r.bin
)
SELECT domain, p,
  COALESCE(MIN(CASE WHEN up_to >= p * whole * (1 - {SLACK}) AND up_to > 0 THEN y END), MAX(y)) AS value
FROM placed GROUP BY domain, p
"""


def sums(source: str, transfers: int = 0) -> str:
    """Return the SELECT of what the measures are made of, one row per domain.

    Args:
        transfers: How many there are.
        source: SELECT of the persons. The table `cut` holds, per domain, the line, the income below which somebody is
            poor, whether that income itself is poor (1, else 0), and the quantiles q20, q40, q80 and q90.
    """
    poor = "(p.y < c.poor_below OR (c.at_line = 1 AND p.y = c.poor_below))"
    gap = f"CASE WHEN {poor} AND c.line > 0 THEN (c.line - p.y) / c.line ELSE 0 END"
    covered = "".join(
        f", SUM(p.w * p.received_{each}) AS covered_{each}"
        f", SUM(CASE WHEN p.w > 0 THEN p.received_{each} ELSE 0 END) AS n_covered_{each}"
        for each in range(transfers)
    )
    cuts = "".join(
        f"  SUM(CASE WHEN p.w > 0 AND p.y <= c.{each} THEN 1 ELSE 0 END) AS n_up_to_{each},\n" for each in CUTS
    )
    return f"""
WITH person AS ({source})
SELECT p.domain AS domain, SUM(CASE WHEN p.w > 0 THEN 1 ELSE 0 END) AS n,
  SUM(CASE WHEN p.w > 0 AND {poor} THEN 1 ELSE 0 END) AS n_poor,
  SUM(CASE WHEN p.w > 0 AND p.y <> 0 THEN 1 ELSE 0 END) AS n_amount,
{cuts}  SUM(p.w) AS population, SUM(p.w * p.y) AS total,
  SUM(CASE WHEN {poor} THEN p.w ELSE 0 END) AS poor0,
  SUM(p.w * ({gap})) AS poor1,
  SUM(p.w * ({gap}) * ({gap})) AS poor2,
  SUM(CASE WHEN p.y <= c.q20 THEN p.w * p.y ELSE 0 END) AS up_to_20,
  SUM(CASE WHEN p.y <= c.q40 THEN p.w * p.y ELSE 0 END) AS up_to_40,
  SUM(CASE WHEN p.y <= c.q80 THEN p.w * p.y ELSE 0 END) AS up_to_80,
  SUM(CASE WHEN p.y <= c.q90 THEN p.w * p.y ELSE 0 END) AS up_to_90{covered}
FROM person p JOIN cut c ON c.domain = p.domain
GROUP BY p.domain
"""


def variances(source: str, transfers: int = 0) -> str:
    """Return the SELECT of the variances of mean, fgt0, fgt1 and fgt2 at a fixed line and of coverage, by domain.

    The influence of a person on a mean is w (v - mean) / N within the domain and nothing outside. Strata of one PSU add
    nothing; `single` counts them.

    Args:
        transfers: How many there are.
        source: SELECT of the persons. The table `level` holds, per domain, line, poor_below, at_line, population and
            the figures mean, fgt0, fgt1, fgt2 and coverage_0.
    """
    poor = "(p.y < c.poor_below OR (c.at_line = 1 AND p.y = c.poor_below))"
    gap = f"CASE WHEN {poor} AND c.line > 0 THEN (c.line - p.y) / c.line ELSE 0 END"
    values = {
        "mean": "p.y",
        "fgt0": f"CASE WHEN {poor} THEN 1 ELSE 0 END",
        "fgt1": f"({gap})",
        "fgt2": f"({gap}) * ({gap})",
        **{f"coverage_{each}": f"p.received_{each}" for each in range(transfers)},
    }
    each = ", ".join(
        f"SUM(p.w * ({value} - c.{name}) / NULLIF(c.population, 0)) AS z_{name}" for name, value in values.items()
    )
    squares = ", ".join(f"SUM(z_{name}) AS s_{name}, SUM(z_{name} * z_{name}) AS ss_{name}" for name in values)
    between = {name: f"s.ss_{name} - s.s_{name} * s.s_{name} / h.n" for name in values}
    parts = ", ".join(
        f"SUM(CASE WHEN h.n > 1 THEN h.n / (h.n - 1.0) * ({square}) ELSE 0 END) AS var_{name}"
        for name, square in between.items()
    )
    return f"""
WITH person AS ({source}),
of_psus AS (
  SELECT p.domain, p.stratum, p.psu, {each}
  FROM person p JOIN level c ON c.domain = p.domain GROUP BY p.domain, p.stratum, p.psu
),
of_strata AS (SELECT domain, stratum, {squares} FROM of_psus GROUP BY domain, stratum),
psus AS (SELECT stratum, psu FROM person GROUP BY stratum, psu),
drawn AS (SELECT stratum, CAST(COUNT(*) AS DOUBLE) AS n FROM psus GROUP BY stratum)
SELECT s.domain AS domain, {parts}, SUM(CASE WHEN h.n > 1 THEN 0 ELSE 1 END) AS single,
  MIN(CASE WHEN h.n > 1 THEN NULL ELSE s.stratum END) AS single_stratum
FROM of_strata s JOIN drawn h ON h.stratum = s.stratum GROUP BY s.domain
"""


def largest(source: str) -> str:
    """Return the SELECT of the share of welfare that the largest household holds, by domain.

    Args:
        source: SELECT of the persons; those without a household contribute each by itself.
    """
    return f"""
WITH person AS ({source}),
held AS (
  SELECT domain, SUM(w * ABS(y)) AS held FROM person WHERE household IS NOT NULL GROUP BY domain, household
  UNION ALL SELECT domain, w * ABS(y) AS held FROM person WHERE household IS NULL
)
SELECT domain, MAX(held) / NULLIF(SUM(held), 0) AS share FROM held GROUP BY domain
"""
