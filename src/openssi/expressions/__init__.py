"""The one small language of rules, formulas and eligibility."""
