"""Registers of several institutions: persons covered, nobody counted twice."""

from openssi.microdata.registers.extract import Extract, MatchReport, read_extract
from openssi.microdata.registers.hashing import Register, hash_register
from openssi.microdata.registers.keys import new_key, read_key
from openssi.microdata.registers.overlap import Overlap, overlap_of
from openssi.microdata.registers.rule_reading import read_rule
from openssi.microdata.registers.tables import CountRow, CountTable, covered, estimates, pairs, patterns

__all__ = [
    "CountRow",
    "CountTable",
    "Extract",
    "MatchReport",
    "Overlap",
    "Register",
    "covered",
    "estimates",
    "hash_register",
    "new_key",
    "overlap_of",
    "pairs",
    "patterns",
    "read_extract",
    "read_key",
    "read_rule",
]
