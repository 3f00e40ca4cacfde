import json
import sys
import threading
import types
from concurrent.futures import ThreadPoolExecutor

import pytest

from lakehouse_runtime import NotebookExit, exit_notebook, include, params, run_notebook


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["job.py"])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def notebook(*cells):
    """An .ipynb of (kind, text) cells; text may be given as lines, as Jupyter writes it."""
    return json.dumps({"cells": [{"cell_type": kind, "source": text} for kind, text in cells]})


def test_include_runs_in_the_globals_of_the_caller(tmp_path):
    (tmp_path / "setup.py").write_text("total = start + 1\n")
    caller = {"include": include, "start": 41}
    exec("include('./setup')", caller)
    assert caller["total"] == 42


@pytest.mark.parametrize("file", ["setup", "setup.emr.py", "setup.emr.ipynb", "setup.py", "setup.ipynb"])
def test_include_finds_what_the_converter_writes(tmp_path, file):
    text = notebook(("code", "found = 1")) if file.endswith(".ipynb") else "found = 1\n"
    (tmp_path / file).write_text(text)
    caller = {"include": include}
    exec("include('./setup')", caller)
    assert caller["found"] == 1


def test_paths_are_relative_to_the_notebook_that_includes(tmp_path, monkeypatch):
    (tmp_path / "jobs" / "shared").mkdir(parents=True)
    (tmp_path / "jobs" / "main.py").write_text(
        "from lakehouse_runtime import include\ninclude('shared/first')\n"
    )
    (tmp_path / "jobs" / "shared" / "first.py").write_text("include('./second')\n")
    (tmp_path / "jobs" / "shared" / "second.py").write_text("order = 'second'\n")
    (tmp_path / "second.py").write_text("order = 'the wrong one'\n")
    caller = {"include": include}
    exec("include('jobs/main')", caller)
    assert caller["order"] == "second"


def test_the_file_of_the_caller_counts(tmp_path):
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "setup.py").write_text("found = __name__\n")
    caller = {"include": include, "__file__": str(tmp_path / "jobs" / "main.py"), "__name__": "main"}
    exec("include('./setup')", caller)
    assert caller["found"] == "main"


def test_runs_code_cells_in_order_and_says_which_magics_it_left(tmp_path):
    (tmp_path / "setup.ipynb").write_text(
        notebook(
            ("markdown", "raise Exception"),
            ("code", "%%configure -f\n{}"),
            ("code", ["%pip install x\n", "seen = [1]\n", "y = 7 \\\n", "% 4\n"]),
            ("code", ""),
            ("code", "seen.append(y)\n!ls"),
        )
    )
    caller = {"include": include}
    with pytest.warns(UserWarning) as warnings:
        exec("include('./setup')", caller)
    told = [str(warning.message).rpartition(": ")[2] for warning in warnings]
    assert told[0] == "%%configure" and "%pip" in told and "!ls" in told


def test_a_percent_sign_that_is_python_is_left_alone(tmp_path):
    (tmp_path / "setup.ipynb").write_text(notebook(("code", "rest = (7\n% 4)")))
    caller = {"include": include}
    exec("include('./setup')", caller)
    assert caller["rest"] == 3


def test_a_broken_cell_names_its_notebook_and_cell(tmp_path):
    (tmp_path / "setup.ipynb").write_text(notebook(("markdown", ""), ("code", "def")))
    with pytest.raises(SyntaxError) as failure:
        include("./setup")
    assert failure.value.filename.endswith("setup.ipynb[1]")


def test_says_where_it_looked():
    with pytest.raises(FileNotFoundError, match=r"nope\.emr\.ipynb"):
        include("./nope")


def test_reads_a_file_with_a_byte_order_mark_and_crlf(tmp_path):
    (tmp_path / "setup.py").write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    caller = {"include": include}
    exec("include('./setup')", caller)
    assert (caller["a"], caller["b"]) == (1, 2)


def test_run_notebook_has_globals_of_its_own_and_returns_the_exit_value(tmp_path):
    (tmp_path / "child.py").write_text(
        "from lakehouse_runtime import exit_notebook, params\n"
        "assert 'mine' not in globals()\n"
        "exit_notebook(int(params.get('n')) + 1)\nraise Exception('not reached')\n"
    )
    caller = {"run_notebook": run_notebook, "mine": 1}
    exec("result = run_notebook('./child', 60, {'n': 41})", caller)
    assert caller["result"] == "42"
    assert "params" not in caller


def test_run_notebook_without_an_exit_returns_none(tmp_path):
    (tmp_path / "child.py").write_text("x = 1\n")
    assert run_notebook(str(tmp_path / "child")) is None


def test_parameters_end_with_the_notebook_they_were_handed_to(tmp_path):
    (tmp_path / "child.py").write_text(
        "from lakehouse_runtime import params\nseen = params.get('n', 'default')\n"
    )
    caller = {"include": include, "params": params}
    exec("include('./child', {'n': 1})\nfirst = seen\ninclude('./child')", caller)
    assert (caller["first"], caller["seen"]) == ("1", "default")


def test_run_notebook_does_not_inherit_handed_parameters_and_include_does(tmp_path):
    (tmp_path / "leaf.py").write_text(
        "from lakehouse_runtime import exit_notebook, params\nexit_notebook(params.get('n', 'none'))\n"
    )
    (tmp_path / "runs.py").write_text(
        "from lakehouse_runtime import *\nexit_notebook(run_notebook('./leaf'))\n"
    )
    (tmp_path / "includes.py").write_text("from lakehouse_runtime import *\ninclude('./leaf')\n")
    assert run_notebook("./runs", 0, {"n": "1"}) == "none"
    assert run_notebook("./includes", 0, {"n": "1"}) == "1"


def test_exit_is_not_caught_by_a_catch_of_exceptions(tmp_path, capsys):
    (tmp_path / "child.py").write_text(
        "from lakehouse_runtime import exit_notebook\n"
        "try:\n    exit_notebook('early')\nexcept Exception:\n    pass\nraise Exception('not reached')\n"
    )
    assert run_notebook("./child") == "early"
    with pytest.raises(NotebookExit) as ended:
        exit_notebook("done")
    assert ended.value.code == 0
    assert "done" in capsys.readouterr().out


def test_a_notebook_that_takes_too_long_is_stopped(tmp_path):
    (tmp_path / "child.py").write_text("import threading\nthreading.Event().wait(60)\n")
    with pytest.raises(TimeoutError, match="child"):
        run_notebook("./child", 0.05)


def test_outside_the_main_thread_a_time_limit_is_said_to_be_missing(tmp_path):
    (tmp_path / "child.py").write_text("x = 1\n")
    told = []

    def body():
        with pytest.warns(UserWarning, match="without its time limit"):
            told.append(run_notebook("./child", 5))

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    assert told == [None]


def test_notebooks_of_a_pool_of_threads_keep_their_parameters_and_folders_apart(tmp_path):
    together = threading.Barrier(2, timeout=30)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "leaf.py").write_text(f"leaf = {name!r}\n")
        (tmp_path / name / "main.py").write_text(
            "from lakehouse_runtime import *\n"
            "import shared_barrier\n"
            "shared_barrier.together.wait()\n"
            "n = params.get('n')\n"
            "include('./leaf')\n"
            "shared_barrier.together.wait()\n"
            "exit_notebook(leaf + n + params.get('n'))\n"
        )
    sys.modules["shared_barrier"] = types.SimpleNamespace(together=together)
    try:
        with ThreadPoolExecutor(2) as pool:
            runs = [pool.submit(run_notebook, str(tmp_path / n / "main"), 0, {"n": n}) for n in ("a", "b")]
            assert [run.result(timeout=60) for run in runs] == ["aaa", "bbb"]
    finally:
        del sys.modules["shared_barrier"]
