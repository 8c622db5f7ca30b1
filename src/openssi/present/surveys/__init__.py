"""Drawings of what surveys say: Lorenz curves, incidence by fifths, before and after transfers."""
