"""Messages of the room `collect`."""

from openssi.vocabulary.messages.collect_published import PUBLISHED_MESSAGES
from openssi.vocabulary.messages.collect_workbook import WORKBOOK_MESSAGES
from openssi.vocabulary.text import MultilingualText

COLLECT: dict[str, MultilingualText] = {**WORKBOOK_MESSAGES, **PUBLISHED_MESSAGES}
