"""Dashboards, their figures one by one, and the pages that are kept."""
