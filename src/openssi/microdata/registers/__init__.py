"""Registers of several institutions: persons covered, nobody counted twice."""
