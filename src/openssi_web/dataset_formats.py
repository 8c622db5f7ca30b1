"""The formats in which a slice of a dataset is given under its plain address."""

from collections.abc import Mapping
from types import MappingProxyType

from openssi.publish.datasets.dataset_files import DATASETS, DatasetKind
from openssi.publish.sdmx.data.data_messages import DataFormat
from openssi.publish.sdmx.data.plain_formats import PLAIN_FORMATS

JSON = "json"
"""Comes in pages that name their number of rows and the next; the others come whole."""

DATA_FORMATS: Mapping[str, DataFormat] = MappingProxyType({**PLAIN_FORMATS})
FILES: Mapping[str, DatasetKind] = MappingProxyType({each.extension: each for each in DATASETS.values()})
"""Formats of statistical packages, which are written as a whole before they are sent."""

FORMAT_NAMES = (JSON, *DATA_FORMATS, *FILES)
EVEN = ("csv", "ndjson")
"""Formats in which the length of a file grows evenly with its number of observations."""
EXACT = "parquet"
"""The format in which whole datasets lie in a release."""
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        JSON: "application/json; charset=utf-8",
        **{name: each.media_type for name, each in DATA_FORMATS.items()},
        **{name: each.media_type for name, each in FILES.items()},
    }
)
EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {JSON: JSON, **{name: each.extension for name, each in DATA_FORMATS.items()}, **{name: name for name in FILES}}
)
