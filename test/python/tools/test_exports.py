"""Readers that others wrote find in each exported file the values that DuckDB has."""

import json
import re
import subprocess
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Dict, List, Optional

import openpyxl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from markdown_it import MarkdownIt
from openpyxl.utils.escape import unescape

from oracle.export import NODE

NUMBER = re.compile(r"U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(.*\)")
NESTED = re.compile(r"(STRUCT|MAP|UNION)\(.*|.*\]|JSON")


class Export:
    """What was exported, in DuckDB's own text, and where to."""

    def __init__(self, folder: Path) -> None:
        command = [NODE, "--import", "tsx", "test/python/writeExports.ts", str(folder)]
        said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        self.folder = folder
        self.names: List[str] = [column["name"] for column in said["columns"]]
        self.types: List[str] = [column["storedType"] for column in said["columns"]]
        self.rows: List[List[Optional[str]]] = said["rows"]
        self.as_text: Dict[str, List[str]] = said["asText"]

    def texts(self) -> List[List[Optional[str]]]:
        """The values as files of text have them: bytes are hexadecimal digits."""
        return [
            ["AA0041" if kind == "BLOB" and value is not None else value for kind, value in self.of(row)]
            for row in self.rows
        ]

    def of(self, row: List[Any]) -> List[Any]:
        return list(zip(self.types, row))


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> Export:
    return Export(tmp_path_factory.mktemp("exports"))


@pytest.mark.parametrize("name, delimiter", [("csv", ","), ("tsv", "\t")])
def test_delimited_text(export, name, delimiter):
    assert read_delimited(export, name, delimiter) == export.texts()


def test_csv_for_spreadsheets_has_no_formula(export):
    found = read_delimited(export, "spreadsheet", ",")
    changed = {(a, b) for row, was in zip(found, export.texts()) for a, b in zip(row, was) if a != b}
    assert changed == {("'" + text, text) for text in ("=1+1", "+1", "@SUM(A1)", "\ttab\t", "-inf")}
    assert (export.folder / "spreadsheet").read_bytes().startswith(b"\xef\xbb\xbf")


def read_delimited(export: Export, name: str, delimiter: str) -> List[List[Optional[str]]]:
    options = pa.csv.ConvertOptions(
        column_types={column: pa.string() for column in export.names},
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    parse = pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    table = pa.csv.read_csv(export.folder / name, parse_options=parse, convert_options=options)
    assert table.column_names == export.names
    return [list(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_json(export, name):
    text = (export.folder / name).read_text("utf-8")
    # Numbers as they are spelled.
    read = {"parse_int": Spelled, "parse_float": Spelled, "parse_constant": pytest.fail}
    found = json.loads(text, **read) if name == "json" else [json.loads(x, **read) for x in lines(text)]
    assert [list(row) for row in found] == [export.names] * len(export.rows)
    for row, was in zip(found, export.texts()):
        for (kind, expected), value in zip(export.of(was), row.values()):
            if expected is None or kind == "BOOLEAN":
                assert value == {"true": True, "false": False, None: None}[expected]
            elif NESTED.fullmatch(kind):
                assert value == NESTED_VALUES[expected], kind
            elif NUMBER.fullmatch(kind) and re.match(r"-?[\d.]", expected):
                assert type(value) is Spelled and value == re.sub(r"^(-?)\.", r"\g<1>0.", expected)
            else:
                assert type(value) is str and value == expected


class Spelled(str):
    """A number of JSON, in its own digits."""


NESTED_VALUES = {
    "[1, NULL, 3]": ["1", None, "3"],
    "{'a': 9007199254740993, 'b': NULL}": {"a": "9007199254740993", "b": None},
    "{k=1.10}": {"k": "1.10"},
    "1": {"n": "1"},
    '{"n": 12345678901234567890}': {"n": "12345678901234567890"},
}


def lines(text: str) -> List[str]:
    assert text.endswith("\n")
    return text[:-1].split("\n")


def test_parquet(export):
    table = pa.parquet.read_table(export.folder / "parquet")
    assert table.column_names == export.names
    compared = set()
    for at, (name, kind) in enumerate(zip(export.names, export.types)):
        column = table.column(name)
        expected = [row[at] for row in export.rows]
        assert column.is_null().to_pylist() == [value is None for value in expected], kind
        if name in export.as_text["parquet"]:
            assert column.to_pylist() == expected, kind
            continue
        if kind == "TIMESTAMP_NS":
            assert column.type == pa.timestamp("ns")
            assert set(column.drop_null().cast(pa.int64()).to_pylist()) == {1704067200123456789}
            compared.add(kind)
            continue
        if pa.types.is_temporal(column.type):
            continue  # Python has no days before the year 1; DuckDB reads them in the unit tests.
        pairs = [(v, e) for v, e in zip(column.to_pylist(), expected) if e is not None]
        if pa.types.is_integer(column.type):
            assert all(str(value) == text for value, text in pairs), kind
        elif pa.types.is_decimal(column.type):
            assert all(value.as_tuple() == Decimal(text).as_tuple() for value, text in pairs)
        elif pa.types.is_floating(column.type):
            as_read = pa.array([float(text) for _, text in pairs], column.type)
            assert [str(x) for x in as_read] == [str(x) for x in column.drop_null()], kind
        elif pa.types.is_boolean(column.type):
            assert all(str(value).lower() == text for value, text in pairs)
        elif kind == "BLOB":
            assert all(value == b"\xaa\x00A" for value, _ in pairs)
        elif pa.types.is_string(column.type) and kind not in ("JSON",):
            assert all(value == text for value, text in pairs), kind
        else:
            continue
        compared.add(kind)
    assert len(compared) > 12, compared


def test_excel(export):
    with (export.folder / "excel").open("rb") as file:
        sheet = openpyxl.load_workbook(file).active
    found = list(sheet.iter_rows())
    assert [cell.value for cell in found[0]] == export.names
    assert sheet.freeze_panes == "A2"
    assert len(found) == len(export.rows) + 1
    numbers, times = set(), set()
    for row, was in zip(found[1:], export.texts()):
        for cell, name, (kind, expected) in zip(row, export.names, export.of(was)):
            assert cell.data_type != "f"
            if cell.data_type == "n" and expected is not None:
                assert NUMBER.fullmatch(kind), kind
                assert Decimal(repr(cell.value)) == Decimal(expected), kind
                numbers.add(kind)
            elif cell.data_type == "d":
                # Without the zeros at the end that one of the two writes.
                assert str(cell.value).rstrip("0").removesuffix(" 00:00:") == expected.rstrip("0"), kind
                times.add(kind)
            elif cell.data_type == "b":
                assert cell.value == (expected == "true")
            elif cell.data_type == "s":
                assert (unescape(cell.value) if cell.value else "") == expected, kind
                is_text = kind in ("VARCHAR", "UUID", "JSON") or kind.startswith("ENUM")
                assert is_text or name in export.as_text["excel"], (name, kind)
            else:
                assert cell.value is None and (expected is None or expected == ""), (kind, cell.data_type)
    assert {"INTEGER", "DECIMAL(9,2)", "DOUBLE", "FLOAT"} <= numbers
    assert times == {"DATE", "TIMESTAMP", "TIME"}


class Cells(HTMLParser):
    """The cells of a page's tables: NULL is in italics."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: List[List[Optional[str]]] = []
        self.tags = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "em":
            self.rows[-1][-1] = None
        elif tag == "br":
            self.handle_data("\n")

    def handle_data(self, data):
        if self.rows and self.rows[-1] and self.rows[-1][-1] is not None:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.rows[-1].pop()


def test_markdown(export):
    text = (export.folder / "markdown").read_bytes().decode()
    # With HTML, as the worst reader takes it.
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    cells = Cells()
    cells.feed(page)
    assert cells.tags <= {"table", "thead", "tbody", "tr", "th", "td", "em", "br"}
    assert trimmed(cells.rows) == trimmed([export.names, *export.texts()])


def trimmed(rows: List[List[Optional[str]]]) -> List[List[Optional[str]]]:
    return [[value if value is None else value.rstrip("\n") for value in row] for row in rows]
