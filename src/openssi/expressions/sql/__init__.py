"""Expressions as SQL over all units at once."""
