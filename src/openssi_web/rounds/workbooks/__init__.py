"""Workbooks of a submission: written, uploaded, compared and merged."""
