"""Checks stubs of AWS against the models of the services: ``validate_stubs.py FOLDER``.

A stub lies at ``<service>/<Operation>[.<case>].json``. Writes what is wrong with each as JSON: a member that
the service does not know, a wrong type, a missing member, a value that an enumeration lacks.
"""

import json
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, List

import botocore.session
from botocore.model import Shape
from botocore.validate import ParamValidator


def main() -> None:
    folder = Path(sys.argv[1])
    session = botocore.session.get_session()
    found = {}
    for file in sorted(folder.glob("*/*.json")):
        model = session.get_service_model(file.parent.name)
        shape = model.operation_model(file.name.split(".")[0]).output_shape
        found[f"{file.parent.name}/{file.name}"] = _problems(json.loads(file.read_text()), shape)
    print(json.dumps(found))


def _problems(stub: Any, shape: Shape) -> List[str]:
    problems: List[str] = []
    report = ParamValidator().validate(_parsed(stub, shape, "", problems), shape)
    if report.has_errors():
        problems.append(report.generate_report())
    return problems


def _parsed(value: Any, shape: Shape, path: str, problems: List[str]) -> Any:
    """The value as a client has it, with times read. The validator itself ignores enumerations."""
    if shape.type_name == "structure" and isinstance(value, dict):
        return {
            name: _parsed(member, shape.members[name], f"{path}.{name}", problems)
            if name in shape.members
            else member
            for name, member in value.items()
        }
    if shape.type_name == "list" and isinstance(value, list):
        return [_parsed(member, shape.member, f"{path}[]", problems) for member in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {
            _parsed(key, shape.key, path, problems): _parsed(member, shape.value, f"{path}.{key}", problems)
            for key, member in value.items()
        }
    if shape.type_name == "timestamp":
        return _time(value)
    if shape.type_name == "string" and shape.enum and value not in shape.enum:
        problems.append(f"{path}: {value!r} is none of {shape.enum}")
    return value


def _time(value: Any) -> Any:
    """Two ways to write a time are on the wire: seconds since 1970, and ISO 8601."""
    if isinstance(value, (int, float)):
        return datetime.fromtimestamp(value, timezone.utc)
    return datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) else value


if __name__ == "__main__":
    main()
