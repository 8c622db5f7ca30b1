"""Programmes and measures: what exists, since when, and where none is known."""
