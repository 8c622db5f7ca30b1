"""The days of a round, its state on a day, and the cycles of its queries."""
