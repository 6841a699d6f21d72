"""The mock by every way in: lines for a terminal, a pytest fixture, any ASGI server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yandex_market.mock
from yandex_market.cli import _banner
from yandex_market.mock import MockMarket
from yandex_market.mock.asgi import from_environment

pytest_plugins = ["pytester"]
REPOSITORY = Path(__file__).parent.parent
GUIDE = Path(yandex_market.mock.__file__).with_name("README.md").read_text(encoding="utf-8")
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


# -- lines for a terminal --------------------------------------------------------------------------


def lines(text: str) -> list[str]:
    """The lines of its console blocks that ask a mock, and those that set up the shell for them."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    found = [line for block in blocks for line in block.splitlines()]
    return [line for line in found if re.match(r"curl |[A-Z]+=|export ", line)]


@pytest.fixture
def shell() -> str:
    for tool in ("bash", "curl"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed, so nothing ran the lines for it")
    return str(shutil.which("bash"))


@pytest.fixture
def served() -> Iterator[tuple[MockMarket, str]]:
    mock = MockMarket(orders=500)
    with mock.serve() as url:
        yield mock, url


def run(shell: str, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shell, "-e", "-o", "pipefail", "-c", script],
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("text", [GUIDE, README], ids=["the guide of the mock", "README"])
def test_the_curl_lines_run_as_they_stand(
    shell: str, served: tuple[MockMarket, str], text: str
) -> None:
    _, url = served
    asked = [line.replace("http://127.0.0.1:8080", url) for line in lines(text)]
    # A line that the server refuses must fail; the lines that ask for it are those with a fault.
    strict = [line.replace("curl ", "curl -sS -w '\\n%{http_code}\\n' ", 1) for line in asked]
    done = run(shell, "\n".join(strict))
    assert (done.returncode, done.stderr) == (0, "")
    statuses = [int(line) for line in re.findall(r"^(\d{3})$", done.stdout, re.MULTILINE)]
    curls = [line for line in asked if line.startswith("curl ")]
    assert len(statuses) == len(curls) >= 3
    for line, status in zip(curls, statuses, strict=True):
        assert status in (200, 420, 503), line
    assert {status for line, status in zip(curls, statuses, strict=True) if "/_mock/" in line} <= {
        200
    }


def test_the_guide_shows_faults_by_json_and_by_header(
    shell: str, served: tuple[MockMarket, str]
) -> None:
    mock, url = served
    asked = [line.replace("http://127.0.0.1:8080", url) for line in lines(GUIDE)]
    seen = asked.index(next(line for line in asked if "journal" in line))
    run(shell, "\n".join(asked[:seen]))
    assert [(entry.status, entry.fault) for entry in mock.requests] == [
        (503, "status=503"), (420, "status=420; kind=resource; wait=30"), (200, "unknown-enum; latency=0.2"),
    ]  # fmt: skip


def test_the_lines_of_the_banner_run_as_they_stand(
    shell: str, served: tuple[MockMarket, str]
) -> None:
    mock, url = served
    banner = _banner(mock, url)
    pasted = [line.strip() for line in banner.splitlines() if line.strip().startswith("curl ")]
    assert len(pasted) == 3
    for line in pasted:
        done = run(shell, f"{line} -sSf")
        assert (done.returncode, done.stderr) == (0, ""), line
        assert json.loads(done.stdout)
    assert [entry.operation for entry in mock.requests] == [
        "getCampaigns",
        "getOrdersStats",
        "getOrder",
    ]
    assert all(str(number) in banner for number in (mock.business_id, *mock.campaign_ids))
    assert f"{url}/_mock/" in banner


def test_the_banner_of_a_market_without_orders_has_three_lines_too(
    shell: str,
) -> None:
    mock = MockMarket(orders=0)
    with mock.serve() as url:
        pasted = [line for line in _banner(mock, url).splitlines() if "curl" in line]
        assert len(pasted) == 3
        assert run(shell, f"{pasted[-1]} -sSf").returncode == 0


# -- the fixture of pytest -------------------------------------------------------------------------


def test_the_python_of_the_guide_is_a_test_that_passes(pytester: pytest.Pytester) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    fixture, faults = blocks
    pytester.makepyfile(test_guide=fixture, test_faults=f"def test_faults():\n{indented(faults)}")
    result = pytester.runpytest_subprocess(
        "-p", "no:cacheprovider", "--strict-markers", "-W", "error"
    )
    result.assert_outcomes(passed=3)


def indented(code: str) -> str:
    return "".join(f"    {line}\n" for line in code.splitlines())


def test_each_test_gets_a_market_of_its_own_with_the_arguments_of_its_marker(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(
        """
        import datetime, pytest

        NOW = datetime.datetime(2026, 4, 2, tzinfo=datetime.UTC)

        def test_one(market_mock):
            market_mock.clock.advance(days=1)
            market_mock.faults.add(status=500)
            assert repr(market_mock) == "<MockMarket: 10000 orders, seed 7>"

        def test_another(market_mock):
            assert len(market_mock.faults) == 0

        @pytest.mark.market_mock(orders=5, seed=1, now=NOW)
        class TestAll:
            def test_of_the_class(self, market_mock):
                assert repr(market_mock) == "<MockMarket: 5 orders, seed 1>"
                assert market_mock.clock.now() == NOW

            @pytest.mark.market_mock(orders=6)
            def test_of_the_test(self, market_mock):
                assert repr(market_mock) == "<MockMarket: 6 orders, seed 7>"

        @pytest.mark.market_mock(5)
        def test_by_place(market_mock): ...
        """
    )
    result = pytester.runpytest_subprocess("--strict-markers", "-W", "error")
    result.assert_outcomes(passed=4, errors=1)
    result.stdout.fnmatch_lines(["*takes arguments by name: orders=100*"])


def test_without_the_extra_only_the_tests_that_use_the_fixture_fail_and_say_what_to_install(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest("import sys\nsys.modules['jsonschema_rs'] = None")
    pytester.makepyfile("def test_mine(): ...\ndef test_market(market_mock): ...")
    # Schemathesis has a plugin for xdist that wants jsonschema_rs.
    result = pytester.runpytest_subprocess("-W", "error", "-p", "no:xdist")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*needs jsonschema_rs: pip install 'yandex-market-sdk?mock?'*"])


def test_the_plugin_is_registered_and_imports_nothing_but_pytest() -> None:
    code = """
import sys, pytest
before = set(sys.modules)
import yandex_market.pytest_plugin
new = {name.partition(".")[0] for name in set(sys.modules) - before}
outside = new - set(sys.stdlib_module_names)
mine = {name for name in sys.modules if name.startswith("yandex_market")}
print(sorted(outside), sorted(mine))
from importlib.metadata import entry_points
print([one.value for one in entry_points(group="pytest11", name="yandex_market")])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines() == [
        "['yandex_market'] ['yandex_market', 'yandex_market.pytest_plugin']",
        "['yandex_market.pytest_plugin']",
    ]


# -- any ASGI server -------------------------------------------------------------------------------


def test_the_environment_describes_the_market_of_the_importable_app() -> None:
    mock = from_environment(
        {
            "YANDEX_MARKET_MOCK_ORDERS": "50",
            "YANDEX_MARKET_MOCK_SEED": "3",
            "YANDEX_MARKET_MOCK_NOW": "2026-04-02T12:00:00+03:00",
            "YANDEX_MARKET_MOCK_QUOTAS": "off",
        }
    )
    assert repr(mock) == "<MockMarket: 50 orders, seed 3>"
    assert mock.clock.now().isoformat() == "2026-04-02T09:00:00+00:00"
    assert mock.clock.frozen
    with httpx.Client(transport=mock.transport(), base_url="http://m") as client:
        for _ in range(1001):
            answer = client.get("/v2/campaigns", headers={"Api-Key": mock.api_key})
    assert answer.status_code == 200
    usual = from_environment({"YANDEX_MARKET_MOCK_NOW": ""})
    assert (repr(usual), usual.clock.frozen) == (repr(MockMarket()), False)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ORDERS", "-1", "a number of orders, not '-1'"),
        ("ORDERS", "999999999999", "orders must be between"),
        ("SEED", "x", "YANDEX_MARKET_MOCK_SEED: "),
        ("NOW", "2026-04-02T12:00:00", "a time with its offset"),
        ("NOW", "tomorrow", "YANDEX_MARKET_MOCK_NOW: "),
        ("QUOTAS", "on", "'documented' or 'off', not 'on'"),
    ],
)
def test_a_variable_that_means_nothing_is_named(name: str, value: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        from_environment({f"YANDEX_MARKET_MOCK_{name}": value})


def test_uvicorn_serves_the_importable_app_and_breaks_its_answers(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "uvicorn", "yandex_market.mock.asgi:app", "--port", "0"]
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            command, stderr=out, env=os.environ | {"YANDEX_MARKET_MOCK_ORDERS": "50"}
        )
    try:
        url = ""
        while not url:
            assert process.poll() is None, log.read_text()
            found = re.search(r"running on (http://\S+)", log.read_text())
            url = found[1] if found else ""
            time.sleep(0.02)
        state = httpx.get(f"{url}/_mock/state").json()
        headers = {"Api-Key": state["api_key"]}
        assert state["orders"] == 50
        assert httpx.get(f"{url}/v2/campaigns", headers=headers).status_code == 200
        for fault in ("reset", "truncate", "stall=0.01"):
            with pytest.raises(httpx.RemoteProtocolError):
                httpx.get(f"{url}/v2/campaigns", headers=headers | {"X-Mock-Fault": fault})
        assert "was asked to break this answer: reset" in log.read_text()
    finally:
        process.terminate()
        process.wait(20)
