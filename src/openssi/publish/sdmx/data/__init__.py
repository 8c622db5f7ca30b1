"""Data messages: one writer for each format, from one description of rows."""
