"""Messages of the room `training`."""

from openssi.vocabulary.text import MultilingualText

TRAINING: dict[str, MultilingualText] = {}
