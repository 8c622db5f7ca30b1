"""Migrations of `accounts`."""
