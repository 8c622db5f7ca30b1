"""The people of the institutions of a country."""
