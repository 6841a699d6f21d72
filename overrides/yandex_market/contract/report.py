"""What a run came to, for people: the table in the terminal, the text of a failure, the HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from importlib import resources

from yandex_market_api.operations import OPERATIONS, SPEC_VERSION

from .laws.law import LAWS
from .seen import Seen
from .target import Target
from .verdicts import State, Verdict

_SIGNS: Mapping[State, str] = {"held": "✓", "broken": "✗", "not run": "-"}
_NAMES = {name: str(number) for number, name in enumerate(OPERATIONS, 1)}


@dataclass(frozen=True)
class About:
    """A law or a property in words."""

    sentence: str
    source: str
    why: str


_PROPERTIES = {
    "not_a_server_error": ("No request is answered with a 5xx", "A client cannot tell what became of it."),
    "status_code_conformance": ("Each status is a documented one", "Clients raise by the status."),
    "content_type_conformance": ("Each answer has the documented type", "Clients read JSON."),
    "response_headers_conformance": (
        "Headers are as documented", "Quotas are read from them."),
    "response_schema_conformance": ("Each answer fits its schema", "Fields are read by name and type."),
    "negative_data_rejection": (
        "Requests that break a schema are refused", "What is read kindly today breaks tomorrow."),
    "unsupported_method": ("Other methods are a 405", "An address must not do more than it says."),
    "allow_header_conformance": ("Allow names the methods there are", "Programs learn them from it."),
    "ignored_auth": ("No operation works without a key", "Data of buyers would be open."),
    "domain_rules": (
        "Right requests are accepted, and those that break a rule beyond the schemas refused",
        "A rule that is not kept shows only in the data, later."),
}  # fmt: skip


def about(law: str) -> About:
    """The words of a law or a property, by its id."""
    if law in LAWS:
        one = LAWS[law]
        return About(one.sentence, one.source, one.why)
    sentence, why = _PROPERTIES.get(law.removeprefix("property."), (law, ""))
    return About(sentence, "openapi.yaml", why)


def as_text(verdict: Verdict, replay: str) -> str:
    """A failure to read in a terminal."""
    words = about(verdict.law)
    rule = f" ({verdict.reason})" if verdict.reason else ""
    lines = [
        f"{verdict.law}, {verdict.operation}: {words.sentence}.",
        f"  expected  {verdict.expected}{rule}",
        f"  found     {verdict.found}",
        f"  why       {words.why}",
        f"  source    {words.source}",
        *(one.describe() for one in verdict.evidence),
        f"  again     {replay}",
    ]
    return "\n".join(lines)


def table(verdicts: Sequence[Verdict]) -> list[str]:
    """Laws down, operations across."""
    width = max(len(verdict.law) for verdict in verdicts)
    lines = [f"{'':{width}}  {' '.join(_NAMES.values())}"]
    for law, states in _by_law(verdicts).items():
        signs = " ".join(_SIGNS[states[name].state] if name in states else "." for name in _NAMES)
        lines.append(f"{law:{width}}  {signs}".rstrip())
    names = "  ".join(f"{number} {name}" for name, number in _NAMES.items())
    return [*lines, "", names, "✓ held  ✗ broken  - not run  . not about this operation"]


def summary(verdicts: Sequence[Verdict], target: Target) -> list[str]:
    """Counts, what was not run and why, coverage."""
    counts = Counter(verdict.state for verdict in verdicts)
    lines = [", ".join(f"{counts[state]} {state}" for state in _SIGNS)]
    reasons = Counter(verdict.reason for verdict in verdicts if verdict.state == "not run")
    lines += [f"not run ({count}), because {reason}" for reason, count in reasons.most_common()]
    lines.append(f"seen: {target.seen.summary()}; {target.count} requests")
    return lines


def _by_law(verdicts: Iterable[Verdict]) -> dict[str, dict[str, Verdict]]:
    laws: dict[str, dict[str, Verdict]] = {}
    for verdict in verdicts:
        laws.setdefault(verdict.law, {})[verdict.operation] = verdict
    return laws


# -- the page --------------------------------------------------------------------------------------


def page(verdicts: Sequence[Verdict], target: Target, replays: Mapping[str, str]) -> str:
    """The report as one HTML file that needs nothing beside it."""
    counts = Counter(verdict.state for verdict in verdicts)
    broken = [verdict for verdict in verdicts if verdict.state == "broken"]
    style = resources.files(__package__).joinpath("report.css").read_text("utf-8")
    tiles = "".join(
        f'<div class="tile {state.replace(" ", "-")}"><b>{counts[state]}</b>{state}</div>'
        for state in _SIGNS
    )
    verdict_line = (
        f"{len(broken)} promises are broken"
        if broken
        else "Every promise that could be tried holds"
    )
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    findings = "".join(_finding(law, found, replays) for law, found in _by_law(broken).items())
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Contract of {escape(target.base_url)}</title><style>{style}</style>
<header><p class="over">Contract suite, document {SPEC_VERSION}, {when}</p>
<h1>{verdict_line}</h1><p><code>{escape(target.base_url)}</code>, {target.count} requests,
writes {"allowed" if target.allow_writes else "off"}{", a mock" if target.is_mock else ""}</p>
<div class="tiles">{tiles}</div></header>
<main>{f"<section><h2>Broken</h2>{findings}</section>" if broken else ""}
<section><h2>Laws and properties</h2>{_matrix(verdicts)}</section>
{_not_run(verdicts)}
<section><h2>Coverage</h2><p>{escape(target.seen.summary())}</p>{_coverage(target.seen)}</section>
</main></html>
"""


def _finding(law: str, found: Mapping[str, Verdict], replays: Mapping[str, str]) -> str:
    """A broken law with the operations that break it, the first of them open."""
    words = about(law)
    parts = "".join(
        _case(verdict, replays, is_open=number == 0)
        for number, verdict in enumerate(found.values())
    )
    return f"""<article><h3><code>{escape(law)}</code></h3>
<p class="sentence">{escape(words.sentence)}.</p>
<dl><dt>why it matters</dt><dd>{escape(words.why)}</dd>
<dt>source</dt><dd>{escape(words.source)}</dd></dl>{parts}</article>"""


def _case(verdict: Verdict, replays: Mapping[str, str], *, is_open: bool) -> str:
    rows = {"expected": verdict.expected, "found": verdict.found}
    if verdict.reason:
        rows["rule"] = verdict.reason
    table = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows.items())
    evidence = "".join(
        f"<pre class=request>{escape(one.curl)}</pre><pre>{escape(one.answer)}</pre>"
        for one in verdict.evidence
    )
    again = escape(replays.get(verdict.name, ""))
    return f"""<details id="{escape(verdict.name)}"{" open" if is_open else ""}>
<summary><b>{escape(verdict.operation)}</b>: {escape(verdict.found[:120])}</summary>
<dl>{table}</dl>{evidence}<p class="again">Try again:</p><pre class=request>{again}</pre></details>"""


def _matrix(verdicts: Sequence[Verdict]) -> str:
    head = "".join(f"<th class=op><span>{name}</span></th>" for name in OPERATIONS)
    rows, family = [], ""
    for law, states in _by_law(verdicts).items():
        if law.partition(".")[0] != family:
            family = law.partition(".")[0]
            rows.append(f'<tr class=family><th colspan="{len(OPERATIONS) + 1}">{family}</th></tr>')
        cells = "".join(_cell(states.get(name)) for name in OPERATIONS)
        words = escape(about(law).sentence)
        name = escape(law.partition(".")[2])
        rows.append(f"<tr><th class=law><code>{name}</code><small>{words}</small></th>{cells}</tr>")
    return f"<div class=wide><table><thead><tr><th></th>{head}</tr></thead>{''.join(rows)}</table></div>"


def _cell(verdict: Verdict | None) -> str:
    if verdict is None:
        return "<td></td>"
    sign, kind = _SIGNS[verdict.state], verdict.state.replace(" ", "-")
    title = escape(verdict.reason or verdict.found or f"{verdict.requests} requests", quote=True)
    if verdict.state == "broken":
        sign = f'<a href="#{escape(verdict.name)}">{sign}</a>'
    return f'<td class="{kind}" title="{title}">{sign}</td>'


def _not_run(verdicts: Sequence[Verdict]) -> str:
    reasons: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.state == "not run":
            reasons.setdefault(verdict.reason, []).append(verdict.name)
    items = "".join(
        f"<li>{escape(reason)} <details><summary>{len(names)}</summary>"
        f"<p><code>{escape(', '.join(names))}</code></p></details></li>"
        for reason, names in reasons.items()
    )
    return f"<section><h2>Not run, because</h2><ul>{items}</ul></section>" if items else ""


def _coverage(seen: Seen) -> str:
    statuses = sorted({status for spec in OPERATIONS.values() for status in spec.statuses})
    head = "".join(f"<th>{status}</th>" for status in statuses)
    responses, arguments = seen.responses(), seen.parameters()
    rows = []
    for name in OPERATIONS:
        cells = "".join(_count(responses[name].get(status)) for status in statuses)
        sent = sum(map(bool, arguments[name].values()))
        missing = ", ".join(one for one, count in arguments[name].items() if not count)
        title = escape(f"not sent: {missing}" if missing else "all sent", quote=True)
        rows.append(
            f"<tr><th class=law><code>{name}</code></th>{cells}"
            f'<td title="{title}">{sent}/{len(arguments[name])}</td></tr>'
        )
    return (
        f"<div class=wide><table class=counts><thead><tr><th></th>{head}<th>parameters</th></tr></thead>"
        f"{''.join(rows)}</table></div>"
    )


def _count(count: int | None) -> str:
    if count is None:
        return "<td></td>"
    return f'<td class="{"held" if count else "not-run"}">{count or "·"}</td>'
