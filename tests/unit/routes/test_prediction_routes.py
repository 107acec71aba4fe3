import tracemalloc
from datetime import timedelta
from io import BytesIO
from itertools import islice

import pytest
from python_calamine import CalamineWorkbook

from routes import bulk_answers
from services.sales.sales_service import SaleRow, record_sales
from utils import clock


@pytest.fixture
def unfitted(database):
    """A product that has sold and was never trained."""
    yesterday = clock.today() - timedelta(days=1)
    record_sales([SaleRow(product_sku="NEW", date=yesterday, quantity=3.0)])


@pytest.mark.parametrize("kind", ["application/json", "application/x-ndjson", "text/csv"])
@pytest.mark.parametrize("asked", [("/predict/batch", {"product_skus": "all"}), ("/predict", {"product_sku": "NEW"})])
def test_a_fit_on_the_spot_is_known_again(admin, unfitted, asked, kind):
    url, body = asked
    tag = admin.post(url, json=body, headers={"Accept": kind}).headers["ETag"]
    assert admin.post(url, json=body, headers={"Accept": kind, "If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("kind", ["application/json", "application/x-ndjson", "text/csv"])
def test_a_large_answer_is_sent_as_it_is_made_and_is_the_same(admin, unfitted, kind, monkeypatch):
    body = {"product_skus": ["NEW", "no-such", "NEW"], "days": 30, "quantiles": [0.1, 0.9]}
    whole = admin.post("/predict/batch", json=body, headers={"Accept": kind})
    monkeypatch.setattr(bulk_answers, "LONGEST_WHOLE", 1000)
    in_parts = admin.post("/predict/batch", json=body, headers={"Accept": kind})
    assert ("ETag" in whole.headers, "ETag" in in_parts.headers) == (True, False)
    assert (in_parts.data, in_parts.mimetype) == (whole.data, kind)


def test_a_large_answer_takes_no_memory(admin, unfitted, monkeypatch):
    """Its products are made one by one: nobody holds more than the first few."""
    body = {"product_skus": ["NEW"] * 5000, "days": 365, "quantiles": [n / 21 for n in range(1, 21)]}
    monkeypatch.setattr(bulk_answers, "LONGEST_WHOLE", 500_000)
    admin.post("/predict", json={"product_sku": "NEW"})  # loads the libraries, whose memory is not the answer's
    tracemalloc.start()
    try:
        answer = admin.post("/predict/batch", json=body)
        parts = answer.iter_encoded()
        sent = sum(len(part) for part in islice(parts, 40))
        assert sent > 2_500_000
        assert tracemalloc.get_traced_memory()[1] < sent
    finally:
        tracemalloc.stop()
        answer.close()


@pytest.mark.parametrize("how", [{"query_string": {"format": "xlsx"}}, {"headers": {"Accept": bulk_answers.XLSX}}])
def test_a_workbook_has_a_day_a_row(admin, unfitted, how):
    body = {"product_skus": ["NEW", "no-such"], "days": 3, "quantiles": [0.9]}
    answer = admin.post("/predict/batch", json=body, **how)
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["product_sku", "date", "predicted", "lower", "upper", "q0.9", *bulk_answers.FACTS, "error"]
    assert [row[1] for row in rows[1:4]] == [clock.today() + timedelta(days=ahead) for ahead in range(3)]
    assert (rows[4][0], rows[4][-1]) == ("no-such", "product_not_found")
