import pytest

from dashboard.product import stock_figures


@pytest.mark.parametrize(("percent", "level"), [(99.9, 0.999), (95, 0.95), (57, 0.57), (98.765, 0.98765)])
def test_a_service_level_in_percent_is_the_share_it_says(percent, level):
    assert stock_figures.fields_of({"service_level": percent}).service_level == level
