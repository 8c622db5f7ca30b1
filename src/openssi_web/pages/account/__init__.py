"""Signing in, the second step, and what people change about themselves."""
