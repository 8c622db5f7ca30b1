"""Addresses of data in the manner of SDMX REST: 1.5 (v1) and 2.x (v2)."""

from django.urls import URLPattern, re_path

from openssi_web.api import sdmx_data

_V1 = r"(?P<flow>[^/]*)(?:/(?P<key>[^/]*))?(?:/(?P<provider>[^/]*))?/?"
_V2 = r"(?P<context>[^/]*)/(?P<agency>[^/]*)/(?P<dataflow>[^/]*)(?:/(?P<version>[^/]*))?(?:/(?P<key>[^/]*))?/?"

V1: list[URLPattern] = [
    re_path(rf"^data/{_V1}\Z", sdmx_data.data_v1, name="sdmx-v1-data"),
    re_path(r"^data(?:/|\Z)", sdmx_data.no_data_v1, name="sdmx-v1-no-data"),
]
V2: list[URLPattern] = [
    re_path(rf"^data/{_V2}\Z", sdmx_data.data_v2, name="sdmx-v2-data"),
    re_path(r"^data(?:/|\Z)", sdmx_data.no_data_v2, name="sdmx-v2-no-data"),
]
