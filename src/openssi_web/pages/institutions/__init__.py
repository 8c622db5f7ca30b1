"""The institutions of a country and who answers for what."""
