"""Reference metadata as messages of SDMX."""
