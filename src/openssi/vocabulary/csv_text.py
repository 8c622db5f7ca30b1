"""Text that leaves in CSV: what a spreadsheet would take for a formula is made plain text.

Source: OWASP, CSV Injection. An apostrophe in front makes every spreadsheet show the text and calculate nothing.
"""

STARTS = ("=", "+", "-", "@", "\t", "\r")
STARTS_PATTERN = r"^[=+\-@\t\r]"
"""The same for SQL."""

MARK = "'"


def neutralised(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula. Numbers are not to be given: `-5` would become text."""
    return f"{MARK}{text}" if text.startswith(STARTS) else text


def neutralised_cell(cell: object) -> object:
    """Return a cell of a CSV file: a text neutralised, anything else as it is."""
    return neutralised(cell) if isinstance(cell, str) else cell
