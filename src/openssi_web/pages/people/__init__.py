"""People of a country and their roles."""
