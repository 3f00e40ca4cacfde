"""What a listing says of a file, whichever store it is in."""

from __future__ import annotations

from typing import NamedTuple


class FileInfo(NamedTuple):
    """One entry of a listing. A folder's ``path`` and ``name`` end in a slash and its ``size`` is 0.

    ``size`` is in bytes, ``modificationTime`` in milliseconds since 1970 (0 where it is not known).
    """

    path: str
    name: str
    size: int
    modificationTime: int

    def isDir(self) -> bool:
        return self.name.endswith("/")

    def isFile(self) -> bool:
        return not self.isDir()
