"""One indicator and year as a table: groups, then countries, as the page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openssi.definitions import Definitions
from openssi.present.breakdowns import breakdown_name
from openssi.present.page_model import Selection
from openssi.present.page_rows import read_currencies
from openssi.present.unit_format import ANSWERS, NATIONAL_CURRENCY, UnitFormat, unit_format
from openssi.publish.one_table import Cell, OneTable
from openssi.run.site import OpenRelease
from openssi_web.citing import citation

_COUNTRIES = """
    SELECT 'country' AS kind, values.ref_area AS code, areas.name_{language} AS name, values.time_period AS year,
           values.value, values.obs_status, values.nature, values.numerator, values.denominator, values.lower,
           values.upper, NULL AS observed_share, values.footnote, values.source,
           CAST(beside.country_value AS DOUBLE) AS country_value, values.value_id AS id, values.lowest, values.highest,
           values.terms, values.terms_missing, values.note
    FROM country_values AS values JOIN areas ON areas.area = values.ref_area
    LEFT JOIN side_by_side AS beside ON beside.figure_id = values.value_id
    WHERE values.indicator = $1 AND values.sex = $2 AND values.breakdown = $3
      AND values.time_period BETWEEN $4 - $5 AND $4
    QUALIFY row_number() OVER (PARTITION BY values.ref_area ORDER BY values.value IS NULL, values.time_period DESC) = 1
    ORDER BY code
"""

_GROUPS = """
    SELECT grouping AS kind, group_code AS code, groups.name_{language} AS name, time_period AS year,
           CASE WHEN publication = 'suppressed' THEN NULL ELSE value END AS value, obs_status, nature,
           NULL AS numerator, weight_total AS denominator,
           CASE WHEN publication = 'suppressed' THEN NULL ELSE interval_lower END AS lower,
           CASE WHEN publication = 'suppressed' THEN NULL ELSE interval_upper END AS upper,
           observed_share, publication || '; ' || coalesce(year_mix, '') AS footnote, method AS source,
           NULL AS country_value, aggregate_id AS id, NULL AS lowest, NULL AS highest, NULL AS terms,
           NULL AS terms_missing, NULL AS note
    FROM aggregates JOIN groups USING (grouping, group_code)
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period = $4
    ORDER BY grouping = 'WORLD' DESC, grouping, sort_order
"""

_NAMES = (
    "kind", "code", "name", "year", "value", "obs_status", "nature", "numerator", "denominator", "lower", "upper",
    "observed_share", "footnote", "source", "country_value", "id",
)  # fmt: skip
_LATER_NAMES = (
    "indicator", "indicator_name", "unit", "unit_name", "currency", "sex", "sex_name", "breakdown", "breakdown_name",
    "value_label", "lowest", "highest", "terms", "terms_missing", "note",
)  # fmt: skip
"""Columns that came later stand behind the others: whoever reads by position is not disturbed."""


def indicator_table(held: OpenRelease, definitions: Definitions, selection: Selection) -> OneTable:
    """Return the table; every row names the release and says whether its countries are invented.

    The value of a country is the one on the page: its latest that is not too old; its own year stands beside it.
    """
    connection, language = held.connection(), selection.language
    figure: list[object] = [selection.indicator, selection.sex, selection.breakdown, selection.year]
    age = _max_age(held, definitions, selection)
    found = [
        *connection.rows(_GROUPS.replace("{language}", language), figure),
        *connection.rows(_COUNTRIES.replace("{language}", language), [*figure, age]),
    ]
    world = "demonstration" if held.release.is_fictional else "real"
    texts = definitions.texts
    first = [texts.get(f"site.csv.{name}", language) for name in (*_NAMES, "release", "world")]
    labels = _Labels.of(held, definitions, selection)
    return OneTable(
        title=definitions.indicators[selection.indicator].name.in_language(language),
        sheets=(texts.get("site.sheet.data", language), texts.get("site.sheet.notes", language)),
        made=datetime.fromisoformat(held.release.created).astimezone(UTC).replace(tzinfo=None),
        headings=(*first, *(texts.get(f"indicators.csv.{name}", language) for name in _LATER_NAMES)),
        rows=tuple((*(row[name] for name in _NAMES), held.release.id, world, *labels.of_row(row)) for row in found),
        notes=_notes(held, definitions, selection),
    )


@dataclass(frozen=True, slots=True)
class _Labels:
    """What is said of every row: the indicator, its unit, sex and breakdown, each as code and name."""

    common: tuple[str, ...]
    rest: tuple[str, ...]
    units: UnitFormat
    currencies: Mapping[str, str]

    @classmethod
    def of(cls, held: OpenRelease, definitions: Definitions, selection: Selection) -> "_Labels":
        indicator, language = definitions.indicators[selection.indicator], selection.language
        units = unit_format(definitions, indicator.unit, language)
        is_national = indicator.unit == NATIONAL_CURRENCY
        sex = definitions.texts.get(f"publish.sex.s{selection.sex}", language)
        breakdown = breakdown_name(definitions, selection.breakdown, language)
        return cls(
            (indicator.id, indicator.name.in_language(language), indicator.unit, units.name),
            (selection.sex, sex, selection.breakdown, breakdown),
            units,
            read_currencies(held.connection(), selection.year) if is_national else {},
        )

    def of_row(self, row: Mapping[str, Any]) -> tuple[Cell, ...]:
        """Return the later columns of a row; answers have their words beside their number."""
        is_answer = self.units.unit.kind in ANSWERS and row["value"] is not None
        label = self.units.number(row["value"]) if is_answer else ""
        computed = (row[name] for name in ("lowest", "highest", "terms", "terms_missing", "note"))
        return (*self.common, self.currencies.get(row["code"], ""), *self.rest, label, *computed)


def _max_age(held: OpenRelease, definitions: Definitions, selection: Selection) -> int:
    own = definitions.indicators[selection.indicator].max_age
    return own if own is not None else int(held.release.method.get("max_age", definitions.publication.max_age))


def _notes(held: OpenRelease, definitions: Definitions, selection: Selection) -> tuple[str, ...]:
    texts, language, release = definitions.texts, selection.language, held.release
    notes = [texts.get("site.fictional.text", language)] if release.is_fictional else []
    notes += [
        definitions.indicators[selection.indicator].definition.in_language(language),
        citation(release, language),
        texts.get("site.foot.boundaries", language),
        texts.get("site.independent", language),
    ]
    return tuple(notes)
