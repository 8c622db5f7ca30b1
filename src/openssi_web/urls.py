"""Addresses of the site. They stay: what was published under one is found under it in ten years."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from openssi_web.api import sdmx_data_urls, sdmx_metadata_urls, sdmx_structure_urls

handler400 = "openssi_web.pages.errors.bad_request"
handler404 = "openssi_web.pages.errors.not_found"
handler429 = "openssi_web.pages.account.errors.too_many"
handler500 = "openssi_web.pages.errors.server_error"

urlpatterns = [
    path("v1/", include("openssi_web.api.urls")),
    path("sdmx/v1/", include([*sdmx_structure_urls.V1, *sdmx_data_urls.V1])),
    path("sdmx/v2/", include([*sdmx_metadata_urls.V2, *sdmx_structure_urls.V2, *sdmx_data_urls.V2])),
    path("bulk/", include("openssi_web.api.bulk_urls")),
    path("", include("openssi_web.pages.urls")),
    *i18n_patterns(path("", include("openssi_web.pages.account.urls"))),
]
