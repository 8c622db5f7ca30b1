"""Outlines of countries: decoded, projected, simplified and kept as one small file."""
