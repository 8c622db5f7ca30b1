"""What people ask to be done to a submission: whether they may, what becomes of it, how it is written."""
