"""Surveys: what commands and Python are given of them."""
