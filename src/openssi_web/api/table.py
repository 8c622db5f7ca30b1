"""One indicator and year as a table: groups, then countries, as the page shows them."""

from datetime import UTC, datetime

from openssi.definitions import Definitions
from openssi.present.page_model import Selection
from openssi.publish.one_table import OneTable
from openssi.run.site import OpenRelease

_COUNTRIES = """
    SELECT 'country' AS kind, values.ref_area AS code, areas.name_{language} AS name, values.time_period AS year,
           values.value, values.obs_status, values.nature, values.numerator, values.denominator, values.lower,
           values.upper, NULL AS observed_share, values.footnote, values.source,
           CAST(beside.country_value AS DOUBLE) AS country_value, values.value_id AS id
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
           NULL AS country_value, aggregate_id AS id
    FROM aggregates JOIN groups USING (grouping, group_code)
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period = $4
    ORDER BY grouping = 'WORLD' DESC, grouping, sort_order
"""

_NAMES = (
    "kind", "code", "name", "year", "value", "obs_status", "nature", "numerator", "denominator", "lower", "upper",
    "observed_share", "footnote", "source", "country_value", "id",
)  # fmt: skip


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
    headings = [definitions.texts.get(f"site.csv.{name}", language) for name in (*_NAMES, "release", "world")]
    return OneTable(
        title=definitions.indicators[selection.indicator].name.in_language(language),
        sheets=(
            definitions.texts.get("site.sheet.data", language),
            definitions.texts.get("site.sheet.notes", language),
        ),
        made=datetime.fromisoformat(held.release.created).astimezone(UTC).replace(tzinfo=None),
        headings=tuple(headings),
        rows=tuple((*(row[name] for name in _NAMES), held.release.id, world) for row in found),
        notes=_notes(held, definitions, selection),
    )


def _max_age(held: OpenRelease, definitions: Definitions, selection: Selection) -> int:
    own = definitions.indicators[selection.indicator].max_age
    return own if own is not None else int(held.release.method.get("max_age", definitions.publication.max_age))


def _notes(held: OpenRelease, definitions: Definitions, selection: Selection) -> tuple[str, ...]:
    texts, language, release = definitions.texts, selection.language, held.release
    world = "fictional" if release.is_fictional else "real"
    notes = [texts.get("site.fictional.text", language)] if release.is_fictional else []
    notes += [
        definitions.indicators[selection.indicator].definition.in_language(language),
        texts.get(f"site.cite.{world}", language, release=release.id, date=release.created[:10]),
        texts.get("site.foot.boundaries", language),
        texts.get("site.independent", language),
    ]
    return tuple(notes)
