"""One dataset as a file of a statistical package or a spreadsheet."""
