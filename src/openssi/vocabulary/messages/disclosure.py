"""Messages of disclosure control."""

from openssi.vocabulary.text import MultilingualText

DISCLOSURE: dict[str, MultilingualText] = {}
