"""The law of a country over time, from what was accepted."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from openssi.vocabulary.item import Item
from openssi.vocabulary.law import LegalParameter, amended
from openssi.vocabulary.observation import Observation

LAW_TABLES = ("G1", "G2")
REFERENCE_SCHEME = "L.REF_SCHEME"
STATISTICS = frozenset({"L.COV_MAND", "L.COV_VOL", "L.COV_NC", "L.COV_ALL", "L.COV_METHOD"})
"""Items of the tables of law that count persons and are no rules."""


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
        )


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def reference_schemes(parameters: Iterable[LegalParameter], day: dt.date) -> dict[str, str]:
    """Return the reference scheme of each function as of a day."""
    return {each.func: each.text for each in parameters if each.item == REFERENCE_SCHEME and each.is_in_force(day)}
