"""Messages of the room `validate`."""

from openssi.vocabulary.text import MultilingualText

VALIDATE: dict[str, MultilingualText] = {}
