"""Expressions as text of VTL 2.1."""
