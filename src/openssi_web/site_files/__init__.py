"""The public pages of a release as files that any web server, or a folder on a stick, can give."""
