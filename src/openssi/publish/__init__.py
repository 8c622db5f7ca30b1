"""One module per wire format."""

from openssi.publish.formats import FORMATS, Format, publish, publish_one_file

__all__ = ["FORMATS", "Format", "publish", "publish_one_file"]
