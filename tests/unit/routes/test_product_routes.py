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
