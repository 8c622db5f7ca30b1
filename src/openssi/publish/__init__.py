"""One module per wire format."""

from openssi.publish.codebook import CODEBOOK_FORMATS, publish_codebook
from openssi.publish.crosswalk_formats import CROSSWALK_FORMATS, publish_crosswalk
from openssi.publish.formats import FORMATS, Format, publish, publish_one_file
from openssi.publish.indicator_formats import INDICATOR_FORMATS, publish_indicators
from openssi.publish.rules_formats import RULES_FORMATS, publish_rules

__all__ = [
    "CODEBOOK_FORMATS",
    "CROSSWALK_FORMATS",
    "FORMATS",
    "INDICATOR_FORMATS",
    "RULES_FORMATS",
    "Format",
    "publish",
    "publish_codebook",
    "publish_crosswalk",
    "publish_indicators",
    "publish_one_file",
    "publish_rules",
]
