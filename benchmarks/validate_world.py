"""Measure how long the rules take on a whole database, in SQL, and how that compares with one submission at a time.

Run it with `python benchmarks/validate_world.py [COUNTRIES] [YEARS] [SAMPLE]`. It makes up a world of 217 invented
countries and 25 years, about a million cells of which one in two hundred is disturbed, and prints seconds and memory,
and the ratio to the Python evaluation of a sample of submissions. Nothing here is asserted; machines differ.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import product
from string import ascii_uppercase

import pyarrow as pa
import pyarrow.compute as pc

from openssi.definitions import Definitions, load
from openssi.engine import Connection, connect
from openssi.expressions import parse
from openssi.store.observations import observation_from_row
from openssi.validate import Validator
from openssi.validate.world import validate_world
from openssi.validate.world_conditions import WORLD_LEVELS
from openssi.vocabulary.dataflow import OBSERVATIONS
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Observation

AREAS = [f"Q{first}{second}" for first, second in product("MNOPQRSTUVWXYZ", ascii_uppercase)]
SCHEMES, BENEFITS = 2, 1
NUMBERS = {
    "S.EXP_TOTAL": 100, "S.EXP_CASH_PER": 60, "S.EXP_CASH_LUMP": 10, "S.EXP_KIND": 10, "S.EXP_ADMIN": 10,
    "S.EXP_TRANSF": 5, "S.EXP_OTHER": 5, "S.REC_TOTAL": 105, "S.REC_CONTR_ER": 50, "S.REC_CONTR_ER_IMP": 0,
    "S.REC_CONTR_EE": 30, "S.REC_CONTR_SELF": 10, "S.REC_CONTR_PEN": 0, "S.REC_GOV_EARM": 0, "S.REC_GOV_GEN": 10,
    "S.REC_TRANSF": 0, "S.REC_INVEST": 5, "S.REC_GRANT": 0, "S.REC_OTH": 0, "S.ACTIVE": 40, "S.AFFIL": 60,
    "B.REC": 10, "B.EXP": 12, "B.AMT_AVG": 100_000, "B.REC_PENAGE": 8, "X.POP_TOTAL": 400, "X.POP_CHILD": 100,
    "X.POP_PENAGE": 60, "X.LF": 200, "X.GDP": 2000, "H.COV_ANY": 150, "H.COV_OLD": 40, "H.COV_CHILD": 50,
}  # fmt: skip
CODES = {
    "N.CURRENCY": "XTS", "B.CONTIG": "PENSION", "S.FUNCTIONS": "OLD SUR", "S.STATUS": "ACTIVE",
    "S.CONTRIB": "CONTRIB", "B.FUNC": "OLD", "S.AVAIL": "REPORTED",
}  # fmt: skip
TABLES = ("C1", "C2", "C3", "D1", "E1", "F1", "F2", "F3")
LEFT_TO_OTHERS = {"calculated"}

WORLD = """
CREATE OR REPLACE TABLE observations AS
WITH cells AS (
    SELECT a.area AS ref_area, t.item, y.year AS time_period,
        CASE WHEN t.scheme = 0 THEN '_Z' ELSE format('{}{:02d}', a.area, t.scheme) END AS scheme,
        CASE WHEN t.benefit = 0 THEN '_Z' ELSE format('{}{:02d}-{:02d}', a.area, t.scheme, t.benefit) END AS benefit,
        t.sex, t.age, t.func, t.breakdown, t.number, t.text, t.channel, t.is_typed,
        t.currency,
        hash(a.area, t.item, y.year, t.scheme, t.benefit, t.sex, t.func) % 200 = 0 AS is_disturbed,
        (1.2345 + hash(a.area, t.scheme, t.benefit) % 50) * 1.0213 ** (y.year - 2000) AS size
    FROM template t, areas a, (SELECT unnest(range(2024 - $years, 2024))::INTEGER AS year) y
)
SELECT concat_ws('.', ref_area, time_period, replace(item, '.', '_'), scheme, benefit, sex, age, func, breakdown)
        AS obs_id,
    ref_area, item, time_period, scheme, benefit, sex, age, func, breakdown,
    CASE WHEN is_typed THEN round(number * size * if(is_disturbed, 10, 1)) END::DECIMAL(38, 10) AS value,
    text AS text_value, '' AS unit, 0 AS unit_mult, currency, '' AS ref_detail, 'A' AS obs_status,
    'F' AS conf_status, 'accounts' AS source, '' AS note, '' AS method, '' AS explanation, channel, '' AS file,
    '' AS sheet, NULL::INTEGER AS row_number, '' AS cell, '' AS submission, 1 AS vintage
FROM cells
"""


def template(definitions: Definitions, wanted: int) -> pa.Table:
    """Return the cells of one submission: the core form first, then others, about as many as are wanted."""
    items = [each for each in definitions.questionnaire.items.values() if each.requirement not in LEFT_TO_OTHERS]
    texts = [text for rule in definitions.rules for text in rule.expressions if rule.level in WORLD_LEVELS]
    named = frozenset[str]().union(*(parse(text).items() for text in texts))
    items.sort(key=lambda each: (each.id not in NUMBERS and each.id not in CODES, each.id not in named, not each.core))
    rows: list[dict[str, object]] = []
    for item in items:
        if len(rows) < wanted and item.level in {"country", "scheme", "benefit"} and not item.id.startswith("Q."):
            rows += cells_of(definitions, item)
    return pa.Table.from_pylist(rows)


def cells_of(definitions: Definitions, item: Item) -> Iterator[dict[str, object]]:
    """Iterate over the cells of an item: each scheme and benefit, sex and a few functions."""
    codes = definitions.codelists[item.codelist].ids if item.codelist in definitions.codelists else ()
    is_typed = item.is_numeric
    number, fixed = NUMBERS.get(item.id, 1) * 1000, 0 if item.id in {"N.UNIT_MULT", "N.PERS_MULT"} else 3
    schemes = range(1, SCHEMES + 1) if item.level in {"scheme", "benefit"} else (0,)
    benefits = range(1, BENEFITS + 1) if item.level == "benefit" else (0,)
    sexes = {"_T": 1.0, "M": 0.6, "F": 0.4} if "SEX" in item.breakdowns else {"_T": 1.0}
    functions = ("OLD", "SUR") if "FUNC" in item.breakdowns else ("_Z",)
    channel = "context" if item.requirement == "prefilled" else "workbook"
    tables = TABLES if item.id == "S.AVAIL" else ("_Z",)
    for scheme, benefit, (sex, share), func, table in product(schemes, benefits, sexes.items(), functions, tables):
        text = CODES.get(item.id, codes[0] if codes else f"text {scheme} {benefit}")
        yield {
            "item": item.id, "scheme": scheme, "benefit": benefit, "sex": sex, "age": "_T", "func": func,
            "breakdown": table, "number": number * share if item.type in {"number", "money"} else fixed,
            "text": None if is_typed else text, "channel": channel, "is_typed": is_typed,
            "currency": "XTS" if item.type == "money" else "",
        }  # fmt: skip


def make(connection: Connection, definitions: Definitions, countries: int, years: int) -> int:
    """Make the world; return how many cells it has."""
    connection.register("template", template(definitions, 184))
    connection.register("areas", pa.table({"area": AREAS[:countries]}))
    connection.execute(WORLD.replace("$years", str(years)))
    (row,) = connection.rows("SELECT count(*) AS cells FROM observations")
    return int(row["cells"])


def sample(connection: Connection, countries: list[str]) -> dict[str, dict[int, list[Observation]]]:
    """Return the answers of some countries by year."""
    found: dict[str, dict[int, list[Observation]]] = {}
    listed = ", ".join(f"'{each}'" for each in countries)
    names = ", ".join(OBSERVATIONS.names)
    query = f"SELECT {names} FROM observations WHERE ref_area IN ({listed}) ORDER BY channel = 'context'"  # noqa: S608
    for row in connection.rows(query):
        each = observation_from_row(row)
        found.setdefault(each.ref_area, {}).setdefault(each.time_period, []).append(each)
    return found


def megabytes() -> float:
    """Return the largest memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(countries: int, years: int, sampled: int) -> None:
    """Print the figures of one world."""
    definitions = load()
    parts = (definitions.rules, definitions.questionnaire, definitions.codelists)
    with connect() as connection:
        connection.execute("SET threads = 2")
        cells = make(connection, definitions, countries, years)
        print(f"{countries} countries, {years} years, {cells:,} cells; {megabytes():.0f} MB before")
        began, cpu = time.perf_counter(), time.process_time()
        found = validate_world(connection, "observations", *parts)
        seconds = time.perf_counter() - began
        print(f"SQL: {seconds:.1f} s, {time.process_time() - cpu:.1f} s of processors, {megabytes():.0f} MB at most")
        print(f"{found.table.num_rows:,} findings; left out: {', '.join(each.rule for each in found.left_out)}")
        left_out = {each.rule for each in found.left_out}
        rules = [rule for rule in definitions.rules if rule.id not in left_out]
        validator = Validator(rules, *parts[1:])
        answers = sample(connection, random.Random(1).sample(AREAS[:countries], sampled))  # noqa: S311
    began = time.perf_counter()
    findings = sum(len(validator.findings(by_year, year)) for by_year in answers.values() for year in by_year)
    alone = (time.perf_counter() - began) / max(1, sampled * years)
    print(f"Python: {1000 * alone:.1f} ms for a submission, {findings} findings in {sampled * years} of them")
    same = pc.sum(pc.is_in(found.table["ref_area"], pa.array(list(answers)))).as_py()
    print(f"SQL: {same} findings in the same ones")
    world = alone * countries * years
    print(f"all of them one by one: {world:.0f} s, {world / seconds:.0f} times as long")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:4]]
    measure(*(given + [217, 25, 4][len(given) :]))
