"""The columns that each output of a query comes from, as sqlglot's optimizer and lineage say."""

from sqlglot import exp, parse_one
from sqlglot.lineage import lineage
from sqlglot.optimizer import build_scope, qualify


def output_sources(sql: str, schema: dict[str, list[str]]) -> list[tuple[str, set[str]]]:
    """Each output's name with its `table.column`s, in their order."""
    types = {table: dict.fromkeys(columns, "int") for table, columns in schema.items()}
    query = qualify.qualify(parse_one(sql, dialect="duckdb"), schema=types, dialect="duckdb")
    scope = build_scope(query)
    names = [output.alias_or_name for output in query.selects]
    return [
        (name, _leaves(lineage(name, query, scope=scope, schema=types, dialect="duckdb"))) for name in names
    ]


def _leaves(node) -> set[str]:
    leaves = (leaf for leaf in node.walk() if not leaf.downstream and isinstance(leaf.expression, exp.Table))
    return {f"{leaf.expression.name}.{leaf.name.split('.')[-1].strip(chr(34))}".lower() for leaf in leaves}
