"""The drawings of dashboards: marks at places in units, made of values and words alone."""
