"""The driver's own disk, for ``fs``."""

from __future__ import annotations

import os
import shutil
from typing import List, Optional
from urllib.parse import unquote

from lakehouse_runtime._file_info import FileInfo


def is_local(path: str) -> bool:
    return path.startswith("file:") or "://" not in path


def local_path(path: str) -> str:
    """``file:///a``, ``file:/a`` and ``/a`` are the same file."""
    if not path.startswith("file:"):
        return path
    rest = path[len("file:") :]
    return unquote(rest[2:] if rest.startswith("//") else rest)


def status(path: str) -> Optional[FileInfo]:
    file = local_path(path)
    if not os.path.exists(file):
        return None
    bare = path.rstrip("/")
    return _info(bare, bare.rpartition("/")[2], file)


def children(path: str) -> List[FileInfo]:
    folder = local_path(path)
    return [
        _info(f"{path.rstrip('/')}/{name}", name, os.path.join(folder, name)) for name in os.listdir(folder)
    ]


def read(path: str, size: int) -> bytes:
    with open(local_path(path), "rb") as stream:
        return stream.read(size)


def write(path: str, contents: bytes) -> None:
    file = local_path(path)
    os.makedirs(os.path.dirname(os.path.abspath(file)), exist_ok=True)
    with open(file, "wb") as stream:
        stream.write(contents)


def remove(path: str) -> None:
    file = local_path(path)
    if os.path.isdir(file) and not os.path.islink(file):
        shutil.rmtree(file)
    else:
        os.remove(file)


def make_folders(path: str) -> None:
    os.makedirs(local_path(path), exist_ok=True)


def copy_file(source: str, to: str) -> None:
    target = local_path(to)
    os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    shutil.copyfile(local_path(source), target)


def _info(path: str, name: str, file: str) -> FileInfo:
    found = os.stat(file) if os.path.exists(file) else os.lstat(file)
    changed = int(found.st_mtime * 1000)
    if os.path.isdir(file):
        return FileInfo(f"{path}/", f"{name}/", 0, changed)
    return FileInfo(path, name, found.st_size, changed)
