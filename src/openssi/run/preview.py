"""What a release would hold of one country if it were made of some answers now; nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from openssi.engine import connect, table_of
from openssi.indicators import compute_series, merge_country_values
from openssi.run.computation import Computation
from openssi.run.decisions import today
from openssi.run.public_cells import PublicCells
from openssi.run.public_figures import public_figures
from openssi.store import observations_table
from openssi.vocabulary.dataflow import AGGREGATE_INPUTS
from openssi.vocabulary.observation import Observation

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Preview:
    """The figures of one country and year as readers would see them.

    Attributes:
        values: Rows of COUNTRY_VALUES, in the order of the indicators, then by sex.
        closed: Ids of the answers that are not free for publication.
    """

    values: tuple[Row, ...]
    closed: frozenset[str]


def preview(computation: Computation, area: str, year: int, answers: Sequence[Observation]) -> Preview:
    """Return what a release would hold of a country and a year.

    Args:
        computation: Of the workspace.
        area: The country.
        year: The reference year.
        answers: Its answers as they were or would be accepted.
    """
    defined, results = computation.definitions, computation.of_inquiry(answers)
    indicators = tuple(defined.indicators.values())
    merged = merge_country_values(results.country_values, compute_series(_series_of(computation, area), indicators))
    cells = PublicCells(observations_table(answers), defined.questionnaire, today().isoformat(), defined)
    tables = {
        "national_totals": results.national_totals,
        "country_values": merged,
        "scheme_values": results.scheme_values,
        "lineage": results.lineage,
        "aggregate_inputs": table_of(AGGREGATE_INPUTS),
    }
    public = public_figures(tables, cells.closed, cells.primary)["country_values"].to_pylist()
    order = {each.id: number for number, each in enumerate(indicators)}
    ranked = sorted(public, key=lambda row: (order.get(row["indicator"], 0), row["sex"] != "_T", row["value_id"]))
    return Preview(tuple(row for row in ranked if row["time_period"] == year), cells.closed)


def _series_of(computation: Computation, area: str) -> pa.Table:
    with connect(series=computation.series()) as connection:
        return connection.query("FROM series WHERE ref_area = $1", [area])
