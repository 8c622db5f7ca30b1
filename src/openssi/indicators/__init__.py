"""National totals and declared formulas, with their lineage."""
