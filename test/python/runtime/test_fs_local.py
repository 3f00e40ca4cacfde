import os

import pytest

from lakehouse_runtime import fs


@pytest.fixture(params=["plain", "file:", "file://"])
def root(request, tmp_path):
    """The same folder in the ways that a notebook may write it."""
    prefix = "" if request.param == "plain" else request.param
    (tmp_path / "a.txt").write_text("hello", encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text("é" * 10, encoding="utf-8")
    return f"{prefix}{tmp_path}"


def test_lists_a_folder_by_name(root):
    entries = fs.ls(root)
    assert [(e.path, e.name, e.size, e.isDir(), e.isFile()) for e in entries] == [
        (f"{root}/a.txt", "a.txt", 5, False, True),
        (f"{root}/in/", "in/", 0, True, False),
    ]
    assert all(entry.modificationTime > 1_000_000_000_000 for entry in entries)
    assert fs.ls(f"{root}/in/") == fs.ls(f"{root}/in")


def test_lists_a_file_as_itself(root):
    (entry,) = fs.ls(f"{root}/a.txt")
    assert (entry.path, entry.name, entry.size) == (f"{root}/a.txt", "a.txt", 5)


def test_head_counts_bytes_and_survives_half_a_character(root):
    assert fs.head(f"{root}/in/b.txt", 4) == "éé"
    assert fs.head(f"{root}/in/b.txt", 3) == "é\ufffd"
    assert fs.head(f"{root}/a.txt") == "hello"


def test_takes_the_keywords_of_dbutils(root):
    assert fs.put(file=f"{root}/c.txt", contents="three", overwrite=True) is True
    assert fs.head(file=f"{root}/c.txt", maxBytes=2) == "th"
    assert fs.head(file=f"{root}/c.txt", max_bytes=2) == "th"
    assert fs.mkdirs(dir=f"{root}/new") is True
    assert fs.cp(f"{root}/c.txt", to=f"{root}/new", recurse=False) is True
    assert [entry.name for entry in fs.ls(dir=f"{root}/new")] == ["c.txt"]
    assert fs.rm(dir=f"{root}/new", recurse=True) is True


def test_put_makes_folders_and_does_not_overwrite_unless_told(root):
    assert fs.put(f"{root}/new/deep/c.txt", "one") is True
    with pytest.raises(FileExistsError):
        fs.put(f"{root}/new/deep/c.txt", "two")
    assert fs.head(f"{root}/new/deep/c.txt") == "one"
    fs.put(f"{root}/new/deep/c.txt", "two", overwrite=True)
    assert fs.head(f"{root}/new/deep/c.txt") == "two"


def test_cp_of_a_file_to_a_new_name_and_into_a_folder(root):
    fs.cp(f"{root}/a.txt", f"{root}/x/y.txt")
    fs.cp(f"{root}/a.txt", f"{root}/in")
    assert fs.head(f"{root}/x/y.txt") == "hello"
    assert fs.head(f"{root}/in/a.txt") == "hello"


def test_cp_of_a_folder_twice_nests_nothing(root):
    with pytest.raises(IsADirectoryError):
        fs.cp(f"{root}/in", f"{root}/out")
    for _ in range(2):
        fs.cp(f"{root}/in", f"{root}/out", recurse=True)
    assert [entry.name for entry in fs.ls(f"{root}/out")] == ["b.txt"]


@pytest.mark.parametrize("to", ["in", "in/", "in/deeper"])
def test_nothing_is_copied_or_moved_into_itself(root, to):
    for act in (fs.cp, fs.mv):
        with pytest.raises(ValueError):
            act(f"{root}/in", f"{root}/{to}", True)
    assert fs.head(f"{root}/in/b.txt", 2) == "é"


def test_mv_takes_the_source_away(root):
    fs.mv(f"{root}/in", f"{root}/out", recurse=True)
    assert [entry.name for entry in fs.ls(root)] == ["a.txt", "out/"]


def test_rm_wants_to_be_told_before_it_removes_a_full_folder(root):
    with pytest.raises(OSError):
        fs.rm(f"{root}/in")
    assert fs.rm(f"{root}/in", recurse=True) is True
    assert fs.rm(f"{root}/in") is False
    fs.mkdirs(f"{root}/empty/deep")
    fs.mkdirs(f"{root}/empty/deep")
    assert fs.rm(f"{root}/empty/deep") is True
    assert fs.rm(f"{root}/a.txt") is True
    assert [entry.name for entry in fs.ls(root)] == ["empty/"]


@pytest.mark.parametrize("act", [fs.ls, fs.head, fs.read, lambda path: fs.cp(path, f"{path}2")])
def test_a_missing_path_is_said(root, act):
    with pytest.raises(FileNotFoundError):
        act(f"{root}/nope")


def test_a_link_to_nowhere_is_listed_and_a_linked_folder_is_not_emptied(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a.txt").write_text("hello")
    os.symlink(tmp_path / "nowhere", tmp_path / "dangling")
    os.symlink(tmp_path / "kept", tmp_path / "linked")
    assert [entry.name for entry in fs.ls(str(tmp_path))] == ["dangling", "kept/", "linked/"]
    assert fs.rm(str(tmp_path / "linked"), recurse=True) is True
    assert fs.head(str(tmp_path / "kept" / "a.txt")) == "hello"


def test_a_scheme_that_nobody_serves_is_said():
    with pytest.raises(ValueError, match="hdfs"):
        fs.ls("hdfs:///data")
