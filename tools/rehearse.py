"""Publish to an index server on this machine and use the package from there: `python -m tools.rehearse`.

The server is pypiserver, on loopback and a free port, with a user and a password made up for this run;
every request needs them. What `nox -s package` left in `dist/` is uploaded, refused a second time, refused
with a wrong password, installed into a clean environment, and the README's code runs there. Exit codes:
0 all of it; 1 the first thing that went wrong.
"""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from passlib.apache import HtpasswdFile

from tools.package import REPOSITORY, PackageError, fresh_environment, run, version

USER = "rehearsal"
PATIENCE = 30  # seconds for the server to answer
TOUR = """
import os, pathlib, subprocess, sys
from yandex_market.mock import MockMarket
mock = MockMarket(orders=2_000)
with mock.serve() as url:
    env = os.environ | {"YANDEX_MARKET_API_KEY": mock.api_key, "YANDEX_MARKET_BASE_URL": url}
    for file in sys.argv[1:]:
        subprocess.run([sys.executable, "-W", "error", file], env=env, check=True)
"""


@contextmanager
def index_server(folder: Path, password: str) -> Iterator[str]:
    """A running index; its address. Gone when the block ends."""
    packages, users = folder / "packages", folder / "users"
    packages.mkdir()
    passwords = HtpasswdFile(str(users), new=True)
    passwords.set_password(USER, password)
    passwords.save()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pypiserver", "run", "--interface", "127.0.0.1"]
    command += ["--port", str(port), "--passwords", str(users), "--disable-fallback"]
    command += ["--authenticate", "update,download,list", str(packages)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}/"
        _await(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(10)


def _await(url: str, server: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(PATIENCE * 10):
        try:
            opener.open(url, timeout=1).close()
        except urllib.error.HTTPError:
            return  # it wants the password
        except OSError:
            if server.poll() is not None:
                raise PackageError(f"the index server ended with {server.returncode}") from None
            time.sleep(0.1)
        else:
            return
    raise PackageError(f"the index server did not answer within {PATIENCE} s")


def publish(url: str, credentials: Mapping[str, str]) -> tuple[int, str]:
    """The command as a maintainer runs it: its exit code and all that it shows."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("TWINE_")}
    done = subprocess.run(
        [sys.executable, "-m", "tools.publish", "--repository", url],
        cwd=REPOSITORY, env=env | {"NO_PROXY": "127.0.0.1"} | dict(credentials), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def expect(told: tuple[int, str], code: int, words: str, password: str) -> str:
    """The last line of what was shown. Raises PackageError when it is not as it should be."""
    found, text = told
    if password in text:
        raise PackageError("the password was shown")
    if found != code or words not in text:
        raise PackageError(f"expected exit code {code} and {words!r}, got {found}:\n{text}")
    return text.strip().splitlines()[-1]


def install_from(url: str, password: str, folder: Path) -> Path:
    """A clean environment with the package from the index; its Python."""
    python = fresh_environment(folder / "environment")
    netrc = folder / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login {USER} password {password}\n", encoding="utf-8")
    netrc.chmod(0o600)
    wanted = f"yandex-market-sdk=={version()}"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    # Ours from our index alone, so that no other one can give another package of that name.
    alone = ["--isolated", "--no-deps", "--no-cache-dir", "--index-url", f"{url}simple/", wanted]
    run([*pip, *alone], folder, NETRC=str(netrc), NO_PROXY="127.0.0.1", PIP_CONFIG_FILE=os.devnull)
    run([*pip, f"yandex-market-sdk[mock]=={version()}"], folder)  # what it needs, as usual
    return python


def run_tour(python: Path, folder: Path) -> int:
    """Every Python block of the README, away from the sources; how many there are."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    files = []
    for number, code in enumerate(blocks):
        files.append(folder / f"block_{number}.py")
        files[-1].write_text(code, encoding="utf-8")
    if not files:
        raise PackageError("the README has no Python code")
    run([python, "-c", TOUR, *files], folder)
    return len(files)


def rehearse(scratch: Path) -> None:
    """All of it, told as it goes."""
    started = time.perf_counter()
    password = secrets.token_urlsafe(16)
    right = {"TWINE_USERNAME": USER, "TWINE_PASSWORD": password}
    wrong = right | {"TWINE_PASSWORD": "wrong"}

    def tell(name: str, text: str) -> None:
        print(f"{time.perf_counter() - started:6.1f} s  {name:<15} {text}", flush=True)

    with index_server(scratch, password) as url:
        tell("index", f"pypiserver at {url}")
        tell("wrong password", expect(publish(url, wrong), 1, "not published", password))
        tell("upload", expect(publish(url, right), 0, "published", password))
        tell("once more", expect(publish(url, right), 1, "is not overwritten", password))
        python = install_from(url, password, scratch)
        tell("install", f"yandex-market-sdk=={version()} from the index")
        tell("README", f"{run_tour(python, scratch)} blocks ran")


def main() -> int:
    """Command line."""
    with tempfile.TemporaryDirectory(prefix="yandex-market-index-") as scratch:
        try:
            rehearse(Path(scratch).resolve())
        except PackageError as error:
            print(f"\nthe rehearsal failed: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
