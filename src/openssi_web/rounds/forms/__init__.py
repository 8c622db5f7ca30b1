"""The form of a submission as it is now, with histories, national totals and changes from year to year."""
