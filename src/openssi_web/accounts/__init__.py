"""People, their roles, and the countries and schemes that they work on."""
