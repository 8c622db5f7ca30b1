"""One country or group of countries: its profile, its heat map, the quality of its data."""
