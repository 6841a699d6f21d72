"""`python -m tools.readable FILE`: the bundle as Redoc shows it best, for `nox -s docs`.

Redoc knows nothing of our extensions: words for enum values get the name that it reads, and what the
others say of an operation becomes sentences below its description.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.bundle import Document, bundle, dump, operations

REPOSITORY = Path(__file__).resolve().parent.parent


def readable(document: Document) -> Document:
    """The same document with the extensions said so that people see them."""
    shown: Document = _renamed(document)
    general = f"At most {document['x-parallel']} calls at once for one store, business or key."
    shown["info"]["description"] += f"\n\n{general}"
    for _, _, operation in operations(shown):
        lines = [operation["description"], *facts(operation)]
        operation["description"] = "\n\n".join(lines)
    return shown


def _renamed(node: Any) -> Any:
    if isinstance(node, list):
        return [_renamed(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    names = {"x-enum-descriptions": "x-enumDescriptions"}
    return {names.get(key, key): _renamed(inner) for key, inner in node.items()}


def facts(operation: Document) -> Iterator[str]:
    """A sentence for each extension of an operation, as Markdown."""
    quota = operation["x-quota"]
    amount = f"{quota['amount']:,} {quota['counts']} an {quota['per']}"
    yield f"**Quota**: {amount}, {quota['parallel']} calls at once."
    yield f"**Stores**: {', '.join(operation['x-models'])}."
    yield f"**Any one of these scopes**: {', '.join(f'`{s}`' for s in operation['x-scopes'])}."
    if "x-window" in operation:
        window = operation["x-window"]
        pairs = ", ".join(f"`{pair['from']}` to `{pair['to']}`" for pair in window["pairs"])
        span = f", {window['days']} days at most" if "days" in window else ""
        alone = ", one of them at a time" if window["exclusive-pairs"] else ""
        ahead = "".join(
            f" Without its end, `{start}` reaches into the future."
            for start in window.get("open-ended", ())
        )
        yield f"**Spans**: {pairs}; the end is {window['end']}{span}{alone}.{ahead}"
    if "x-paging" in operation:
        paging = operation["x-paging"]
        yield (
            f"**Paging**: items at `{paging['items']}`; send `{paging['next-token']}` "
            f"as `{paging['token-parameter']}`."
        )
    if "x-starts" in operation:
        yield f"**Starts operations**: their ids and types are at `{operation['x-starts']}`."
    if "x-sunset" in operation:
        sunset = operation["x-sunset"]
        yield (
            f"**Sunset**: degrades from {sunset['degrades']}, ends on {sunset['ends']}; "
            f"use {operation['x-replaced-by']}."
        )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(dump(readable(bundle(REPOSITORY / "openapi"))), encoding="utf-8")
