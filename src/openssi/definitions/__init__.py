"""Reads and checks the definition files."""
