"""Who may know a figure before it is published."""
