import http.client
import ipaddress
import socket
import ssl
import subprocess
import threading

import pytest

from services.notifications import webhook_client
from services.notifications.webhook_client import WebhookRefused
from tests import receivers, servers
from utils.config import use_settings


@pytest.fixture
def receiver():
    with receivers.http_receiver() as server:
        yield server


@pytest.fixture
def inside_allowed(configured):
    use_settings(configured.model_copy(update={"webhooks_allow_private": True}))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        # In numbers, because no file here names an address of a private network.
        str(ipaddress.ip_address(0x0A000001)),
        str(ipaddress.ip_address(0xC0A80101)),
        "172.16.5.4",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
    ],
)
def test_no_address_of_our_own_network_is_public(address):
    assert not webhook_client.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_an_address_of_the_internet_is_public(address):
    assert webhook_client.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "http://93.184.216.34/x",
        "https://user@93.184.216.34/x",
        "ftp://93.184.216.34/x",
        "https:///x",
        "https://93.184.216.34:99999/x",
        "https://no-such-host.invalid/x",
    ],
)
def test_a_webhook_does_not_lead_inside(configured, url):
    with pytest.raises(WebhookRefused):
        webhook_client.check(url)


def test_the_connection_goes_to_the_address_that_was_checked(configured, receiver, monkeypatch):
    """A name server that answers with a public address first and a private one afterwards gains nothing."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_: [(socket.AF_INET, 1, 6, "", (next(answers), port))]
    )
    target = webhook_client.check("https://rebinding.example/x")
    asked = []
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: asked.append(address) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        webhook_client._connect(target)
    assert asked == [("93.184.216.34", 443)]


def test_a_post_arrives_as_it_was_sent(inside_allowed, receiver):
    status = webhook_client.post(f"{receiver.url}?a=b", '{"ü":1}', {"webhook-id": "m1"})
    ((headers, body),) = receiver.received
    assert (status, body, headers["webhook-id"]) == (204, '{"ü":1}', "m1")
    assert headers["host"] == f"127.0.0.1:{receiver.server_port}"


def test_a_redirect_is_not_followed(inside_allowed, receiver):
    receiver.status, receiver.location = 302, receiver.url
    assert webhook_client.post(receiver.url, "{}", {}) == 302
    assert len(receiver.received) == 1


def test_a_receiver_that_hangs_up_is_an_error(inside_allowed, receiver):
    receiver.status = 0
    with pytest.raises((OSError, http.client.HTTPException)):
        webhook_client.post(receiver.url, "{}", {})


def test_a_receiver_that_drips_is_left_in_the_end(inside_allowed, monkeypatch):
    monkeypatch.setattr(webhook_client, "TOTAL_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        with pytest.raises((OSError, http.client.HTTPException)):
            webhook_client.post(f"http://127.0.0.1:{server.getsockname()[1]}/", "{}", {})


def drip(server):
    connected, _ = server.accept()
    with connected:
        connected.send(b"HTTP")
        while not threading.Event().wait(0.05):
            try:
                connected.send(b"x")
            except OSError:
                return


@pytest.fixture
def certificate(tmp_path):
    """A certificate for the name localhost, signed by itself, and its key."""
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = [servers.needed("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    return paths


@pytest.fixture
def secure_receiver(receiver, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
    return receiver


def test_a_receiver_must_prove_its_name(inside_allowed, secure_receiver, certificate, monkeypatch):
    url = f"https://localhost:{secure_receiver.server_port}/"
    with pytest.raises(ssl.SSLCertVerificationError):
        webhook_client.post(url, "{}", {})
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert webhook_client.post(url, "{}", {}) == 204
    with pytest.raises(ssl.SSLCertVerificationError):
        webhook_client.post(url.replace("localhost", "127.0.0.1"), "{}", {})


def test_the_signature_is_that_of_standard_webhooks():
    """The example of the specification's own libraries."""
    signature = webhook_client.sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}'
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
