"""A visit to a page in Chromium: how long it took, what it cost server and browser, what came over the line."""

import os
import statistics
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.children import descendants

TICKS = os.sysconf("SC_CLK_TCK")
# After what can be used is there, the rest is waited for, so that its cost is counted as well.
REST_MILLISECONDS = 1500
# A phone of the middle class on a mobile network, as Lighthouse has it ("Slow 4G", its documentation on throttling).
SLOWER, LATENCY_MS, BYTES_A_SECOND = 4, 150, 1.6e6 / 8


@dataclass(frozen=True)
class Machines:
    """Whose processor time is counted: the processes of the server (and of a database), and of the browser."""

    server: Sequence[int]
    browser: int

    def spent(self) -> tuple[float, float]:
        """Milliseconds so far, of server and browser."""
        serving = [pid for root in self.server for pid in (root, *descendants(root))]
        browsing = [pid for pid in descendants(self.browser) if "chrom" in _name(pid)]
        return _spent(serving), _spent(browsing)


@dataclass(frozen=True)
class Visit:
    """Milliseconds by the clock until a page could be used, and of processor time; kilobytes over the line, and as
    they were unpacked; elements of the page."""

    took: float
    server: float
    browser: float
    kilobytes: float
    unpacked: float
    elements: int

    @property
    def cost(self) -> float:
        return self.server + self.browser

    @classmethod
    def median(cls, seen: Sequence["Visit"]) -> "Visit":
        return cls(*(statistics.median(getattr(one, name) for one in seen) for name in cls.__dataclass_fields__))


def visit(page: Page, address: str, until: str, machines: Machines) -> Visit:
    packed: list[float] = []
    unpacked: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: packed.append(event["encodedDataLength"]))
    session.on("Network.dataReceived", lambda event: unpacked.append(event["dataLength"]))
    before, began = machines.spent(), time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(until).first.wait_for()
    took = 1000 * (time.perf_counter() - began)
    page.wait_for_timeout(REST_MILLISECONDS)
    server, browser = (now - then for now, then in zip(machines.spent(), before, strict=True))
    elements = page.evaluate("document.getElementsByTagName('*').length")
    session.detach()
    return Visit(took, server, browser, sum(packed) / 1000, sum(unpacked) / 1000, elements)


def as_a_phone(page: Page) -> CDPSession:
    """Slow down processor and network; as long as the session lives."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    line: dict[str, Any] = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **line})
    return session


def _spent(pids: Sequence[int]) -> float:
    total = 0.0
    for pid in pids:
        # It may have ended meanwhile.
        with suppress(OSError, IndexError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += 1000 * (int(fields[11]) + int(fields[12])) / TICKS
    return total


def _name(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text()
    return ""
