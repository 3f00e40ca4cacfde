"""What the sample notebooks read, with the values that conversions get wrong."""

import datetime
import shutil
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SAMPLE = Path(__file__).resolve().parents[3] / "sample" / "databricks"

_ORDERS = pa.schema(
    [
        ("order_id", pa.int64()),
        ("customer_id", pa.int64()),
        ("ordered_at", pa.timestamp("us", tz="UTC")),
        ("status", pa.string()),
        ("amount", pa.decimal128(12, 2)),
    ]
)

#: An order number that a double can not hold.
_LARGE = 2**53 + 1


def write_raw_files(raw: Path) -> None:
    """Fills the folder that is mounted as ``/mnt/raw``."""
    shutil.copytree(SAMPLE / "raw", raw, dirs_exist_ok=True)
    statuses = [" Open ", "SHIPPED", "returned", "lost", None, ""]
    orders = [
        (number, number % 7, _moment(1 + number % 4, number), statuses[number % 6], Decimal(number) / 100)
        for number in range(1, 200)
    ]
    orders += [
        (_LARGE, None, _moment(4, 0), "shipped", Decimal("9999999999.99")),
        (_LARGE + 1, 3, None, "shipped", Decimal("0.00")),
        (300, 3, _moment(2, 0), "shipped", None),
        (301, 3, _moment(2, 0), "shipped", Decimal("-0.01")),
    ]
    changes = [
        (1, 70, _moment(9, 1), "returned", Decimal("0.02")),
        (2, 70, _moment(9, 2), "deleted", Decimal("0.02")),
        (_LARGE, 71, _moment(9, 3), "returned", None),
        (400, 72, _moment(9, 4), "open", Decimal("12.34")),
        (401, 72, _moment(9, 5), "deleted", Decimal("1.00")),
        (402, 72, _moment(9, 6), None, Decimal("1.00")),
    ]
    _write(raw / "orders" / "part-0.parquet", orders[:100])
    _write(raw / "orders" / "part-1.parquet", orders[100:])
    _write(raw / "order_changes" / "part-0.parquet", changes)


def write_late_event(raw: Path) -> None:
    """One more file, which arrives after the stream has run once."""
    text = '{"event_id": 8, "happened_at": "2024-05-03T00:00:00Z", "kind": "late", "payload": null}\n'
    (raw / "events" / "2024-05-03.json").write_text(text, encoding="utf-8")


def _moment(day: int, minute: int) -> datetime.datetime:
    midnight = datetime.datetime(2024, 5, day, tzinfo=datetime.timezone.utc)
    return midnight + datetime.timedelta(minutes=minute, microseconds=minute)


def _write(file: Path, rows: list) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    columns = {name: [row[at] for row in rows] for at, name in enumerate(_ORDERS.names)}
    pq.write_table(pa.table(columns, schema=_ORDERS), file)
