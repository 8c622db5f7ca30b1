"""The log of letters, calls and meetings with a country."""
