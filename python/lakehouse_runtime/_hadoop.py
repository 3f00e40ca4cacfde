"""Hadoop's file systems, through the running Spark session, for ``fs``."""

from __future__ import annotations

from typing import Any, List, Optional

from lakehouse_runtime._file_info import FileInfo


class Hadoop:
    """The functions of a store over every file system that the session knows."""

    def __init__(self, session: Any) -> None:
        self._jvm = session._jvm
        self._configuration = session._jsc.hadoopConfiguration()

    def status(self, path: str) -> Optional[FileInfo]:
        from py4j.protocol import Py4JJavaError

        hadoop_path = self._path(path)
        try:
            found = self._system(hadoop_path).getFileStatus(hadoop_path)
        except Py4JJavaError as error:
            # Anything else (access denied, no such bucket) is not the same as "not there".
            if error.java_exception.getClass().getName() == "java.io.FileNotFoundException":
                return None
            raise
        return _info(path.rstrip("/") or path, hadoop_path.getName(), found)

    def children(self, path: str) -> List[FileInfo]:
        hadoop_path = self._path(path)
        listed = self._system(hadoop_path).listStatus(hadoop_path)
        entries = [(found, found.getPath().getName()) for found in listed]
        return [_info(f"{path.rstrip('/')}/{name}", name, found) for found, name in entries]

    def read(self, path: str, size: int) -> bytes:
        hadoop_path = self._path(path)
        system = self._system(hadoop_path)
        stream = system.open(hadoop_path)
        try:
            length = min(size, system.getFileStatus(hadoop_path).getLen())
            return bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream, length))
        finally:
            stream.close()

    def write(self, path: str, contents: bytes) -> None:
        hadoop_path = self._path(path)
        stream = self._system(hadoop_path).create(hadoop_path, True)
        try:
            stream.write(contents)
        finally:
            stream.close()

    def remove(self, path: str) -> None:
        hadoop_path = self._path(path)
        self._system(hadoop_path).delete(hadoop_path, True)

    def make_folders(self, path: str) -> None:
        hadoop_path = self._path(path)
        self._system(hadoop_path).mkdirs(hadoop_path)

    def copy_file(self, source: str, to: str) -> None:
        a, b = self._path(source), self._path(to)
        copy = self._jvm.org.apache.hadoop.fs.FileUtil.copy
        copy(self._system(a), a, self._system(b), b, False, True, self._configuration)

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)

    def _system(self, hadoop_path: Any) -> Any:
        return hadoop_path.getFileSystem(self._configuration)


def _info(path: str, name: str, found: Any) -> FileInfo:
    changed = int(found.getModificationTime())
    if found.isDirectory():
        return FileInfo(f"{path}/", f"{name}/", 0, changed)
    return FileInfo(path, name, int(found.getLen()), changed)
