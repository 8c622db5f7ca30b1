"""Submissions of countries: their records, their cells and their parts."""
