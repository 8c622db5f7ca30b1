"""The way back from a figure as rows: one per step, each with the step that it is a part of."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from openssi.vocabulary.lineage import LineageNode

LINEAGE_SHOWN = ("depth", "kind", "label", "year", "value", "unit", "operation", "file", "sheet", "cell")

_SCHEMA = pa.schema(
    [
        ("step", pa.int32()),
        ("part_of", pa.int32()),
        ("depth", pa.int32()),
        *((name, pa.string()) for name in ("kind", "id", "label")),
        ("year", pa.int32()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("operation", pa.string()),
        ("weight_share", pa.float64()),
        ("contribution", pa.float64()),
        *((name, pa.string()) for name in ("status", "nature", "source", "note", "beside", "left_out")),
        *((name, pa.string()) for name in ("file", "sheet")),
        ("row_number", pa.int32()),
        *((name, pa.string()) for name in ("cell", "item", "findings")),
    ]
)
_OF_NODE = frozenset(_SCHEMA.names) & frozenset(LineageNode.__dataclass_fields__) - {"findings"}


def lineage_table(node: LineageNode) -> pa.Table:
    """Return the steps from a figure to its cells, each before its parts.

    Columns are those of `LineageNode` and `Place`; `step` numbers the rows from 1, `part_of` is the step above, `depth`
    the number of steps from the figure, `findings` the rules that said something of a cell.
    """
    rows = [{**row, "step": number} for number, row in enumerate(_steps(node, 0), start=1)]
    above: dict[int, int] = {}
    for row in rows:
        row["part_of"] = above.get(row["depth"] - 1)
        above[row["depth"]] = row["step"]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _steps(node: LineageNode, depth: int) -> Iterator[dict[str, Any]]:
    place = node.place
    yield {
        **{name: getattr(node, name) for name in _OF_NODE},
        "depth": depth,
        "file": place.file,
        "sheet": place.sheet,
        "row_number": place.row,
        "cell": place.cell,
        "item": place.item,
        "findings": " ".join(each.rule for each in node.findings),
    }
    for child in node.children:
        yield from _steps(child, depth + 1)
