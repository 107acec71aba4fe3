"""What a request may carry."""

import gzip
import io
import json

import pytest

from routes.bodies import PUBLIC_BYTES
from routes.errors import MOST_FAULTS

JSON = {"Content-Type": "application/json"}
SIGN_INS = ("/auth/login", "/app/sign-in")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b'{"product_sku": "x",\n "days": }', "line 2, column 10"),
        (b"{", "line 1, column 2"),
        (b'{"a": 1} 2', "line 1, column 10"),
        (b'{"name": "\xff"}', "byte 11 is not UTF-8"),
        (b'{"days": ' + b"9" * 5000 + b"}", "thousands of digits"),
    ],
)
def test_broken_json_is_refused_with_the_place_where_it_breaks(admin, body, where):
    answer = admin.post("/predict", data=body, headers=JSON)
    assert (answer.status_code, where in answer.json["detail"]) == (400, True)


@pytest.mark.parametrize("url", SIGN_INS)
def test_who_has_not_signed_in_may_send_little(app, url):
    answer = app.test_client().post(url, data=b"x" * (PUBLIC_BYTES + 1), headers=JSON)
    assert answer.status_code == 413


@pytest.mark.parametrize("url", SIGN_INS)
def test_a_body_that_does_not_say_its_length_is_not_read_to_its_end(app, url):
    endless = io.BytesIO(b" " * (10 * PUBLIC_BYTES))
    terminated, chunked = {"wsgi.input_terminated": True}, JSON | {"Transfer-Encoding": "chunked"}
    answer = app.test_client().post(url, input_stream=endless, headers=chunked, environ_overrides=terminated)
    assert answer.status_code == 413
    assert endless.tell() < 2 * PUBLIC_BYTES


def test_a_body_that_does_not_say_its_length_is_too_large_where_it_ends_too_late(admin, monkeypatch):
    monkeypatch.setitem(admin.application.config, "MAX_CONTENT_LENGTH", 1000)
    body = io.BytesIO(b'{"sku": "' + b"x" * 1000 + b'"}')
    terminated, chunked = {"wsgi.input_terminated": True}, JSON | {"Transfer-Encoding": "chunked"}
    answer = admin.post("/products", input_stream=body, headers=chunked, environ_overrides=terminated)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ('{"sku": "A", "sku": "B"}', "/sku"),
        ('{"rows": [{}, {"a/b": 1, "a/b": 1}]}', "/rows/1/a~1b"),
        ('{"a": {"b": 1, "b": 2}, "a": 3}', "/a"),
    ],
)
def test_a_key_that_stands_twice_is_refused_with_its_place(admin, body, pointer):
    answer = admin.post("/products", data=body, headers=JSON)
    assert (answer.status_code, "stands here more than once" in answer.json["detail"]) == (422, True)
    assert [one["pointer"] for one in answer.json["errors"]] == [pointer]


@pytest.mark.parametrize("url", ["/predict", "/app/_dash-update-component", "/app/import-files"])
def test_nothing_is_read_of_who_should_have_signed_in(app, url):
    body = io.BytesIO(b"[1" + b",1" * 100_000 + b"]")
    answer = app.test_client().post(url, input_stream=body, headers=JSON, content_length=200_003)
    assert answer.status_code == 401
    assert body.tell() == 0


@pytest.mark.parametrize("url", ["/auth/login", "/products", "/predict/batch", "/sales", "/events"])
def test_of_many_faults_the_first_are_told(admin, url):
    answer = admin.post(url, json={f"key {number}": 1 for number in range(2000)})
    assert (answer.status_code, len(answer.json["errors"])) == (422, MOST_FAULTS)
    assert f"{MOST_FAULTS} of 20" in answer.json["detail"]


def test_a_fault_with_a_long_name_gets_a_short_answer(admin):
    answer = admin.post("/products", json={"x" * 1_000_000: 1})
    assert answer.status_code == 422
    assert len(answer.data) < 10_000


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/predict/batch", {"product_skus": [""] * 300_000}),
        ("/sales", {"rows": [{f"{key}": 1 for key in range(100)}] * 3000}),
        ("/products", {f"{key}": 1 for key in range(300_000)}),
        ("/products", [[[]] * 300_000]),
    ],
)
def test_more_values_than_any_request_needs_are_too_many(admin, url, body):
    answer = admin.post(url, json=body)
    assert answer.status_code == 413
    assert "in parts" in answer.json["detail"]


def test_the_largest_request_that_is_taken_is_not_too_large(admin):
    row = {"product_sku": "A", "quantity": 1, "in_stock": True, "price": 1, "promo": False}
    rows = [row | {"date": f"20{10 + n // 336:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"} for n in range(5000)]
    assert admin.post("/sales", json={"rows": rows * 2}).json["received"] == 10_000


@pytest.mark.parametrize("depth", [400, 700, 900, 950, 1000, 100_000])
def test_json_is_never_nested_too_deeply_for_an_answer(admin, depth):
    answer = admin.post("/predict", data="[" * depth + "]" * depth, headers=JSON)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("body", [{"a\ud800": 1}, ["\0"], {"a": [{"b": "\udfff"}]}, "\0"])
def test_text_that_no_database_can_keep_is_refused_wherever_it_stands(admin, body):
    answer = admin.post("/products", data=json.dumps(body), headers=JSON)
    assert (answer.status_code, "U+0000" in answer.json["detail"]) == (400, True)


@pytest.mark.parametrize(
    "url",
    ["/sales/import", "/products/import", "/stock/import", "/purchase-orders/import", "/receipts/import"],
)
@pytest.mark.parametrize("names", [("file", "file"), ("file", "another")])
def test_a_second_file_is_refused_not_ignored(admin, url, names):
    form = [(name, (io.BytesIO(b"product_sku,date,quantity\n"), "sales.csv")) for name in names]
    data = {}
    for name, file in form:
        data.setdefault(name, []).append(file)
    answer = admin.post(url, data=data, content_type="multipart/form-data")
    assert (answer.status_code, "one at a time" in answer.json["detail"]) == (400, True)


def test_json_that_is_compressed_is_refused_with_what_to_do(admin):
    answer = admin.post("/products", data=gzip.compress(b'{"sku": "A"}'), headers=JSON | {"Content-Encoding": "gzip"})
    assert (answer.status_code, "Content-Encoding" in answer.json["detail"]) == (415, True)
