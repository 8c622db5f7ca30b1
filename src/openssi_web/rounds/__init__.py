"""Rounds of the inquiry: submissions being answered, cell by cell, with everything that was ever entered.

Each room keeps one subject: its records (`models.py`), what is read of them, and the actions on them. `actions.py`
names every action and `models.py` every record; the rooms ask each other in the order that `pyproject.toml` states.
"""
