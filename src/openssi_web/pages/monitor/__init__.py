"""The round at a glance."""
