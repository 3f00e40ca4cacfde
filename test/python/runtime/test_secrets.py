import sys
import types

import pytest

from lakehouse_runtime import secrets


class FakeSecretsManager:
    """Answers like the service's client, from a table of ids."""

    def __init__(self, values):
        self.values = values

    def get_secret_value(self, SecretId):
        return self.values[SecretId]


@pytest.fixture(autouse=True)
def _service(monkeypatch):
    fake = FakeSecretsManager(
        {
            "prod/password": {"SecretString": "s3cret"},
            "json": {"SecretString": '{"user": "ann", "port": 5432}'},
            "binary": {"SecretBinary": b"\xc3\xa9"},
            "raw": {"SecretBinary": b"\xff\x00"},
        }
    )
    boto3 = types.SimpleNamespace(client=lambda service: {"secretsmanager": fake}[service])
    monkeypatch.setitem(sys.modules, "boto3", boto3)


@pytest.mark.parametrize(
    "arguments, value",
    [
        (("prod", "password"), "s3cret"),
        (("prod/password",), "s3cret"),
        (("json#user",), "ann"),
        (("json#port",), "5432"),
        (("binary",), "é"),
    ],
)
def test_reads_a_secret(arguments, value):
    assert secrets.get(*arguments) == value


def test_reads_bytes_as_they_are():
    assert secrets.get_bytes("raw") == b"\xff\x00"
    assert secrets.get_bytes("prod", "password") == b"s3cret"


@pytest.mark.parametrize(
    "arguments, error",
    [(("prod", "password#user"), ValueError), (("json#nope",), KeyError), (("nope",), KeyError)],
)
def test_a_failure_never_quotes_the_secret(arguments, error):
    with pytest.raises(error) as failure:
        secrets.get(*arguments)
    assert "s3cret" not in str(failure.value) and "ann" not in str(failure.value)
    assert failure.value.__cause__ is None
