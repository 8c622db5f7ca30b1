"""What differs between two releases, as a file that is made while it is sent."""

import csv
import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from openssi.run.releases.diff import CHANGES, COLUMNS, DiffChoice, ReleaseDiff, cells_of
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.api.parameters import query_parameter
from openssi_web.api.plain import address, refuse_unknown
from openssi_web.releases import release_for

PARAMETERS = ("dataflow", "area", "indicator", "change", "lang")
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


class _Line:
    """Gives each line that is written back to who writes it."""

    def write(self, line: str) -> str:
        return line


@address("releases/{str:before}/differences/{str:after}.{str:kind}", "differences", *map(query_parameter, PARAMETERS))
def differences(request: HttpRequest, before: str, after: str, kind: str) -> HttpResponseBase:
    """Return every added, removed and revised observation, with both values and the reason.

    Values are texts with all their digits.
    """
    refuse_unknown(request, PARAMETERS)
    asked = request.GET.get("change", "")
    _one_of("change", asked, ("", *CHANGES))
    _one_of("format", kind, tuple(MEDIA_TYPES))
    choice = DiffChoice(
        dataflow=request.GET.get("dataflow", ""),
        ref_area=request.GET.get("area", "").strip(),
        indicator=request.GET.get("indicator", "").strip(),
        changes=tuple(each for each in CHANGES if asked in {"", each}),
    )
    diff = ReleaseDiff(release_for(request, before), release_for(request, after), choice)
    diff.check()
    content = _as_csv(diff) if kind == "csv" else _as_json(diff)
    response = StreamingHttpResponse(content, content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="openssi-{before}-{after}.{kind}"'
    return response


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        listed = ", ".join(filter(None, allowed))
        raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item=option), value=value, option=option, allowed=listed)


def _as_csv(diff: ReleaseDiff) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow(COLUMNS)
    for row in diff.rows():
        yield writer.writerow(cells_of(row))


def _as_json(diff: ReleaseDiff) -> Iterator[str]:
    head = {"ok": True, "before": diff.before.release.id, "after": diff.after.release.id}
    yield f'{json.dumps(head)[:-1]}, "differences": ['
    for at, row in enumerate(diff.rows()):
        yield f"{',' if at else ''}\n{json.dumps(row, ensure_ascii=False)}"
    yield "]}\n"
