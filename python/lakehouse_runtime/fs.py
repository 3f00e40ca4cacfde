"""Files, where Databricks has ``dbutils.fs``.

A path with a scheme (``s3://``, ``hdfs://``) and, in a running Spark session, one without, mean what
they mean to ``spark.read``: Hadoop's file systems are asked. Without a session ``s3://`` goes through
boto3, and a path without a scheme is a local one. ``file:`` is always the driver's own disk.

The parameters have the names that ``dbutils.fs`` gives them, because calls may use them as keywords.
A missing path raises ``FileNotFoundError``, an existing one ``FileExistsError``.
"""

from __future__ import annotations

from typing import Any, List, Optional, Tuple

from lakehouse_runtime._file_info import FileInfo

__all__ = ["FileInfo", "cp", "head", "is_file", "ls", "mkdirs", "mv", "put", "read", "rm"]


def ls(dir: str) -> List[FileInfo]:
    """Lists a folder by name, or gives the one entry of a file."""
    store, found = _found(dir)
    return sorted(store.children(dir)) if found.isDir() else [found]


def head(file: str, max_bytes: int = 65536, maxBytes: Optional[int] = None) -> str:
    """Returns the first ``max_bytes`` bytes of a file as text (UTF-8). Databricks knows both names."""
    store, _ = _found(file)
    return bytes(store.read(file, max_bytes if maxBytes is None else maxBytes)).decode(
        "utf-8", errors="replace"
    )


def read(path: str) -> bytes:
    """Returns a whole file's bytes."""
    store, found = _found(path)
    return bytes(store.read(path, found.size))


def is_file(path: str) -> bool:
    """Says whether there is a file at this path."""
    found = _store(path).status(path)
    return found is not None and found.isFile()


def put(file: str, contents: str, overwrite: bool = False) -> bool:
    """Writes text (UTF-8) to a file; folders above it are made."""
    store = _store(file)
    if not overwrite and store.status(file) is not None:
        raise FileExistsError(file)
    store.write(file, contents.encode("utf-8"))
    return True


def mkdirs(dir: str) -> bool:
    """Makes a folder and those above it; one that is there is no error. (S3 has none: nothing to do.)"""
    _store(dir).make_folders(dir)
    return True


def rm(dir: str, recurse: bool = False) -> bool:
    """Removes a file, or with ``recurse`` a folder with all in it; False where there was nothing."""
    store = _store(dir)
    found = store.status(dir)
    if found is None:
        return False
    if found.isDir() and not recurse and store.children(dir):
        raise OSError(f"{dir} is a folder that is not empty: pass recurse=True")
    store.remove(dir)
    return True


def cp(source: str, to: str, recurse: bool = False) -> bool:
    """Copies a file, or with ``recurse`` what is in a folder, over what is at ``to``.

    A file that is copied to a folder that is there keeps its name in it.
    """
    if f"{to.rstrip('/')}/".startswith(f"{source.rstrip('/')}/"):
        raise ValueError(f"{source} cannot be copied into itself: {to}")
    store = _store(source, to)
    found = _found(source, store)[1]
    target = store.status(to)
    if found.isDir():
        if not recurse:
            raise IsADirectoryError(f"{source} is a folder: pass recurse=True")
        _copy_folder(store, source, to)
    elif target is not None and target.isDir():
        store.copy_file(source, f"{to.rstrip('/')}/{found.name}")
    else:
        store.copy_file(source, to)
    return True


def mv(source: str, to: str, recurse: bool = False) -> bool:
    """Moves as ``cp`` copies, then removes the source."""
    cp(source, to, recurse)
    return rm(source, recurse)


def _copy_folder(store: Any, source: str, to: str) -> None:
    store.make_folders(to)
    for child in store.children(source):
        target = f"{to.rstrip('/')}/{child.name.rstrip('/')}"
        if child.isDir():
            _copy_folder(store, child.path, target)
        else:
            store.copy_file(child.path, target)


def _found(path: str, store: Any = None) -> Tuple[Any, FileInfo]:
    store = store or _store(path)
    found = store.status(path)
    if found is None:
        raise FileNotFoundError(path)
    return store, found


def _store(*paths: str) -> Any:
    """Returns the one that can reach all of the paths; each is a module or object of the same functions."""
    from lakehouse_runtime import _local, _s3
    from lakehouse_runtime._session import jvm_session

    session = jvm_session()
    if all(path.startswith("file:") for path in paths):
        return _local
    if session is not None:
        from lakehouse_runtime._hadoop import Hadoop

        return Hadoop(session)
    others = [path for path in paths if not _local.is_local(path)]
    if not others:
        return _local
    if all(_s3.is_s3(path) for path in others):
        return _s3
    raise ValueError(f"no file system for {others[0]!r} without a running Spark session")
