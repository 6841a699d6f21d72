"""What a flow may ask of its driver: the words between the protocol and the I/O."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from yandex_market_api.operations import Quota

from ._calls import Reply, Request

if TYPE_CHECKING:
    from ._gate import Entry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Now:
    """Answered with the time: (seconds of a steady clock, seconds since 1970)."""


@dataclass(frozen=True, slots=True)
class Acquire:
    """Ask the quota store once; answered with a Grant or a Wait.

    When the store is busy, the answer comes once a request of this client came back, or after so
    many seconds: then it is worth asking again.
    """

    key: str
    quota: Quota
    cost: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Send:
    """Answered with an Answer or Lost. The grant goes back to the store, whatever happens."""

    request: Request
    entry: Entry


@dataclass(frozen=True, slots=True)
class Sleep:
    """Answered when so many seconds have passed."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Hold:
    """Stand in the line of this name; answered with a Held, or None after so many seconds."""

    line: str
    seconds: float | None = None


class Held(Protocol):
    """The head of a line, until it is released."""

    def release(self) -> None:
        """Let the next one come; does not wait, so that a flow can do it while it is closed."""


@dataclass(frozen=True, slots=True)
class Gather:
    """Answered after a moment in which others who began at the same time can join."""


@dataclass(frozen=True, slots=True)
class PageReady:
    """A page for the caller; answered when the caller asks for the next one."""

    reply: Reply
    token: str | None
    """Token of this page; None for the first."""
    next_token: str | None
    number: int
    items: list[Any] = field(default_factory=list, repr=False)
    """What `_flow.read_page` found in it; nothing before that."""


Command: TypeAlias = Now | Acquire | Send | Sleep | Hold | Gather
Flow: TypeAlias = Generator[Command, Any, T]
PageFlow: TypeAlias = Generator[Command | PageReady, Any, None]
