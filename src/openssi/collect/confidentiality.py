"""How the confidentiality of a single cell is typed: a code of CL_CONF_STATUS, an embargo with its day."""

import re

from openssi.collect.workbook_cells import CellReader, Unreadable, read_date
from openssi.vocabulary.confidentiality import CODES, EMBARGOED, SET_BY_THE_COMPILER

_WITH_DAY = re.compile(r"(.*?)[\s:,;]*(\d{4}-\d{1,2}-\d{1,2})\s*")


def read_confidentiality(reader: CellReader, text: str) -> tuple[str, str] | Unreadable:
    """Return status and day of an embargo, both empty where nothing was typed, or why they cannot be read.

    Args:
        reader: Knows the codes.
        text: `C`, `E 2025-09-30`, or the code with its label.
    """
    if not text:
        return "", ""
    match = _WITH_DAY.fullmatch(text)
    typed, day = (match[1], match[2]) if match else (text, "")
    code = reader.code(CODES, typed)
    date = read_date(day) if day else ""
    for each in (code, date):
        if isinstance(each, Unreadable):
            return each
    found, until = str(code), str(date)
    if found == EMBARGOED and not until:
        return Unreadable("CONF_EMBARGO_WITHOUT_DAY", {"status": found})
    if found != EMBARGOED and until:
        return Unreadable("CONF_DAY_WITHOUT_EMBARGO", {"status": found, "day": until})
    if found in SET_BY_THE_COMPILER:
        return Unreadable("CONF_STATUS_OF_COMPILER", {"status": found})
    return found, until


def written(status: str, embargo: str) -> str:
    """Return status and day as they are typed."""
    return f"{status} {embargo}" if embargo else status
