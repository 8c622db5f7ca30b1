"""What is asked and how it is computed, for people and machines: codebook, rules, indicators, crosswalk."""
