"""The formats in which a slice of a dataset is given under its plain address."""

from collections.abc import Mapping
from types import MappingProxyType

from openssi.publish.data_messages import DataFormat
from openssi.publish.plain_formats import PLAIN_FORMATS

JSON = "json"
"""Comes in pages that name their number of rows and the next; the others come whole."""

DATA_FORMATS: Mapping[str, DataFormat] = MappingProxyType({**PLAIN_FORMATS})
FORMAT_NAMES = (JSON, *DATA_FORMATS)
EVEN = ("csv", "ndjson")
"""Formats in which the length of a file grows evenly with its number of observations."""
EXACT = "parquet"
"""The format in which whole datasets lie in a release."""
EXTENSIONS = {JSON: "json", **{name: each.extension for name, each in DATA_FORMATS.items()}}
