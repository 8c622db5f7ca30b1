"""Messages of surveys."""

from openssi.vocabulary.text import MultilingualText

MICRODATA: dict[str, MultilingualText] = {}
