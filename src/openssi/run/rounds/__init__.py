"""The round at a glance, as figures."""
