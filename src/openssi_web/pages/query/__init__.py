"""Queries between reviewers and a country."""
