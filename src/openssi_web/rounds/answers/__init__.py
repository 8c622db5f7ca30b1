"""Answers of a submission, cell by cell, and what the rules find in them."""
