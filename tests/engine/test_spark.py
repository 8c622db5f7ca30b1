"""What is said where Spark cannot start, and what becomes of SQL."""

import pytest

from openssi.engine import as_spark_sql, spark, spark_queries
from openssi.vocabulary.errors import FixTheFile


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _: None)
    with pytest.raises(FixTheFile, match=r"pyspark is not installed.*\[SPARK_NOT_INSTALLED\]"), spark_queries():
        pass


def test_without_java_its_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _: object())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FixTheFile, match=r"Java 17.*\[SPARK_NO_JAVA\]"), spark_queries():
        pass


def test_names_and_parameters_are_those_of_spark() -> None:
    assert as_spark_sql('SELECT "a b" FROM t WHERE y < $line') == "SELECT `a b` FROM t WHERE y < :line"
