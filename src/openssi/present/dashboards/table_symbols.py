"""Which symbols the table behind a figure holds."""

from openssi.present.dashboards.figures.figure import FigureTable
from openssi.present.symbols_told import ZERO, symbols_told
from openssi.present.words import Words


def table_symbols(table: FigureTable, words: Words) -> tuple[tuple[str, str], ...]:
    """Return the symbols of a table with their meaning, for the line under it."""
    cells = [cell for row in table.rows for cell in row[1:]]
    occurring = {each.mark for each in cells} | {each.text for each in cells if each.value is None}
    if any(each.state == "zero" for each in cells):
        occurring.add(ZERO)
    return symbols_told(words, occurring)
