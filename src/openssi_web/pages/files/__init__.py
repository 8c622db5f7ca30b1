"""Files that belong to a submission."""
