"""The laws: behaviour that no schema can say, each a function over a market.

All of them, or a chosen few in a suite of your own:

    from yandex_market.contract import Market, Target, laws

    market = Market(Target("http://127.0.0.1:8080", key))

    @pytest.mark.parametrize(("law", "operation"), laws.cases("paging", "filters.narrow"))
    def test_the_gateway_keeps_the_law(law, operation):
        law(market, operation)          # raises BrokenError, or NotRunError (skip then)
"""

from __future__ import annotations

# Each of these puts its laws on the list.
from . import access as access
from . import change as change
from . import coherence as coherence
from . import envelope as envelope
from . import filters as filters
from . import limits as limits
from . import paging as paging
from . import robustness as robustness
from .law import LAWS, Law, cases, judge

__all__ = ["LAWS", "Law", "cases", "judge"]
