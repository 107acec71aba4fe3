"""One Stockcast, and everything one may ask of it."""

from types import TracebackType

import httpx

from stockcast_client.catalogue import Products, Sales, Stock, Suppliers
from stockcast_client.documents import Me
from stockcast_client.operations import Room, operation
from stockcast_client.planning import Forecasts, PurchaseOrders, Reorder, Transfers
from stockcast_client.session import Session
from stockcast_client.tasks import Tasks

# An answer is read for longer than a task's stream is silent (15 s).
SECONDS = 60


class Account(Room):
    @operation("GET", "/auth/me")
    def me(self) -> Me:
        """Who is signed in."""

    @operation("POST", "/auth/logout")
    def sign_out(self) -> None:
        """End the session on the server."""


class Client:
    """All rooms of the API for one user: `products`, `sales`, `stock`, `suppliers`, `forecasts`, `reorder`,
    `purchase_orders`, `transfers`, `tasks`, `account`. Not to be shared between threads."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.account = Account(session)
        self.products = Products(session)
        self.sales = Sales(session)
        self.stock = Stock(session)
        self.suppliers = Suppliers(session)
        self.forecasts = Forecasts(session)
        self.reorder = Reorder(session)
        self.purchase_orders = PurchaseOrders(session)
        self.transfers = Transfers(session)
        self.tasks = Tasks(session)

    @classmethod
    def sign_in(cls, base_url: str, username: str, password: str, http: httpx.Client | None = None) -> "Client":
        """Sign in. `http` -- settings of your own: proxies, certificates, time limits. Raises NotSignedIn, TooMany."""
        http = http or httpx.Client(timeout=SECONDS)
        http.base_url = base_url
        return cls(Session(http, username, password))

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
