"""Releases: made, opened, compared, described."""
