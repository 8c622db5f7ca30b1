"""The law of a country over time, from what was accepted."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

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
