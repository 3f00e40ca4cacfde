import sys

import pytest

from lakehouse_runtime import params


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["job.py"])
    monkeypatch.delenv("day", raising=False)
    yield
    params.remove_all()


@pytest.mark.parametrize(
    "arguments, value",
    [
        (["--day", "2024-01-31"], "2024-01-31"),
        (["--day=2024-01-31"], "2024-01-31"),
        (["--day=a=b"], "a=b"),
        (["--day", "-1"], "-1"),
        (["--day", ""], ""),
        (["--day"], ""),
        (["--day", "--other", "x"], ""),
        (["input.csv", "--day", "1", "output.csv"], "1"),
        (["--day", "1", "--day=2"], "2"),
        (["--", "--day", "1"], "default"),
        (["-day", "1"], "default"),
        (["--days", "1"], "default"),
        ([], "default"),
    ],
)
def test_reads_arguments(monkeypatch, arguments, value):
    monkeypatch.setattr(sys, "argv", ["job.py", *arguments])
    assert params.get("day", "default") == value


def test_arguments_come_before_the_environment_and_that_before_defaults(monkeypatch):
    params.define("day", "defined")
    assert params.get("day") == "defined"
    assert params.get("day", "given") == "given"
    monkeypatch.setenv("day", "environment")
    assert params.get("day", "given") == "environment"
    monkeypatch.setattr(sys, "argv", ["job.py", "--day", "argument"])
    assert params.get("day", "given") == "argument"


def test_says_which_parameter_is_missing():
    with pytest.raises(params.ParameterNotFound, match="--day VALUE"):
        params.get("day")


def test_none_is_a_default_like_any_other():
    assert params.get("day", None) is None


def test_lists_what_was_defined_and_handed_in(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["job.py", "--day", "1"])
    params.define("day", "0")
    params.define("zone", "eu")
    assert params.get_all() == {"day": "1", "zone": "eu"}
    params.remove("zone")
    params.remove("zone")
    assert params.get_all() == {"day": "1"}
