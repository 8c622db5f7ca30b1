"""What the codes of breakdowns mean."""

from collections.abc import Mapping

from openssi.definitions.check_indicators import BREAKDOWN_LISTS
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.text import MultilingualText


def breakdown_name(codelists: Mapping[str, CodeList], code: str) -> MultilingualText:
    """Return the name of a breakdown of indicators, its code where no list names it."""
    lists = (codelists[each] for each in BREAKDOWN_LISTS if each in codelists)
    found = next((each[code].name for each in lists if code in each), None)
    return found or MultilingualText(code, code, code)
