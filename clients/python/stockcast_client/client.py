"""One Stockcast, and everything one may ask of it."""

from types import TracebackType

import httpx

from stockcast_client.catalogue import Categories, ImportProfiles, Products, Sales, Stock, Suppliers
from stockcast_client.documents import Me, MorningMail, Tokens
from stockcast_client.events import Events, Overrides
from stockcast_client.operations import Room, operation
from stockcast_client.orders import Orders
from stockcast_client.planning import Forecasts, PurchaseOrders, Reorder, Scenarios, Transfers
from stockcast_client.quality import Accuracy, Exceptions, Models, Promises, Replays
from stockcast_client.session import KeySession, PasswordSession, Session, TokenSession
from stockcast_client.sources import Sources
from stockcast_client.system import ApiKeys, Schedules, Users, Webhooks, Workers
from stockcast_client.tasks import Tasks

# An answer is read for longer than a task's stream is silent (15 s).
SECONDS = 60


class Account(Room):
    @operation("GET", "/auth/me")
    def me(self) -> Me:
        """Who is signed in."""

    @operation("GET", "/auth/morning-mail")
    def morning_mail(self) -> MorningMail:
        """Where one is mailed what needs somebody."""

    @operation("PUT", "/auth/morning-mail")
    def want_morning_mail(self, email: str | None, if_match: str | None = None) -> MorningMail:
        """Be mailed at seven what needs somebody; None: no more."""

    @operation("POST", "/auth/logout")
    def sign_out(self) -> None:
        """End the session on the server."""

    @operation("POST", "/auth/logout-all")
    def sign_out_everywhere(self) -> None:
        """End all of one's own sessions, on all devices."""

    @operation("POST", "/auth/password")
    def change_password(self, current: str, new: str) -> None:
        """Change one's own password; all other sessions end."""


class Client:
    """All rooms of the API for one user. Not to be shared between threads.

    The catalogue: `products`, `sales`, `stock`, `suppliers`, `categories`, `import_profiles`, `sources`.
    Planning: `forecasts`, `events`, `overrides`, `reorder`, `scenarios`, `purchase_orders`, `transfers`.
    Quality: `accuracy`, `promises`, `replays`, `exceptions`, `models`. Oneself: `account`.
    The machine: `tasks`, `schedules`, `webhooks`, `users`, `api_keys`, `workers`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.account = Account(session)
        self.products = Products(session)
        self.sales = Sales(session)
        self.stock = Stock(session)
        self.suppliers = Suppliers(session)
        self.categories = Categories(session)
        self.import_profiles = ImportProfiles(session)
        self.sources = Sources(session)
        self.forecasts = Forecasts(session)
        self.reorder = Reorder(session)
        self.scenarios = Scenarios(session)
        self.purchase_orders = PurchaseOrders(session)
        self.orders = Orders(session)
        self.transfers = Transfers(session)
        self.events = Events(session)
        self.overrides = Overrides(session)
        self.accuracy = Accuracy(session)
        self.promises = Promises(session)
        self.replays = Replays(session)
        self.exceptions = Exceptions(session)
        self.models = Models(session)
        self.tasks = Tasks(session)
        self.schedules = Schedules(session)
        self.webhooks = Webhooks(session)
        self.users = Users(session)
        self.api_keys = ApiKeys(session)
        self.workers = Workers(session)

    @classmethod
    def sign_in(cls, base_url: str, username: str, password: str, http: httpx.Client | None = None) -> "Client":
        """Sign in. `http` -- settings of your own: proxies, certificates, time limits. Raises NotSignedIn, TooMany."""
        return cls(PasswordSession(_at(base_url, http), username, password))

    @classmethod
    def with_key(cls, base_url: str, key: str, http: httpx.Client | None = None) -> "Client":
        """Ask with an API key, for programs. Its first question raises NotSignedIn where the key is none."""
        return cls(KeySession(_at(base_url, http), key))

    @classmethod
    def with_tokens(cls, base_url: str, tokens: Tokens, http: httpx.Client | None = None) -> "Client":
        """Go on with the tokens of a sign-in, such as that of an OpenID provider (`POST /auth/openid/finish`)."""
        return cls(TokenSession(_at(base_url, http), tokens))

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()


def _at(base_url: str, http: httpx.Client | None) -> httpx.Client:
    http = http or httpx.Client(timeout=SECONDS)
    http.base_url = base_url
    return http
