"""Where an export stands until it is whole: a folder beside the file to come.

    .orders.parquet.export/
        plan.json                           what is being pulled
        stats-21000101-...-2026-12-01/      a folder for each partition
            00001.arrow  00002.arrow        its orders so far

A chunk is written under another name and renamed when it is whole, and it holds the token of the page
after it. So whatever is there is true at any moment, and a run that was killed goes on where the last
chunk ends. Chunks of another plan are of no use: the folder is then begun anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from ..errors import ConfigurationError
from .columns import KEY
from .extra import needed
from .planning import Partition

if TYPE_CHECKING:
    import pyarrow as pa
else:
    pa = needed("pyarrow")

_NEXT = b"next page"
"""Key of the metadata of a chunk; empty when the partition ends with it."""
PLAN, LOCK = "plan.json", "lock"


class Progress(NamedTuple):
    """How far a partition is."""

    chunks: int
    orders: int
    next_token: str | None
    """Where to go on; None for the beginning, or the end."""
    done: bool


class Stage:
    """The folder of one export."""

    def __init__(self, target: Path) -> None:
        self.path = target.parent / f".{target.name}.export"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """For the length of the block it is ours alone.

        Raises ConfigurationError when another process is at work here.
        """
        self.path.mkdir(mode=0o700, exist_ok=True)  # orders tell of persons
        with (self.path / LOCK).open("w") as file:
            _lock(file, self.path / LOCK)
            try:
                yield
            finally:
                if not (self.path / PLAN).exists():  # done, or not begun
                    shutil.rmtree(self.path, ignore_errors=True)

    def begin(self, what: dict[str, Any]) -> bool:
        """Get ready for a plan, given as plain JSON values; whether an earlier run had begun it."""
        if self._is_of(what):
            return True
        (self.path / PLAN).unlink(missing_ok=True)
        for left in self.path.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
            elif left.name != LOCK:
                left.unlink()
        with whole(self.path / PLAN) as unfinished:
            unfinished.write_text(json.dumps(what, indent=1), "utf-8")
        return False

    def progress(self, partition: Partition) -> Progress:
        """How far the partition is."""
        chunks = self.chunks(partition)
        if not chunks:
            return Progress(0, 0, None, False)
        token = _metadata(chunks[-1])
        return Progress(len(chunks), sum(map(count, chunks)), token or None, not token)

    def chunks(self, partition: Partition) -> list[Path]:
        """The files of a partition, in order."""
        return sorted((self.path / partition.id).glob("*.arrow"))

    def add(
        self, partition: Partition, batches: Sequence[pa.RecordBatch], next_token: str | None
    ) -> None:
        """Keep these batches, and what comes after them."""
        folder = self.path / partition.id
        folder.mkdir(exist_ok=True)
        schema = batches[0].schema.with_metadata({_NEXT: (next_token or "").encode()})
        final = folder / f"{len(self.chunks(partition)) + 1:05}.arrow"
        with (
            whole(final) as unfinished,
            pa.ipc.new_file(
                unfinished, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")
            ) as file,
        ):
            file.write(pa.Table.from_batches(batches).combine_chunks())

    def drop(self, partition: Partition) -> None:
        """Forget a partition, to begin it anew."""
        shutil.rmtree(self.path / partition.id, ignore_errors=True)

    def remove(self) -> None:
        """The export is done: what is left of a folder without a plan counts for nothing."""
        (self.path / PLAN).unlink(missing_ok=True)

    def _is_of(self, what: dict[str, Any]) -> bool:
        try:
            return bool(json.loads((self.path / PLAN).read_text("utf-8")) == what)
        except (OSError, ValueError):
            return False


@contextlib.contextmanager
def whole(final: Path) -> Iterator[Path]:
    """A name to write to. The file gets its own name when the block ends, on the disk and whole."""
    unfinished = final.with_name(f"{final.name}.part")
    yield unfinished
    put_in_place(unfinished, final)


def put_in_place(unfinished: Path, final: Path) -> None:
    """Give a file its final name, in one step, with all that is in it on the disk."""
    descriptor = os.open(unfinished, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    unfinished.replace(final)
    if os.name == "posix":  # elsewhere a folder cannot be opened, and need not be
        folder = os.open(final.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


# Files are read, not mapped: a few ids that are kept would keep the map of their whole file.


def read(chunk: Path) -> pa.Table:
    """The orders of a chunk."""
    with pa.OSFile(str(chunk)) as source:
        return pa.ipc.open_file(source).read_all().replace_schema_metadata(None)


def keys(chunk: Path) -> pa.ChunkedArray:
    """The order ids of a chunk."""
    with pa.OSFile(str(chunk)) as source:
        schema = pa.ipc.open_file(source).schema
        options = pa.ipc.IpcReadOptions(included_fields=[schema.get_field_index(KEY)])
        return pa.ipc.open_file(source, options=options).read_all()[KEY]


def count(chunk: Path) -> int:
    """How many orders a chunk has."""
    return len(keys(chunk))


def _metadata(chunk: Path) -> str:
    with pa.OSFile(str(chunk)) as source:
        metadata = pa.ipc.open_file(source).schema.metadata or {}
    return bytes(metadata[_NEXT]).decode()


def _lock(file: IO[str], path: Path) -> None:
    """Keep other processes out for as long as the file is open; where the system cannot, go on."""
    try:
        import fcntl
    except ModuleNotFoundError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The one before may have removed the folder between our opening of the file and this.
        ours = os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        ours = False
    if not ours:
        raise ConfigurationError(
            f"another export to the same file is at work ({path}); wait for it or stop it"
        )
