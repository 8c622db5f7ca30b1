"""The usual calendar of a round, as it is declared."""

import datetime as dt
import re
from itertools import pairwise, zip_longest
from pathlib import Path

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.calendar import ROUND_STATES, STEPS_NEEDED, CalendarRules, CalendarStep, RoundState, is_in_order

FILE = Path("round") / "calendar.yaml"

_COMMON_YEAR = 2001
_DAYS_OF_A_WEEK = 7


def load_calendar(root: Path) -> CalendarRules:
    """Read `definitions/round/calendar.yaml`.

    Raises:
        FixTheFile: with the line, if a step follows none that stands before it, a day is none, or a step is missing.
    """
    source = read_yaml(root / FILE).only("steps", "query_cycles", "query_days", "confirmation_days", "round")
    seen = SeenIds()
    steps: dict[str, CalendarStep] = {}
    for each in source["steps"].items():
        step = _step(each, seen, tuple(steps))
        steps[step.id] = step
    for needed in STEPS_NEEDED:
        if needed not in steps:
            raise source["steps"].fail("DEFINITION_KEY_MISSING", key=needed)
    rules = CalendarRules(
        steps=steps,
        query_cycles=_whole(source, "query_cycles"),
        query_days=_whole(source, "query_days"),
        confirmation_days=_whole(source, "confirmation_days"),
        round_states=_round_states(source["round"], tuple(steps)),
    )
    if not is_in_order(rules.days(_COMMON_YEAR)):
        raise source["steps"].fail("DEFINITION_CALENDAR_ORDER", steps=", ".join(STEPS_NEEDED))
    days, begins = rules.days(_COMMON_YEAR), list(rules.round_states.values())
    if any(days[first] >= days[second] for first, second in pairwise(begins)):
        raise source["round"].fail("DEFINITION_CALENDAR_ORDER", steps=", ".join(begins))
    return rules


def _round_states(source: Source, steps: tuple[str, ...]) -> dict[RoundState, str]:
    """Return the step on which each state of a round begins; none is left out, and they stand in their order."""
    found: dict[RoundState, str] = {}
    for wanted, each in zip_longest(ROUND_STATES[1:], source.items()):
        if each is None:
            raise source.fail("DEFINITION_KEY_MISSING", key=wanted)
        each.only("state", "from")
        found[each.one_of("state", (wanted,) if wanted else ())] = each.one_of("from", steps)
    return found


def _step(source: Source, seen: SeenIds, before: tuple[str, ...]) -> CalendarStep:
    source.only("id", "on", "years", "after", "days", "weeks", "name")
    name, identity = source.multilingual("name"), seen.add(source)
    if source.find("after"):
        delay = _number(source, "days") + _DAYS_OF_A_WEEK * _number(source, "weeks")
        return CalendarStep(id=identity, name=name, after=source.one_of("after", before), delay=delay)
    month, day = _month_and_day(source)
    return CalendarStep(id=identity, name=name, month=month, day=day, years=_number(source, "years"))


def _month_and_day(source: Source) -> tuple[int, int]:
    written = source.text("on")
    if re.fullmatch(r"\d\d-\d\d", written, re.ASCII):
        try:
            found = dt.date.fromisoformat(f"{_COMMON_YEAR}-{written}")
        except ValueError:
            pass
        else:
            return found.month, found.day
    raise source["on"].fail("DEFINITION_VALUE_UNKNOWN", value=written, allowed="01-01 ... 12-31")


def _number(source: Source, key: str) -> int:
    written = source.text(key, "0")
    if not (written.isascii() and written.isdecimal()):
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=written)
    return int(written)


def _whole(source: Source, key: str) -> int:
    found = _number(source, key)
    if found < 1:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=source.text(key))
    return found
