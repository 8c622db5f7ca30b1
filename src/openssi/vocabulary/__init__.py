"""The nouns of the inquiry as frozen values, and the catalogue of messages.

Names follow SDMX where SDMX has the noun, and the social security inquiry where it has not. Nothing here opens a
file, a database or a page.
"""
