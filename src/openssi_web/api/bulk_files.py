"""Whole files in the layout of ILOSTAT, written when they are first asked for and kept while the site runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock

from openssi.publish.ilostat.bulk_files import IlostatEnding, write_compressed, write_rows, write_table
from openssi.publish.ilostat.contents import contents_by_area, contents_by_indicator, dictionary
from openssi.publish.ilostat.datasets import ilostat_datasets
from openssi.publish.ilostat.rows import IlostatRows, ilostat_rows
from openssi.run.site import OpenRelease
from openssi.vocabulary.ilostat import IlostatDataset, LabelType
from openssi.vocabulary.passing_folder import PassingFolder
from openssi.vocabulary.text import Language

_lock = Lock()


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Files by folder and moment of the release and name; they lie outside the workspace, which the site only reads."""

    folder: PassingFolder
    files: dict[tuple[str, str, str], Path] = field(default_factory=dict)
    datasets: dict[tuple[str, str], Mapping[str, IlostatDataset]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _shelf() -> _Shelf:
    return _Shelf(PassingFolder("bulk"))


def datasets_of(held: OpenRelease) -> Mapping[str, IlostatDataset]:
    """Return the datasets of a release in the layout of ILOSTAT; its dataflows are tables from now on."""
    key = (str(held.folder), held.release.created)
    known = _shelf().datasets
    if key not in known:
        held.structures  # noqa: B018 - makes the dataflows tables of the release
        known[key] = ilostat_datasets(held.connection(), held.definitions.ilostat)
    return known[key]


def kept(held: OpenRelease, name: str, write: Callable[[Path], object]) -> Path:
    """Return a file of a release by a name of one's own, written on the first request."""
    key = (str(held.folder), held.release.created, name)
    files = _shelf().files
    if key not in files:
        path = Path(_shelf().folder.name) / f"{len(files)}-{name.replace('/', '-')}"
        write(path)
        files[key] = path
    return files[key]


def dataset_file(
    held: OpenRelease, dataset: IlostatDataset, ending: IlostatEnding, labels: LabelType, language: Language
) -> Path:
    """Return the whole file of a dataset."""
    with _lock:
        return _dataset_file(held, dataset, ending, labels, language)


def _dataset_file(
    held: OpenRelease, dataset: IlostatDataset, ending: IlostatEnding, labels: LabelType, language: Language
) -> Path:
    language = "en" if labels == "code" else language
    rows = ilostat_rows(held.definitions, [dataset], labels=labels, language=language)
    name = f"{labels}-{language}/{dataset.id}.{ending}"
    return kept(held, name, lambda path: write_rows(held.connection(), rows, path, ending))


def rows_file(held: OpenRelease, name: str, rows: IlostatRows, ending: IlostatEnding) -> Path:
    """Return a file of rows that has a name of its own, such as that of a reference area."""
    with _lock:
        return kept(held, f"{name}.{ending}", lambda path: write_rows(held.connection(), rows, path, ending))


def contents_file(held: OpenRelease, segment: str, language: Language, ending: IlostatEnding) -> Path:
    """Return a table of contents, by `indicator` or by `ref_area`."""

    def write(path: Path) -> None:
        datasets = datasets_of(held)
        connection, release = held.connection(), held.release
        if segment == "ref_area":
            table = contents_by_area(connection, release, held.definitions, datasets, language)
        else:
            sizes = {each: path.stat().st_size for each, path in _compressed(held).items()}
            table = contents_by_indicator(connection, release, held.definitions, datasets, language, sizes)
        write_table(table, path, ending)

    with _lock:
        return kept(held, f"toc-{segment}-{language}.{ending}", write)


def _compressed(held: OpenRelease) -> dict[str, Path]:
    """Return the compressed files of codes of all datasets, written together where one is missing."""
    datasets, files, key = datasets_of(held), _shelf().files, (str(held.folder), held.release.created)
    names = {each: f"{_codes(each)}.csv.gz" for each in datasets}
    if any((*key, name) not in files for name in names.values()):
        folder = Path(_shelf().folder.name) / f"{len(files)}-compressed"
        written = write_compressed(held.connection(), held.definitions, tuple(datasets.values()), folder)
        files.update({(*key, names[each]): path for each, path in written.items()})
    return {each: files[*key, name] for each, name in names.items()}


def _codes(dataset: str) -> str:
    return f"code-en/{dataset}"


def dictionary_file(held: OpenRelease, variable: str, language: Language, ending: IlostatEnding) -> Path:
    """Return the names of the codes of a column."""

    def write(path: Path) -> None:
        datasets = tuple(datasets_of(held).values())
        write_table(dictionary(held.connection(), held.definitions, datasets, variable, language), path, ending)

    with _lock:
        return kept(held, f"dic-{variable}-{language}.{ending}", write)


def clear() -> None:
    """Remove the files; they are written anew when they are asked for."""
    if _shelf.cache_info().currsize:
        _shelf().folder.cleanup()
        _shelf.cache_clear()
