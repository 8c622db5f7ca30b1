"""Messages of registers."""

from openssi.vocabulary.text import MultilingualText

REGISTERS: dict[str, MultilingualText] = {}
