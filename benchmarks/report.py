"""RESULTS.md and its plots, made of the measurements of one run."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
import subprocess
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt

from benchmarks import payloads
from benchmarks.peers import Missing, Peer
from benchmarks.session import CLIENTS, FLOATS, IMPORTS, LATENCY, Series, Sizes

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "yandex-market-sdk"

MB = 1e6


def write(
    folder: Path,
    measured: dict[str, Any],
    peers: dict[str, Peer | Missing],
    sizes: Sizes,
    note: str,
) -> None:
    """RESULTS.md, decoding.svg and growth.svg in the folder."""
    parts = [
        "# Results\n\nMade by `nox -s bench`; `benchmarks/__init__.py` tells how. Every figure is a "
        "ratio within one run, the median of its rounds with the lowest and the highest in brackets. "
        "CPU is that of the client's process alone.",
        _machine(peers, note),
        _goals(measured, sizes),
        _decoding(measured),
        _importing(measured["importing"]),
        _walking(measured["walking"], sizes),
        _holding(measured["holding"], sizes),
        _fanning_out(*measured["fanning_out"]),
        _growth(measured),
        _missing(measured, peers),
    ]
    (folder / "RESULTS.md").write_text("\n\n".join(filter(None, parts)) + "\n", encoding="utf-8")
    _plot_decoding(measured["decoding"], folder / "decoding.svg")
    _plot_growth(measured, folder / "growth.svg")


# --- ratios ------------------------------------------------------------------------------------


def ratios(
    series: Series, name: str, key: str, base: str, base_key: str | None = None
) -> list[float]:
    """A client's figure by another's, round by round."""
    pairs = zip(series.of(name, key), series.of(base, base_key or key), strict=False)
    return [own / other for own, other in pairs]


def shown(values: list[float]) -> str:
    """The median, and the lowest and highest."""
    if not values:
        return "missing"
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def _middle(values: list[float]) -> float | None:
    return statistics.median(values) if values else None


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows]]
    return "\n".join(lines)


# --- the tables --------------------------------------------------------------------------------


def _machine(peers: dict[str, Peer | Missing], note: str) -> str:
    cpus = Path("/proc/cpuinfo")
    model = "unknown"
    if cpus.exists():
        found = [line for line in cpus.read_text().splitlines() if line.startswith("model name")]
        model = found[0].partition(": ")[2] if found else model
    lines = [
        f"{datetime.date.today():%Y-%m-%d}; {platform.system()} {platform.machine()}, {model}, "
        f"{os.cpu_count()} cores; Python {platform.python_version()}. {note}".strip()
    ]
    for peer in peers.values():
        if isinstance(peer, Peer):
            command = [str(peer.python), "-m", "pip", "freeze"]
            frozen = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            names = peer.packages.split()
            versions = [x for x in frozen.splitlines() if x.partition("==")[0] in names]
            lines.append(f"* {peer.title}: {', '.join(x.replace('==', ' ') for x in versions)}")
    return "\n".join(lines)


def _goals(measured: dict[str, Any], sizes: Sizes) -> str:
    """The goals of this project, and whether they are met."""
    stats, walk, hold = measured["decoding"]["stats"], measured["walking"], measured["holding"]
    fan, _ = measured["fanning_out"]
    ours, std = "sdk", "sdk-msgspec"
    bare, made, *_ = IMPORTS
    rows = [
        ("stats page, bytes → models, every field touched, × json.loads, json parses",
         ratios(stats, std, "own", std, "base"), 2.6),
        ("the same, msgspec parses", ratios(stats, ours, "own", ours, "base"), 2.2),
        ("`import yandex_market` and a client made, × httpx and its client",
         ratios(measured["importing"], made, "seconds", bare), 1.25),
        (f"{sizes.pages} pages × 200 orders at {LATENCY} ms, × httpx and json.loads, msgspec parses",
         ratios(walk, ours, "wall", "json"), 1.0),
        ("the same, json parses", ratios(walk, std, "wall", "json"), 1.0),
        ("CPU per order there, × stock with floats, msgspec parses",
         ratios(walk, ours, "cpu", "stock"), 0.7),
        ("the same, json parses", ratios(walk, std, "cpu", "stock"), 0.7),
        ("memory of orders held, with Decimals, × stock with floats",
         ratios(hold, ours, "bytes", "stock"), 0.9),
        ("peak memory of the longest stream, × that of 10,000 orders",
         _peak_ratio(measured["growing"].get(ours, {})), 1.1),
    ]  # fmt: skip
    lines = [
        [what, shown(values), f"≤ {goal:g}", _met(values, goal)] for what, values, goal in rows
    ]
    for what, parts, goal in (
        (
            "8 windows, 4 at a time, 50 orders a page, times as fast as one after another",
            "windows",
            3.7,
        ),
        ("8 stores, the same", "stores", 7.0),
    ):
        values = ratios(fan, f"{parts} 50 0", "wall", f"{parts} 50 None")
        met = _met([-value for value in values], -goal)
        lines.append([what, shown(values), f"≥ {goal:g}", met])
    return "## Goals\n\n" + _table(["what", "measured", "goal", ""], lines)


def _met(values: list[float], goal: float) -> str:
    middle = _middle(values)
    if middle is None:
        return "missing"
    return "met" if round(middle, 2) <= goal else f"missed by {abs(middle - goal):.2f}"


def _peak_ratio(grown: dict[int, Any]) -> list[float]:
    if not grown:
        return []
    start = grown.get(10_000) or grown[min(grown)]
    return [grown[max(grown)]["peak"] / start["peak"]]


def _decoding(measured: dict[str, Any]) -> str:
    """All clients, all payloads."""
    series: dict[str, Series] = measured["decoding"]
    rows = [
        [title, *(shown(ratios(s, name, "own", name, "base")) for s in series.values())]
        for name, (_, title) in CLIENTS.items()
    ]
    proofs = {value["proof"] for s in series["stats"].values.values() for value in s} - {None}
    agreed = f"All agree on what they read: {proofs.pop()}." if len(proofs) == 1 else (
        f"THEY DO NOT AGREE ON WHAT THEY READ: {sorted(proofs)}."
    )  # fmt: skip
    titles = [payloads.TITLES[name] for name in series]
    return (
        "## Decoding\n\nCPU from bytes to objects with every field touched, × `json.loads` of the "
        f"same bytes in the same process. {agreed}\n\n"
        + _table(["", *titles], rows)
        + "\n\n![decoding](decoding.svg)"
    )


def _importing(series: Series) -> str:
    base, *_ = IMPORTS
    rows = [
        [
            title,
            shown(ratios(series, title, "seconds", base)),
            str(int(statistics.median(series.of(title, "modules"))))
            if title in series.values
            else "",
        ]
        for title in IMPORTS
    ]
    return "## Importing\n\nCPU of a fresh process.\n\n" + _table(["", "×", "modules"], rows)


def _walking(series: Series, sizes: Sizes) -> str:
    rows = [
        [
            CLIENTS[name][1],
            shown(ratios(series, name, "wall", "json")),
            shown(ratios(series, name, "cpu", "json")),
            shown(ratios(series, name, "cpu", "stock")),
        ]
        for name in FLOATS
    ]
    head = ["", "wall, × json.loads", "CPU, × json.loads", "CPU, × stock"]
    return (
        f"## End to end\n\n{sizes.pages} pages of 200 orders from a server that answers after "
        f"{LATENCY} ms, every field touched. The first row is a loop of httpx and json.loads, "
        "untyped and untouched; ours is the pager as it comes.\n\n" + _table(head, rows)
    )


def _holding(series: Series, sizes: Sizes) -> str:
    orders = sizes.held * 200
    rows = [
        [
            title,
            shown(ratios(series, name, "bytes", "stock")),
            f"{statistics.median(series.of(name, 'bytes')) / orders:,.0f}" if name in series.values
            else "",
        ]
        for name, (_, title) in CLIENTS.items()
    ]  # fmt: skip
    head = ["", "× stock", "bytes per order"]
    return f"## Memory of {orders:,} orders held\n\n" + _table(head, rows)


def _fanning_out(series: Series, counts: list[Any]) -> str:
    rows = []
    for title, name in (
        ("one business, 8 windows of 4 pages of 50 orders", "windows 50"),
        ("8 stores of 4 pages of 50 orders", "stores 50"),
        ("8 stores of 4 pages of 200 orders", "stores 200"),
    ):
        faster = ratios(series, f"{name} 0", "wall", f"{name} None")
        more = ratios(series, f"{name} None", "peak", f"{name} 0")
        rows.append([title, shown(faster), shown(more)])
    answered, most = counts
    return (
        f"## Stores and windows at the same time\n\n{LATENCY} ms a request; the server refuses a "
        "fifth request of a store or business at the same time. Beside `prefetch=0`, which takes one "
        f"after the other. The server gave {answered.get('420', 0)} answers 420; at most {most} "
        "requests of one place were in flight.\n\n"
        + _table(["", "times as fast", "peak memory, ×"], rows)
    )


def _growth(measured: dict[str, Any]) -> str:
    rows = []
    for name, grown in measured["growing"].items():
        for orders, one in grown.items():
            each, peak = one["cpu"] / orders * 1e6, one["peak"] / MB
            rows.append([CLIENTS[name][1], f"{orders:,}", f"{each:.1f}", f"{peak:.0f}"])
    held = [
        [CLIENTS[name][1], f"{orders:,}", f"{size / orders:,.0f}"]
        for name, piled in measured["piling_up"].items()
        for orders, size in piled.items()
    ]
    return (
        "## As work grows\n\nStreaming from a server without latency, every field touched:\n\n"
        + _table(["", "orders", "CPU µs per order", "peak MB"], rows)
        + "\n\nHolding:\n\n"
        + _table(["", "orders", "bytes per order"], held)
        + "\n\n![growth](growth.svg)"
    )


def _missing(measured: dict[str, Any], peers: dict[str, Peer | Missing]) -> str:
    lost = [f"* {p.title}: {p.reason}" for p in peers.values() if isinstance(p, Missing)]
    series = [*measured["decoding"].values(), measured["importing"], measured["walking"],
              measured["holding"], measured["fanning_out"][0]]  # fmt: skip
    lost += [f"* {name}: {why}" for one in series for name, why in one.failures.items()]
    return (
        "## Missing\n\n" + "\n".join(lost)
        if lost
        else "Nothing is missing: all clients could be made."
    )


# --- the plots ---------------------------------------------------------------------------------


def _plot_decoding(series: dict[str, Series], path: Path) -> None:
    figure, axes = plt.subplots(figsize=(9, 5), layout="constrained")
    names = [n for n in CLIENTS if all(n in s.values for s in series.values())][::-1]
    height = 0.8 / len(series)
    for number, (payload, one) in enumerate(series.items()):
        middles = [statistics.median(ratios(one, n, "own", n, "base")) for n in names]
        places = [i - number * height for i in range(len(names))]
        axes.barh(places, middles, height, label=payloads.TITLES[payload])
    axes.set_yticks([i - height for i in range(len(names))], [CLIENTS[n][1] for n in names])
    axes.set_xlabel("CPU from bytes to objects, every field touched, × json.loads")
    axes.legend(loc="lower right")
    axes.grid(axis="x", alpha=0.3)
    _save(figure, path)


def _plot_growth(measured: dict[str, Any], path: Path) -> None:
    figure, (time, peak, held) = plt.subplots(1, 3, figsize=(12, 4), layout="constrained")
    for name, grown in measured["growing"].items():
        title, orders = CLIENTS[name][1], list(grown)
        time.plot(orders, [one["cpu"] for one in grown.values()], "o-", label=title)
        peak.plot(orders, [one["peak"] / MB for one in grown.values()], "o-", label=title)
    for name, piled in measured["piling_up"].items():
        held.plot(list(piled), [size / MB for size in piled.values()], "o-", label=CLIENTS[name][1])
    time.set(xscale="log", yscale="log", xlabel="orders streamed", ylabel="CPU seconds")
    peak.set(xscale="log", ylim=(0, None), xlabel="orders streamed", ylabel="peak memory, MB")
    held.set(xscale="log", yscale="log", xlabel="orders held", ylabel="memory, MB")
    for axes in (time, peak, held):
        axes.grid(alpha=0.3)
    time.legend(fontsize="small")
    held.legend(fontsize="small")
    _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
