"""Queries of the compiler, and what the country did about them."""
