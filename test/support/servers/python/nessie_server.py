"""Nessie, filled, and moto for its S3: ``nessie_server.py JAVA JAR``. Both listen on loopback."""

import logging
import re
import subprocess
import sys
import threading
from typing import IO

import boto3
from contents import HOSTILE, create_empty, create_orders
from moto.server import ThreadedMotoServer
from pyiceberg.catalog import load_catalog
from serving import KEY, REGION, serve, use_test_credentials

_BUCKET = "lake"


def main() -> None:
    use_test_credentials()
    java, jar = sys.argv[1:]
    s3 = _start_s3()
    port = _start_nessie(java, jar, s3)
    _fill(f"http://127.0.0.1:{port}/iceberg", s3)
    serve(port)


def _start_s3() -> str:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    boto3.client("s3", endpoint_url=endpoint, region_name=REGION).create_bucket(Bucket=_BUCKET)
    return endpoint


def _start_nessie(java: str, jar: str, s3: str) -> int:
    """It ends with the group of this process."""
    options = "nessie.catalog.service.s3.default-options"
    settings = {
        "quarkus.http.host": "127.0.0.1",
        "quarkus.http.port": "0",
        "quarkus.management.host": "127.0.0.1",
        "quarkus.management.port": "0",
        "quarkus.otel.sdk.disabled": "true",
        "nessie.version.store.type": "IN_MEMORY",
        "nessie.catalog.default-warehouse": "lake",
        "nessie.catalog.warehouses.lake.location": f"s3://{_BUCKET}/lake",
        f"{options}.endpoint": s3,
        f"{options}.path-style-access": "true",
        f"{options}.region": REGION,
        f"{options}.request-signing-enabled": "false",
        f"{options}.access-key": "urn:nessie-secret:quarkus:nessie.key",
        "nessie.key.name": KEY["id"],
        "nessie.key.secret": KEY["secret"],
    }
    arguments = [f"-D{name}={value}" for name, value in settings.items()]
    process = subprocess.Popen(
        [java, "-Xmx512m", "-XX:+UseSerialGC", *arguments, "-jar", jar],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    port = _port_in(process.stdout)
    # Who does not read what it writes stops it.
    threading.Thread(target=process.stdout.read, daemon=True).start()
    return port


def _port_in(log: IO[str]) -> int:
    for line in log:
        print(line, end="", flush=True)
        found = re.search(r"Listening on: http://127\.0\.0\.1:(\d+)", line)
        if found:
            return int(found[1])
    raise SystemExit("Nessie ended before it listened")


def _fill(uri: str, s3: str) -> None:
    catalog = load_catalog(
        "nessie",
        **{
            "type": "rest",
            "uri": uri,
            "s3.endpoint": s3,
            "s3.region": REGION,
            "s3.access-key-id": KEY["id"],
            "s3.secret-access-key": KEY["secret"],
            "header.X-Iceberg-Access-Delegation": "none",
        },
    )
    catalog.create_namespace("sales", {"comment": "What is sold"})
    catalog.create_namespace(("sales", "eu"))
    catalog.create_namespace("scratch")
    create_orders(catalog, ("sales", "orders"))
    create_empty(catalog, ("sales", HOSTILE))
    create_empty(catalog, ("sales", "broken"))


if __name__ == "__main__":
    main()
