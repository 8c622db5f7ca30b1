"""One module per wire format."""

from openssi.publish.codebook import CODEBOOK_FORMATS, publish_codebook
from openssi.publish.formats import FORMATS, Format, publish, publish_one_file

__all__ = ["CODEBOOK_FORMATS", "FORMATS", "Format", "publish", "publish_codebook", "publish_one_file"]
