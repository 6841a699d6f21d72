"""A long listing that goes on where it stopped, though the program was ended in between.

    python examples/resume_listing.py

Runs on a mock market. For your own store: `YandexMarket()` for `connect(mock)`, its campaign id, and
a file that stays.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from yandex_market import MarketError, YandexMarket
from yandex_market.mock import MockMarket
from yandex_market.testing import connect


def read_on(market: YandexMarket, store: int, bookmark: Path) -> int:
    """Read from the bookmark to the end; how many orders that were. The bookmark is gone then."""
    token = bookmark.read_text() if bookmark.exists() else None
    count = 0
    # Filters belong to a token: go on with the same ones.
    pager = market.orders.stats(store, page_size=50)
    for page in pager.pages(resume_from=token):
        count += len(page.items)
        print(f"  page of {len(page.items)}")
        # After the work on a page, not before: a page may come twice, but none is left out.
        if page.next_token:
            bookmark.write_text(page.next_token)
    bookmark.unlink(missing_ok=True)
    return count


def main() -> None:
    """Fail in the middle, then go on."""
    mock = MockMarket(orders=600)
    store = mock.campaign_ids[0]
    with tempfile.TemporaryDirectory() as folder, connect(mock) as market:
        bookmark = Path(folder) / "stats.token"
        first = market.orders.stats(store, page_size=50).pages()
        bookmark.write_text(next(first).next_token or "")
        print("one page read; now the service breaks down")
        mock.faults.add("getOrdersStats", 503, times=4)
        try:
            read_on(market, store, bookmark)
        except MarketError as error:
            print(f"{type(error).__name__}; the page that failed is the one in the bookmark:")
            print(" ", error.resume_token == bookmark.read_text())
        print("later:")
        print(read_on(market, store, bookmark), "orders after the first page")


if __name__ == "__main__":
    main()
