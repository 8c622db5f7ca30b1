"""Measures of poverty and inequality, each with its influence function."""
