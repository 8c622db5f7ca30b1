"""What a reader asks for: from the words of an address to a selection that the release can answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.figures import WORLD, WORLD_CODE
from openssi.present.page_model import Selection
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.observation import TOTAL, Place
from openssi.vocabulary.text import Language

PARAMETERS = ("indicator", "year", "sex", "breakdown", "grouping", "group")
"""Names of the parts of a selection in an address."""

SEXES = (TOTAL, "F", "M")
TOTAL_INDICATOR = "SDG_1_3_1_TOTAL"

_YEARS = """
    SELECT time_period AS year,
           bool_or(grouping = 'WORLD' AND publication <> 'suppressed') AS world
    FROM aggregates
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND countries > 0
    GROUP BY ALL
    UNION ALL
    SELECT DISTINCT time_period, false FROM country_values
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class _Address:
    """The parts of an address; a part that is absent or empty is not asked for."""

    values: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def refuse(self, name: str, allowed: Iterable[str]) -> FixTheFile:
        listed = ", ".join(allowed)
        place = Place(item=f"{name}={self.get(name)}")
        return FixTheFile.because("VALUE_NOT_ALLOWED", place, value=self.get(name), option=name, allowed=listed)


def default_selection(connection: Connection, definitions: Definitions, language: Language) -> Selection:
    """Return what a reader sees first: the total indicator in its latest year with a published world figure."""
    return parse_selection(connection, definitions, language, {})


def parse_selection(
    connection: Connection, definitions: Definitions, language: Language, address: Mapping[str, str]
) -> Selection:
    """Return the selection of an address (`{"indicator": "SDG_1_3_1_OLD_AGE", "year": "2020"}`).

    What is absent is chosen. A sex, breakdown or group that exists but does not go with the rest (another indicator
    was chosen in a form that still held the old sex) gives way to the nearest one that does.

    Raises:
        FixTheFile: if a part names something that exists nowhere, with the values that are possible.
    """
    asked = _Address(address)
    indicator = _indicator(asked, definitions, connection)
    sex = _sex(asked, indicator)
    breakdown = _breakdown(asked, indicator, definitions)
    year = _year(asked, connection, (indicator.id, sex, breakdown))
    grouping, group = _group(asked, connection)
    return Selection(
        indicator=indicator.id,
        year=year,
        sex=sex,
        breakdown=breakdown,
        grouping=grouping,
        group=group,
        language=language,
    )


def _indicator(asked: _Address, definitions: Definitions, connection: Connection) -> Indicator:
    known = definitions.indicators
    wanted = asked.get("indicator").upper()
    if wanted:
        if wanted not in known:
            place = Place(item=f"indicator={asked.get('indicator')}")
            listed = ", ".join(known)
            raise FixTheFile.because("INDICATOR_UNKNOWN", place, indicator=asked.get("indicator"), known=listed)
        return known[wanted]
    return known[_first_indicator(tuple(known), connection)]


def _first_indicator(known: Sequence[str], connection: Connection) -> str:
    """Return the total indicator, or where it has no value the first that has one."""
    rows = connection.rows("SELECT DISTINCT indicator FROM country_values WHERE value IS NOT NULL")
    valued = {row["indicator"] for row in rows}
    ordered = sorted(known, key=lambda each: each != TOTAL_INDICATOR)
    return next((each for each in ordered if each in valued), ordered[0])


def _sex(asked: _Address, indicator: Indicator) -> str:
    wanted = asked.get("sex").upper()
    if wanted and wanted not in SEXES:
        raise asked.refuse("sex", SEXES)
    return wanted if wanted in indicator.sexes else indicator.headline_sex


def _breakdown(asked: _Address, indicator: Indicator, definitions: Definitions) -> str:
    wanted = asked.get("breakdown")
    known = sorted({each for other in definitions.indicators.values() for each in other.breakdowns})
    if wanted and wanted not in known:
        raise asked.refuse("breakdown", known)
    return wanted if wanted in indicator.breakdowns else indicator.breakdowns[0]


def _year(asked: _Address, connection: Connection, figure: tuple[str, str, str]) -> int:
    wanted = asked.get("year").lower()
    if wanted and wanted != "latest":
        return _year_of_release(asked, connection)
    rows = connection.rows(_YEARS, list(figure))
    published = [row["year"] for row in rows if row["world"]]
    return max(published or [row["year"] for row in rows], default=datetime.now(UTC).year)


def _year_of_release(asked: _Address, connection: Connection) -> int:
    rows = connection.rows(
        "SELECT DISTINCT time_period AS year FROM aggregates UNION SELECT DISTINCT time_period FROM country_values"
    )
    years = sorted((row["year"] for row in rows), reverse=True)
    text = asked.get("year")
    if not text.isdecimal() or int(text) not in years:
        raise asked.refuse("year", ["latest", *map(str, years)])
    return int(text)


def _group(asked: _Address, connection: Connection) -> tuple[str, str]:
    grouping, group = asked.get("grouping").upper(), asked.get("group").upper()
    if not grouping and not group:
        return WORLD, WORLD_CODE
    rows = connection.rows("SELECT grouping, group_code AS code FROM groups ORDER BY grouping, sort_order, group_code")
    groups: dict[str, list[str]] = {WORLD: [WORLD_CODE]}
    for row in rows:
        groups.setdefault(row["grouping"], []).append(row["code"])
    if grouping and grouping not in groups:
        raise asked.refuse("grouping", groups)
    if group and not any(group in codes for codes in groups.values()):
        raise asked.refuse("group", groups.get(grouping) or chain(*groups.values()))
    return _fitting_group(grouping, group, groups)


def _fitting_group(grouping: str, group: str, groups: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    if not grouping:
        return next((name, group) for name, codes in groups.items() if group in codes)
    return grouping, group if group in groups[grouping] else groups[grouping][0]
