"""The contract suite: proof that a server keeps the promises of the document.

    yandex-market contract --market-url http://127.0.0.1:8080 --market-api-key KEY
    pytest --pyargs yandex_market.contract --market-url ... --market-api-key ...

The *laws* (`contract.laws`) are behaviour that no schema can say; the *properties*
(`contract.properties`) are Schemathesis over the document. Both speak HTTP only: they know neither
the client nor the mock. All needs `pip install 'yandex-market-sdk[contract]'`.
"""

from __future__ import annotations

try:
    from . import laws
    from .exchange import Exchange
    from .market import Market
    from .target import Target
    from .verdicts import BrokenError, NotRunError, Verdict
except ModuleNotFoundError as _missing:
    if _missing.name not in ("yaml", "jsonschema_rs"):
        raise
    raise ModuleNotFoundError(
        f"the contract suite needs {_missing.name}: pip install 'yandex-market-sdk[contract]'",
        name=_missing.name,
    ) from None

__all__ = ["BrokenError", "Exchange", "Market", "NotRunError", "Target", "Verdict", "laws"]
