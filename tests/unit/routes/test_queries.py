"""What stands behind the question mark."""

import pytest


@pytest.mark.parametrize(
    ("url", "pointers"),
    [
        ("/products?catgory=Tea", ["/catgory"]),
        ("/tasks/active?limit=5", ["/limit"]),
        ("/products?limit=2&limit=3", ["/limit"]),
        ("/products?a%2Fb=&q=x&limit=2&limit=2", ["/a~1b", "/limit"]),
        ("/products?limit=2&q=x", None),
    ],
)
def test_a_parameter_that_would_be_ignored_is_refused(admin, url, pointers):
    answer = admin.get(url)
    assert (answer.status_code, pointers) in (
        (200, None),
        (422, [one["pointer"] for one in answer.json.get("errors", ())]),
    )


def test_what_cannot_be_tried_first_is_not_done(admin):
    assert admin.post("/products?dry_run=true", json={"sku": "A"}).status_code == 422
    assert admin.get("/products/A").status_code == 404


def test_nothing_is_said_of_it_to_who_has_not_signed_in(app):
    assert app.test_client().get("/products?nonsense=1").status_code == 401
    assert app.test_client().get("/livez?nonsense=1").status_code == 200


@pytest.mark.parametrize("url", ["/import-profiles", "/train", "/train/catalogue-models", "/products/A/suppliers"])
def test_every_list_comes_in_pages(admin, url):
    admin.post("/products", json={"sku": "A"})
    every = admin.get(url).json["items"]
    walked, following = [], f"{url}?limit=1"
    while following:
        page = admin.get(following).json
        assert len(page["items"]) <= 1
        walked += page["items"]
        following = page["next_cursor"] and f"{url}?limit=1&cursor={page['next_cursor']}"
    assert walked == every
