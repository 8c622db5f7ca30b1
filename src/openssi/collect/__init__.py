"""Questionnaires and publications to observations."""
