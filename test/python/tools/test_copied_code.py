"""Code that is copied for a result gives its rows with PyIceberg and DuckDB's own Python client."""

import ast
import importlib.util
import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from oracle.copiedcode import copied_code, run_code
from oracle.export import NODE, ROOT, difference
from oracle.foldercatalog import FolderCatalog
from oracle.pyicebergtables import TABLES

RAN = ("pyiceberg", "duckdb")


@pytest.fixture(scope="module", autouse=True)
def iceberg_extension(tmp_path_factory):
    """DuckDB finds its Iceberg extension as if it had downloaded it before."""
    home = tmp_path_factory.mktemp("home")
    platform = duckdb.sql("PRAGMA platform").fetchone()[0]
    place = home / ".duckdb" / "extensions" / f"v{duckdb.__version__}" / platform
    place.mkdir(parents=True)
    for name in ("avro", "iceberg"):
        package = Path(importlib.util.find_spec(f"duckdb_extension_{name}").submodule_search_locations[0])
        (file,) = package.glob(f"extensions/*/{name}.duckdb_extension")
        (place / file.name).symlink_to(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        yield


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([NODE, "dist/cli.js", "sample", folder], cwd=ROOT, check=True)
    return folder / "lakehouse"


def check(result: dict, target: str) -> int:
    """Runs the code of a target and compares; 0 where it has none."""
    made = result["codes"][target]
    if "refused" in made:
        return 0
    variables = run_code(made["code"])
    rows = variables["rows"]
    relation = duckdb.from_arrow(rows) if isinstance(rows, pa.Table) else rows
    assert [name.lower() for name in relation.columns] == [name.lower() for name in result["columns"]]
    # By place: columns may have one name.
    names = [f"c{i}" for i in range(len(relation.columns))]
    text = ", ".join(f"CAST({name} AS VARCHAR)" for name in names)
    found = Counter(relation.query("rows", f"SELECT {text} FROM rows AS rows({', '.join(names)})").fetchall())
    expected = Counter(map(tuple, result["rows"]))
    # DuckDB's compressed columns, which results are kept in, may lose the sign of a zero.
    found, expected = without_negative_zeros(found), without_negative_zeros(expected)
    assert not difference(found, expected), (result["sql"], target, difference(found, expected))
    return max(1, sum(found.values()))


def without_negative_zeros(rows: Counter) -> Counter:
    return Counter(tuple("0.0" if value == "-0.0" else value for value in row) for row in rows.elements())


def test_every_table_at_every_version(sample):
    results = copied_code(sample, "sample")
    assert [result["sql"] for result in results if "error" in result] == [
        'SELECT * FROM "bronze"."payments_broken"'
    ]
    read = [result for result in results if "error" not in result]
    assert len(read) > 30
    compared = {target: [check(result, target) for result in read] for target in RAN}
    assert 0 not in compared["duckdb"]
    assert sum(compared["pyiceberg"]) > 150_000


#: What people ask of the sample: joins, views, plain files, other versions, odd names, filters of the grid.
QUERIES = [
    {"sql": 'SELECT 1 AS a, 2 AS a, \'é"""\\\' AS "odd ""name"""'},
    {
        "sql": "SELECT day, revenue FROM daily_revenue WHERE day >= DATE '2026-02-01' -- end",
        "schema": ["gold"],
    },
    {"sql": "SELECT amount, order_id AS n FROM silver.orders WHERE order_id BETWEEN 50005 AND 60000"},
    {"sql": "SELECT * FROM sample.silver.orders WHERE country IN ('DE', 'PT') AND coupon IS NOT NULL"},
    {"sql": "SELECT SKU FROM silver.products WHERE price >= 18.5 AND title = 'it''s \\ not there'"},
    {
        "sql": "SELECT c.country, count(*) AS n, sum(o.amount) FROM orders o JOIN customers c "
        "ON o.customer_id = c.customer_id GROUP BY ALL ORDER BY n DESC, 1",
        "schema": ["silver"],
        "view": {"sort": [{"column": 1, "descending": False}], "filters": []},
    },
    {"sql": "SELECT * FROM top_products ORDER BY revenue DESC", "schema": ["gold"]},
    {"sql": "SELECT r.*, p.* FROM bronze.reviews r LEFT JOIN silver.products p USING (sku)"},
    {"sql": "WITH o AS (FROM silver.orders WHERE items > 2) SELECT count(*) FROM o, gold.top_products"},
    {"sql": "FROM bronze.stock_counts"},
    {"sql": "PIVOT (SELECT category, sku FROM silver.products) ON category USING count(sku)"},
    {
        "sql": "SELECT now_.order_id, before.order_id FROM silver.orders AS now_ FULL JOIN silver.orders "
        "FOR VERSION AS OF 'before-cleanup' AS before ON now_.order_id = before.order_id"
    },
    {
        "sql": "SELECT occurred_at::DATE AS d, count(*) FROM silver.events GROUP BY d",
        "before": "SET TimeZone = 'Asia/Kolkata'",
    },
    {"sql": "SELECT sku FROM silver.products ORDER BY sku LIMIT 3", "before": "SET default_order = 'DESC'"},
    {
        "sql": "SELECT * FROM silver.customers",
        "view": {
            "sort": [{"column": 3, "descending": True}, {"column": 0, "descending": False}],
            "filters": [
                {"kind": "contains", "column": 1, "text": "An", "matchCase": False},
                {"kind": "set", "column": 3, "values": ["DE", "PT", None]},
                {"kind": "range", "column": 4, "from": "2025-01-01"},
                {"kind": "null", "column": 2, "isNull": False},
            ],
            "search": "example",
        },
    },
]


def test_what_is_asked_of_them(sample):
    results = copied_code(sample, "sample", QUERIES)
    assert [result.get("error") for result in results] == [None] * len(QUERIES)
    for result in results:
        assert check(result, "duckdb"), result["codes"]
    read = [check(result, "pyiceberg") for result in results]
    assert [QUERIES[i]["sql"] for i, count in enumerate(read) if count == 0] == [
        QUERIES[0]["sql"],
        "FROM bronze.stock_counts",
    ]
    plain = ["duckdb" not in result["codes"]["pyiceberg"].get("code", "duckdb") for result in results]
    assert plain == [1 <= i <= 4 for i in range(len(QUERIES))]


def test_an_order_is_kept(sample):
    ordered = [query for query in QUERIES if "view" in query and query["view"]["sort"]]
    for result in copied_code(sample, "sample", ordered):
        keys = {"country": [3, 0], "n": [1]}["country" if len(result["columns"]) > 3 else "n"]
        for target in RAN:
            rows = run_code(result["codes"][target]["code"])["rows"].fetchall()
            assert len(rows) > 5
            assert [[str(row[i]) for i in keys] for row in rows] == [
                [str(row[i]) for i in keys] for row in result["rows"]
            ]


#: Every type, columns that were renamed, moved and dropped, a table without rows, branches and tags.
HISTORIES = [
    "every_primitive",
    "nested",
    "evolved_columns",
    "swapped_names",
    "no_snapshot",
    "branches_and_tags",
]


@pytest.fixture(scope="module")
def histories(tmp_path_factory) -> list:
    folder = tmp_path_factory.mktemp("histories")
    catalog = FolderCatalog(folder)
    for name in HISTORIES:
        TABLES[name](catalog, f"v2.{name}", {"format-version": "2"})
    return copied_code(folder, "my \"lake'")


@pytest.mark.parametrize("target", RAN)
def test_every_type_and_history(histories, target):
    assert [result["error"] for result in histories if "error" in result] == []
    # PyIceberg fails to make an empty table with UUIDs within columns.
    read = [result for result in histories if result["rows"] or target != "pyiceberg"]
    assert 0 not in [check(result, target) for result in read]
    assert len(read) >= len(HISTORIES)


def test_a_table_that_was_moved_is_not_offered(sample, tmp_path):
    shutil.copytree(sample / "silver" / "products", tmp_path / "lake" / "a" / "products")
    shutil.copytree(sample / "bronze" / "reviews", tmp_path / "lake" / "a" / "it's [1]")
    reviews, products = copied_code(tmp_path / "lake", "lake")
    assert {made.get("refused") for made in products["codes"].values()} == {"moved", "not-aws"}
    assert check(reviews, "duckdb") > 1000


def test_whatever_is_in_a_text_stays_in_its_literal():
    command = [NODE, "--import", "tsx", "test/python/pythonTexts.ts"]
    written = json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
    assert len(written) == 2000
    for one in written:
        assert ast.literal_eval(one["literal"]) == one["text"]
        assert ast.literal_eval(one["block"]) == "\n" + one["text"] + "\n"
        assert ast.parse(one["comment"]).body == []
        assert "\n" not in one["literal"] + one["comment"]
