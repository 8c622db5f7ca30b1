"""One module per wire format."""

from openssi.publish.catalogues.codebook import CODEBOOK_FORMATS, publish_codebook
from openssi.publish.catalogues.crosswalk_formats import CROSSWALK_FORMATS, publish_crosswalk
from openssi.publish.catalogues.indicator_formats import INDICATOR_FORMATS, publish_indicators
from openssi.publish.catalogues.rules_formats import RULES_FORMATS, publish_rules
from openssi.publish.formats import FORMATS, Format, publish, publish_one_file

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
