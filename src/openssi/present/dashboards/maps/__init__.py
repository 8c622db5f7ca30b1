"""Countries on a map, as tiles and as a ranked table."""
