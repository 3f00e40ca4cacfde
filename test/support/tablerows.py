"""All rows of a table, exactly, in a form that two processes can compare."""

from typing import Any, Dict


def table_rows(frame: Any) -> Dict[str, Any]:
    """Column names with types, and the rows in an order of their own, each value written out in full."""
    columns = [[field.name, field.dataType.simpleString()] for field in frame.schema]
    return {"columns": columns, "rows": sorted([repr(value) for value in row] for row in frame.collect())}
