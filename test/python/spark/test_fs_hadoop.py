"""``fs`` over Hadoop's file systems, and notebooks that lie on them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from lakehouse_runtime import display, fs, include, run_notebook


@pytest.fixture
def root(spark, bucket, tmp_path_factory):
    name = tmp_path_factory.mktemp("fs").name
    (bucket / "scratch" / name).mkdir()
    return f"s3://example-lakehouse/scratch/{name}"


def test_writes_lists_and_reads(root, bucket):
    fs.put(f"{root}/in/a.txt", "héllo")
    fs.mkdirs(f"{root}/empty")
    entries = fs.ls(root)
    assert [(entry.path, entry.name, entry.size) for entry in entries] == [
        (f"{root}/empty/", "empty/", 0),
        (f"{root}/in/", "in/", 0),
    ]
    (entry,) = fs.ls(f"{root}/in")
    assert (entry.path, entry.name, entry.size) == (f"{root}/in/a.txt", "a.txt", 6)
    assert entry.modificationTime > 1_000_000_000_000
    assert fs.head(f"{root}/in/a.txt", 3) == "hé"
    assert fs.head(f"{root}/in/a.txt") == "héllo"
    assert (bucket / "scratch" / root.rpartition("/")[2] / "in" / "a.txt").read_text() == "héllo"


def test_put_does_not_overwrite_unless_told(root):
    fs.put(f"{root}/a.txt", "one")
    with pytest.raises(FileExistsError):
        fs.put(f"{root}/a.txt", "two")
    fs.put(f"{root}/a.txt", "two", overwrite=True)
    assert fs.head(f"{root}/a.txt") == "two"


def test_copies_between_the_bucket_and_the_disk(root, tmp_path):
    fs.put(f"{root}/in/deep/a.txt", "x")
    fs.cp(f"{root}/in", f"file:{tmp_path}/out", recurse=True)
    assert (tmp_path / "out" / "deep" / "a.txt").read_text() == "x"
    fs.cp(f"file:{tmp_path}/out/deep/a.txt", f"{root}/b.txt")
    fs.mv(f"{root}/b.txt", f"{root}/in")
    assert [entry.name for entry in fs.ls(f"{root}/in")] == ["b.txt", "deep/"]
    assert [entry.name for entry in fs.ls(root)] == ["in/"]


def test_rm_wants_to_be_told_before_it_removes_a_full_folder(root):
    fs.put(f"{root}/in/a.txt", "x")
    with pytest.raises(OSError):
        fs.rm(f"{root}/in")
    assert fs.rm(f"{root}/in", recurse=True) is True
    assert fs.rm(f"{root}/in") is False


def test_a_missing_path_is_said(root):
    for act in (fs.ls, fs.head, fs.read):
        with pytest.raises(FileNotFoundError):
            act(f"{root}/nope")


def test_a_path_without_a_scheme_is_what_it_is_to_spark(spark, tmp_path):
    spark.range(3).write.csv(str(tmp_path / "numbers"))
    assert "_SUCCESS" in [entry.name for entry in fs.ls(str(tmp_path / "numbers"))]


def test_notebooks_lie_in_the_bucket_too(spark, root):
    fs.put(f"{root}/jobs/setup.emr.py", "include('../shared/names')\n")
    fs.put(f"{root}/shared/names.emr.py", "name = 'orders'\nrows = spark.range(2).count()\n")
    caller = {"include": include, "spark": spark}
    exec(f"include('{root}/jobs/setup')", caller)
    assert (caller["name"], caller["rows"]) == ("orders", 2)


def test_run_notebook_gives_the_session_to_the_notebook(spark, root):
    fs.put(f"{root}/child.py", "from lakehouse_runtime import *\nexit_notebook(spark.range(5).count())\n")
    assert run_notebook(f"{root}/child", 60) == "5"


def test_a_notebook_that_a_thread_runs_has_the_session_too(spark, root):
    fs.put(f"{root}/child.py", "from lakehouse_runtime import *\nexit_notebook(spark.range(5).count())\n")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(run_notebook, f"{root}/child").result() == "5"


def test_display_shows_rows_and_starts_no_stream(spark, capsys):
    display(spark.range(30).toDF("number"))
    shown = capsys.readouterr().out
    assert "number" in shown and "only showing top 20 rows" in shown
    display(spark.readStream.format("rate").load())
    assert "streaming DataFrame" in capsys.readouterr().out
    assert spark.streams.active == []
    display({"a": 1})
    display(None)
    assert capsys.readouterr().out == "{'a': 1}\n"
