"""The page of the mock in a real browser: Chromium as the system has it, driven by Playwright.

    apt-get install chromium

Without it these tests are skipped and say so; where the environment has CI, that is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    expect,
    sync_playwright,
)
from yandex_market.mock import MockMarket

NOW = datetime(2026, 4, 2, 9, 30, 20, tzinfo=UTC)
PATIENCE = 30_000  # milliseconds for what a busy machine may take; a good page takes one second
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        missing = (
            "Chromium is not installed, so nothing looked at the page: apt-get install chromium"
        )
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            downloads_path=tmp_path_factory.mktemp("downloads"),
            args=[
                *(["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []),
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def mock(monkeypatch: pytest.MonkeyPatch) -> MockMarket:
    monkeypatch.setattr(
        "yandex_market.mock.ledger.BY_PATIENCE", 1e9
    )  # only the clock ends operations
    return MockMarket(orders=300, now=NOW)


@pytest.fixture
def url(mock: MockMarket) -> Iterator[str]:
    with mock.serve() as url:
        yield url


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """The page, open; whatever it reports as broken, or asks of other machines, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    broken: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # An answer with an error status is reported, too, and is nothing broken here.
        if message.type in ("error", "warning") and "server responded with" not in message.text:
            broken.append(message.text)

    def asked(dialog: Dialog) -> None:
        broken.append(dialog.message)
        dialog.dismiss()

    def fetched(request: Request) -> None:
        if not request.url.startswith(url):
            broken.append(request.url)

    page.on("console", heard)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("dialog", asked)
    page.on("request", fetched)
    page.goto(f"{url}/_mock/")
    expect(page.locator("#summary")).to_contain_text("300 orders")
    yield page
    context.close()
    assert broken == []


def api(mock: MockMarket, url: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Api-Key": mock.api_key})


def start(mock: MockMarket, url: str, family: str = "Соснина") -> int:
    """Start a change of a recipient; the order."""
    store = mock.campaign_id("LaaS")
    order = mock.order_ids(store)[0]
    person = {"firstName": "Вера", "lastName": family, "phone": "+70001112233"}
    with api(mock, url) as client:
        body = {"order": {"id": order, "customer": person}}
        assert client.post(f"/v1/campaigns/{store}/orders/update", json=body).status_code == 200
    return order


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_click_on_advance_5_minutes_finishes_an_operation_and_the_page_shows_it(
    page: Page, mock: MockMarket, url: str
) -> None:
    order = start(mock, url)
    operation = page.locator("#operations > li")
    expect(operation).to_contain_text("IN_PROGRESS")
    expect(operation).to_contain_text(f"order {order}")
    row = page.locator("#orders-body tr", has_text=str(order))
    expect(row).not_to_contain_text("changed")
    press(page, "Advance 5 minutes")
    expect(operation).to_contain_text("DONE")
    expect(row).to_contain_text("changed 12:35")
    expect(row).to_contain_text("Соснина Вера")
    expect(page.locator("#now")).to_have_text("2 Apr, 12:35:20")


def test_the_clock_is_moved_by_keyboard_too(page: Page, mock: MockMarket) -> None:
    page.get_by_role("button", name="Advance 1 day").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#now")).to_have_text("3 Apr, 12:30:20")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator("#now")).to_have_text("3 Apr, 13:30:20")


def test_an_operation_can_be_failed_by_hand(page: Page, mock: MockMarket, url: str) -> None:
    start(mock, url)
    press(page, "Fail")
    expect(page.locator("#operations > li")).to_contain_text("FAILED")


def test_the_fault_button_makes_the_next_request_go_wrong(
    page: Page, mock: MockMarket, url: str
) -> None:
    page.get_by_role("combobox", name="Operation").select_option("getCampaigns")
    page.get_by_label("What goes wrong").select_option("status")
    page.get_by_label("Value").fill("500")
    press(page, "Add fault")
    expect(page.locator("#faults > li")).to_contain_text("status=500")
    with api(mock, url) as client:
        assert [client.get("/v2/campaigns").status_code for _ in range(2)] == [500, 200]
    expect(page.locator("#faults > li")).to_have_count(0)
    expect(page.locator("#journal-body tr").nth(1)).to_contain_text("status=500")


def test_faults_of_many_kinds_can_be_chosen_for_any_number_of_requests(
    page: Page, mock: MockMarket
) -> None:
    chosen = {
        "reset": "reset=before",
        "html": "html",
        "truncate": "truncate=half",
        "420: hourly quota used up": "status=420; kind=resource",
    }
    page.get_by_label("Times").fill("")
    for kind, words in chosen.items():
        page.get_by_label("What goes wrong").select_option(kind)
        press(page, "Add fault")
        expect(page.locator("#faults > li")).to_contain_text("no end")
        assert [str(fault) for fault in mock.faults] == [words]
        press(page, f"Remove fault {words}")
        expect(page.locator("#faults > li")).to_have_count(0)
        assert len(mock.faults) == 0


def test_a_value_that_a_fault_cannot_have_is_told_in_a_sentence(page: Page) -> None:
    page.get_by_label("Value").fill("tea")
    press(page, "Add fault")
    expect(page.get_by_role("status")).to_contain_text("takes a status from 200 to 599")


def test_the_journal_shows_requests_as_they_happen_newest_first(
    page: Page, mock: MockMarket, url: str
) -> None:
    expect(page.get_by_text("No requests yet")).to_be_visible()
    with api(mock, url) as client:
        client.get("/v2/campaigns?limit=3")
        expect(page.locator("#journal-body tr")).to_contain_text("GET /v2/campaigns?limit=3")
        client.get("/nowhere")
    rows = page.locator("#journal-body tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("404")
    press(page, "Clear the journal")
    expect(rows).to_have_count(0)


def test_quotas_are_bars(page: Page, mock: MockMarket, url: str) -> None:
    with api(mock, url) as client:
        client.post(f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders?limit=50")
    expect(page.locator("#quotas > li")).to_contain_text("50 of 1,000,000")
    meter = page.get_by_role("meter", name=f"getOrdersStats, store {mock.campaign_ids[0]}")
    expect(meter).to_have_attribute("aria-valuenow", "0")


def test_requests_can_be_sent_from_the_page(page: Page, mock: MockMarket) -> None:
    for button in ("List stores", "Read statistics", "Update an order"):
        press(page, button)
        expect(page.get_by_role("button", name=button)).to_be_enabled()
    expect(page.locator("#operations > li")).to_have_count(2)
    asked = [entry.operation for entry in mock.requests]
    assert asked == ["getCampaigns", "getOrdersStats", "getOrderUpdateOptions", "updateOrder"]
    assert {entry.status for entry in mock.requests} == {200}


def test_reset_asks_first(page: Page, mock: MockMarket, url: str) -> None:
    start(mock, url)
    expect(page.locator("#operations > li")).to_have_count(1)
    press(page, "Reset…")
    press(page, "Keep")
    expect(page.locator("#operations > li")).to_have_count(1)
    press(page, "Reset…")
    press(page, "Reset")
    expect(page.locator("#operations > li")).to_have_count(0)
    assert len(mock.requests) == 0


def test_orders_of_one_store_can_be_picked(page: Page, mock: MockMarket) -> None:
    page.get_by_label("Store").select_option(str(mock.campaign_id("Express")))
    rows = page.locator("#orders-body tr")
    expect(rows.first).to_contain_text(str(mock.order_ids(mock.campaign_id("Express"))[0]))
    expect(page.locator("#orders-body tr", has_text=", FBS")).to_have_count(0)


def test_nothing_that_comes_from_outside_becomes_markup(
    page: Page, mock: MockMarket, url: str
) -> None:
    start(mock, url, family=MARKUP)
    press(page, "Advance 5 minutes")
    expect(page.locator("#orders-body tr").first).to_contain_text(MARKUP)
    with api(mock, url) as client:
        client.get("/v2/campaigns", params={MARKUP: MARKUP})
        mock.faults.add("getOrder", message=MARKUP, status=500)
    expect(page.locator("#journal-body tr").first).to_contain_text(f"{MARKUP}={MARKUP}")
    expect(page.locator("#faults > li")).to_have_count(1)
    expect(page.locator("main img")).to_have_count(0)


def test_the_key_is_shown_once_and_the_line_to_paste_is_right(page: Page, mock: MockMarket) -> None:
    expect(page.locator("#key")).to_have_text(mock.api_key)
    expect(page.locator("#curl")).to_contain_text(f"curl -H 'Api-Key: {mock.api_key}' http://127")
    page.evaluate("document.querySelectorAll('#key, #curl').forEach((one) => one.remove())")
    assert mock.api_key not in page.inner_text("body")


def test_a_server_that_is_gone_is_told(browser: Browser, mock: MockMarket) -> None:
    page = browser.new_page()
    with mock.serve() as url:
        page.goto(f"{url}/_mock/")
        expect(page.locator("#summary")).to_contain_text("300 orders")
    expect(page.locator("#running")).to_have_text("no answer from the mock")
    page.close()


def test_it_fits_its_window_and_has_enough_contrast(page: Page, mock: MockMarket, url: str) -> None:
    start(mock, url)
    expect(page.locator("#operations > li")).to_have_count(1)
    for width in (1280, 400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for part in (
                "body",
                ".quiet",
                "#operations .pill",
                "button",
                ".orders .pill",
                "td small",
            ):
                assert page.locator(part).first.evaluate(CONTRAST) >= 4.5, (part, width, scheme)


def test_every_control_has_a_name(page: Page, mock: MockMarket, url: str) -> None:
    start(mock, url)
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    tree = page.locator("body").aria_snapshot()
    roles = re.findall(r"- (button|combobox|textbox|spinbutton|table|meter)(.*)", tree)
    assert len(roles) > 15
    assert [role for role in roles if '"' not in role[1]] == []


# How well an element's text can be told from what is behind it, as WCAG reckons it.
CONTRAST = """(element) => {
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  let behind = element;
  while (behind.parentElement && (parts(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) {
    behind = behind.parentElement;
  }
  const [text, paper] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor]
    .map((colour) => light(parts(colour)));
  return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
}"""


def test_the_assets_are_part_of_the_package() -> None:
    folder = Path(__file__).parent.parent / "overrides/yandex_market/mock/page"
    assert sorted(path.name for path in folder.iterdir()) == [
        "icon.svg", "index.html", "page.css", "page.js"
    ]  # fmt: skip
