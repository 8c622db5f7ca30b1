"""Expressions as formulas of Excel."""
