"""Draws that depend on nothing but a key and numbers: the same on every machine, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from struct import Struct
from typing import TypeVar

T = TypeVar("T")

_NUMBERS, _WORDS = Struct("<3Q"), Struct("<16I")


def key_of(*parts: object) -> bytes:
    """A 32-byte key made from the given values (their repr must be stable)."""
    return blake2b(repr(parts).encode(), digest_size=32).digest()


class Dice:
    """A stream of draws for two numbers. One hash serves sixteen of them, so an order costs a few.

    `keyed` is a blake2b with a key and nothing else in it; a copy spares taking the key in each time.
    """

    __slots__ = ("_block", "_first", "_keyed", "_second", "_words")

    def __init__(self, keyed: blake2b, first: int, second: int) -> None:
        self._keyed = keyed
        self._first = first
        self._second = second
        self._block = 0
        self._words: list[int] = []

    def _hash(self) -> list[int]:
        block = self._keyed.copy()
        block.update(_NUMBERS.pack(self._first, self._second, self._block))
        self._block += 1
        self._words = list(_WORDS.unpack(block.digest()))
        return self._words

    def below(self, bound: int) -> int:
        """A number from 0 to bound - 1."""
        return (self._words or self._hash()).pop() * bound >> 32

    # The others repeat what `below` does, because a call is most of what a draw costs.

    def between(self, low: int, high: int) -> int:
        """A number from low to high, both included."""
        return low + ((self._words or self._hash()).pop() * (high - low + 1) >> 32)

    def chance(self, percent: int) -> bool:
        """True in so many cases of a hundred."""
        return (self._words or self._hash()).pop() * 100 >> 32 < percent

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, all alike."""
        return options[(self._words or self._hash()).pop() * len(options) >> 32]


def weighted(*table: tuple[T, int]) -> tuple[T, ...]:
    """A thousand options to pick from, each as often as its weight says. Raises ValueError for weights
    that do not add up to a thousand.
    """
    options = tuple(option for option, weight in table for _ in range(weight))
    if len(options) != 1000:
        raise ValueError(f"the weights add up to {len(options)}, not to 1000")
    return options
