"""S3 through boto3, for ``fs`` where no Spark session runs; the other side of a copy may be local."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional, Tuple

from lakehouse_runtime import _local
from lakehouse_runtime._file_info import FileInfo

_DELETE_AT_ONCE = 1000


def is_s3(path: str) -> bool:
    return path.startswith(("s3://", "s3a://", "s3n://"))


def status(path: str) -> Optional[FileInfo]:
    if not is_s3(path):
        return _local.status(path)
    bucket, key = _split(path)
    bare = path.rstrip("/")
    name = bare.rpartition("/")[2]
    if key and not path.endswith("/"):
        listed = _client().list_objects_v2(Bucket=bucket, Prefix=key, MaxKeys=1)
        for found in listed.get("Contents", []):
            if found["Key"] == key:
                return _file(bare, name, found)
    below = _client().list_objects_v2(Bucket=bucket, Prefix=_folder(key), MaxKeys=1)
    return FileInfo(f"{bare}/", f"{name}/", 0, 0) if below.get("KeyCount") else None


def children(path: str) -> List[FileInfo]:
    if not is_s3(path):
        return _local.children(path)
    bucket, key = _split(path)
    prefix = _folder(key)
    entries: List[FileInfo] = []
    pages = _client().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix, Delimiter="/")
    for page in pages:
        for found in page.get("CommonPrefixes", []):
            name = found["Prefix"][len(prefix) :]
            entries.append(FileInfo(f"{path.rstrip('/')}/{name}", name, 0, 0))
        for found in page.get("Contents", []):
            name = found["Key"][len(prefix) :]
            # A key that is the folder itself is a marker that some tools leave.
            if name:
                entries.append(_file(f"{path.rstrip('/')}/{name}", name, found))
    return entries


def read(path: str, size: int) -> bytes:
    if not is_s3(path):
        return _local.read(path, size)
    bucket, key = _split(path)
    body = _client().get_object(Bucket=bucket, Key=key)["Body"]
    try:
        return body.read(size)
    finally:
        body.close()


def write(path: str, contents: bytes) -> None:
    if not is_s3(path):
        _local.write(path, contents)
        return
    bucket, key = _split(path)
    _client().put_object(Bucket=bucket, Key=key, Body=contents)


def remove(path: str) -> None:
    if not is_s3(path):
        _local.remove(path)
        return
    bucket, key = _split(path)
    found = status(path)
    if found is not None and found.isFile():
        _client().delete_object(Bucket=bucket, Key=key)
        return
    keys: List[Dict[str, str]] = []
    for page in _client().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=_folder(key)):
        keys.extend({"Key": entry["Key"]} for entry in page.get("Contents", []))
    for start in range(0, len(keys), _DELETE_AT_ONCE):
        batch = {"Objects": keys[start : start + _DELETE_AT_ONCE], "Quiet": True}
        failed = _client().delete_objects(Bucket=bucket, Delete=batch).get("Errors", [])
        if failed:
            raise OSError(f"{failed[0].get('Key')}: {failed[0].get('Message')}")


def make_folders(path: str) -> None:
    if not is_s3(path):
        _local.make_folders(path)


def copy_file(source: str, to: str) -> None:
    if is_s3(source) and is_s3(to):
        bucket, key = _split(source)
        _client().copy({"Bucket": bucket, "Key": key}, *_split(to))
    elif is_s3(source):
        target = _local.local_path(to)
        os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
        _client().download_file(*_split(source), target)
    elif is_s3(to):
        _client().upload_file(_local.local_path(source), *_split(to))
    else:
        _local.copy_file(source, to)


def _file(path: str, name: str, found: Any) -> FileInfo:
    return FileInfo(path, name, int(found["Size"]), int(found["LastModified"].timestamp() * 1000))


def _split(path: str) -> Tuple[str, str]:
    bucket, _, key = path.partition("://")[2].partition("/")
    return bucket, key


def _folder(key: str) -> str:
    return f"{key.rstrip('/')}/" if key else ""


def _client() -> Any:
    import boto3

    return boto3.client("s3")
