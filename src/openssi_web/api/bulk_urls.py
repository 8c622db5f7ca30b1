"""Addresses of bulk files in the layout of ILOSTAT, with and without a slash where ILOSTAT has either."""

from django.urls import URLPattern, re_path

from openssi.publish.ilostat.bulk_files import ENDINGS
from openssi_web.api import bulk

_ENDING = "|".join(each.replace(".", r"\.") for each in ENDINGS)
_NAME = r"[A-Za-z0-9_@$.-]+?"
_SEGMENT = "|".join(bulk.SEGMENTS)
_LANGUAGE = "[a-z]{2}"
_FILES = "(?:files/)?"

urlpatterns: list[URLPattern] = [
    re_path(
        rf"^{_FILES}(?P<segment>{_SEGMENT})/table_of_contents_(?P<language>{_LANGUAGE})\.(?P<ending>{_ENDING})$",
        bulk.contents,
        name="bulk-contents-in-folder",
    ),
    re_path(
        rf"^table_of_contents_(?P<segment>{_SEGMENT})_(?P<language>{_LANGUAGE})\.(?P<ending>{_ENDING})$",
        bulk.contents,
        name="bulk-contents",
    ),
    re_path(rf"^{_FILES}indicator/(?P<name>{_NAME})\.(?P<ending>{_ENDING})$", bulk.dataset, name="bulk-indicator"),
    re_path(rf"^{_FILES}ref_area/(?P<name>{_NAME})\.(?P<ending>{_ENDING})$", bulk.area, name="bulk-area"),
    re_path(
        rf"^{_FILES}dic/(?P<variable>[a-z0-9_]+)_(?P<language>{_LANGUAGE})\.(?P<ending>{_ENDING})$",
        bulk.names,
        name="bulk-names",
    ),
    re_path(rf"^data/(?P<segment>{_SEGMENT})/?$", bulk.asked, name="bulk-asked"),
    re_path(rf"^metadata/toc/(?P<segment>{_SEGMENT})/?$", bulk.contents_asked, name="bulk-contents-asked"),
    re_path(r"^metadata/dic/?$", bulk.names_asked, name="bulk-names-asked"),
]
