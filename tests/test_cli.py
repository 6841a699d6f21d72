"""The `yandex-market` command."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys

import httpx
import pytest
from yandex_market import cli


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send SIGINT to one process")
def test_mock_prints_lines_to_paste_that_work_until_it_is_interrupted() -> None:
    command = [sys.executable, "-m", "yandex_market", "mock", "--port", "0", "--orders", "50"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        # Started in the background, this process may ignore the signal; the command must not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(8)]
            pasted = [shlex.split(line) for line in lines if "curl" in line]
            statuses = []
            for words in pasted:
                url = next(word for word in words if word.startswith("http"))
                name, _, value = words[words.index("-H") + 1].partition(": ")
                method = "POST" if "POST" in words else "GET"
                statuses.append(httpx.request(method, url, headers={name: value}).status_code)
        finally:
            process.send_signal(signal.SIGINT)
            rest, _ = process.communicate(timeout=20)
    assert statuses == [200, 200, 200]
    assert "stopped" in rest
    assert process.returncode == 0


@pytest.mark.parametrize("wrong", [["--port", "70000"], ["--orders", "-1"], ["--seed", "x"], ["x"]])
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
