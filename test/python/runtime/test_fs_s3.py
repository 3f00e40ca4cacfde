"""``fs`` on S3 without Spark, over a bucket in memory."""

import datetime
import io
import sys
import types

import pytest

from lakehouse_runtime import fs


class FakeS3:
    """The calls of boto3's client that are used, with S3's own paging and folders that do not exist."""

    PAGE = 2

    def __init__(self, objects):
        self.objects = dict(objects)

    def list_objects_v2(self, Bucket, Prefix, MaxKeys):
        found = [self._entry(key) for key in self._keys(Bucket, Prefix)][:MaxKeys]
        return {"KeyCount": len(found), **({"Contents": found} if found else {})}

    def get_paginator(self, name):
        assert name == "list_objects_v2"
        return types.SimpleNamespace(paginate=self._pages)

    def _pages(self, Bucket, Prefix, Delimiter=None):
        entries = {}
        for key in self._keys(Bucket, Prefix):
            name, delimiter, _ = key[len(Prefix) :].partition(Delimiter or "\0")
            folder = Prefix + name + delimiter
            entries[folder if delimiter else key] = bool(delimiter)
        names = list(entries)
        for start in range(0, max(len(names), 1), self.PAGE):
            page = names[start : start + self.PAGE]
            yield {
                "CommonPrefixes": [{"Prefix": name} for name in page if entries[name]],
                "Contents": [self._entry(name) for name in page if not entries[name]],
            }

    def get_object(self, Bucket, Key):
        return {"Body": io.BytesIO(self.objects[Key])}

    def put_object(self, Bucket, Key, Body):
        self.objects[Key] = Body

    def delete_object(self, Bucket, Key):
        del self.objects[Key]

    def delete_objects(self, Bucket, Delete):
        assert len(Delete["Objects"]) <= 1000
        for entry in Delete["Objects"]:
            del self.objects[entry["Key"]]
        return {}

    def copy(self, source, bucket, key):
        self.objects[key] = self.objects[source["Key"]]

    def upload_file(self, file, bucket, key):
        with open(file, "rb") as stream:
            self.objects[key] = stream.read()

    def download_file(self, bucket, key, file):
        with open(file, "wb") as stream:
            stream.write(self.objects[key])

    def _keys(self, bucket, prefix):
        assert bucket == "lake"
        return sorted(key for key in self.objects if key.startswith(prefix))

    def _entry(self, key):
        changed = datetime.datetime(2024, 5, 1, tzinfo=datetime.timezone.utc)
        return {"Key": key, "Size": len(self.objects[key]), "LastModified": changed}


@pytest.fixture
def s3(monkeypatch):
    fake = FakeS3(
        {
            "raw/a.txt": b"hello",
            "raw/in/": b"",
            "raw/in/b.txt": b"b",
            "raw/in/c.txt": b"c",
            "raw/in/deep/d.txt": b"d",
            "raw2/other.txt": b"x",
        }
    )
    monkeypatch.setitem(sys.modules, "boto3", types.SimpleNamespace(client=lambda name: {"s3": fake}[name]))
    return fake


@pytest.mark.parametrize("path", ["s3://lake/raw/in", "s3://lake/raw/in/", "s3a://lake/raw/in"])
def test_lists_a_folder_over_all_pages_without_its_marker(s3, path):
    base = path.rstrip("/")
    assert [(entry.path, entry.name, entry.size) for entry in fs.ls(path)] == [
        (f"{base}/b.txt", "b.txt", 1),
        (f"{base}/c.txt", "c.txt", 1),
        (f"{base}/deep/", "deep/", 0),
    ]
    assert fs.ls(path)[0].modificationTime == 1714521600000


def test_lists_a_bucket_and_a_file(s3):
    assert [entry.name for entry in fs.ls("s3://lake")] == ["raw/", "raw2/"]
    assert [entry.path for entry in fs.ls("s3://lake/raw/a.txt")] == ["s3://lake/raw/a.txt"]


def test_a_prefix_that_is_no_folder_is_missing(s3):
    for path in ("s3://lake/ra", "s3://lake/raw/a.tx", "s3://lake/raw/a.txt/"):
        with pytest.raises(FileNotFoundError):
            fs.ls(path)
    assert fs.is_file("s3://lake/raw/a.txt")
    assert not fs.is_file("s3://lake/raw")


def test_reads_and_writes(s3):
    assert fs.head("s3://lake/raw/a.txt", 2) == "he"
    fs.put("s3://lake/new/e.txt", "é")
    assert s3.objects["new/e.txt"] == "é".encode()
    with pytest.raises(FileExistsError):
        fs.put("s3://lake/new/e.txt", "f")
    assert fs.mkdirs("s3://lake/nothing") is True


def test_copies_within_the_bucket_and_to_and_from_the_disk(s3, tmp_path):
    fs.cp("s3://lake/raw/in", "s3://lake/copy", recurse=True)
    assert sorted(key for key in s3.objects if key.startswith("copy/")) == [
        "copy/b.txt",
        "copy/c.txt",
        "copy/deep/d.txt",
    ]
    fs.cp("s3://lake/raw", f"{tmp_path}/raw", recurse=True)
    assert (tmp_path / "raw" / "in" / "deep" / "d.txt").read_text() == "d"
    fs.cp(f"{tmp_path}/raw/a.txt", "s3://lake/back.txt")
    assert s3.objects["back.txt"] == b"hello"


def test_rm_removes_a_folder_and_nothing_beside_it(s3):
    with pytest.raises(OSError):
        fs.rm("s3://lake/raw")
    assert fs.rm("s3://lake/raw", recurse=True) is True
    assert list(s3.objects) == ["raw2/other.txt"]
    assert fs.rm("s3://lake/raw", recurse=True) is False


def test_mv_takes_the_source_away(s3):
    fs.mv("s3://lake/raw/a.txt", "s3://lake/b.txt")
    assert s3.objects["b.txt"] == b"hello" and "raw/a.txt" not in s3.objects
