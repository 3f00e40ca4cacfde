"""Schemas of Iceberg as ids, names and types, those within too, from three places that have them."""

import re
from typing import Any, List


def shape_of_json(schema: dict) -> List[Any]:
    """Of a schema in Iceberg's own JSON, as Java writes it: each field is [id, name, required, type]."""
    return [_json_field(field) for field in schema["fields"]]


def shape_of_pyiceberg(schema: Any) -> List[Any]:
    return shape_of_json(schema.model_dump(by_alias=True, mode="json"))


def _json_field(field: dict) -> List[Any]:
    return [field["id"], field["name"], field["required"], _json_type(field["type"])]


def _json_type(held: Any) -> Any:
    if isinstance(held, str):
        return re.sub(r"^decimal\((\d+), ?(\d+)\)$", r"decimal(\1, \2)", held)
    if held["type"] == "struct":
        return {"struct": [_json_field(field) for field in held["fields"]]}
    if held["type"] == "list":
        return {"list": _json_part(held, "element", held["element-required"])}
    return {"map": [_json_part(held, "key", True), _json_part(held, "value", held["value-required"])]}


def _json_part(held: dict, name: str, required: bool) -> List[Any]:
    return [held[f"{name}-id"], name, required, _json_type(held[name])]
