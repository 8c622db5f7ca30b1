"""Countries beside each other."""
