"""How a server tells the test that started it that it is ready."""

import json
import os
import threading

#: The account and the region that hold what every catalog's suite asks for.
ACCOUNT = "123456789012"
REGION = "us-east-1"
#: Checked by none of the servers.
KEY = {"id": "test", "secret": "test"}


def use_test_credentials() -> None:
    """Sets the AWS environment of this process so that no client looks for a person's credentials."""
    os.environ.update(
        AWS_ACCESS_KEY_ID=KEY["id"],
        AWS_SECRET_ACCESS_KEY=KEY["secret"],
        AWS_DEFAULT_REGION=REGION,
        AWS_EC2_METADATA_DISABLED="true",
        # No file of the person who runs the tests.
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    )


def serve(port: int, **facts: object) -> None:
    """Says that this process listens on ``port`` and holds its content, and stays until it is ended."""
    print("ready " + json.dumps({"port": port, "pid": os.getpid(), **facts}), flush=True)
    threading.Event().wait()
