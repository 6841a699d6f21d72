"""The suite inside pytest: the plan, a verdict for each test, the table and the reports.

The suite's own test modules call `begin`; it registers one object with pytest, whose hooks do the
rest. So pytest knows nothing of it in any other run.
"""

from __future__ import annotations

import os
import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from yandex_market_api.operations import OPERATIONS, SPEC_VERSION

from . import laws, report, settings
from .exchange import KEY_VARIABLE
from .laws.law import Law
from .market import Market
from .settings import Settings, UsageError
from .target import Target
from .verdicts import Verdict

if TYPE_CHECKING:
    from . import properties

NAME = "yandex-market-contract"
USAGE = 2


def begin(config: pytest.Config) -> Suite:
    """The suite of this run of pytest, made when it is first asked for. Ends the run with exit code
    2 when it was started wrongly.
    """
    suite = config.pluginmanager.get_plugin(NAME)
    if suite is None:
        try:
            wanted = settings.read(config.getoption, os.environ)
        except UsageError as error:
            pytest.exit(f"contract suite: {error}", returncode=USAGE)
        suite = Suite(wanted)
        config.pluginmanager.register(suite, NAME)
        writer = config.get_terminal_writer()
        writer.line()
        for line in suite.plan():
            writer.line(line)
    assert isinstance(suite, Suite)
    return suite


class Suite:
    """One run against one server."""

    def __init__(self, wanted: Settings) -> None:
        self.settings = wanted
        self.target = Target(
            wanted.url,
            wanted.api_key,
            max_requests=wanted.max_requests,
            allow_writes=wanted.allow_writes,
            narrow_key=wanted.narrow_key,
            narrow_scopes=wanted.narrow_scopes,
        )
        self.market = Market(self.target, wanted.business, wanted.campaign)
        self.verdicts: dict[str, Verdict] = {}
        self._properties: properties.Run | None = None

    def plan(self) -> list[str]:
        """What will be done, before anything is."""
        wanted = self.settings
        families = Counter(law.family for law, _ in laws.cases())
        writes = (
            "test orders, or any if the server says it is a mock" if wanted.allow_writes else "none"
        )
        random = f"{wanted.examples} random requests an operation at most, seed {wanted.seed}"
        return [
            f"Contract suite, document {SPEC_VERSION}, against {wanted.url}",
            f"  reads     {len(OPERATIONS)} operations; stores: {self._stores()}",
            f"  writes    {writes}",
            f"  budget    {wanted.max_requests or 'none'}; quotas as the server's headers tell",
            f"  laws      {', '.join(f'{name} {count}' for name, count in families.items())}",
            f"  then      Schemathesis, {random}" if wanted.examples else "  then      nothing",
        ]

    def _stores(self) -> str:
        wanted = self.settings
        given = [
            f"{name} {number}"
            for name, number in (("business", wanted.business), ("campaign", wanted.campaign))
            if number is not None
        ]
        return ", ".join(given) or "those that getCampaigns lists"

    def judge(self, law: Law, operation: str) -> Verdict:
        """Try a law."""
        return laws.judge(self.market, law, operation)

    def property(self, check: str, operation: str) -> Verdict:
        """What Schemathesis said of a check on an operation; it runs once, at the first question."""
        name = f"property.{check}"
        if not self.settings.examples:
            return Verdict(name, operation, "not run", "--market-examples 0")
        if self._properties is None:
            from . import properties

            self._properties = properties.run_or_say_why(
                self.market, seed=self.settings.seed, examples=self.settings.examples
            )
        return self._properties.verdict(check, operation)

    def conclude(self, item: pytest.Item, verdict: Verdict) -> None:
        """Make a test of a verdict: it passes, fails or is skipped."""
        self.verdicts[item.nodeid] = verdict
        about = report.about(verdict.law)
        item.user_properties += [
            ("law", verdict.law), ("operation", verdict.operation), ("sentence", about.sentence),
            ("source", about.source), ("requests", verdict.requests),
        ]  # fmt: skip
        if verdict.state == "not run":
            pytest.skip(f"not run, because {verdict.reason}")
        if verdict.state == "broken":
            text = report.as_text(verdict, self.replay(verdict))
            item.user_properties.append(("replay", self.replay(verdict)))
            pytest.fail(text, pytrace=False)

    def replay(self, verdict: Verdict) -> str:
        """The command that tries this again; the key stays in its variable."""
        wanted = self.settings
        words = ["yandex-market", "contract", "--market-url", wanted.url]
        for name, value in (("business", wanted.business), ("campaign", wanted.campaign)):
            words += [f"--market-{name}", str(value)] if value is not None else []
        words += ["--allow-writes"] if wanted.allow_writes else []
        if verdict.law.startswith("property."):
            words += ["--market-seed", str(wanted.seed), "--market-examples", str(wanted.examples)]
        words += ["-k", f"{verdict.law}-{verdict.operation}"]
        return f"{KEY_VARIABLE}=... {shlex.join(words)}"

    # -- hooks of pytest -----------------------------------------------------------------------

    def pytest_report_teststatus(
        self, report: pytest.TestReport
    ) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        """A skipped law is one that was not run, and says so."""
        if report.skipped and report.nodeid in self.verdicts:
            return "not run", "-", ("NOT RUN", {"yellow": True})
        return None

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The table by law and operation, what was not run and why, coverage."""
        verdicts = list(self.verdicts.values())
        if not verdicts:
            return
        terminalreporter.section("contract")
        for line in report.table(verdicts):
            terminalreporter.write_line(line)
        terminalreporter.write_line("")
        for line in report.summary(verdicts, self.target):
            terminalreporter.write_line(line)
        if self.settings.report:
            terminalreporter.write_line(f"report: {self.settings.report}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the report; a run in which nothing was proved is no success."""
        verdicts = list(self.verdicts.values())
        if self.settings.report and verdicts:
            replays = {verdict.name: self.replay(verdict) for verdict in verdicts}
            page = report.page(verdicts, self.target, replays)
            try:
                Path(self.settings.report).write_text(page, "utf-8")
            except OSError as error:
                pytest.exit(f"contract suite: cannot write the report: {error}", returncode=USAGE)
        held = any(verdict.state == "held" for verdict in verdicts)
        if verdicts and not held and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        self.target.close()
