"""Fills the REST catalogs of ``RestCatalogs.java``: ``seed_rest.py ENDPOINT NAME…``; all hold the same."""

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests
from contents import HOSTILE, create_empty, create_orders
from pyiceberg.catalog import load_catalog
from serving import use_test_credentials

_SEPARATOR = "%1F"


def main() -> None:
    use_test_credentials()
    endpoint, *names = sys.argv[1:]
    for name in names:
        _fill(f"{endpoint}/{name}")


def _fill(uri: str) -> None:
    catalog = load_catalog("rest", type="rest", uri=uri)
    catalog.create_namespace("sales", {"comment": "What is sold", "owner": "sales"})
    catalog.create_namespace(("sales", "eu"))
    catalog.create_namespace("scratch")
    create_orders(catalog, ("sales", "orders"))
    create_empty(catalog, ("sales", HOSTILE))
    create_empty(catalog, ("sales", "eu", "returns"))
    _create_view(uri, "big_orders", "SELECT id FROM sales.orders WHERE id > 3")
    broken = create_empty(catalog, ("sales", "broken"))
    # One that can not be parsed, the server would read again for a minute and a half.
    Path(unquote(urlsplit(broken.metadata_location).path)).unlink()


def _create_view(uri: str, name: str, sql: str) -> None:
    """PyIceberg writes no views."""
    schema = {"type": "struct", "fields": [{"id": 1, "name": "id", "required": True, "type": "long"}]}
    version = {
        "version-id": 1,
        "timestamp-ms": 1767225600000,
        "schema-id": 0,
        "summary": {"engine-name": "spark"},
        "representations": [{"type": "sql", "sql": sql, "dialect": "spark"}],
        "default-namespace": ["sales"],
    }
    response = requests.post(
        f"{uri}/v1/namespaces/sales{_SEPARATOR}eu/views",
        json={
            "name": name,
            "schema": {"schema-id": 0, **schema},
            "view-version": version,
            "properties": {"comment": "Orders after the third"},
        },
        timeout=30,
    )
    response.raise_for_status()


if __name__ == "__main__":
    main()
