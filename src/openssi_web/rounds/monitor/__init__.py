"""How the submissions of a round stand, country by country."""
