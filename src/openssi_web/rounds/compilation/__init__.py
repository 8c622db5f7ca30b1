"""Values compiled at the desk for a country that does not answer: sources, searches, choices."""
