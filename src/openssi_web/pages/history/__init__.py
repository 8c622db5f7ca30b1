"""What became of a cell over time."""
