"""The file on the disk: read as a whole, written as a whole, by one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from calendar_sync.errors import ConflictError, NoCalendarError, UnavailableError, Why

_TRIES = 3
_BEAT = 0.02
_NEW = 0o644
_NO_FILE = (errno.EISDIR, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


def signature_of(path: Path) -> str:
    """Return what differs whenever the file may have changed; cheap, and empty where it is not there."""
    try:
        return _signature(path.stat())
    except OSError:
        return ""


def read_whole(path: Path, most: int) -> tuple[bytes, str]:
    """Return a file's bytes, ``most`` and one at most, and its signature.

    Raises UnavailableError where it is not there, may not be read, or is being written again and again.
    """
    for _ in range(_TRIES):
        try:
            with path.open("rb") as stream:
                data = stream.read(most + 1)
                signature = _signature(os.fstat(stream.fileno()))
        except OSError as error:
            if error.errno in _NO_FILE:
                raise NoCalendarError(Why.NO_FILE, file=path.name, reason=error.strerror) from error
            raise UnavailableError(Why.UNREADABLE, file=path.name, reason=error.strerror) from error
        if signature == signature_of(path):
            return data, signature
    message = f"{path.name} is being written by another program."
    raise UnavailableError(message)


@contextlib.contextmanager
def only_writer(path: Path, patience: timedelta) -> Iterator[None]:
    """Be the only one of us who writes into the file's folder.

    The folder is locked, not the file: the file is another one after each write. Raises UnavailableError
    where somebody else holds the lock for longer than ``patience``.
    """
    try:
        folder = os.open(path.resolve().parent, os.O_RDONLY)
    except OSError as error:
        message = f"The folder of {path.name} cannot be opened: {error.strerror}."
        raise UnavailableError(message) from error
    try:
        _lock(folder, path.name, patience)
        yield
    finally:
        os.close(folder)


def write_whole(path: Path, data: bytes, signature: str) -> None:
    """Put new bytes into a file's place, as ``write_atomically`` does, where it is still the one read.

    ``signature`` is that of the file that was read. Raises ConflictError where another program wrote it
    since, UnavailableError where it cannot be written; then it is as it was.
    """
    path = path.resolve()
    try:
        with _put_in_place(path) as beside:
            _fill(beside, data, path)
            if signature_of(path) != signature:
                message = f"{path.name} was written by another program meanwhile."
                raise ConflictError(message)
    except OSError as error:
        message = f"{path.name} cannot be written: {error.strerror}. Check the rights and the space."
        raise UnavailableError(message) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: beside it first, then in its place.

    Mode and owner stay, and a link stays a link. Raises OSError.
    """
    path = path.resolve()
    with _put_in_place(path) as beside:
        _fill(beside, data, path)


def keep_backup(path: Path) -> None:
    """Keep a file as it is beside itself, with its rights: whole, or the older backup stays."""
    with _put_in_place(path.with_name(f"{path.name}.bak")) as beside:
        shutil.copy2(path, beside)


@contextlib.contextmanager
def _put_in_place(path: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".plausch-")
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _settle(path.parent)


def _fill(beside: Path, data: bytes, path: Path) -> None:
    """Write all bytes down, with the mode and, where we may, the owner of the file in whose place they go."""
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        there = path.stat() if path.exists() else None
        if there:
            with contextlib.suppress(PermissionError):
                os.fchown(stream.fileno(), there.st_uid, there.st_gid)
        os.fchmod(stream.fileno(), there.st_mode & 0o7777 if there else _NEW)
        os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """Have the folder written down too; not every file system can, and the file itself stands."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _lock(folder: int, name: str, patience: timedelta) -> None:
    until = time.monotonic() + patience.total_seconds()
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                message = f"{name} is held by another process."
                raise UnavailableError(message) from error
            time.sleep(_BEAT)
        else:
            return


def _signature(found: os.stat_result) -> str:
    return f"{found.st_mtime_ns}:{found.st_size}:{found.st_ino}"
