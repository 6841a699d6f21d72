"""`yandex-market contract` and `pytest --pyargs yandex_market.contract`, as people run them."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from yandex_market.contract import NotRunError, Target, settings
from yandex_market.contract.settings import UsageError
from yandex_market.contract.target import is_production
from yandex_market.mock import MockMarket

COMMAND = [sys.executable, "-c", "import sys; from yandex_market.cli import main; sys.exit(main())"]
HOSTILE = {
    "pytest.ini": "[pytest]\npython_files = nothing_*.py\naddopts = --collect-only\n",
    "conftest.py": "def pytest_collection_modifyitems(items):\n    items.clear()\n",
}


@pytest.fixture
def mock() -> MockMarket:
    # Small quotas: the law that uses one up then takes little time.
    return MockMarket(orders=400, quotas={"getCampaigns": 300, "getOrderBuyerInfo": 300})


@pytest.fixture
def url(mock: MockMarket) -> Iterator[str]:
    with mock.serve() as address:
        yield address


def run(folder: Path, *arguments: str, key: str = "", how: list[str] = COMMAND) -> tuple[int, str]:
    """Exit code and what was printed, in a folder whose own settings would hide every test."""
    for name, text in HOSTILE.items() if how is COMMAND else ():
        (folder / name).write_text(text)
    environment = {n: v for n, v in os.environ.items() if not n.startswith("YANDEX_MARKET")}
    environment |= {"YANDEX_MARKET_CONTRACT_API_KEY": key} if key else {}
    arguments = ("contract", *arguments) if how is COMMAND else arguments
    done = subprocess.run(
        [*how, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=110
    )
    return done.returncode, done.stdout + done.stderr


def test_all_laws_hold_on_the_mock_over_http_and_the_reports_tell(
    mock: MockMarket, url: str, tmp_path: Path
) -> None:
    code, text = run(
        tmp_path, "--market-url", url, "--market-examples", "0",
        "--market-report", "report.html", "--junitxml", "junit.xml", key=mock.api_key,
    )  # fmt: skip
    assert code == 0, text
    assert f"Contract suite, document 1.0.0, against {url}" in text
    assert "0 broken" in text
    assert "reads only: --allow-writes was not given" in text
    assert "paging.joined" in text
    assert mock.api_key not in text
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "Every promise that could be tried holds" in page
    assert mock.api_key not in page
    assert "http" not in page.replace(url, "").replace("https://api", "")  # needs nothing else
    cases = ET.parse(tmp_path / "junit.xml").findall(".//testcase")  # noqa: S314  # our own file
    properties = {p.get("name") for p in cases[0].findall(".//property")}
    assert {"law", "operation", "sentence", "source", "requests"} <= properties
    assert any("not run, because" in (s.get("message") or "") for s in cases[-1].findall("skipped"))


def test_pytest_runs_the_same_tests_by_the_name_of_the_package(
    mock: MockMarket, url: str, tmp_path: Path
) -> None:
    how = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--pyargs",
        "yandex_market.contract",
    ]
    code, text = run(
        tmp_path,
        "--market-url",
        url,
        "-k",
        "paging.once or access.no-key",
        key=mock.api_key,
        how=how,
    )
    assert code == 0, text
    assert "13 passed" in text
    assert "13 held, 0 broken, 0 not run" in text


def test_a_broken_law_ends_with_1_and_prints_the_command_that_tries_it_again(
    mock: MockMarket, url: str, tmp_path: Path
) -> None:
    mock.faults.add(operation="getOrder", remove=["/order/status"], times=None)
    chosen = ("--market-url", url, "-k", "envelope.success")
    code, text = run(tmp_path, *chosen, "--market-report", "report.html", key=mock.api_key)
    assert code == 1, text
    again = f"yandex-market contract --market-url {url} -k envelope.success-getOrder"
    assert again in text
    assert "'status' is a required property" in text or '"status" is a required property' in text
    page = (tmp_path / "report.html").read_text("utf-8")
    assert again in page
    assert "$YANDEX_MARKET_CONTRACT_API_KEY" in page
    assert mock.api_key not in text + page
    code, text = run(tmp_path, *chosen[:3], "envelope.success-getOrder", key=mock.api_key)
    assert code == 1, text


def test_a_token_that_repeats_for_ever_is_a_failure_that_ends(
    mock: MockMarket, url: str, tmp_path: Path
) -> None:
    change = {"/paging/nextPageToken": "again"}
    mock.faults.add(operation="getBusinessOrders", change=change, times=None)
    code, text = run(
        tmp_path,
        "--market-url",
        url,
        "-x",
        "-k",
        "paging.joined-getBusinessOrders",
        key=mock.api_key,
    )
    assert code == 1, text


def test_a_server_too_broken_to_begin_with_is_a_finding(tmp_path: Path) -> None:
    code, text = run(
        tmp_path, "--market-url", "http://127.0.0.1:1", "--market-examples", "0", key="ACMA:x:y"
    )
    assert code == 1, text
    assert "an answer" in text
    assert "a finding stands in the way" in text


@pytest.mark.parametrize(
    ("arguments", "key", "words"),
    [
        ([], "k", "which server? Give --market-url"),
        (["--market-url", "http://127.0.0.1:1", "--no-such-option"], "k", "no-such-option"),
        (["--market-url", "http://127.0.0.1:1", "-k", "no_such_law"], "k", "deselected"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_says_what_to_do(
    arguments: list[str], key: str, words: str, tmp_path: Path
) -> None:
    code, text = run(tmp_path, *arguments, key=key)
    assert code == 2, text
    assert words in text


def test_without_the_extra_the_command_says_which_to_install(tmp_path: Path) -> None:
    (tmp_path / "schemathesis.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'schemathesis'\", name='schemathesis')"
    )
    how = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r});" + COMMAND[2]]
    code, text = run(tmp_path, "contract", "--market-url", "http://127.0.0.1:1", key="k", how=how)
    assert code == 2, text
    assert "pip install 'yandex-market-sdk[contract]'" in text


def test_the_plugin_imports_nothing_but_pytest() -> None:
    script = (
        "import sys, pytest; before = set(sys.modules); import yandex_market.pytest_plugin;"
        "print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['yandex_market', 'yandex_market.pytest_plugin']"


def read(environment: dict[str, str], **options: object) -> settings.Settings:
    given = {f"YANDEX_MARKET_CONTRACT_{name}": value for name, value in environment.items()}
    return settings.read(options.get, given)


def test_settings_come_from_options_and_else_from_variables_of_the_contract_alone() -> None:
    from_variables = read(
        {"URL": "http://a", "API_KEY": "k", "CAMPAIGN": "7", "ALLOW_WRITES": "yes"}
    )
    assert (from_variables.url, from_variables.campaign, from_variables.allow_writes) == (
        "http://a",
        7,
        True,
    )
    assert read({"URL": "http://a", "API_KEY": "k"}, market_url="http://b").url == "http://b"
    with pytest.raises(UsageError, match="which key"):
        settings.read({"market_url": "http://a"}.get, {"YANDEX_MARKET_API_KEY": "the client's"})


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"URL": "ftp://a", "API_KEY": "k"}, "wants an address"),
        ({"URL": "http://u:p@a", "API_KEY": "k"}, "host, port and path alone"),
        ({"URL": "http://api.partner.market.yandex.ru", "API_KEY": "k"}, "https alone"),
        ({"URL": "http://a", "API_KEY": "a b"}, "a character that no key has"),
        ({"URL": "http://a", "API_KEY": "k", "BUSINESS": "x"}, "--market-business wants"),
        ({"URL": "http://a", "API_KEY": "k", "MAX_REQUESTS": "0"}, "--max-requests wants"),
        ({"URL": "nonsense", "API_KEY": "k"}, "--market-url wants an address"),
        ({"API_KEY": "k"}, "which server"),
        (
            {"URL": "https://api.partner.market.yandex.ru", "API_KEY": "k", "ALLOW_WRITES": "1"},
            "give --allow-production-writes",
        ),
        ({"URL": "http://a", "API_KEY": "k", "NARROW_SCOPES": "all"}, "no operation knows all"),
    ],
)
def test_bad_settings_are_refused_with_a_sentence(environment: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read(environment)


def test_a_key_is_in_no_repr() -> None:
    assert "secret" not in repr(
        read({"URL": "http://a", "API_KEY": "secret", "NARROW_KEY": "secret"})
    )


# -- what says that it is a mock ---------------------------------------------------------------------


def target(url: str, asked: list[str], answer: httpx.Response) -> Target:
    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path}")
        return answer

    return Target(url, "k", transport=httpx.MockTransport(handle), allow_writes=True)


def test_a_server_says_that_it_is_a_mock_by_its_state_and_then_can_do_more() -> None:
    asked: list[str] = []
    mock = target("http://here/base", asked, httpx.Response(200, json={}))
    with pytest.raises(NotRunError, match="no test order fits"):
        mock.may_write(fake=False)
    mock.look_for_mock()
    assert mock.is_mock
    mock.may_write(fake=False)
    assert mock.controls is not None
    mock.controls.fail_operation("a/b")
    mock.controls.advance(60)
    assert asked == [
        "GET /base/_mock/state", "POST /base/_mock/operations/a/b", "POST /base/_mock/clock",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(404, json={}), httpx.Response(200, json=[]), httpx.Response(200, text="hello")],
)
def test_any_other_answer_does_not_make_a_mock(answer: httpx.Response) -> None:
    server = target("http://here", [], answer)
    server.look_for_mock()
    assert not server.is_mock


def test_the_real_api_is_never_asked_whether_it_is_a_mock() -> None:
    asked: list[str] = []
    real = target("https://api.partner.market.yandex.ru", asked, httpx.Response(200, json={}))
    real.look_for_mock()
    assert (asked, real.is_mock) == ([], False)
    assert is_production("https://API.partner.market.yandex.NET:443/x")
    assert not is_production("https://api.partner.market.yandex.ru.example.com")
