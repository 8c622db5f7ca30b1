"""The layout of ILOSTAT: bulk files, tables of contents and dictionaries."""
