"""The figures of a release on which a country does not agree: both values with both explanations."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from openssi.engine import connect, table_of
from openssi.store import Submissions
from openssi.vocabulary.confidentiality import FREE
from openssi.vocabulary.confirmation import SIDE_BY_SIDE, Dissent
from openssi.vocabulary.observation import NOT_APPLICABLE

Row = Mapping[str, Any]

_PUBLISHED = {
    "indicator": "FROM country_values WHERE value_id IN (SELECT unnest($1))",
    "cell": "FROM observations WHERE obs_id IN (SELECT unnest($1)) AND channel <> 'context'",
}
_IDS = {"indicator": "value_id", "cell": "obs_id"}


def side_by_side(submissions: Submissions, tables: Mapping[str, pa.Table]) -> pa.Table:
    """Return the rows of SIDE_BY_SIDE: what is published beside what the country puts in its place.

    A figure that readers do not see, because it is confidential or was not computed, is not told in this way either.

    Args:
        submissions: Where the versions stand with their countries.
        tables: `country_values` and `observations` as readers will see them.
    """
    dissents = list(_dissents(submissions))
    if not dissents:
        return table_of(SIDE_BY_SIDE)
    published = _published([each for each, _ in dissents], tables)
    rows = (_row(each, vintage, published[each.figure]) for each, vintage in dissents if each.figure in published)
    return table_of(SIDE_BY_SIDE, rows)


def _dissents(submissions: Submissions) -> Iterator[tuple[Dissent, int]]:
    for submission, record in submissions.releasable_records().items():
        vintage = int(record["vintage"])
        for each in submissions.confirmations.of(submission, vintage).dissents:
            yield each, vintage


def _published(dissents: list[Dissent], tables: Mapping[str, pa.Table]) -> dict[str, Row]:
    used = {name: tables[name] for name in ("country_values", "observations")}
    with connect(**used) as connection:
        found = {
            row[_IDS[kind]]: row
            for kind, statement in _PUBLISHED.items()
            for row in connection.rows(statement, [[each.figure for each in dissents if each.kind == kind]])
        }
    return {id_: row for id_, row in found.items() if not _is_withheld(row)}


def _is_withheld(row: Row) -> bool:
    """Whether readers do not learn a figure; a cell that the compiler suppressed may be told by its country."""
    is_closed = "value_id" in row or row["conf_status"] != FREE
    return row["value"] is None and is_closed


def _row(each: Dissent, vintage: int, published: Row) -> dict[str, object]:
    value = published["value"]
    scaled = float(value.scaleb(published["unit_mult"] or 0)) if isinstance(value, Decimal) else value
    return {
        "figure_id": each.figure,
        "figure": each.kind,
        **{name: published[name] for name in ("ref_area", "time_period", "sex", "breakdown")},
        "indicator": published.get("indicator", ""),
        "item": published.get("item", ""),
        "scheme": published.get("scheme", NOT_APPLICABLE),
        "benefit": published.get("benefit", NOT_APPLICABLE),
        "published_value": scaled,
        "country_value": each.value,
        "unit": each.unit,
        "country_explanation": each.explanation,
        "country_language": each.language,
        "compiler_explanation": each.answer,
        "compiler_language": each.answer_language,
        "objected_on": each.objected_on,
        "published_on": each.answered_on,
        "vintage": vintage,
    }
