"""Expressions as Python functions: what the other compilers are measured by."""
