"""What Spark raises, as problems with their remedy."""

import re
import socket
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_CAUSE = re.compile(r"^Caused by: (?:[\w.$]+: )?(.+)$", re.MULTILINE)
_FILE = re.compile(r"(?:file|hdfs|s3a|abfss|gs):/+\S*?([^/\s]+?)[.,]?(?:\s|$)")
_MASTER = re.compile(r"local(\[(\d+|\*)(,\d+)?\])?$|local-cluster\[\d+,\d+,\d+\]$|spark://.|yarn$|k8s://.")
_MOST = 200
_PATIENCE = 5.0
"""Seconds."""

_OF_MEMORY = ("OutOfMemoryError", "spark.driver.maxResultSize", "Java heap space")
_OF_FILES = ("FAILED_READ_FILE", "FileNotFoundException", "CANNOT_READ_FILE_FOOTER", "is not a Parquet file")
_OF_MASTERS = (
    "All masters are unresponsive",
    "stopped SparkContext",
    "SparkContext was shut down",
    "Connection refused",
)


@contextmanager
def told(path: Path | None = None) -> Iterator[None]:
    """Turn what Spark raises while it answers into a problem with a remedy.

    Args:
        path: The file that is being opened.

    Raises:
        FixTheFile: in its place.
    """
    with _turned(lambda said: problem_of(said, path)):
        yield


@contextmanager
def _without_warnings_of_pandas() -> Iterator[None]:
    """Keep silent what PySpark says of every new pandas, of which nothing is used here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


def problem_of(said: str, path: Path | None = None) -> FixTheFile:
    """Return the problem behind what Spark said."""
    opened = Place() if path is None else Place(file=path.name)
    if "PATH_NOT_FOUND" in said:
        return FixTheFile.because("FILE_MISSING", opened)
    if "UNABLE_TO_INFER_SCHEMA" in said:
        return FixTheFile.because("AT_SCALE_FILE", opened)
    if any(each in said for each in _OF_MEMORY):
        return FixTheFile.because("SPARK_MEMORY")
    if any(each in said for each in _OF_FILES):
        named = _FILE.search(said)
        return FixTheFile.because("SPARK_FILE_LOST", Place(file=named[1]) if named else opened)
    return FixTheFile.because("SPARK_STOPPED", problem=_cause(said))


def refuse_master(master: str) -> None:
    """Refuse what names no master, and a standalone master that nobody reaches, for which Spark would look for minutes.

    Raises:
        FixTheFile: saying which.
    """
    if not _MASTER.match(master):
        raise FixTheFile.because("SPARK_MASTER_UNFIT", master=master)
    scheme, _, addresses = master.partition("://")
    if scheme == "spark" and not any(_answers(each) for each in addresses.split(",")):
        raise FixTheFile.because("SPARK_MASTER_SILENT", master=master)


def _answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=_PATIENCE):
            return True
    except (OSError, ValueError):
        return False


@contextmanager
def told_at_start(master: str) -> Iterator[None]:
    """Turn what Spark raises while it starts into a problem with a remedy.

    Raises:
        FixTheFile: in its place.
    """
    with _turned(lambda said: problem_at_start(said, master)):
        yield


@contextmanager
def _turned(problem: Callable[[str], FixTheFile]) -> Iterator[None]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        with _without_warnings_of_pandas():
            yield
    except (PySparkException, Py4JError) as error:
        raise problem(str(error)) from error


def problem_at_start(said: str, master: str) -> FixTheFile:
    """Return the problem that keeps Spark from starting."""
    if any(each in said for each in _OF_MASTERS):
        return FixTheFile.because("SPARK_MASTER_SILENT", master=master)
    return FixTheFile.because("SPARK_NOT_STARTED", problem=_cause(said))


def _cause(said: str) -> str:
    """Return the innermost cause in one line, without its stack and its full stop."""
    causes = _CAUSE.findall(said)
    lines = [each for each in said.splitlines() if each.strip() and not each.startswith(("\t", "An error occurred"))]
    found = causes[-1] if causes else lines[0] if lines else said
    return found.strip(": .")[:_MOST]
