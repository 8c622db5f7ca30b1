"""The fictional demonstration world."""
