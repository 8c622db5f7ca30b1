"""The stages chained, releases, the command line: the only room that knows all the others."""
