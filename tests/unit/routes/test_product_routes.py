import csv
import io

import pytest


@pytest.fixture
def bread(admin):
    admin.post("/products", json={"sku": "A", "name": "=Bread", "category": "Bread", "unit_cost": 1.125})
    admin.post("/products", json={"sku": "B", "category": "Cake"})


@pytest.mark.parametrize(
    "asked", [{"query_string": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}], ids=["format", "accept"]
)
def test_the_catalogue_is_answered_as_a_file_that_comes_back_unchanged(admin, bread, asked):
    answer = admin.get("/products", **asked)
    assert (answer.mimetype, len(list(csv.DictReader(io.StringIO(answer.text))))) == ("text/csv", 2)
    report = admin.post("/products/import", data=answer.data, content_type="text/csv").json
    assert (report["inserted"], report["updated"], report["unchanged"], report["rejected"]) == (0, 0, 2, 0)


def test_a_file_of_products_can_be_a_part_of_the_catalogue(admin, bread):
    (row,) = csv.DictReader(io.StringIO(admin.get("/products?format=csv&category=Bread&limit=1").text))
    assert (row["sku"], row["name"], row["unit_cost"]) == ("A", "'=Bread", "1.1250")


def test_a_dry_run_is_asked_for_in_the_query(admin, bread):
    report = admin.post("/products/import?dry_run=true", data=b"sku,name\nA,Rolls\n", content_type="text/csv").json
    assert (report["updated"], report["dry_run"]) == (1, True)
    assert admin.get("/products/A").json["name"] == "=Bread"


def test_many_products_are_changed_by_a_filter(admin, bread):
    body = {"filter": {"category": "Bread"}, "change": {"lead_time_days": 2}}
    assert admin.patch("/products", json=body | {"dry_run": True}).json["examples"] == ["A"]
    assert admin.patch("/products", json=body).json["changed"] == 1
    assert [admin.get(f"/products/{sku}").json["lead_time_days"] for sku in "AB"] == [2, 7]


@pytest.mark.parametrize("which", [{}, {"filter": {}}, {"product_skus": ["A"], "filter": {"category": "Bread"}}])
def test_a_change_of_many_says_of_which(admin, bread, which):
    assert admin.patch("/products", json=which | {"change": {"lead_time_days": 2}}).status_code == 422
    assert admin.get("/products/A").json["lead_time_days"] == 7


@pytest.mark.parametrize("tag", ['""', '"x"', "x", 'W/"x"'])
def test_a_tag_that_names_no_state_is_that_of_none(admin, bread, tag):
    answer = admin.patch("/products/A", json={"name": "Rolls"}, headers={"If-Match": tag})
    assert (answer.status_code, answer.json["code"]) == (412, "changed_meanwhile")
