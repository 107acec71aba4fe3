import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from services.errors import InvalidInput, Unavailable
from services.sources import source_service
from services.sources.source_service import NEVER
from tests import certificates
from tests.unit.services.sources.conftest import sold
from utils.config import use_settings

FILE = b"sku,date,qty\nA,2026-03-01,5\n"


class Shop(ThreadingHTTPServer):
    """A web shop with one file; keeps the headers it was asked with."""

    daemon_threads = True

    def __init__(self, certificate):
        super().__init__(("127.0.0.1", 0), _Serve)
        self.status, self.file, self.headers, self.asked, self.wait = 200, FILE, {}, [], threading.Event()
        self.reason = None
        self.wait.set()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def url(self):
        return f"https://localhost:{self.server_port}/sales.csv"


class _Serve(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(dict(self.headers))
        known = self.server.headers.get("ETag")
        status = 304 if known and self.headers.get("If-None-Match") == known else self.server.status
        self.send_response(status, self.server.reason)
        headers = {"Content-Length": str(len(self.server.file))} | self.server.headers
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.server.wait.wait(10)
        if status == 200:
            self.wfile.write(self.server.file)

    def log_message(self, *_):
        pass


@pytest.fixture
def shop(database, tmp_path, monkeypatch):
    certificate = certificates.of_localhost(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    use_settings(database.model_copy(update={"sources_allow_private": True, "source_timeout_seconds": 5}))
    with Shop(certificate) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def web_shop(shop, source):
    return source(kind="https", url=shop.url)


def test_a_file_is_fetched_and_not_again_before_it_changes(shop, web_shop, read):
    shop.headers = {"ETag": '"1"'}
    assert read(web_shop)["rows"] == 1
    assert sold() == {("A", "2026-03-01"): 5}
    assert read(web_shop)["outcome"] == "nothing_new"
    assert shop.asked[-1]["If-None-Match"] == '"1"'
    shop.file, shop.headers = FILE + b"B,2026-03-01,2\n", {"ETag": '"2"'}
    assert read(web_shop)["rows"] == 2


def test_a_server_that_knows_no_etag_is_asked_by_the_time_and_its_file_compared(shop, web_shop, read):
    shop.headers = {"Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT"}
    read(web_shop)
    assert read(web_shop)["outcome"] == "nothing_new"
    assert shop.asked[-1]["If-Modified-Since"] == "Sun, 01 Mar 2026 10:00:00 GMT"


def test_the_secret_is_sent_and_nowhere_shown(shop, source, read, monkeypatch):
    monkeypatch.setenv("SHOP_TOKEN", "Bearer hunter2")
    name = source(kind="https", url=shop.url, secret_headers={"Authorization": "SHOP_TOKEN"})
    read(name)
    assert shop.asked[0]["Authorization"] == "Bearer hunter2"
    monkeypatch.setenv("SHOP_TOKEN", "hunter2\r\nX-Other: 1")
    with pytest.raises(InvalidInput, match="SHOP_TOKEN holds cannot be sent") as refused:
        read(name)
    assert "hunter2" not in str(refused.value)
    assert "hunter2" not in str(source_service.get(name).source.fields)


@pytest.mark.parametrize("status", [302, 401, 418, 503])
@pytest.mark.parametrize("told", ["Bearer hunter2", "hunter2", "x" * 195 + "hunter2"])
def test_a_server_that_repeats_the_secret_is_not_quoted(shop, source, read, monkeypatch, status, told):
    monkeypatch.setenv("SHOP_TOKEN", "Bearer hunter2")
    name = source(kind="https", url=shop.url, secret_headers={"Authorization": "SHOP_TOKEN"})
    shop.status, shop.reason = status, told + "y" * 30_000
    with pytest.raises((InvalidInput, Unavailable), match=str(status)) as refused:
        read(name)
    assert "hunt" not in str(refused.value)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    ("status", "error"), [(302, InvalidInput), (401, InvalidInput), (404, InvalidInput), (503, Unavailable)]
)
def test_any_other_answer_is_a_fault_that_says_which(shop, web_shop, read, status, error):
    shop.status, shop.headers = status, {"Location": "http://127.0.0.1/"}
    with pytest.raises(error, match=str(status)):
        read(web_shop)
    assert len(shop.asked) == 1


def test_a_file_that_is_cut_off_leaves_nothing(shop, web_shop, read):
    shop.headers = {"Content-Length": "1000"}
    with pytest.raises(Unavailable):
        read(web_shop)
    assert sold() == {}


def test_a_server_that_does_not_come_to_an_end_is_given_up(shop, web_shop, read, database):
    use_settings(database.model_copy(update={"sources_allow_private": True, "source_timeout_seconds": 1}))
    shop.wait.clear()
    with pytest.raises(InvalidInput, match="given up"):
        read(web_shop)
    shop.wait.set()


def test_a_file_without_end_is_refused(shop, web_shop, read, database):
    use_settings(database.model_copy(update={"sources_allow_private": True, "max_import_mb": 1}))
    shop.file = FILE * 100_000
    with pytest.raises(InvalidInput, match="MAX_IMPORT_MB"):
        read(web_shop)


@pytest.mark.parametrize(
    "url", ["http://localhost/x", "https://localhost/x", "https://user:pw@localhost/x", "file:///etc/passwd"]
)
def test_an_address_that_may_not_be_reached_is_refused(database, source, url):
    with pytest.raises(InvalidInput) as refused:
        source(kind="https", url=url)
    assert refused.value.code == "source_refused"


def test_a_header_is_a_header_and_its_secret_a_name(shop, source):
    for headers in ({"Host": "X"}, {"A b": "X"}, {"Authorization": "Bearer x"}, {"Authorization": "ADMIN_PASSWORD"}):
        with pytest.raises(InvalidInput):
            source(kind="https", url=shop.url, secret_headers=headers)


def test_a_server_has_to_prove_its_name(shop, web_shop, read):
    source_service.change(web_shop, {"url": shop.url.replace("localhost", "127.0.0.1")}, NEVER)
    with pytest.raises(Unavailable, match="certificate"):
        read(web_shop)
