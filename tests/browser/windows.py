"""Where visitors sit: windows that others have used before and that are clean again."""

from collections import defaultdict
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext

Kind = tuple[str, str]


class Windows:
    """Browser contexts, each for one visitor at a time. What a page is made of is fetched and compiled once for all who
    come after each other, which is half of what showing it costs."""

    def __init__(self, browser: Browser):
        self._browser = browser
        self._idle: dict[Kind, list[BrowserContext]] = defaultdict(list)
        self._kinds: dict[BrowserContext, Kind] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        for context in self._kinds:
            context.close()

    def take(self, address: str, **options: Any) -> BrowserContext:
        """One to look at the pages of this address. options -- of `Browser.new_context`"""
        kind = (address, repr(sorted(options.items())))
        if self._idle[kind]:
            return self._idle[kind].pop()
        context = self._browser.new_context(**options)
        self._kinds[context] = kind
        # As long as it is open, so is the process that has compiled the pages' scripts.
        context.new_page().goto(f"{address}/livez")
        return context

    def give_back(self, context: BrowserContext) -> None:
        kept, *used = context.pages
        for page in used:
            page.close()
        context.clear_cookies()
        kept.evaluate("localStorage.clear()")
        self._idle[self._kinds[context]].append(context)
