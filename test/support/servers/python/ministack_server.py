"""MiniStack with S3 Tables and S3 on loopback, filled by PyIceberg through its Iceberg endpoint."""

import asyncio
import os
import socket
import threading
import traceback

from serving import ACCOUNT, KEY, REGION, serve, use_test_credentials

BUCKET = "lake"


def main() -> None:
    use_test_credentials()
    # A socket of ours, which MiniStack is handed: so nobody else can be what answers at the port.
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    # By default it listens on every interface, for MQTT and SFTP too.
    os.environ.update(
        BIND_HOST="127.0.0.1",
        MINISTACK_HOST="127.0.0.1",
        GATEWAY_PORT=str(port),
        IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0",
        SERVICES="s3,s3tables,sts,iam,glue",
        MINISTACK_ACCOUNT_ID=ACCOUNT,
        MINISTACK_REGION=REGION,
        MINISTACK_WORKER_THREADS="8",
        LOG_LEVEL="WARNING",
    )
    threading.Thread(target=_fill_and_serve, args=(port,), daemon=True).start()
    _listen(listener)


def _listen(listener: socket.socket) -> None:
    from hypercorn.asyncio import serve as run
    from hypercorn.config import Config
    from ministack.app import app

    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.loglevel = "WARNING"
    asyncio.run(run(app, config))


def _fill_and_serve(port: int) -> None:
    try:
        facts = _fill(f"http://127.0.0.1:{port}")
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    serve(port, **facts)


def _fill(endpoint: str) -> "dict[str, str]":
    import boto3
    from contents import CUT_METADATA, create_empty, create_orders
    from pyiceberg.catalog import load_catalog

    client = boto3.client("s3tables", endpoint_url=endpoint, region_name=REGION)
    arn = client.create_table_bucket(name=BUCKET)["arn"]
    client.create_table_bucket(name="other")
    catalog = load_catalog(
        "ministack",
        **{
            "type": "rest",
            "uri": f"{endpoint}/iceberg",
            "warehouse": arn,
            "rest.sigv4-enabled": "true",
            "rest.signing-name": "s3tables",
            "rest.signing-region": REGION,
            "client.region": REGION,
            "client.access-key-id": KEY["id"],
            "client.secret-access-key": KEY["secret"],
            "s3.endpoint": endpoint,
            "s3.region": REGION,
            "s3.access-key-id": KEY["id"],
            "s3.secret-access-key": KEY["secret"],
        },
    )
    catalog.create_namespace("sales")
    catalog.create_namespace("scratch")
    orders = create_orders(catalog, ("sales", "orders"))
    # MiniStack forgets the properties that a table is made with.
    orders.transaction().set_properties(comment="What was ordered", owner="sales").commit_transaction()
    # The service takes no name that is not lower-case letters, digits and underscores.
    returns = create_empty(catalog, ("sales", "returns"))
    # MiniStack writes no metadata file before the first commit.
    returns.transaction().set_properties(owner="sales").commit_transaction()
    broken = create_empty(catalog, ("sales", "broken"))
    bucket, _, key = broken.metadata_location[len("s3://") :].partition("/")
    s3 = boto3.client("s3", endpoint_url=endpoint, region_name=REGION)
    s3.put_object(Bucket=bucket, Key=key, Body=CUT_METADATA)
    return {"arn": arn}


if __name__ == "__main__":
    main()
