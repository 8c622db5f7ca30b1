"""Addresses of the pages: each begins with the language."""

from django.urls import include, path, register_converter

from openssi.vocabulary.text import LANGUAGES
from openssi_web.pages import (
    api_page,
    dataset,
    ends_up,
    front_page,
    metadata,
    method_page,
    methods,
    profiles,
    release_pages,
    search,
    views,
    walk,
    work,
)
from openssi_web.pages.correspondence import views as correspondence
from openssi_web.pages.dashboards import files as dashboard_files
from openssi_web.pages.dashboards import views as dashboards
from openssi_web.pages.monitor import views as monitor
from openssi_web.pages.notebook import views as notebook
from openssi_web.pages.people import views as people


class LanguageConverter:
    """A language of the inquiry in an address."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        """Return the language as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the language as it stands."""
        return value


register_converter(LanguageConverter, "language")

urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("<language:language>", views.with_slash),
    path("<language:language>/", front_page.front_page, name="overview"),
    path("<language:language>/indicators/", views.chosen_indicator, name="chosen-indicator"),
    path("<language:language>/indicators/<slug:indicator>", views.indicator, name="indicator"),
    path("<language:language>/indicators/<slug:indicator>/walk", walk.walk_page, name="walk"),
    path("<language:language>/cell/<str:cell>", ends_up.cell_page, name="cell"),
    path("<language:language>/countries", views.countries, name="countries"),
    path("<language:language>/countries/<slug:area>", profiles.country, name="country"),
    path("<language:language>/countries/<slug:area>/metadata", metadata.of_country, name="country-metadata"),
    path("<language:language>/indicators/<slug:indicator>/metadata", metadata.of_indicator, name="indicator-metadata"),
    path("<language:language>/metadata", metadata.of_dataflow, name="metadata-first"),
    path("<language:language>/metadata/<slug:dataflow>", metadata.of_dataflow, name="metadata"),
    path("<language:language>/compare", dashboards.dashboard_page, {"dashboard": "compare"}, name="compare"),
    path("<language:language>/regions/<slug:group>", profiles.region, name="region"),
    path("<language:language>/dashboards/country", profiles.to_country, name="to-country"),
    path("<language:language>/dashboards/", dashboards.dashboards_page, name="dashboards"),
    path("<language:language>/dashboards/<slug:dashboard>", dashboards.dashboard_page, name="dashboard"),
    path(
        "<language:language>/dashboards/<slug:dashboard>/<slug:figure>.<slug:kind>",
        dashboard_files.figure_file,
        name="dashboard-figure",
    ),
    path("<language:language>/data", views.data, name="data"),
    path("<language:language>/data/<str:dataset>", dataset.dataset_page, name="dataset"),
    path("<language:language>/api", api_page.api_page, name="api"),
    path("<language:language>/releases/", release_pages.releases_page, name="releases"),
    path("<language:language>/releases/<str:release>", release_pages.release_page, name="release"),
    path("<language:language>/releases/<str:before>/<str:after>", release_pages.difference_page, name="difference"),
    path("<language:language>/search", search.search_page, name="search"),
    path("<language:language>/definitions", search.definitions_page, name="definitions"),
    path("<language:language>/methods", methods.methods, name="methods"),
    path("<language:language>/methods/<slug:method>", method_page.method_page, name="method"),
    path("<language:language>/work", work.work_page, name="work"),
    path("<language:language>/rounds", monitor.rounds_page, name="rounds"),
    path("<language:language>/rounds/<int:year>", monitor.monitor_page, name="monitor"),
    path("<language:language>/rounds/<int:year>/countries.<str:kind>", monitor.monitor_file, name="monitor-file"),
    path("<language:language>/people", people.people_page, name="people"),
    path("<language:language>/people/<int:number>", people.person_page, name="person"),
    path("<language:language>/correspondence", correspondence.countries_page, name="correspondence-countries"),
    path("<language:language>/correspondence/<slug:area>", correspondence.log_page, name="correspondence"),
    path(
        "<language:language>/correspondence/<slug:area>/<int:number>/<str:name>",
        correspondence.file_page,
        name="correspondence-file",
    ),
    path("<language:language>/notebook", notebook.notebooks_page, name="notebooks"),
    path("<language:language>/notebook/<slug:area>.docx", notebook.notebook_file, name="notebook-file"),
    path("<language:language>/notebook/<slug:area>", include("openssi_web.pages.notebook.urls")),
    path("<language:language>/round/<slug:area>/<int:year>/", include("openssi_web.pages.round_urls")),
]
