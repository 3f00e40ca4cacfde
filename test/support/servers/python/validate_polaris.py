"""Checks what our double of Polaris is asked and answers against the models of Polaris' own client.

Reads ``[{"operation", "body"}, …]`` from its input, and writes what is wrong with each as JSON: a
wrong type, a missing member, a value that an enumeration lacks, a member that the model does not know.
"""

import json
import sys
from typing import Any, Dict, List

from apache_polaris.sdk import management
from apache_polaris.sdk.catalog.models.assert_table_uuid import AssertTableUUID
from apache_polaris.sdk.catalog.models.get_applicable_policies_response import GetApplicablePoliciesResponse
from apache_polaris.sdk.catalog.models.iceberg_error_response import IcebergErrorResponse
from apache_polaris.sdk.catalog.models.list_generic_tables_response import ListGenericTablesResponse
from apache_polaris.sdk.catalog.models.load_generic_table_response import LoadGenericTableResponse
from apache_polaris.sdk.catalog.models.remove_properties_update import RemovePropertiesUpdate
from apache_polaris.sdk.catalog.models.set_properties_update import SetPropertiesUpdate
from apache_polaris.sdk.catalog.models.table_identifier import TableIdentifier

_MODELS: Dict[str, Any] = {
    "listCatalogs": management.Catalogs,
    "listPrincipals": management.Principals,
    "listPrincipalRolesAssigned": management.PrincipalRoles,
    "listCatalogRolesForPrincipalRole": management.CatalogRoles,
    "listGrantsForCatalogRole": management.GrantResources,
    "listGenericTables": ListGenericTablesResponse,
    "loadGenericTable": LoadGenericTableResponse,
    "getApplicablePolicies": GetApplicablePoliciesResponse,
    "error": IcebergErrorResponse,
}

# ``CommitTableRequest.from_dict`` of the client loses the members of these: each is checked by itself.
_PARTS: Dict[str, Any] = {
    "assert-table-uuid": AssertTableUUID,
    "set-properties": SetPropertiesUpdate,
    "remove-properties": RemovePropertiesUpdate,
}


def main() -> None:
    print(json.dumps([_problems(exchange) for exchange in json.load(sys.stdin)]))


def _problems(exchange: Dict[str, Any]) -> List[str]:
    body = exchange["body"]
    try:
        if exchange["operation"] == "updateTable":
            known = _known_update(body)
        else:
            known = _MODELS[exchange["operation"]].from_dict(body).to_dict()
            known = {key: value for key, value in known.items() if value is not None}
    except (KeyError, ValueError, AttributeError) as error:
        return [f"{exchange['operation']}: {type(error).__name__} {error}"]
    # A model passes over members that it does not know: then they are not in what it writes again.
    return [] if known == body else [f"{exchange['operation']}: {known} is all that is known of {body}"]


def _known_update(body: Dict[str, Any]) -> Dict[str, Any]:
    def known(part: Dict[str, Any]) -> Any:
        model = _PARTS[part.get("type") or part["action"]].model_validate(part)
        return model.model_dump(by_alias=True, exclude_none=True)

    return {
        "identifier": TableIdentifier.from_dict(body["identifier"]).to_dict(),
        "requirements": [known(part) for part in body["requirements"]],
        "updates": [known(part) for part in body["updates"]],
    }


if __name__ == "__main__":
    main()
