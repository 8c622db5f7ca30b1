"""Letters that went out, and those that did not arrive."""
