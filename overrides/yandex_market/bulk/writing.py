"""Final files: Parquet, NDJSON, CSV and DuckDB, from the chunks of a stage.

Parquet and DuckDB keep nested columns, NDJSON nested objects. In CSV a struct is spread over columns
with dots (`deliveryRegion.name`) and a list is JSON text. DuckDB also gets a view for each list, which
is that list as a table of its own: `stats_items`, `stats_items_prices`, `stats_payments`.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import ConfigurationError
from ..models import dumps
from .arrow import arrow_schema
from .columns import DIGITS, KEY, STORE, Column, schema
from .extra import needed
from .planning import By, Kind
from .staging import put_in_place

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Batches = Iterator["pa.RecordBatch"]

_EXACT = Context(prec=DIGITS)
ROWS = 16_384
"""Of a row group of Parquet."""
MEMORY = "256MB"
"""What DuckDB may use beside the batch at hand."""
KNOWN = "yandex_market_known"
"""Table of a DuckDB file: up to which day each place is pulled."""


class Known(NamedTuple):
    """That a place is pulled from one day up to before another."""

    place: int
    by: By
    since: datetime.date
    until: datetime.date


class Target:
    """A file to come. `write` makes it in the folder of the stage and puts it in place."""

    def __init__(self, path: Path, kind: Kind, *, personal: bool) -> None:
        self.path = path
        self.kind = kind
        self.personal = personal

    @property
    def columns(self) -> tuple[Column, ...]:
        """What a row consists of."""
        return schema(self.kind, personal=self.personal)

    @property
    def arrow_schema(self) -> pa.Schema:
        """The same for Arrow."""
        return arrow_schema(self.kind, personal=self.personal)

    def known_until(self, by: By, since: datetime.date) -> Mapping[int, datetime.date]:
        """Place → the day up to which it holds all from `since` on; files begin anew each time."""
        return {}

    def write(self, batches: Batches, stage: Path, known: Sequence[Known] = ()) -> None:
        """Write all batches. Until this ends, nothing changes under the file's own name.

        `known`: what is pulled with them, for a target that can go on from there.
        """
        unfinished = stage / f"whole{self.path.suffix}"
        self._fill(unfinished, batches)
        put_in_place(unfinished, self.path)

    def _fill(self, path: Path, batches: Batches) -> None:
        raise NotImplementedError


class Parquet(Target):
    """Row groups of a fixed size, so that the bytes do not depend on how the chunks were cut."""

    def _fill(self, path: Path, batches: Batches) -> None:
        pa, pq = needed("pyarrow"), needed("pyarrow.parquet")
        with pq.ParquetWriter(path, self.arrow_schema, compression="zstd") as file:
            for group in _groups(batches, ROWS):
                file.write_table(pa.Table.from_batches(group).combine_chunks())


class Ndjson(Target):
    """A line for each order."""

    def _fill(self, path: Path, batches: Batches) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for batch in batches:
                file.writelines(f"{dumps(_simple(row))}\n" for row in batch.to_pylist())


class Csv(Target):
    """A line for each order, and one with the names."""

    def _fill(self, path: Path, batches: Batches) -> None:
        cells = list(_cells(self.columns))
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(name for name, _ in cells)
            for batch in batches:
                table.writerows([take(row) for _, take in cells] for row in batch.to_pylist())


class DuckDB(Target):
    """A table of the kind's name, merged by order id; views for its lists.

    A new file is made aside and renamed; in one that exists, all happens in one transaction.
    """

    def known_until(self, by: By, since: datetime.date) -> Mapping[int, datetime.date]:
        """See Target."""
        if not self.path.exists():
            return {}
        with self._connected(self.path) as db:
            if not _tables(db) & {KNOWN}:
                return {}
            found = db.execute(
                f"SELECT place, max(known_until) FROM {KNOWN}"  # noqa: S608 - a name of ours
                " WHERE kind = ? AND days_of = ? AND since <= ? GROUP BY place",
                [self.kind, by, since],
            ).fetchall()
        return dict(found)

    def write(self, batches: Batches, stage: Path, known: Sequence[Known] = ()) -> None:
        """See Target."""
        if self.path.exists():
            with self._connected(self.path) as db:
                self._merge(db, batches, known)
            return
        unfinished = stage / "whole.duckdb"
        for left in stage.glob("whole.duckdb*"):
            left.unlink()
        with self._connected(unfinished) as db:
            self._merge(db, batches, known)
            db.execute("CHECKPOINT")
        put_in_place(unfinished, self.path)

    @contextlib.contextmanager
    def _connected(self, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """An open database. Raises ConfigurationError for what it does not take."""
        module = needed("duckdb")
        settings = {"memory_limit": MEMORY, "temp_directory": f"{path}.tmp"}
        try:
            with module.connect(str(path), config=settings) as db:
                yield db
        except module.Error as error:
            text = str(error).partition("\n")[0]
            raise ConfigurationError(f"{path}: DuckDB says: {text}") from None

    def _merge(
        self, db: duckdb.DuckDBPyConnection, batches: Batches, known: Sequence[Known]
    ) -> None:
        pa = needed("pyarrow")
        db.execute("BEGIN")
        # An empty table gives the columns. One reader for all the rest: whatever is registered within
        # a transaction stays in memory until its end.
        db.register("nothing", self.arrow_schema.empty_table())
        db.execute(f"CREATE TABLE IF NOT EXISTS {self.kind} AS FROM nothing")
        self._check_columns(db)
        is_new = not db.execute(f"SELECT 1 FROM {self.kind} LIMIT 1").fetchall()  # noqa: S608
        incoming = "arriving"
        db.register(incoming, pa.RecordBatchReader.from_batches(self.arrow_schema, batches))
        if not is_new:
            db.execute(f"CREATE TEMP TABLE arrived AS FROM {incoming}")
            incoming = "arrived"
            db.execute(f"DELETE FROM {self.kind} WHERE {KEY} IN (SELECT {KEY} FROM arrived)")  # noqa: S608
        db.execute(f"INSERT INTO {self.kind} BY NAME FROM {incoming}")
        for statement in views(self.kind, self.columns):
            db.execute(statement)
        db.execute(
            f"CREATE TABLE IF NOT EXISTS {KNOWN}"
            " (kind VARCHAR, place BIGINT, days_of VARCHAR, since DATE, known_until DATE)"
        )
        if not is_new:
            db.execute("DROP TABLE arrived")
        for one in known:
            db.execute(f"INSERT INTO {KNOWN} VALUES (?, ?, ?, ?, ?)", [self.kind, *one])  # noqa: S608
        db.execute("COMMIT")

    def _check_columns(self, db: duckdb.DuckDBPyConnection) -> None:
        """Columns that are new are added; a column of another type is somebody else's table."""
        wanted = dict(
            db.execute("SELECT column_name, column_type FROM (DESCRIBE FROM nothing)").fetchall()
        )
        there = dict(
            db.execute(f"SELECT column_name, column_type FROM (DESCRIBE {self.kind})").fetchall()  # noqa: S608
        )
        for name, of_type in wanted.items():
            if name not in there:
                db.execute(f'ALTER TABLE {self.kind} ADD COLUMN "{name}" {of_type}')
            elif there[name] != of_type:
                raise ConfigurationError(
                    f"{self.path}: column {name} of table {self.kind} is not as this version writes it;"
                    " export to a new file"
                )


FORMATS: Mapping[str, Callable[..., Target]] = {
    ".parquet": Parquet,
    ".ndjson": Ndjson,
    ".jsonl": Ndjson,
    ".csv": Csv,
    ".duckdb": DuckDB,
}


def target(path: Path, kind: Kind, *, personal: bool = True) -> Target:
    """The target that the file's name asks for. Raises ConfigurationError for an unknown ending."""
    make = FORMATS.get(path.suffix.lower())
    if make is None:
        known = ", ".join(FORMATS)
        raise ConfigurationError(f"{path.name}: the name must end with one of {known}")
    if not path.parent.is_dir():
        raise ConfigurationError(f"{path.parent}: there is no such folder")
    needed("pyarrow")
    if make is DuckDB:
        needed("duckdb")
    return make(path.resolve(), kind, personal=personal)


def views(kind: str, columns: Sequence[Column]) -> list[str]:
    """Statements that make a view of each list, and of each list within these."""
    return list(_views(kind, (STORE, KEY), columns, ""))


def _views(
    table: str, keys: Sequence[str], columns: Sequence[Column], inside: str
) -> Iterator[str]:
    """`inside` is the way to a struct whose lists are of the table itself."""
    for column in columns:
        place = f'{inside}"{column.name}"'
        if column.type == "struct":
            yield from _views(table, keys, column.fields, f"{place}.")
        if column.item is None:
            continue
        name = "_".join([table, *(part.strip('"') for part in place.split("."))])
        number = f"{column.name}_n"
        if column.item.type == "struct":
            what = f"unnest({place}, max_depth := 2)"
        else:
            what = f'unnest({place}) AS "{column.name}"'
        kept = ", ".join(f'"{key}"' for key in keys)
        yield (
            f'CREATE OR REPLACE VIEW "{name}" AS SELECT {kept},'  # noqa: S608 - names of the document
            f' generate_subscripts({place}, 1) AS "{number}", {what} FROM "{table}"'
        )
        yield from _views(name, (*keys, number), column.item.fields, "")


def _groups(batches: Batches, rows: int) -> Iterator[list[pa.RecordBatch]]:
    """The same rows in groups of exactly so many, but for the last one."""
    group: list[pa.RecordBatch] = []
    room = rows
    for batch in batches:
        while len(batch) >= room:
            yield [*group, batch.slice(0, room)]
            batch, group, room = batch.slice(room), [], rows
        if len(batch):
            group.append(batch)
            room -= len(batch)
    if group:
        yield group


def _simple(value: Any) -> Any:
    """A value of a row as JSON has it: numbers as short as they are, moments with their offset."""
    if isinstance(value, dict):
        return {name: _simple(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_simple(one) for one in value]
    if isinstance(value, Decimal):
        return _short(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _short(number: Decimal) -> Decimal | int:
    return int(number) if number == number.to_integral_value() else number.normalize(_EXACT)


def _cells(
    columns: Sequence[Column], name: str = "", take: Callable[[Any], Any] = lambda row: row
) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """The columns of a flat table, each with what takes its cell out of a row."""
    for column in columns:
        inner = _within(take, column.name)
        if column.type == "struct":
            yield from _cells(column.fields, f"{name}{column.name}.", inner)
        else:
            yield f"{name}{column.name}", _cell(inner)


def _within(take: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    return lambda row: None if (outer := take(row)) is None else outer[name]


def _cell(take: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def cell(row: Any) -> Any:
        value = _simple(take(row))
        return dumps(value) if isinstance(value, list | bool) else value

    return cell


def _tables(db: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
