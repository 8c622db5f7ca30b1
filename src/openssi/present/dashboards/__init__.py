"""The dashboards: pages that are declared, made of figures of a kind each."""
