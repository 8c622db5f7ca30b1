"""Addresses of the notebook of one country: the page itself, and the pages on which something is noted."""

from django.urls import path, register_converter

from openssi_web.pages.notebook import record as notebook_record
from openssi_web.pages.notebook import views as notebook


class NumberConverter:
    """The number of a record in an address."""

    regex = "[0-9]{1,15}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the number in digits."""
        return str(value)


register_converter(NumberConverter, "number")
_of = notebook_record.record_page

urlpatterns = [
    path("", notebook.notebook_page, name="notebook"),
    path("/missions/new", _of, {"kind": "mission"}, name="notebook-mission-new"),
    path("/missions/<number:number>", _of, {"kind": "mission"}, name="notebook-mission"),
    path("/missions/<number:parent>/follow-ups/new", _of, {"kind": "follow_up"}, name="notebook-follow-up-new"),
    path("/follow-ups/<number:number>", _of, {"kind": "follow_up"}, name="notebook-follow-up"),
    path("/projects/new", _of, {"kind": "project"}, name="notebook-project-new"),
    path("/projects/<number:number>", _of, {"kind": "project"}, name="notebook-project"),
    path("/projects/<number:parent>/milestones/new", _of, {"kind": "milestone"}, name="notebook-milestone-new"),
    path("/milestones/<number:number>", _of, {"kind": "milestone"}, name="notebook-milestone"),
]
