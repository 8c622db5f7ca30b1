"""Answers on a workbook of an earlier version of the questionnaire, brought to the version in use."""

from collections.abc import Mapping
from dataclasses import replace

from openssi.collect.workbook_cells import CellReader, Unreadable
from openssi.collect.workbook_form import FormRows
from openssi.collect.workbook_keys import CONFIRM, EXPLAIN
from openssi.collect.workbook_read import RawRow
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Crosswalk, ItemChange


def brought_forward(form: FormRows, crosswalk: Crosswalk, reader: CellReader) -> FormRows:
    """Return the rows of a form under the items of the version in use.

    An item that has no successor is not read; where it was answered, that is told with the reason. A code that has no
    counterpart is a problem of its cell.

    Args:
        form: The rows of the earlier version.
        crosswalk: What became of its items.
        reader: Reads the codes of the earlier version.
    """
    brought = FormRows({}, form.problems, form.ignored)
    for key, row in form.rows.items():
        own = key.explained() if key.item.startswith(EXPLAIN) else key
        change = crosswalk.changes.get(own.item)
        if change is None or key.item == CONFIRM:
            brought.rows[key] = row
        elif change.successor:
            target = own._replace(item=change.successor)
            brought.rows[target.explaining() if own != key else target] = _with_codes(row, change, reader, form)
        elif not row.is_empty:
            values = {"item": own.item, "reason": change.reason}
            form.ignored.append(Problem("WORKBOOK_ITEM_ENDED", row.place, values))
    return brought


def _with_codes(row: RawRow, change: ItemChange, reader: CellReader, form: FormRows) -> RawRow:
    if not change.codes or row.value is None:
        return row
    written = reader.code("", row.value)
    code = "" if isinstance(written, Unreadable) else written
    if code not in change.codes:
        return row
    successor = change.codes[code]
    if successor:
        return replace(row, value=successor)
    values: Mapping[str, object] = {"code": code, "item": change.item, "successor": change.successor}
    form.problems.append(Problem("WORKBOOK_CODE_ENDED", row.place, values))
    return replace(row, value=None)
