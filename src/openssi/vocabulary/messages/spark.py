"""Messages of computation on Apache Spark."""

from openssi.vocabulary.text import MultilingualText

SPARK: dict[str, MultilingualText] = {}
