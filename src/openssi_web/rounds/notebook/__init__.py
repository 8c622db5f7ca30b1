"""The compiler's notebook on a country."""
