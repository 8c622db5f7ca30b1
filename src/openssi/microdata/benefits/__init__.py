"""Benefits in surveys: coverage, incidence, adequacy, targeting."""
