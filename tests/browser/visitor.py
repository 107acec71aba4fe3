"""Someone in front of a browser; whatever goes wrong in it unnoticed is noticed here."""

from types import TracebackType
from typing import Any, Self

from playwright.sync_api import ConsoleMessage, Request

from tests.browser.windows import Windows
from tests.launched import Launcher
from tests.stack import Stack

# A page is at rest once nothing has changed in it for a while, nothing is on its way, and nothing moves.
AT_REST = """() => new Promise((resolve) => {
  let changed = performance.now();
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document.documentElement, {subtree: true, childList: true, attributes: true, characterData: true});
  const isBusy = () => performance.now() - changed < 300
    || document.querySelector("[data-dash-is-loading=true], .ag-header-row:empty, .ag-row-loading")
    || document.getAnimations().some((own) => own.playState === "running");
  const look = () => {
    if (isBusy()) {
      setTimeout(look, 50);
    } else {
      watch.disconnect();
      resolve();
    }
  };
  look();
})"""


class Visitor:
    """A browser window with its own cookies. page -- as Playwright has it; complaints -- what must stay empty.

    others -- addresses beside the shop's that it may go to
    """

    def __init__(
        self, shop: Stack | Launcher, windows: Windows, width: int = 1280, others: tuple[str, ...] = (), **options: Any
    ):
        self.shop, self.windows, self.allowed = shop, windows, (shop.address, "data:", "blob:", *others)
        # Without animations: what is half faded in has other colours.
        usual = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce"}
        options = usual | options
        self.context = windows.take(shop.address, **options)
        self.page = self.context.new_page()
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.set_default_timeout(60_000)
        # What Chromium's own print dialog does without a screen changes from version to version.
        self.page.add_init_script("window.print = () => document.documentElement.setAttribute('data-printed', '')")
        self.complaints: list[str] = []
        self._is_lenient = False
        self.page.on("console", self._hear)
        # Whatever is refused, no script may break over it.
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        self.page.on("request", self._watch)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        self.windows.give_back(self.context)
        if error is None:
            assert self.complaints == [], self.complaints

    def sign_in_as(self, username: str) -> None:
        """Without the form, which has a test of its own."""
        form = {"username": username, "password": self.shop.password}
        answer = self.context.request.post(f"{self.shop.address}/app/sign-in", form=form, max_redirects=0)
        assert answer.status == 303, answer.text()

    def open(self, path: str) -> None:
        """A page below /app/, once it is there."""
        self.page.goto(f"{self.shop.address}/app/{path}")
        self.page.locator("main h1").wait_for()
        # Dash says on its root element that callbacks are still to come.
        self.page.locator("body:not(:has([data-dash-is-loading=true]))").wait_for()
        # A grid draws its columns after its rows.
        self.page.locator("body:not(:has(.ag-header-row:empty))").wait_for()

    def a_minute_passes(self, clock: str) -> None:
        """The page looks at what others have done meanwhile. clock -- by which it does"""
        self.page.evaluate("id => window.dash_clientside.set_props(id, {n_intervals: Date.now()})", clock)

    def expects_refusals(self) -> None:
        """From now on the server may refuse something, or be away; the browser says so in its console."""
        self._is_lenient = True

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"{message.type}: {message.text}")

    def _note(self, complaint: str) -> None:
        if not self._is_lenient:
            self.complaints.append(complaint)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith(self.allowed):
            self.complaints.append(f"a request to another host: {request.url}")
