"""Secrets from AWS Secrets Manager, where Databricks has secret scopes."""

from __future__ import annotations

import json
from typing import Any, Optional

__all__ = ["get", "get_bytes"]


def get(scope: str, key: Optional[str] = None) -> str:
    """Returns a secret's text.

    ``get("prod", "password")`` reads the secret ``prod/password``; ``get("some-id")`` reads one by its
    name or ARN. ``some-id#field`` reads one field of a secret that is a JSON object.
    Region and credentials are those of the job. A secret that is not there, or that the job may not
    read, raises the client's own error.
    """
    name, _, field = _secret_id(scope, key).partition("#")
    value = _value(name)
    text = value["SecretString"] if "SecretString" in value else str(value["SecretBinary"], "utf-8")
    return _field(text, name, field) if field else text


def get_bytes(scope: str, key: Optional[str] = None) -> bytes:
    """Returns a secret's bytes: a binary secret as it is, one of text in UTF-8."""
    value = _value(_secret_id(scope, key))
    if "SecretBinary" in value:
        return bytes(value["SecretBinary"])
    return str(value["SecretString"]).encode("utf-8")


def _secret_id(scope: str, key: Optional[str]) -> str:
    return scope if key is None else f"{scope}/{key}"


def _value(secret_id: str) -> Any:
    import boto3

    return boto3.client("secretsmanager").get_secret_value(SecretId=secret_id)


def _field(text: str, name: str, field: str) -> str:
    # Neither message may quote the text: it is the secret.
    try:
        fields = json.loads(text)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise ValueError(f"the secret {name!r} is not a JSON object") from None
    if field not in fields:
        raise KeyError(f"the secret {name!r} has no field {field!r}")
    value = fields[field]
    return value if isinstance(value, str) else json.dumps(value)
