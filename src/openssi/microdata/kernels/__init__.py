"""Compiled passes over large files: estimates and errors without a sort."""
