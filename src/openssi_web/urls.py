"""Addresses of the site. They stay: what was published under one is found under it in ten years."""

from django.urls import include, path

handler400 = "openssi_web.pages.errors.bad_request"
handler404 = "openssi_web.pages.errors.not_found"
handler500 = "openssi_web.pages.errors.server_error"

urlpatterns = [
    path("v1/", include("openssi_web.api.urls")),
    path("", include("openssi_web.pages.urls")),
]
