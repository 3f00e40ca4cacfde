"""``dbutils`` as far as notebooks use it."""

import os
import shutil
from collections import namedtuple
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Callable, Dict, Iterator, Mapping

FileInfo = namedtuple("FileInfo", ["path", "name", "size", "modificationTime"])


class NotebookExited(Exception):
    """What ``dbutils.notebook.exit`` throws; on Databricks too a broad ``except`` catches it."""


class Widgets:
    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = dict(given)
        self._defaults: Dict[str, str] = {}

    def text(self, name: str, defaultValue: str, label: str = "") -> None:
        self._defaults[name] = defaultValue

    def dropdown(self, name: str, defaultValue: str, choices: Any, label: str = "") -> None:
        if defaultValue not in choices:
            raise ValueError(f"the default of {name} is not one of its choices")
        self._defaults[name] = defaultValue

    combobox = dropdown
    multiselect = dropdown

    def get(self, name: str) -> str:
        if name in self._given:
            return self._given[name]
        if name not in self._defaults:
            raise KeyError(f"InputWidgetNotDefined: {name}")
        return self._defaults[name]

    def getAll(self) -> Dict[str, str]:
        return {**self._defaults, **self._given}

    @contextmanager
    def given(self, values: Mapping[str, str]) -> Iterator[None]:
        """What ``%run ./other $name="value"`` sets while the other notebook runs."""
        before = self._given
        self._given = {**before, **values}
        try:
            yield
        finally:
            self._given = before

    def remove(self, name: str) -> None:
        del self._defaults[name]

    def removeAll(self) -> None:
        self._defaults.clear()


class FileSystem:
    """``dbutils.fs`` over the folder that is ``dbfs:/``; ``file:/`` is the driver's disk."""

    def __init__(self, dbfs: Path) -> None:
        self._dbfs = dbfs

    def ls(self, path: str) -> list:
        folder = self._local(path)
        if not folder.exists():
            raise FileNotFoundError(path)
        files = sorted(folder.iterdir()) if folder.is_dir() else [folder]
        return [self._info(file) for file in files]

    def cp(self, source: str, to: str, recurse: bool = False) -> bool:
        a, b = self._local(source), self._local(to)
        if a.is_dir():
            if not recurse:
                raise IsADirectoryError(source)
            shutil.copytree(a, b, dirs_exist_ok=True)
        else:
            target = b / a.name if b.is_dir() else b
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(a, target)
        return True

    def mv(self, source: str, to: str, recurse: bool = False) -> bool:
        self.cp(source, to, recurse)
        return self.rm(source, recurse)

    def rm(self, path: str, recurse: bool = False) -> bool:
        file = self._local(path)
        if not file.exists():
            return False
        if not file.is_dir():
            file.unlink()
        elif recurse:
            shutil.rmtree(file)
        else:
            file.rmdir()
        return True

    def mkdirs(self, path: str) -> bool:
        self._local(path).mkdir(parents=True, exist_ok=True)
        return True

    def head(self, path: str, maxBytes: int = 65536) -> str:
        return self._local(path).read_bytes()[:maxBytes].decode("utf-8", "replace")

    def put(self, path: str, contents: str, overwrite: bool = False) -> bool:
        file = self._local(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(file, "w" if overwrite else "x", encoding="utf-8") as stream:
            stream.write(contents)
        return True

    def _local(self, path: str) -> Path:
        if path.startswith("file:"):
            return Path("/" + path[len("file:") :].lstrip("/"))
        if path.startswith("dbfs:"):
            path = path[len("dbfs:") :]
        return self._dbfs / path.lstrip("/")

    def _info(self, file: Path) -> FileInfo:
        slash = "/" if file.is_dir() else ""
        path = f"dbfs:/{os.path.relpath(file, self._dbfs)}{slash}"
        size = 0 if slash else file.stat().st_size
        return FileInfo(path, file.name + slash, size, int(file.stat().st_mtime * 1000))


class Secrets:
    def __init__(self, scopes: Mapping[str, Mapping[str, str]]) -> None:
        self._scopes = scopes

    def get(self, scope: str, key: str) -> str:
        return self._scopes[scope][key]

    def getBytes(self, scope: str, key: str) -> bytes:
        return self.get(scope, key).encode("utf-8")


def make_dbutils(dbfs: Path, widgets: Mapping[str, str], secrets: Mapping, run: Callable) -> Any:
    """``run(path, timeout, arguments)`` is what ``dbutils.notebook.run`` does."""

    def exit_notebook(value: Any = "") -> None:
        raise NotebookExited(str(value))

    return SimpleNamespace(
        widgets=Widgets(widgets),
        fs=FileSystem(dbfs),
        secrets=Secrets(secrets),
        notebook=SimpleNamespace(run=run, exit=exit_notebook),
        library=SimpleNamespace(restartPython=lambda: None),
    )
