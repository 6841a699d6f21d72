"""The wire forms of stores and orders, a family in each module.

One neutral order goes into all of them, so that every form agrees: what two forms share is worked
out in `parts`. All sums are exact; each module says which of its sums add up to what.
"""

from __future__ import annotations

from .business import business_order, platform, program
from .order import buyer_info, order
from .parts import dispatch
from .stats import stats
from .stores import campaign, interval

__all__ = [
    "business_order",
    "buyer_info",
    "campaign",
    "dispatch",
    "interval",
    "order",
    "platform",
    "program",
    "stats",
]
