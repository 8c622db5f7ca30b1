"""SDMX: requests, data, structures and reference metadata."""
