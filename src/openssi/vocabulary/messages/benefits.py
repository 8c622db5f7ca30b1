"""Messages of benefits in surveys."""

from openssi.vocabulary.text import MultilingualText

BENEFITS: dict[str, MultilingualText] = {}
