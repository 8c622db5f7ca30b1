"""Rounds of the inquiry: submissions being answered, cell by cell, with everything that was ever entered."""
