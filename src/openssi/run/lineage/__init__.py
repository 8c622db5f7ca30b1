"""Where a figure comes from, and where a cell ends up."""
