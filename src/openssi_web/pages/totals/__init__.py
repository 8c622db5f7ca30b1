"""National totals without double counting."""
