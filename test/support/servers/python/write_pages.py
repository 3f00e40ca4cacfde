"""Parquet files of many small pages in one row group, as PyArrow writes them, to be read in parts."""

import decimal
import sys
from datetime import datetime, timedelta, timezone

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 60_000


def main(folder: str) -> None:
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    table = pa.table(
        {
            "id": pa.array(range(ROWS), pa.int64()),
            "text": [f"{i * 7919 % 100_003}-é" for i in range(ROWS)],
            "few": [["a", "b", None][i % 3] for i in range(ROWS)],
            "amount": [decimal.Decimal(i) / 100 for i in range(ROWS)],
            "at": pa.array([start + timedelta(seconds=i) for i in range(ROWS)], pa.timestamp("us", "UTC")),
            "list": [[i] * (i % 4) if i % 5 else None for i in range(ROWS)],
            "struct": [{"a": i, "b": str(i)} if i % 7 else None for i in range(ROWS)],
            "map": pa.array([[(str(i), i)] for i in range(ROWS)], pa.map_(pa.string(), pa.int64())),
        }
    )
    for version in ("1.0", "2.0"):
        for dictionary in (True, False):
            for codec in ("snappy", "zstd", "none"):
                pq.write_table(
                    table,
                    f"{folder}/v{version}-{dictionary}-{codec}.parquet",
                    data_page_version=version,
                    data_page_size=16_384,
                    use_dictionary=dictionary,
                    compression=codec,
                    row_group_size=ROWS,
                    write_page_index=dictionary,
                )


if __name__ == "__main__":
    main(sys.argv[1])
