"""The law of a country over time, from what was accepted."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from openssi.engine import Connection
from openssi.vocabulary.item import Item
from openssi.vocabulary.law import LegalParameter, amended, in_force
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation

LAW_TABLES = ("G1", "G2")
REFERENCE_SCHEME = "L.REF_SCHEME"
STATISTICS = frozenset({"L.COV_MAND", "L.COV_VOL", "L.COV_NC", "L.COV_ALL", "L.COV_METHOD"})
"""Items of the tables of law that count persons and are no rules."""
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def legal_parameters(observations: Iterable[Observation], items: Mapping[str, Item]) -> tuple[LegalParameter, ...]:
    """Return the rules of law in force one after the other.

    Args:
        observations: Accepted answers of one country and several years.
        items: The questionnaire's items by mnemonic.
    """
    return amended(_reports(observations, items))


def _reports(observations: Iterable[Observation], items: Mapping[str, Item]) -> Iterator[LegalParameter]:
    for each in observations:
        item = items.get(each.item)
        if item is None or item.table not in LAW_TABLES or item.id in STATISTICS or not each.is_answered:
            continue
        day = _day(each.ref_detail)
        yield LegalParameter(
            ref_area=each.ref_area,
            item=each.item,
            scheme=each.scheme,
            func=each.func,
            sex=each.sex,
            breakdown=each.breakdown,
            value=each.scaled_value,
            text=each.text_value or "",
            unit=item.unit,
            valid_from=day or dt.date(each.time_period, 1, 1),
            article=each.source,
            reported=each.time_period,
            date_unknown=day is None,
            obs_id=each.id,
        )


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if _ISO_DAY.fullmatch(written) else None
    except ValueError:
        return None


def reference_schemes(parameters: Iterable[LegalParameter], day: dt.date) -> dict[str, str]:
    """Return the reference scheme of each function as of a day."""
    return {each.func: each.text for each in parameters if each.item == REFERENCE_SCHEME and each.is_in_force(day)}


def reference_law(parameters: Sequence[LegalParameter], day: dt.date) -> tuple[LegalParameter, ...]:
    """Return, function by function, the row that names the reference scheme and the rules of that scheme.

    A rule that its scheme has for all functions together stands under each function.
    """
    law = in_force(parameters, day)
    rows: list[LegalParameter] = []
    for func, scheme in sorted(reference_schemes(law, day).items()):
        rows += [each for each in law if each.item == REFERENCE_SCHEME and each.func == func]
        own = [each for each in law if each.scheme == scheme and each.func in (func, NOT_APPLICABLE)]
        rows += [replace(each, func=func) for each in own]
    return tuple(rows)


def law_as_of(
    connection: Connection, observations: str, items: Mapping[str, Item], day: dt.date
) -> list[dict[str, object]]:
    """Return the law as of a day by one query over a table of observations.

    It gives the rows that `legal_parameters` and `in_force` give: `ref_area`, `scheme`, `item`, `func`, `sex`,
    `breakdown`, `value`, `text`, `valid_from`, `valid_to`, `article`, `reported`, `date_unknown`.

    Args:
        connection: One in which the table is registered.
        observations: Name of a table or view of accepted observations, each key once a year.
        items: The questionnaire's items by mnemonic.
        day: The day.
    """
    rules = [each.id for each in items.values() if each.table in LAW_TABLES and each.id not in STATISTICS]
    sql = _LAW.replace("{observations}", f'"{observations}"')
    return connection.rows(sql, {"rules": rules, "day": day})


_LAW = r"""
WITH dated AS (
    SELECT *,
        CASE WHEN regexp_full_match(ref_detail, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(ref_detail AS DATE) END
            AS told
    FROM {observations}
    WHERE item IN (SELECT unnest($rules)) AND (value IS NOT NULL OR coalesce(text_value, '') <> '')
), reports AS (
    SELECT ref_area, scheme, item, func, sex, breakdown,
        CAST(value AS DECIMAL(28, 10)) * CAST(10 ** unit_mult AS DECIMAL(10, 0)) AS value,
        coalesce(text_value, '') AS text, coalesce(told, make_date(time_period, 1, 1)) AS valid_from,
        source AS article, time_period AS reported, told IS NULL AS date_unknown
    FROM dated
), corrected AS (
    SELECT * FROM reports
    QUALIFY row_number() OVER (
        PARTITION BY ref_area, scheme, item, func, sex, breakdown, valid_from ORDER BY reported DESC) = 1
), without_repeats AS (
    SELECT * FROM corrected
    WINDOW key AS (PARTITION BY ref_area, scheme, item, func, sex, breakdown ORDER BY valid_from)
    QUALIFY NOT (date_unknown AND lag(TRUE, 1, FALSE) OVER key
        AND lag(value) OVER key IS NOT DISTINCT FROM value AND lag(text) OVER key IS NOT DISTINCT FROM text)
), opening AS (
    SELECT * FROM without_repeats
    WINDOW key AS (PARTITION BY ref_area, scheme, item, func, sex, breakdown ORDER BY valid_from)
    QUALIFY NOT (lag(TRUE, 1, FALSE) OVER key AND lag(value) OVER key IS NOT DISTINCT FROM value
        AND lag(text) OVER key IS NOT DISTINCT FROM text AND lag(article) OVER key IS NOT DISTINCT FROM article)
), closed AS (
    SELECT *, CAST(lead(valid_from) OVER (
        PARTITION BY ref_area, scheme, item, func, sex, breakdown ORDER BY valid_from) - INTERVAL 1 DAY AS DATE)
        AS valid_to
    FROM opening
)
SELECT ref_area, scheme, item, func, sex, breakdown, value, text, valid_from, valid_to, article, reported, date_unknown
FROM closed WHERE valid_from <= $day AND (valid_to IS NULL OR valid_to >= $day)
ORDER BY ref_area, scheme, item, func, sex, breakdown
"""
