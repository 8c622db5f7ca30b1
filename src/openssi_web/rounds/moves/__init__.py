"""Transitions of submissions: their conditions, who may make them, and the clocks that make them."""
