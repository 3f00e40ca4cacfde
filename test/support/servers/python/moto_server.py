"""moto with Glue and S3, filled in its own process: a thousand times faster than by requests."""

import logging

from contents import CUT_METADATA, HOSTILE, create_orders
from glue_backend import Glue
from glue_formats import create_formats
from glue_oddities import create_many, create_oddities
from moto.server import ThreadedMotoServer
from pyiceberg.catalog import load_catalog
from serving import ACCOUNT, KEY, REGION, serve, use_test_credentials

#: One bucket for all accounts: names of buckets are one name space.
BUCKET = "lake"
#: The region whose databases show every format and every oddity; `REGION` has what each catalog has.
SHOWROOM = "eu-west-1"
#: Other accounts, for `CatalogId`. The proxy gives the second one the name of a nested catalog.
PARTNER = "222222222222"
NESTED = "333333333333"


def main() -> None:
    use_test_credentials()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    _fill_lakehouse(Glue(ACCOUNT, REGION, BUCKET), endpoint)
    showroom = Glue(ACCOUNT, SHOWROOM, BUCKET)
    create_formats(showroom)
    create_oddities(showroom)
    create_many(showroom)
    _fill_other(Glue(PARTNER, REGION, BUCKET), "partner", "shared")
    _fill_other(Glue(NESTED, REGION, BUCKET), "sales", "orders")
    serve(port)


def _fill_lakehouse(glue: Glue, endpoint: str) -> None:
    glue.create_bucket()
    glue.create_database("sales", "What is sold")
    glue.create_database("scratch")
    catalog = load_catalog(
        "moto",
        **{
            "type": "glue",
            "glue.endpoint": endpoint,
            "glue.region": REGION,
            "s3.endpoint": endpoint,
            "s3.region": REGION,
            "s3.access-key-id": KEY["id"],
            "s3.secret-access-key": KEY["secret"],
        },
    )
    create_orders(catalog, ("sales", "orders"), location=f"s3://{BUCKET}/sales/orders")
    cut = "sales/broken/metadata/00000-cut.metadata.json"
    glue.put(cut, CUT_METADATA)
    glue.create_iceberg("sales", "broken", f"s3://{BUCKET}/{cut}")
    glue.put("sales/hostile/a.csv", b"id\n1\n")
    glue.create_csv("sales", HOSTILE, "sales/hostile", [{"Name": "id", "Type": "bigint"}])


def _fill_other(glue: Glue, database: str, table: str) -> None:
    glue.create_database(database)
    glue.create_csv(database, table, f"{glue.account}/{table}", [{"Name": "id", "Type": "bigint"}])


if __name__ == "__main__":
    main()
