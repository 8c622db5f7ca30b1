"""Addresses of structures in the manner of SDMX REST: 1.5 (v1) and 2.x (v2)."""

from django.urls import URLPattern, re_path

from openssi_web.api import sdmx_availability, sdmx_structure

_PARTS = r"(?:/(?P<parts>.*?))?/?"
_OTHERS = r"(?:data|metadata)(?:/|\Z)"
"""First words of addresses that are not of structures."""

_V1 = r"(?P<flow>[^/]*)(?:/(?P<key>[^/]*))?(?:/(?P<provider>[^/]*))?(?:/(?P<component>[^/]*))?/?"
_V2 = (
    r"(?P<context>[^/]*)/(?P<agency>[^/]*)/(?P<dataflow>[^/]*)"
    r"(?:/(?P<version>[^/]*))?(?:/(?P<key>[^/]*))?(?:/(?P<component>[^/]*))?/?"
)

V1: list[URLPattern] = [
    re_path(rf"^availableconstraint/{_V1}\Z", sdmx_availability.available_v1, name="sdmx-v1-availability"),
    re_path(
        rf"^(?!{_OTHERS}|availableconstraint)(?P<kind>[A-Za-z]+){_PARTS}\Z",
        sdmx_structure.structures_v1,
        name="sdmx-v1-structure",
    ),
    re_path(rf"^(?!{_OTHERS})", sdmx_structure.no_structure_v1, name="sdmx-v1-no-structure"),
]
V2: list[URLPattern] = [
    re_path(rf"^availability/{_V2}\Z", sdmx_availability.available_v2, name="sdmx-v2-availability"),
    re_path(rf"^schema/(?P<context>[^/]+){_PARTS}\Z", sdmx_structure.schema, name="sdmx-v2-schema"),
    re_path(r"^structure/?\Z", sdmx_structure.structures_v2, name="sdmx-v2-structures"),
    re_path(rf"^structure/(?P<kind>[^/]+){_PARTS}\Z", sdmx_structure.structures_v2, name="sdmx-v2-structure"),
    re_path(rf"^(?!{_OTHERS})", sdmx_structure.no_structure_v2, name="sdmx-v2-no-structure"),
]
