"""The stages chained, releases, the command line."""
