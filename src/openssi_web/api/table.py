"""One indicator and year as a table: groups, then countries, as the page shows them."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

import xlsxwriter

from openssi.definitions import Definitions
from openssi.present.page_model import Selection
from openssi.run.site import OpenRelease
from openssi.vocabulary.csv_text import neutralised_cell

Cell = str | int | float | None

_COUNTRIES = """
    SELECT 'country' AS kind, values.ref_area AS code, areas.name_{language} AS name, values.time_period AS year,
           values.value, values.obs_status, values.nature, values.numerator, values.denominator, values.lower,
           values.upper, NULL AS observed_share, values.footnote, values.source, values.value_id AS id
    FROM country_values AS values JOIN areas ON areas.area = values.ref_area
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period BETWEEN $4 - $5 AND $4
    QUALIFY row_number() OVER (PARTITION BY values.ref_area ORDER BY value IS NULL, values.time_period DESC) = 1
    ORDER BY code
"""

_GROUPS = """
    SELECT grouping AS kind, group_code AS code, groups.name_{language} AS name, time_period AS year,
           CASE WHEN publication = 'suppressed' THEN NULL ELSE value END AS value, obs_status, nature,
           NULL AS numerator, weight_total AS denominator,
           CASE WHEN publication = 'suppressed' THEN NULL ELSE interval_lower END AS lower,
           CASE WHEN publication = 'suppressed' THEN NULL ELSE interval_upper END AS upper,
           observed_share, publication || '; ' || coalesce(year_mix, '') AS footnote, method AS source,
           aggregate_id AS id
    FROM aggregates JOIN groups USING (grouping, group_code)
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period = $4
    ORDER BY grouping = 'WORLD' DESC, grouping, sort_order
"""

_NAMES = (
    "kind", "code", "name", "year", "value", "obs_status", "nature", "numerator", "denominator", "lower", "upper",
    "observed_share", "footnote", "source", "id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Headings in the language, rows, and what has to be known of them.

    Attributes:
        sheets: Names of the sheets of a workbook: the data, the notes.
        made: Moment of the release; a workbook made later says the same, so that its bytes never change.
    """

    title: str
    sheets: tuple[str, str]
    made: datetime
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


def indicator_table(held: OpenRelease, definitions: Definitions, selection: Selection) -> IndicatorTable:
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
    return IndicatorTable(
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


def as_csv(table: IndicatorTable) -> bytes:
    """Return the table as CSV that spreadsheets open as UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.headings)
    writer.writerows(map(neutralised_cell, row) for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def as_workbook(table: IndicatorTable) -> bytes:
    """Return the table as an Excel workbook: the data, then the notes."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": table.title, "created": table.made})
        bold = book.add_format({"bold": True, "bottom": 2})
        plain = book.add_format({"quote_prefix": True})
        data = book.add_worksheet(table.sheets[0])
        for number, row in enumerate((table.headings, *table.rows)):
            _write(data, number, row, bold if number == 0 else plain)
        data.freeze_panes(1, 3)
        data.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
        data.set_column(2, 2, 34)
        notes = book.add_worksheet(table.sheets[1])
        notes.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
        for number, note in enumerate((table.title, *table.notes)):
            _write(notes, number, (note,), bold if number == 0 else None)
    return stream.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, row: Sequence[Cell], style: object) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int | float):
            sheet.write_number(number, column, cell)
        elif cell:
            sheet.write_string(number, column, cell, style)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that the table comes as."""

    write: Callable[[IndicatorTable], bytes]
    media_type: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "csv": Kind(as_csv, "text/csv; charset=utf-8"),
        "xlsx": Kind(as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }
)
