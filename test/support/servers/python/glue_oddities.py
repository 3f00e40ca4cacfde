"""Tables as catalogs really hold them, that no tool would write today; and many of a kind, for pages."""

from glue_backend import Glue

DATABASE = "oddities"


def create_oddities(glue: Glue) -> None:
    glue.create_database(DATABASE)
    hive = {"TableType": "EXTERNAL_TABLE", "PartitionKeys": [], "Parameters": {}}
    glue.create_table(DATABASE, "nothing")
    glue.create_table(DATABASE, "no_storage_descriptor", **hive)
    glue.create_table(
        DATABASE, "no_columns", **hive, StorageDescriptor={"Location": f"s3://{glue.bucket}/no/"}
    )
    glue.create_table(DATABASE, "no_location", **hive, StorageDescriptor={"Columns": _columns("bigint")})
    glue.create_table(DATABASE, "no_type", **hive, StorageDescriptor={"Columns": [{"Name": "c0"}]})
    glue.create_iceberg(DATABASE, "iceberg_without_metadata", None)
    gone = f"s3://{glue.bucket}/oddities/gone/metadata/v1.metadata.json"
    glue.create_iceberg(DATABASE, "iceberg_gone", gone)
    types = {
        "wide": ["string"] * 5000,
        "deep": ["struct<a:" * 200 + "int" + ">" * 200],
        # A type may name its own table; and a text may end before the type does.
        "cyclic": ["struct<id:int,parent:cyclic>", "cyclic"],
        "unbalanced": ["array<struct<a:int", "struct<a:int>>", "map<string", ""],
        "nested": [
            "map<string,array<struct<at:timestamp,values:array<decimal(38,10)>>>>",
            "struct<`a:b`:int,c:uniontype<int,string>>",
        ],
    }
    for name, columns in types.items():
        glue.create_parquet(DATABASE, name, f"oddities/{name}", _columns(*columns))


def create_many(glue: Glue) -> None:
    """``many`` has 250 tables, three pages of the service; ``team_00`` to ``team_09`` have one each."""
    glue.create_database("many")
    for i in range(250):
        glue.create_parquet("many", f"t_{i:03}", f"many/t_{i:03}", _columns("bigint", "string"))
    for i in range(10):
        glue.create_database(f"team_{i:02}")
        glue.create_parquet(f"team_{i:02}", "plans", f"team_{i:02}/plans", _columns("bigint"))


def _columns(*types: str) -> "list[dict[str, str]]":
    return [{"Name": f"c{i}", "Type": text} for i, text in enumerate(types)]
