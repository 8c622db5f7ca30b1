"""Messages of the room `run`."""

from openssi.vocabulary.text import MultilingualText

RUN: dict[str, MultilingualText] = {}
