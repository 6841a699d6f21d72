"""Rules that the document keeps beyond being valid: what we promise of its words, examples and extensions.

A rule is a function from a `Spec` to checks: a pair of place and fault for each thing it looked at,
the fault empty when all is well. So a rule that looked at nothing shows, as does one that is broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.lint_spec import examples, extensions, links, shapes, words
from tools.lint_spec.reading import Rule, Spec

RULES: dict[str, Rule] = {
    name: rule
    for module in (shapes, words, examples, extensions, links)
    for name, rule in module.RULES.items()
}


@dataclass(frozen=True)
class Finding:
    """One breach: the rule, the JSON pointer (or the file), what is wrong and what to do."""

    rule: str
    where: str
    text: str


def lint(spec: Spec) -> Iterator[tuple[str, int, list[Finding]]]:
    """For each rule its name, how much it checked, and what it found.

    Rules trust that the document is OpenAPI; where it is not, the others wait until it is.
    """
    for name, rule in RULES.items():
        checks = list(rule(spec))
        findings = [Finding(name, where, text) for where, text in checks if text]
        yield name, len(checks), findings
        if name == "openapi" and findings:
            return
