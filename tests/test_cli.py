"""The `yandex-market` command."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from yandex_market import cli


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The command at work, and its banner."""
    command = [
        sys.executable,
        "-m",
        "yandex_market",
        "mock",
        "--port",
        "0",
        "--orders",
        "50",
        *options,
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # Started in the background, this process may ignore the signal; the command must not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        try:
            assert process.stdout is not None
            yield process, [process.stdout.readline().rstrip() for _ in range(9)]
        finally:
            process.kill()


def ended(process: subprocess.Popen[str], how: signal.Signals) -> list[str]:
    """End it, cleanly; what it has printed since its banner."""
    process.send_signal(how)
    out, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    *lines, last = out.splitlines()
    assert last == "stopped"
    return lines


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot signal one process")


@POSIX
def test_mock_prints_lines_to_paste_that_work_until_it_is_interrupted() -> None:
    with served() as (process, banner):
        pasted = [shlex.split(line) for line in banner if "curl" in line]
        statuses = []
        for words in pasted:
            url = next(word for word in words if word.startswith("http"))
            name, _, value = words[words.index("-H") + 1].partition(": ")
            method = "POST" if "POST" in words else "GET"
            statuses.append(httpx.request(method, url, headers={name: value}).status_code)
        page = next(line.split()[1] for line in banner if "page" in line)
        assert "Mock market" in httpx.get(page).text
        rest = ended(process, signal.SIGINT)
    assert statuses == [200, 200, 200]
    assert len(rest) == 3


@POSIX
def test_each_request_is_a_line_without_secrets_and_the_page_is_none() -> None:
    with served("--now", "2026-04-02T12:00:00+03:00", "--quotas", "off") as (process, banner):
        url = banner[0].split()[3]
        key = banner[2].split()[1]
        httpx.get(f"{url}/_mock/state")
        headers = {"Api-Key": key, "X-Mock-Fault": "status=503"}
        httpx.get(f"{url}/v2/campaigns?limit=1&%1B%5B2J=%0A", headers=headers)
        (line,) = ended(process, signal.SIGTERM)
    took = re.sub(r"[\d.]+ ms", "1.0 ms", line)
    assert took == (
        "12:00:00  503  GET  /v2/campaigns?limit=1&?[2J=?  getCampaigns, cost 0, 1.0 ms  fault status=503"
    )
    assert key not in line


@POSIX
def test_quiet_is_quiet() -> None:
    with served("--quiet") as (process, banner):
        httpx.get(f"{banner[0].split()[3]}/v2/campaigns")
        assert ended(process, signal.SIGTERM) == []


@pytest.mark.parametrize(
    "wrong",
    [["--port", "70000"], ["--orders", "-1"], ["--seed", "x"], ["x"],
     ["--now", "2026-04-02"], ["--now", "soon"], ["--quotas", "on"]],
)  # fmt: skip
def test_wrong_usage_exits_with_2_and_says_what_was_expected(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        cli.main(["mock", *wrong])
    assert exit_.value.code == 2
    assert re.search(r"expected|invalid|unrecognized", capsys.readouterr().err)


def test_a_port_that_is_taken_is_a_sentence_not_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["mock", "--port", str(port), "--orders", "10"]) == 1
    assert f"cannot listen on 127.0.0.1:{port}" in capsys.readouterr().err


def test_a_missing_extra_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [m for m in sys.modules if m.startswith("yandex_market.mock")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert cli.main(["mock", "--port", "0"]) == 1
    assert "pip install 'yandex-market-sdk[mock]'" in capsys.readouterr().err
