"""Names of breakdowns, from the code lists."""

from openssi.definitions import Definitions
from openssi.vocabulary.text import Language

LISTS = ("CL_BREAKDOWN", "CL_FUNC", "CL_QUINTILE", "CL_C102PART", "CL_CONV", "CL_BT")
"""The lists that a breakdown may be of; the first that has the code names it."""


def breakdown_name(definitions: Definitions, code: str, language: Language) -> str:
    """Return the name of a breakdown, its code where no list has it."""
    for name in LISTS:
        codes = definitions.codelists.get(name)
        if codes is not None and code in codes:
            return codes[code].name.in_language(language)
    return code
