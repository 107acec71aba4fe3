from datetime import timedelta

import pytest

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
