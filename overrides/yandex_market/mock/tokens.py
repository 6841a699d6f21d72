"""Page tokens: opaque, tamper-proof, good for one listing of one world only.

A token holds a position and a code over the position and everything the listing depends on
(operation, store, filters). So a token that was changed, that comes from another store or from
other filters, or from a market with another seed, is not a token here.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from hmac import compare_digest

_SHAPE = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
_CODE = 16  # bytes of code, before 8 bytes of veiled position


class Tokens:
    """Issues and reads page tokens under one secret key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def issue(self, position: int, *listing: object) -> str:
        """The token for `position` in the listing (a sequence of JSON-able values)."""
        plain = position.to_bytes(8, "big")
        code = self._code(plain, listing)
        return urlsafe_b64encode(code + self._veil(plain, code)).decode()

    def read(self, token: str, *listing: object) -> int | None:
        """The position, or None when this listing never gave out such a token."""
        if not _SHAPE.fullmatch(token):
            return None
        raw = urlsafe_b64decode(token)
        code, veiled = raw[:_CODE], raw[_CODE:]
        plain = self._veil(veiled, code)
        if not compare_digest(code, self._code(plain, listing)):
            return None
        return int.from_bytes(plain, "big")

    def _code(self, plain: bytes, listing: tuple[object, ...]) -> bytes:
        text = json.dumps(listing, sort_keys=True).encode()
        return blake2b(plain + text, key=self._key, digest_size=_CODE, person=b"token").digest()

    def _veil(self, value: bytes, code: bytes) -> bytes:
        """Hide or show the position: the same step both ways."""
        pad = blake2b(code, key=self._key, digest_size=8, person=b"veil").digest()
        return bytes(a ^ b for a, b in zip(value, pad, strict=True))
