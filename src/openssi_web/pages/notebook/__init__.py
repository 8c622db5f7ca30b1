"""The notebook of a country."""
