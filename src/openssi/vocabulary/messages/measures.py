"""Messages of measures of poverty and inequality."""

from openssi.vocabulary.text import MultilingualText

MEASURES: dict[str, MultilingualText] = {}
