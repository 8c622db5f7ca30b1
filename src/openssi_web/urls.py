"""Addresses of the site. They stay: what was published under one is found under it in ten years."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

handler400 = "openssi_web.pages.errors.bad_request"
handler404 = "openssi_web.pages.errors.not_found"
handler429 = "openssi_web.pages.account_errors.too_many"
handler500 = "openssi_web.pages.errors.server_error"

urlpatterns = [
    path("v1/", include("openssi_web.api.urls")),
    path("", include("openssi_web.pages.urls")),
    *i18n_patterns(path("", include("openssi_web.pages.account_urls"))),
]
