"""What was said between a country and those who look after it."""
