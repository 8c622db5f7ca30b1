"""Bulk files in the layout of ILOSTAT, under its own paths: `indicator/<id>.csv.gz`, `data/indicator/?id=`, `dic/`.

A script that reads ILOSTAT changes only the part of the address before these paths. Parameters of our own are `release`
and `as_of`, by which a script reads the same figures for ever.
"""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import IO, Concatenate, ParamSpec, TypeVar, get_args

from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse

from openssi.publish.ilostat.bulk_files import ENDINGS, MEDIA_TYPES, IlostatEnding, write_rows
from openssi.publish.ilostat.contents import DICTIONARIES
from openssi.publish.ilostat.datasets import dataset_named, nearest
from openssi.publish.ilostat.rows import NO_FILTERS, IlostatFilters, IlostatRows, has_rows, ilostat_rows
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile, OpenSSIError
from openssi.vocabulary.ilostat import IlostatDataset, LabelType
from openssi.vocabulary.observation import Place
from openssi.vocabulary.passing_folder import PassingFolder
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.api import bulk_files
from openssi_web.conditional import tag_of, unchanged, with_validators
from openssi_web.refusals import STATUS, kind_of
from openssi_web.releases import release_for

LABEL_TYPES: tuple[LabelType, ...] = get_args(LabelType)
OF_A_RELEASE = ("release", "as_of")
OF_A_FILE = ("type", "lang", *OF_A_RELEASE)
LISTS = ("ref_area", "sex", "classif1", "source", "time")
OF_A_QUERY = ("id", "format", *OF_A_FILE, *LISTS, "timefrom", "timeto", "latestyear", "best_source")
SEGMENTS = ("indicator", "ref_area")

NOT_FOUND = frozenset({"ILOSTAT_ID_UNKNOWN", "ILOSTAT_AREA_UNKNOWN", "ILOSTAT_NO_ROWS"})

Arguments = ParamSpec("Arguments")
Word = TypeVar("Word", bound=str)
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def _answered(view: View[Arguments]) -> View[Arguments]:
    """Answer a problem as ILOSTAT's service does: JSON with `error`; code and remedy beside it."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Arguments.args, **named: Arguments.kwargs) -> HttpResponseBase:
        try:
            return view(request, *arguments, **named)
        except OpenSSIError as error:
            return _refused(request, error)

    return answered  # type: ignore[return-value]  # the names of the parameters are kept


def _refused(request: HttpRequest, error: OpenSSIError) -> JsonResponse:
    language = as_language(request.GET.get("lang", "en"))
    problem = error.problems[0]
    status = 404 if problem.code in NOT_FOUND else STATUS[kind_of(error)]
    said = {"error": problem.message(language), "code": problem.code}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


@_answered
def dataset(request: HttpRequest, name: str, ending: IlostatEnding) -> HttpResponseBase:
    """Return the whole file of an indicator."""
    held = _held(request, OF_A_FILE)
    found = dataset_named(bulk_files.datasets_of(held), name)
    labels, language = _labels(request), _language(request)
    return _whole(
        request, held, lambda: bulk_files.dataset_file(held, found, ending, labels, language), f"{found.id}.{ending}"
    )


@_answered
def area(request: HttpRequest, name: str, ending: IlostatEnding) -> HttpResponseBase:
    """Return everything of a country or group of countries."""
    held = _held(request, OF_A_FILE)
    labels, language = _labels(request), _language(request)

    def write() -> Path:
        rows = _rows_of_area(held, name, labels, language)
        return bulk_files.rows_file(held, f"{labels}-{language}/{name}", rows, ending)

    return _whole(request, held, write, f"{name}.{ending}")


def _rows_of_area(held: OpenRelease, name: str, labels: LabelType, language: Language) -> IlostatRows:
    wanted = name.strip().upper().removesuffix(f"_{held.definitions.ilostat.frequency}")
    datasets = tuple(bulk_files.datasets_of(held).values())
    filters = IlostatFilters(ref_area=(wanted,))
    rows = ilostat_rows(held.definitions, datasets, labels=labels, language=language, filters=filters)
    if not has_rows(held.connection(), rows):
        known = held.connection().rows("SELECT area FROM areas UNION SELECT group_code FROM groups ORDER BY area")
        near = nearest([each["area"] for each in known], wanted)
        raise FixTheFile.because("ILOSTAT_AREA_UNKNOWN", Place(item="id"), area=name, known=", ".join(near))
    return rows


@_answered
def contents(request: HttpRequest, segment: str, language: str, ending: IlostatEnding) -> HttpResponseBase:
    """Return a table of contents."""
    held = _held(request, OF_A_RELEASE)
    spoken = as_language(_one_of("lang", language, LANGUAGES))
    file = f"table_of_contents_{segment}_{spoken}.{ending}"
    return _whole(request, held, lambda: bulk_files.contents_file(held, segment, spoken, ending), file)


@_answered
def contents_asked(request: HttpRequest, segment: str) -> HttpResponseBase:
    """Return a table of contents, in the manner of ILOSTAT's service."""
    held = _held(request, ("lang", "format", *OF_A_RELEASE))
    language, ending = _language(request), _ending(request)
    file = f"table_of_contents_{segment}_{language}.{ending}"
    return _whole(request, held, lambda: bulk_files.contents_file(held, segment, language, ending), file)


@_answered
def names(request: HttpRequest, variable: str, language: str, ending: IlostatEnding) -> HttpResponseBase:
    """Return the names of the codes of a column."""
    held = _held(request, OF_A_RELEASE)
    wanted = _one_of("dic", variable, DICTIONARIES)
    spoken = as_language(_one_of("lang", language, LANGUAGES))
    file = f"{wanted}_{spoken}.{ending}"
    return _whole(request, held, lambda: bulk_files.dictionary_file(held, wanted, spoken, ending), file)


@_answered
def names_asked(request: HttpRequest) -> HttpResponseBase:
    """Return the names of the codes of a column, in the manner of ILOSTAT's service."""
    held = _held(request, ("var", "lang", "format", *OF_A_RELEASE))
    wanted = _one_of("var", request.GET.get("var", ""), DICTIONARIES)
    language, ending = _language(request), _ending(request)
    file = f"{wanted}_{language}.{ending}"
    return _whole(request, held, lambda: bulk_files.dictionary_file(held, wanted, language, ending), file)


@_answered
def asked(request: HttpRequest, segment: str) -> HttpResponseBase:
    """Return datasets, or a part of them, in the manner of ILOSTAT's service."""
    own = ("indicator",) if segment == "ref_area" else ()
    held = _held(request, (*OF_A_QUERY, *own))
    found, filters = _asked_datasets(request, held, segment), _filters(request, segment, held)
    labels, language, ending = _labels(request), _language(request), _ending(request)
    file = f"{'-'.join(each.id for each in found[:3])}.{ending}"
    if len(found) == 1 and filters == NO_FILTERS:
        return _whole(request, held, lambda: bulk_files.dataset_file(held, found[0], ending, labels, language), file)
    tag = tag_of(request, held.release, ending, labels, language)
    answer: HttpResponseBase | None = unchanged(request, held.release, tag)
    if answer is None:
        rows = ilostat_rows(held.definitions, found, labels=labels, language=language, filters=filters)
        _some(held, rows, [each.id for each in found], request.GET.urlencode())
        answer = _sent_once(held, rows, ending, file)
    return with_validators(answer, held.release, tag, is_permanent=_is_permanent(request))


def _asked_datasets(request: HttpRequest, held: OpenRelease, segment: str) -> Sequence[IlostatDataset]:
    known = bulk_files.datasets_of(held)
    listed = _listed(request, "id" if segment == "indicator" else "indicator")
    if segment == "ref_area" and not listed:
        return tuple(known.values())
    return [dataset_named(known, each) for each in listed or [""]]


def _filters(request: HttpRequest, segment: str, held: OpenRelease) -> IlostatFilters:
    lists = {each: _listed(request, each) for each in LISTS}
    if segment == "ref_area":
        ending = f"_{held.definitions.ilostat.frequency}"
        lists["ref_area"] = tuple(each.upper().removesuffix(ending) for each in _listed(request, "id"))
    return IlostatFilters(
        ref_area=lists["ref_area"],
        sex=lists["sex"],
        classif1=lists["classif1"],
        source=lists["source"],
        time=tuple(_year("time", each) for each in lists["time"]),
        first=_one_year(request, "timefrom"),
        last=_one_year(request, "timeto"),
        latest_only=request.GET.get("latestyear", "").upper() == "TRUE",
    )


def _listed(request: HttpRequest, name: str) -> tuple[str, ...]:
    """Return the codes of a parameter, joined by `+` (a space, once decoded) or by commas."""
    joined = " ".join(request.GET.getlist(name)).replace("+", " ").replace(",", " ")
    return tuple(joined.split())


def _one_year(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "").strip()
    return _year(name, value) if value else None


def _year(name: str, value: str) -> int:
    if not (len(value) == 4 and value.isascii() and value.isdigit()):
        raise FixTheFile.because("ILOSTAT_YEAR_NOT_READ", Place(item=name), name=name, value=value)
    return int(value)


def _some(held: OpenRelease, rows: IlostatRows, ids: Sequence[str], filters: str) -> None:
    """Refuse a question that nothing answers: an empty file would look like missing data."""
    if not has_rows(held.connection(), rows):
        raise FixTheFile.because("ILOSTAT_NO_ROWS", Place(), ids=", ".join(ids[:3]), filters=filters)


def _held(request: HttpRequest, known: Sequence[str]) -> OpenRelease:
    for name in request.GET:
        if name not in known:
            listed = ", ".join(known)
            raise FixTheFile.because("ILOSTAT_PARAMETER_NOT_KNOWN", Place(item=name), name=name, known=listed)
    return release_for(request, request.GET.get("release") or None, request.GET.get("as_of") or None)


def _is_permanent(request: HttpRequest) -> bool:
    return bool(request.GET.get("release"))


def _labels(request: HttpRequest) -> LabelType:
    return _one_of("type", request.GET.get("type") or "code", LABEL_TYPES)


def _language(request: HttpRequest) -> Language:
    return _one_of("lang", request.GET.get("lang") or "en", LANGUAGES)


def _ending(request: HttpRequest) -> IlostatEnding:
    return _one_of("format", (request.GET.get("format") or ".csv").removeprefix("."), ENDINGS)


def _one_of(option: str, value: str, allowed: tuple[Word, ...]) -> Word:
    found = next((each for each in allowed if each == value), None)
    if found is None:
        listed = ", ".join(allowed)
        raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item=option), value=value, option=option, allowed=listed)
    return found


def _sent_once(held: OpenRelease, rows: IlostatRows, ending: IlostatEnding, file: str) -> FileResponse:
    """Write what was asked for and send it; nothing is left of the file when it is sent."""
    with PassingFolder("asked") as folder:
        path = write_rows(held.connection(), rows, folder / f"rows.{ending}", ending)
        stream = tempfile.TemporaryFile(prefix="openssi-asked-")  # noqa: SIM115 - the response closes it
        with path.open("rb") as written:
            shutil.copyfileobj(written, stream)
        size = stream.tell()
        stream.seek(0)
    return _response(stream, size, ending, file)


def _whole(request: HttpRequest, held: OpenRelease, write: Callable[[], Path], file: str) -> HttpResponseBase:
    """Send a file that is kept, or say that the reader has it."""
    tag = tag_of(request, held.release, file)
    answer: HttpResponseBase | None = unchanged(request, held.release, tag)
    if answer is None:
        path = write()
        ending = next(each for each in ENDINGS if file.endswith(f".{each}"))
        answer = _response(path.open("rb"), path.stat().st_size, ending, file)
    return with_validators(answer, held.release, tag, is_permanent=_is_permanent(request))


def _response(stream: IO[bytes], size: int, ending: IlostatEnding, file: str) -> FileResponse:
    response = FileResponse(stream, content_type=MEDIA_TYPES[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    response.headers["Content-Length"] = str(size)
    return response
