"""What was found at the desk, and where."""
