"""Running one converted notebook from another: ``%run`` and ``dbutils.notebook`` on Databricks."""

from __future__ import annotations

import ast
import json
import os
import signal
import sys
import threading
import warnings
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Dict, Iterator, Mapping, NoReturn, Optional, Tuple

from lakehouse_runtime import fs, params
from lakehouse_runtime._session import jvm_session, running_session

_SUFFIXES = ("", ".emr.py", ".emr.ipynb", ".py", ".ipynb")
# One each per thread: notebooks are often run side by side from a pool of threads.
_folder: ContextVar[Optional[str]] = ContextVar("folder", default=None)
_is_run_by_another: ContextVar[bool] = ContextVar("is_run_by_another", default=False)


class NotebookExit(SystemExit):
    """Ends a notebook before its last cell; for a job that is a success. ``value`` is what it returns."""

    def __init__(self, value: Any = None) -> None:
        super().__init__(0)
        self.value = None if value is None else str(value)


def exit_notebook(value: Any = None) -> NoReturn:
    """Ends the notebook that is running and hands ``value``, as text, to ``run_notebook``."""
    if not _is_run_by_another.get() and value is not None:
        print(f"Notebook exited: {value}")
    raise NotebookExit(value)


def include(path: str, arguments: Optional[Mapping[str, Any]] = None) -> None:
    """Runs another converted notebook's code in the globals of the caller, as ``%run`` does.

    ``path`` is relative to the notebook that includes, then to the working folder, the folders of
    Python's search path and Spark's files; it may have no suffix, and may be on S3.
    ``arguments`` are parameters for the included notebook only.
    Raises ``FileNotFoundError`` where there is no such notebook, and whatever its code raises.
    """
    namespace = sys._getframe(1).f_globals
    file, text = _load(path, namespace.get("__file__"))
    with params.handed(arguments, inherit=True):
        _execute(file, text, namespace)


def run_notebook(
    path: str, timeout_seconds: float = 0, arguments: Optional[Mapping[str, Any]] = None
) -> Optional[str]:
    """Runs another converted notebook with globals of its own, in this process and Spark session.

    Returns what it gave to ``exit_notebook``, as text, else None. ``timeout_seconds`` above 0 limits
    the run and raises ``TimeoutError``; only the main thread can be limited, another one is told so.
    """
    caller = sys._getframe(1).f_globals
    file, text = _load(path, caller.get("__file__"))
    namespace: Dict[str, Any] = {"__name__": "__main__", "__file__": file}
    session = running_session()
    if session is not None:
        namespace["spark"] = session
    token = _is_run_by_another.set(True)
    try:
        with params.handed(arguments, inherit=False), _time_limit(timeout_seconds, path):
            _execute(file, text, namespace)
        return None
    except NotebookExit as ended:
        return ended.value
    finally:
        _is_run_by_another.reset(token)


def _execute(file: str, text: str, namespace: Dict[str, Any]) -> None:
    token = _folder.set(_parent(file))
    try:
        for name, source in _cells(file, text):
            exec(compile(source, name, "exec"), namespace)
    finally:
        _folder.reset(token)


def _cells(file: str, text: str) -> Iterator[Tuple[str, str]]:
    if not file.endswith(".ipynb"):
        yield file, text
        return
    for number, cell in enumerate(json.loads(text)["cells"]):
        if cell["cell_type"] == "code":
            source = cell["source"]
            name = f"{file}[{number}]"
            yield name, _without_magics(source if isinstance(source, str) else "".join(source), name)


def _without_magics(source: str, name: str) -> str:
    """Blanks the lines that only a notebook kernel understands (``%pip``, ``%%configure``, ``!ls``)."""
    if source.lstrip().startswith("%%"):
        warnings.warn(f"{name} was not run: {source.split(None, 1)[0]}", stacklevel=2)
        return ""
    try:
        ast.parse(source)
        return source
    except SyntaxError:
        lines = source.split("\n")
    for at, line in enumerate(lines):
        if line.startswith(("%", "!")):
            warnings.warn(f"{name} line {at + 1} was not run: {line.split(None, 1)[0]}", stacklevel=2)
            lines[at] = ""
    return "\n".join(lines)


def _load(path: str, caller: Optional[str]) -> Tuple[str, str]:
    tried = []
    for folder in _search_path(path, caller):
        for suffix in _SUFFIXES:
            file = _join(folder, path) + suffix
            tried.append(file)
            if _is_file(file):
                return file, _read(file)
    raise FileNotFoundError(f"no notebook {path!r}; looked for {', '.join(tried)}")


def _search_path(path: str, caller: Optional[str]) -> Iterator[str]:
    if "://" in path or os.path.isabs(path):
        yield ""
        return
    seen = []
    for folder in _candidates(caller):
        if folder not in seen:
            seen.append(folder)
            yield folder


def _candidates(caller: Optional[str]) -> Iterator[str]:
    including = _folder.get()
    if including is not None:
        yield including
    elif caller:
        yield _parent(caller)
    yield os.getcwd()
    yield from (folder for folder in sys.path if os.path.isdir(folder))
    if jvm_session() is not None:
        from pyspark import SparkFiles

        yield SparkFiles.getRootDirectory()


def _parent(file: str) -> str:
    return file.rpartition("/")[0] if "://" in file else os.path.dirname(os.path.abspath(file))


def _join(folder: str, path: str) -> str:
    if not folder:
        return path
    if "://" not in folder:
        return os.path.normpath(os.path.join(folder, path))
    root, _, rest = folder.partition("://")
    return f"{root}://" + os.path.normpath(f"{rest}/{path}").replace(os.sep, "/")


def _is_file(file: str) -> bool:
    return fs.is_file(file) if "://" in file else os.path.isfile(file)


def _read(file: str) -> str:
    if "://" in file:
        return fs.read(file).decode("utf-8-sig")
    with open(file, encoding="utf-8-sig") as stream:
        return stream.read()


@contextmanager
def _time_limit(limit: float, path: str) -> Iterator[None]:
    if limit <= 0:
        yield
        return
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        warnings.warn(f"{path} runs without its time limit: not in the main thread", stacklevel=3)
        yield
        return

    def expire(*_: Any) -> None:
        raise TimeoutError(f"{path} did not end within {limit} s")

    before = signal.signal(signal.SIGALRM, expire)
    # A caller may have a limit of its own running: it gets what was left of it back.
    left = signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *left)
        signal.signal(signal.SIGALRM, before)
