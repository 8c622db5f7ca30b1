"""Addresses of reference metadata in the manner of SDMX REST 2.x; they stand before those of structures."""

from django.urls import URLPattern, re_path

from openssi_web.api import sdmx_metadata

_ARTEFACT = r"(?:/(?P<agency>[^/]+))?(?:/(?P<identity>[^/]+))?(?:/(?P<version>[^/]+))?"

V2: list[URLPattern] = [
    re_path(
        rf"^metadata/structure/(?P<kind>[^/]+){_ARTEFACT}/?\Z", sdmx_metadata.of_structure, name="sdmx-v2-metadata-of"
    ),
    re_path(
        rf"^metadata/metadataflow{_ARTEFACT}(?:/(?P<provider>[^/]+))?/?\Z",
        sdmx_metadata.of_flow,
        name="sdmx-v2-metadata-flow",
    ),
    re_path(
        r"^metadata/metadataset/(?P<provider>[^/]+)/(?P<identity>[^/]+)(?:/(?P<version>[^/]+))?/?\Z",
        sdmx_metadata.of_set,
        name="sdmx-v2-metadata-set",
    ),
    re_path(r"^metadata(?:/|\Z)", sdmx_metadata.nothing, name="sdmx-v2-no-metadata"),
    re_path(
        rf"^structure/(?P<kind>metadatastructure|metadataflow){_ARTEFACT}/?\Z",
        sdmx_metadata.structures,
        name="sdmx-v2-metadata-structure",
    ),
]
