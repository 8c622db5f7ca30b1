"""Letters: what causes one, what it says, and how it is sent."""
