import gzip

import pytest
from flask import Flask

from dashboard.frame.packed_answers import ANSWERS, LEAST_BYTES, pack_answers


@pytest.fixture
def client():
    app = Flask(__name__)
    app.post(ANSWERS, defaults={"size": LEAST_BYTES + 1})(answer)
    app.post(ANSWERS + "/<int:size>")(answer)
    pack_answers(app)
    return app.test_client()


def answer(size):
    return "x" * size


def test_a_long_answer_is_packed_for_whoever_takes_it(client):
    packed = client.post(ANSWERS, headers={"Accept-Encoding": "br, gzip"})
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert len(packed.data) < 200
    assert gzip.decompress(packed.data) == client.post(ANSWERS).data


@pytest.mark.parametrize(("path", "takes"), [(ANSWERS, "identity"), (ANSWERS, "gzip;q=0"), (f"{ANSWERS}/5", "gzip")])
def test_others_are_as_they_are(client, path, takes):
    response = client.post(path, headers={"Accept-Encoding": takes})
    assert "Content-Encoding" not in response.headers
    assert set(response.text) == {"x"}


def test_what_happens_on_all_pages_comes_packed(signed_in):
    answer = signed_in("viewer").get("/app/_dash-dependencies", headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < 20_000 < len(gzip.decompress(answer.data))
