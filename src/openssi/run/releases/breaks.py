"""The breaks in the series of a release: told of a table, marked on a cell, or seen in the currency of amounts."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import Connection, table_of
from openssi.run.releases.sources import LANGUAGES_OF_COUNTRIES, TABLES_OF_ITEMS, tables_of_items
from openssi.vocabulary.reference_metadata import BREAKS, UNKNOWN_LANGUAGE
from openssi.vocabulary.text import LANGUAGES

Row = dict[str, Any]

CAUSES = ("LAW", "DEFINITION", "REGISTER", "TERRITORY", "CURRENCY", "CLASSIFICATION")
_CAUSE = re.compile(rf"\s*({'|'.join(CAUSES)})\s*[:;,.–-]\s*(.+)", re.DOTALL)

_TOLD = f"""
    WITH {LANGUAGES_OF_COUNTRIES}
    SELECT ref_area, time_period, scheme, benefit, CASE breakdown WHEN '_Z' THEN '' ELSE breakdown END AS table_code,
           text_value AS told, coalesce(language, $unknown) AS language
    FROM observations LEFT JOIN languages USING (ref_area)
    WHERE item = 'Q.BREAK' AND text_value <> '' ORDER BY ALL
"""  # noqa: S608 - made of names only
_MARKED = f"""
    WITH {LANGUAGES_OF_COUNTRIES}, {TABLES_OF_ITEMS},
    marked AS (FROM observations WHERE obs_status = 'B'),
    before AS (
        SELECT m.obs_id, max(o.time_period) AS previous_year, arg_max(o.value, o.time_period) AS previous_value,
               arg_max(o.unit_mult, o.time_period) AS previous_mult
        FROM marked AS m JOIN observations AS o USING (ref_area, item, scheme, benefit, sex, age, func, breakdown)
        WHERE o.time_period < m.time_period AND o.value IS NOT NULL GROUP BY m.obs_id
    )
    SELECT m.ref_area, m.time_period, m.scheme, m.benefit, m.item, coalesce(table_code, '') AS table_code,
           m.obs_id AS figure, m.sex, coalesce(m.note, '') AS told, m.value, m.unit_mult, previous_year, previous_value,
           previous_mult, CASE m.channel WHEN 'context' THEN 'en' ELSE coalesce(language, $unknown) END AS language
    FROM marked AS m LEFT JOIN before USING (obs_id) LEFT JOIN tables USING (item) LEFT JOIN languages USING (ref_area)
    ORDER BY m.ref_area, m.time_period, m.obs_id
"""  # noqa: S608 - made of names only
_CURRENCIES = """
    WITH used AS (
        SELECT ref_area, time_period, mode(currency) AS currency FROM observations
        WHERE channel <> 'context' AND currency <> '' GROUP BY ALL
    ),
    followed AS (
        SELECT *, lag(currency) OVER series AS before, lag(time_period) OVER series AS previous_year
        FROM used WINDOW series AS (PARTITION BY ref_area ORDER BY time_period)
    )
    FROM followed WHERE currency <> before ORDER BY ref_area, time_period
"""


def break_table(connection: Connection, definitions: Definitions) -> pa.Table:
    """Return the breaks of a release (`BREAKS`).

    Args:
        connection: The other tables of the release, already without what is withheld.
        definitions: Where the words are.
    """
    return table_of(BREAKS, _rows(connection, definitions))


def _rows(connection: Connection, definitions: Definitions) -> Iterator[Row]:
    unknown = {"unknown": UNKNOWN_LANGUAGE}
    told = connection.rows(_TOLD, unknown)
    for each in told:
        yield _row(each, "table" if each["table_code"] else "country", **_in_words(each, each["told"]))
    said = {(each["ref_area"], each["time_period"], each["table_code"]): each["told"] for each in told}
    for each in connection.rows(_MARKED, {**unknown, **tables_of_items(definitions)}):
        words = each["told"] or said.get((each["ref_area"], each["time_period"], each["table_code"]), "")
        texts = _in_words(each, words) if words else _generated(definitions, "break", year=each["time_period"])
        yield _row(each, "cell", **texts, **_values(each))
    for each in connection.rows(_CURRENCIES):
        texts = _generated(definitions, "currency", before=each["before"], after=each["currency"])
        yield _row(each, "country", **texts, cause="CURRENCY", previous_year=each["previous_year"])


def _row(found: Mapping[str, Any], scope: str, **more: object) -> Row:
    place = {name: found.get(name, "_Z") for name in ("scheme", "benefit")}
    kept = {name: found.get(name, "") for name in ("table_code", "item", "sex", "figure")}
    target = kept["figure"] or ".".join([*place.values(), kept["table_code"] or "_Z"])
    cause = more.get("cause") or "told"
    return {
        "break_id": f"{found['ref_area']}.{found['time_period']}.{scope}.{target}.{cause}",
        "scope": scope,
        "ref_area": found["ref_area"],
        "time_period": found["time_period"],
        **place,
        **kept,
        **more,
    }


def _in_words(found: Mapping[str, Any], told: str) -> Row:
    """Return a text as it was told, and its cause where it begins with one: `REGISTER: new register`."""
    known = _CAUSE.fullmatch(told)
    cause, text = (known[1], known[2]) if known else ("", told)
    return {**{f"text_{each}": text for each in LANGUAGES}, "language": found["language"], "cause": cause}


def _generated(definitions: Definitions, key: str, **values: object) -> Row:
    texts = {f"text_{each}": definitions.texts.get(f"metadata.generated.{key}", each, **values) for each in LANGUAGES}
    return {**texts, "language": "", "cause": ""}


def _values(found: Mapping[str, Any]) -> Row:
    """Return both values in units, exact."""
    return {
        "previous_year": found["previous_year"],
        "previous_value": _scaled(found["previous_value"], found["previous_mult"]),
        "value": _scaled(found["value"], found["unit_mult"]),
    }


def _scaled(value: Decimal | None, multiplier: int | None) -> Decimal | None:
    return None if value is None else value.scaleb(multiplier or 0)
