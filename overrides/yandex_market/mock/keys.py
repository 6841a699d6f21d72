"""Who is asking: Api-Key tokens with scopes, and the older OAuth bearer token.

A bad Api-Key is 401 and a bad OAuth token 403: the vendor's error table says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from yandex_market_api.operations import OPERATIONS

from .exchange import RefusalError

_SECRET = re.compile(r"[A-Za-z0-9]{40}")
_CHECK = re.compile(r"[0-9a-f]{8,9}")


class Keys:
    """The tokens of this market."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._scopes: dict[str, frozenset[str]] = {}
        self.api_key = self.add({"all-methods"})
        self.oauth_token = f"y0_{self._hex('oauth')}"

    def add(self, scopes: Iterable[str]) -> str:
        """A new Api-Key with these scopes. Raises ValueError for a scope that opens nothing."""
        asked = frozenset(scopes)
        known = {scope for spec in OPERATIONS.values() for scope in spec.scopes}
        if unknown := asked - known:
            raise ValueError(f"no operation knows the scopes {sorted(unknown)}")
        number = len(self._scopes)
        key = f"ACMA:{self._hex(f'key {number}')}:{self._hex(f'check {number}')[:8]}"
        self._scopes[key] = asked
        return key

    def identify(self, headers: Mapping[str, str]) -> frozenset[str] | None:
        """The scopes of the caller, None for OAuth (which has no such scopes). Raises RefusalError.

        The Api-Key decides when both headers are there.
        """
        if "api-key" in headers:
            return self._by_key(headers["api-key"].strip())
        if "authorization" in headers:
            self._check_oauth(headers["authorization"])
            return None
        raise RefusalError(401, "Credentials are not specified")

    def _by_key(self, key: str) -> frozenset[str]:
        if key in self._scopes:
            return self._scopes[key]
        raise RefusalError(401, f"Api-Key token {_flaw(key)}")

    def _check_oauth(self, header: str) -> None:
        scheme, _, token = header.strip().partition(" ")
        if scheme.lower() != "bearer":
            raise RefusalError(401, "Authorization header has invalid syntax")
        if not token.strip():
            raise RefusalError(401, "OAuth token is not specified")
        if token.strip() != self.oauth_token:
            raise RefusalError(403, "OAuth token is invalid")

    def _hex(self, label: str) -> str:
        return blake2b(f"{self._seed} {label}".encode(), digest_size=20).hexdigest()


def _flaw(key: str) -> str:
    """What is wrong with a key that is not one of ours."""
    if not key:
        return "is not specified"
    prefix, *rest = key.split(":")
    if prefix != "ACMA":
        return "prefix invalid"
    if len(rest) != 2:
        return "format invalid"
    if len(rest[0]) != 40 or len(rest[1]) not in (8, 9):
        return "length invalid"
    if not _SECRET.fullmatch(rest[0]) or not _CHECK.fullmatch(rest[1]):
        return "format invalid"
    return "is invalid"
