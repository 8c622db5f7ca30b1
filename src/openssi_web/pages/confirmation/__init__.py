"""National totals and figures that a country confirms or objects to before they are published."""
