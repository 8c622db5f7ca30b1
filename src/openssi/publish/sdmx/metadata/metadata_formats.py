"""The formats of metadata messages."""

from collections.abc import Mapping
from types import MappingProxyType

from openssi.publish.sdmx.metadata.metadata_json import write_metadata_json
from openssi.publish.sdmx.metadata.metadata_ml import write_metadata_ml
from openssi.publish.sdmx.metadata.metadata_sets import MetadataFormat

_TYPE = "application/vnd.sdmx.metadata"

_FORMATS = (
    MetadataFormat("sdmx-json-2.0", f"{_TYPE}+json;version=2.0.0", "json", write_metadata_json),
    MetadataFormat("sdmx-ml-3.0", f"{_TYPE}+xml;version=3.0.0", "xml", write_metadata_ml),
)

METADATA_FORMATS: Mapping[str, MetadataFormat] = MappingProxyType({each.id: each for each in _FORMATS})
"""Formats by id; the first is sent where none is asked for."""
