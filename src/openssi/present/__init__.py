"""Sentences, charts, tables and numbers for people."""
