"""Workspaces, observations and releases in Parquet."""
