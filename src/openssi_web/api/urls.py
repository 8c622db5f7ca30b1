"""Permanent addresses of downloads."""

from django.urls import path

from openssi_web.api import differences, views

urlpatterns = [
    path("releases", views.releases, name="v1-releases"),
    path("methods/<slug:family>.md", views.method, name="v1-method"),
    path("releases/<str:before>/differences/<str:after>.<str:kind>", differences.differences, name="v1-differences"),
    path("releases/<str:release>/manifest.json", views.manifest, name="v1-manifest"),
    path("releases/<str:release>/<slug:name>.<str:kind>", views.release_file, name="v1-file"),
    path("releases/<str:release>/indicators/<slug:indicator>.<str:kind>", views.indicator, name="v1-indicator"),
    path("releases/<str:release>/figures/<slug:indicator>/<slug:figure>.<str:kind>", views.figure, name="v1-figure"),
]
