"""A PostgreSQL of the tests' own, run by the machine's programs, begun when asked for and ended with the tests.

Plug-ins that do this (pytest-postgresql, testing.postgresql) bring a second driver, and none of them starts where
the tests are run by root, as in most containers.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

USER = "aibot"
_DEBIAN = Path("/usr/lib/postgresql")  # where Debian and Ubuntu keep them, in no PATH
_ROOT = 0
_UNPRIVILEGED = ("postgres", "nobody")
_READY_SECONDS = 30
# It lives for one run: nothing of it has to survive a crash.
_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "shared_buffers=32MB",
    "autovacuum=off",
    "jit=off",
    "listen_addresses=",
)
# People's words sorted as people do, which is not how SQLite sorts: what relies on an order must say which.
_SORTED_AS_PEOPLE_DO = ("--locale-provider=icu", "--icu-locale=en-US")
# The shell ends the server, and its folder, when its input ends: the system sees to that if nobody else does.
_KEEPER = 'exec 3<&0; "$@" </dev/null 3<&- & read -r _ <&3; kill -INT $!; wait $!; rm -rf "$0"'


def find_programs() -> Path | None:
    """The folder of the newest `initdb` and `postgres` on this machine; None where there are none."""
    in_path = shutil.which("initdb")
    folders = [Path(in_path).resolve().parent] if in_path else []
    folders += sorted(_DEBIAN.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)
    return next((each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()), None)


def _number(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdigit() else 0


@contextmanager
def serve_postgres(programs: Path) -> Iterator[str]:
    """The url of its database `postgres`, whose one user may do everything; no other account reaches it."""
    folder = Path(tempfile.mkdtemp(prefix="aibot-postgres-"))  # short: a socket's path may have 100 characters
    owner = _find_owner()
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        _make_cluster(programs / "initdb", folder / "data", owner)
        with _running(programs / "postgres", folder, owner):
            yield f"postgresql+asyncpg://{USER}@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_owner() -> pwd.struct_passwd | None:
    """Whom root lets it run as, since PostgreSQL refuses to run as root."""
    if os.geteuid() != _ROOT:
        return None
    known = {each.pw_name: each for each in pwd.getpwall()}
    return next(known[name] for name in _UNPRIVILEGED if name in known)


def _begin(
    command: Sequence[str | Path], owner: pwd.struct_passwd | None, output: int
) -> subprocess.Popen[bytes]:
    """In a session of its own: an interrupt from the keyboard is for the tests."""
    return subprocess.Popen(  # noqa: S603
        command,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        user=None if owner is None else owner.pw_uid,
        group=None if owner is None else owner.pw_gid,
        extra_groups=None if owner is None else (),
    )


def _make_cluster(initdb: Path, folder: Path, owner: pwd.struct_passwd | None) -> None:
    fixed = ("--username", USER, "--auth", "trust", "--encoding", "UTF8", "--no-sync", "--no-instructions")
    said = b""
    for sorting in (_SORTED_AS_PEOPLE_DO, ()):  # before version 15, and where it was built so, it cannot
        making = _begin([initdb, "--pgdata", folder, *fixed, *sorting], owner, subprocess.PIPE)
        said, _ = making.communicate()
        if making.returncode == 0:
            return
    raise RuntimeError(f"initdb could not make a database cluster: {said.decode(errors='replace')}")


@contextmanager
def _running(server: Path, folder: Path, owner: pwd.struct_passwd | None) -> Iterator[None]:
    settings = [word for each in (*_SETTINGS, f"unix_socket_directories={folder}") for word in ("-c", each)]
    command: list[str | Path] = ["/bin/sh", "-c", _KEEPER, folder, server, "-D", folder / "data", *settings]
    with open(folder / "log", "wb") as log, _begin(command, owner, log.fileno()) as keeper:
        try:
            _wait_until_ready(folder, keeper)
            yield
        finally:
            assert keeper.stdin is not None
            keeper.stdin.close()
            keeper.wait(_READY_SECONDS)


def _wait_until_ready(folder: Path, keeper: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while keeper.poll() is None and time.monotonic() < deadline:
        lines = _read_lines(folder / "data" / "postmaster.pid")
        if lines and lines[-1].strip() == "ready":
            return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not begin: {(folder / 'log').read_text(errors='replace')}")


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:
        return []
