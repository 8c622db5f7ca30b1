"""What the figures of a page ask of a release, read once."""
