"""Symbols that stand for a value, or beside it, in tables for people."""

MISSING = "…"
NOT_APPLICABLE = "a"
NEGLIGIBLE = "\u2013"
SUPPRESSED = ":u"

LETTERS = {"E": "e", "I": "i", "P": "p", "B": "b", "D": "d", "F": "f", "U": "u"}
"""Letter of an observation status (SDMX CL_OBS_STATUS), after the flags of Eurostat."""
