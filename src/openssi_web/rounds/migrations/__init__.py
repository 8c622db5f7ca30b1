"""Migrations of `rounds`."""
