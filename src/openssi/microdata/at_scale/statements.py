"""The SQL of estimates, written once in DuckDB's dialect.

A quantile is found without sorting the file: incomes fall into bins by their fourth root, which is monotone in floating
point; the bins are cumulated; and only the incomes of the bin that holds the quantile are put in order. Ranks are made
in the same way, within the bins, of different incomes only.
"""

from collections.abc import Iterable, Sequence

from openssi.microdata.measures.ordered import SAME

BINS_PER_UNIT = 200
"""Of the fourth root of an income."""

_FAR = "CAST('9e18' AS DOUBLE)"
"""Bin in which all incomes beyond lie together, which no whole number would tell apart."""

_BIN = f"CAST(GREATEST(LEAST(FLOOR(SIGN(y) * SQRT(SQRT(ABS(y))) * {BINS_PER_UNIT}), {_FAR}), -{_FAR}) AS BIGINT)"
PSUS = "psus_with_rows"
"""Name of the number of PSUs with rows of a domain."""

_UP_TO = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"


def aggregates(person: str, wanted: Iterable[tuple[str, str]]) -> str:
    """Return the SELECT of aggregates by domain.

    Args:
        person: SELECT of the persons.
        wanted: Names and expressions, which read the table `given`, one row for each domain.
    """
    columns = ", ".join(f"{sql} AS {name}" for name, sql in wanted)
    return (
        f"WITH person AS ({person}) SELECT person.domain AS domain, {columns} "
        "FROM person JOIN given ON given.domain = person.domain GROUP BY person.domain"
    )


def largest(person: str, wanted: Iterable[tuple[str, str]], most: int) -> str:
    """Return the SELECT of domain, name, place and share of whoever holds most of some amounts.

    Args:
        person: SELECT of the persons; those of a household hold together, and who is in none alone.
        wanted: Names and expressions of amounts of a row, which read the table `given`.
        most: How many places there are at most.
    """
    amounts = list(wanted)
    columns = "".join(f", person.w * ABS({sql}) AS {name}" for name, sql in amounts)
    sums = "".join(f", SUM({name}) AS {name}" for name, _ in amounts)
    names = "".join(f", {name}" for name, _ in amounts)
    places = " UNION ALL ".join(
        f"SELECT p.domain AS domain, '{name}' AS name, p.place AS place, p.{name} / NULLIF(w.{name}, 0) AS share "
        f"FROM (SELECT domain, {name}, ROW_NUMBER() OVER (PARTITION BY domain ORDER BY {name} DESC) AS place "
        "FROM held) AS p "
        f"JOIN whole AS w ON w.domain = p.domain WHERE p.place <= {most}"
        for name, _ in amounts
    )
    return f"""
WITH person AS ({person}),
amounts AS (
  SELECT person.domain AS domain, person.household AS household{columns}
  FROM person JOIN given ON given.domain = person.domain
),
held AS (
  SELECT domain{sums} FROM amounts WHERE household IS NOT NULL GROUP BY domain, household
  UNION ALL SELECT domain{names} FROM amounts WHERE household IS NULL
),
whole AS (SELECT domain{sums} FROM held GROUP BY domain)
{places}
"""


def quantiles(person: str) -> str:
    """Return the SELECT of domain, number and the smallest y up to which so many persons live.

    Persons beyond all of the domain give the greatest income.

    Args:
        person: SELECT of the persons. The table `wanted` holds domain, number and persons.
    """
    return f"""
WITH person AS ({person}),
binned AS (SELECT domain, y, w, {_BIN} AS bin FROM person WHERE domain IS NOT NULL),
bins AS (SELECT domain, bin, SUM(w) AS w FROM binned GROUP BY domain, bin),
cumulated AS (
  SELECT domain, bin, w, SUM(w) OVER (PARTITION BY domain ORDER BY bin {_UP_TO}) AS up_to,
    SUM(w) OVER (PARTITION BY domain) AS whole
  FROM bins
),
reached AS (
  SELECT c.domain, q.number, q.persons, c.whole,
    COALESCE(MIN(CASE WHEN c.up_to >= q.persons - {SAME} * c.whole THEN c.bin END), MAX(c.bin)) AS bin
  FROM cumulated c JOIN wanted q ON q.domain = c.domain GROUP BY c.domain, q.number, q.persons, c.whole
),
inside AS (
  SELECT r.domain, r.number, b.y, SUM(b.w) AS w FROM reached r JOIN binned b ON b.domain = r.domain AND b.bin = r.bin
  GROUP BY r.domain, r.number, b.y
),
ordered AS (
  SELECT domain, number, y, SUM(w) OVER (PARTITION BY domain, number ORDER BY y {_UP_TO}) AS up_to FROM inside
),
placed AS (
  SELECT o.domain, o.number, o.y, o.up_to + c.up_to - c.w AS up_to, r.persons, r.whole
  FROM ordered o
  JOIN reached r ON r.domain = o.domain AND r.number = o.number
  JOIN cumulated c ON c.domain = r.domain AND c.bin = r.bin
)
SELECT domain, number, COALESCE(MIN(CASE WHEN up_to >= persons - {SAME} * whole THEN y END), MAX(y)) AS value
FROM placed GROUP BY domain, number
"""


def ranks(person: str) -> str:
    """Return the SELECT of domain, different incomes y, their persons w, and phi(y) = sum_j w_j max(y_j, y)."""
    return f"""
WITH person AS ({person}),
incomes AS (SELECT domain, y, {_BIN} AS bin, SUM(w) AS w FROM person WHERE domain IS NOT NULL GROUP BY domain, y),
bins AS (SELECT domain, bin, SUM(w) AS w, SUM(w * y) AS wy FROM incomes GROUP BY domain, bin),
cumulated AS (
  SELECT domain, bin, SUM(w) OVER (PARTITION BY domain ORDER BY bin {_UP_TO}) - w AS persons_below,
    SUM(wy) OVER (PARTITION BY domain) - SUM(wy) OVER (PARTITION BY domain ORDER BY bin {_UP_TO}) + wy AS incomes_from
  FROM bins
),
ordered AS (
  SELECT domain, y, bin, w, SUM(w) OVER (PARTITION BY domain, bin ORDER BY y {_UP_TO}) AS persons,
    SUM(w * y) OVER (PARTITION BY domain, bin ORDER BY y {_UP_TO}) AS incomes
  FROM incomes
)
SELECT o.domain, o.y, o.w, o.y * (c.persons_below + o.persons) + (c.incomes_from - o.incomes) AS phi
FROM ordered o JOIN cumulated c ON c.domain = o.domain AND c.bin = o.bin
"""


def with_ranks(person: str) -> str:
    """Return the SELECT of the persons with the phi of the table `ranked`."""
    return (
        f"SELECT p.*, ranked.phi FROM ({person}) AS p LEFT JOIN ranked ON ranked.domain = p.domain AND ranked.y = p.y"
    )


def _contributions(
    person: str, influences: Sequence[tuple[str, str]], moved: Sequence[tuple[str, str]], *, by_psu: bool
) -> str:
    """Return the WITH of `psus`: what each PSU adds to figures of each domain, and to what moves all of them."""
    columns = "".join(f", w * ({sql}) AS {name}" for name, sql in (*influences, *moved))
    names = "".join(f", SUM({name}) AS {name}" for name, _ in (*influences, *moved))
    rows = (
        f"WITH person AS ({person}), rows_of_psus AS (SELECT person.domain, person.stratum, person.psu{columns} "
        "FROM person LEFT JOIN given ON given.domain = person.domain CROSS JOIN national)"
    )
    if not by_psu:
        return f"{rows}, psus AS (SELECT * FROM rows_of_psus)"
    return f"{rows}, psus AS (SELECT domain, stratum, psu{names} FROM rows_of_psus GROUP BY domain, stratum, psu)"


def moments(
    person: str,
    influences: Sequence[tuple[str, str]],
    moved: Sequence[tuple[str, str]],
    pairs: Iterable[tuple[str, str]],
    counted: Iterable[str] = (),
    *,
    by_psu: bool,
) -> str:
    """Return the SELECT of sums over PSUs by domain and stratum: of each z, of z^2, and of z times u; and their number.

    Args:
        person: SELECT of the persons.
        influences: Names and expressions of the influence of a row on figures of its own domain, z without the weight.
        moved: The same of influences on what moves figures of all domains, such as a national line: u.
        pairs: Names of z and u whose products are wanted.
        counted: Names of z of which the PSUs are counted where it is above zero.
        by_psu: Whether PSUs are named; else each row is one.
    """
    sums = [f"COUNT(*) AS {PSUS}", *(f"SUM({z}) AS s_{z}, SUM({z} * {z}) AS q_{z}" for z, _ in influences)]
    sums += [f"SUM({z} * {'whole.' if by_psu else ''}{u}) AS c_{z}_{u}" for z, u in pairs]
    sums += [f"SUM(CASE WHEN {z} > 0 THEN 1 ELSE 0 END) AS n_{z}" for z in counted]
    head = _contributions(person, influences, moved, by_psu=by_psu)
    group = "WHERE psus.domain IS NOT NULL GROUP BY psus.domain, psus.stratum"
    chosen = f"SELECT psus.domain AS domain, psus.stratum AS stratum, {', '.join(sums)} FROM psus"
    if not (by_psu and moved):
        return f"{head} {chosen} {group}"
    wholes = ", ".join(f"SUM({u}) AS {u}" for u, _ in moved)
    whole = f"whole AS (SELECT stratum, psu, {wholes} FROM psus GROUP BY stratum, psu)"
    return f"{head}, {whole} {chosen} JOIN whole ON whole.stratum = psus.stratum AND whole.psu = psus.psu {group}"


def moments_of_moved(person: str, moved: Sequence[tuple[str, str]], *, by_psu: bool) -> str:
    """Return the SELECT of sums over PSUs by stratum: of each u, and of the products of two."""
    names = [name for name, _ in moved]
    sums = [f"SUM({u}) AS s_{u}" for u in names] + [f"SUM({u} * {v}) AS c_{u}_{v}" for u in names for v in names]
    columns = "".join(f", w * ({sql}) AS {name}" for name, sql in moved)
    wholes = "".join(f", SUM({name}) AS {name}" for name in names)
    rows = f"WITH person AS ({person}), psus AS (SELECT stratum, psu{columns} FROM person CROSS JOIN national)"
    table = f"(SELECT stratum, psu{wholes} FROM psus GROUP BY stratum, psu) AS whole" if by_psu else "psus"
    return f"{rows} SELECT stratum, {', '.join(sums)} FROM {table} GROUP BY stratum"
