"""What is said where Spark cannot start, and what becomes of SQL."""

import pytest

from openssi.engine import as_spark_sql, spark, spark_queries
from openssi.engine.spark_errors import problem_at_start, problem_of, refuse_master
from openssi.vocabulary.errors import FixTheFile


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _: None)
    with pytest.raises(FixTheFile, match=r"pyspark is not installed.*\[SPARK_NOT_INSTALLED\]"), spark_queries():
        pass


def test_without_java_its_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _: object())
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(FixTheFile, match=r"Java 17.*\[SPARK_NO_JAVA\]"), spark_queries():
        pass


def test_names_and_parameters_are_those_of_spark() -> None:
    assert as_spark_sql('SELECT "a b" FROM t WHERE y < $line') == "SELECT `a b` FROM t WHERE y < :line"


def test_what_names_no_master_is_answered_with_those_that_do() -> None:
    for wrong in ("foo", "local[x]", "spark:", ""):
        with pytest.raises(FixTheFile, match=r"local\[2\].*\[SPARK_MASTER_UNFIT\]"):
            refuse_master(wrong)
    for right in ("local", "local[2]", "local[*]", "local[2,3]", "yarn", "k8s://https://host:443"):
        refuse_master(right)


def test_a_master_that_nobody_reaches_is_told_at_once() -> None:
    with pytest.raises(FixTheFile, match=r"spark://127\.0\.0\.1:9.*\[SPARK_MASTER_SILENT\]"):
        refuse_master("spark://127.0.0.1:9")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("[PATH_NOT_FOUND] Path does not exist: file:/a.parquet. SQLSTATE: 42K03", "FILE_MISSING"),
        ("[UNABLE_TO_INFER_SCHEMA] Unable to infer schema for Parquet.", "AT_SCALE_FILE"),
        ("java.lang.OutOfMemoryError: Java heap space", "SPARK_MEMORY"),
        ("Total size of results is bigger than spark.driver.maxResultSize (1024.0 MiB)", "SPARK_MEMORY"),
        ("[FAILED_READ_FILE.FILE_NOT_EXIST] Error reading file file:/d/p1.parquet. Fi", "SPARK_FILE_LOST"),
        ("An error occurred\nCaused by: a.B: the disk is full", "SPARK_STOPPED"),
    ],
)  # fmt: skip
def test_what_spark_says_becomes_a_problem_with_its_remedy(said: str, code: str) -> None:
    assert problem_of(said).problems[0].code == code


def test_the_file_that_was_lost_and_the_innermost_cause_are_named() -> None:
    lost = "[FAILED_READ_FILE.FILE_NOT_EXIST] Encountered error while reading file file:/d/p1.parquet. File is gone"
    assert "p1.parquet" in str(problem_of(lost))
    stopped = problem_of(
        "Job aborted\n\tat org.apache\nCaused by: x.Y: first\nCaused by: a.B: the disk is full.\n\tat z"
    )
    assert "an answer: the disk is full. Please" in str(stopped)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Cannot call methods on a stopped SparkContext.", "SPARK_MASTER_SILENT"),
        ("[JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number.", "SPARK_NOT_STARTED"),
    ],
)
def test_what_spark_says_at_its_start_becomes_a_problem_with_its_remedy(said: str, code: str) -> None:
    assert problem_at_start(said, "spark://host:7077").problems[0].code == code
