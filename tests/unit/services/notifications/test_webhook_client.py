import http.client
import socket
import ssl
import threading
import time

import pytest

from services.notifications import webhook_client
from services.outside import connections
from tests import certificates, documents, receivers
from utils.config import use_settings

SECRET = "whsec_" + "c2VjcmV0" * 4
SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"


@pytest.fixture
def receiver():
    with receivers.http_receiver() as server:
        yield server


@pytest.fixture
def inside_allowed(configured):
    use_settings(configured.model_copy(update={"webhooks_allow_private": True}))


def test_the_connection_goes_to_the_address_that_was_checked(configured, receiver, monkeypatch):
    """A name server that answers with a public address first and a private one afterwards gains nothing."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_: [(socket.AF_INET, 1, 6, "", (next(answers), port))]
    )
    target = webhook_client.target_of("https://rebinding.example/x")
    asked = []
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: asked.append(address) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        connections.connect(target)
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


@pytest.mark.parametrize("cut", [b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OK\r\nServer: x\r\n", SHORT])
def test_an_answer_that_is_cut_off_is_none(inside_allowed, cut):
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=say, args=(server, cut), daemon=True).start()
        with pytest.raises((OSError, http.client.HTTPException)):
            webhook_client.post(f"http://127.0.0.1:{server.getsockname()[1]}/", "{}", {})


def say(server, answer):
    connected, _ = server.accept()
    with connected:
        connected.recv(65536)
        connected.sendall(answer)


def test_a_receiver_cut_off_for_its_slowness_is_an_error(inside_allowed, monkeypatch):
    monkeypatch.setattr(webhook_client, "TOTAL_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server, b"HTTP/1.1 200 OK\r\n\r\n"), daemon=True).start()
        with pytest.raises(TimeoutError):
            webhook_client.post(f"http://127.0.0.1:{server.getsockname()[1]}/", "{}", {})


def test_an_address_that_is_not_ascii_is_written_as_http_has_it(inside_allowed, receiver):
    url = f"http://\uff4cocalhost:{receiver.server_port}/straße?q=ü%20 x"  # The wide form of an l.
    assert webhook_client.post(url, "{}", {}) == 204
    ((headers, _),) = receiver.received
    assert headers["host"] == f"localhost:{receiver.server_port}"
    assert receiver.path == "/stra%C3%9Fe?q=%C3%BC%20%20x"


def test_a_receiver_that_drips_is_left_in_the_end(inside_allowed, monkeypatch):
    monkeypatch.setattr(webhook_client, "TOTAL_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        with pytest.raises((OSError, http.client.HTTPException)):
            webhook_client.post(f"http://127.0.0.1:{server.getsockname()[1]}/", "{}", {})


def drip(server, beginning=b"HTTP"):
    connected, _ = server.accept()
    with connected:
        connected.send(beginning)
        while not threading.Event().wait(0.05):
            try:
                connected.send(b"x")
            except OSError:
                return


@pytest.fixture
def certificate(tmp_path):
    return certificates.of_localhost(tmp_path)


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


def genuine():
    """The function that the documents give to receivers."""
    (sample,) = (block.text for block in documents.blocks("docs/webhooks.md") if block.language == "python")
    exec(sample, written := {})
    return written["is_genuine"]


@pytest.mark.parametrize(
    ("seconds", "signatures", "is_ours"),
    [
        (0, "{0}", True),
        (-600, "{0}", False),
        (600, "{0}", False),
        (0, "v1,bm8= {0}", True),
        (0, "v1,bm8= ü", False),
        (0, "", False),
    ],
)
def test_a_receiver_by_the_documents_believes_us_and_nobody_who_repeats_it(seconds, signatures, is_ours):
    stamp, body = int(time.time()) + seconds, '{"type": "task.failed"}'
    signature = webhook_client.sign(SECRET, "m1", stamp, body)
    headers = {"webhook-id": "m1", "webhook-timestamp": str(stamp), "webhook-signature": signatures.format(signature)}
    assert genuine()(SECRET, headers, body.encode()) is is_ours
    assert not genuine()(SECRET, headers, body.encode() + b" ")
