"""Fills a catalog of your own with what the suite of catalogs asks for: ``seed_live.py [--remove]``.

Which one, PyIceberg is told by its environment, for a catalog of the name ``live``:
``PYICEBERG_CATALOG__LIVE__TYPE=glue``, ``…__URI``, ``…__WAREHOUSE``, ``…__CREDENTIAL``. It should hold
nothing else. ``--remove`` takes all of it away again.
"""

import sys
from contextlib import suppress

from contents import CUT_METADATA, HOSTILE, create_empty, create_orders
from pyiceberg.catalog import Catalog, load_catalog
from pyiceberg.exceptions import NoSuchTableError

_TABLES = (("sales", "orders"), ("sales", HOSTILE), ("sales", "broken"))
_NAMESPACES = (("sales", "eu"), ("sales",), ("scratch",))


def main() -> None:
    catalog = load_catalog("live")
    if sys.argv[1:] == ["--remove"]:
        _remove(catalog)
    else:
        _fill(catalog)


def _fill(catalog: Catalog) -> None:
    catalog.create_namespace("sales")
    catalog.create_namespace("scratch")
    if not _is_glue(catalog):
        catalog.create_namespace(("sales", "eu"))
    create_orders(catalog, ("sales", "orders"))
    create_empty(catalog, ("sales", HOSTILE))
    broken = create_empty(catalog, ("sales", "broken"))
    if _is_glue(catalog):
        with broken.io.new_output(broken.metadata_location).create(overwrite=True) as file:
            file.write(CUT_METADATA)
    else:
        # One that can not be parsed, a server may read again for a minute and a half.
        broken.io.delete(broken.metadata_location)


def _remove(catalog: Catalog) -> None:
    for table in _TABLES:
        with suppress(NoSuchTableError):
            catalog.drop_table(table)
    for namespace in _NAMESPACES:
        if len(namespace) == 1 or not _is_glue(catalog):
            catalog.drop_namespace(namespace)


def _is_glue(catalog: Catalog) -> bool:
    return catalog.properties.get("type") == "glue"


if __name__ == "__main__":
    main()
