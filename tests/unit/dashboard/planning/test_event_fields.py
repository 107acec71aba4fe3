import pytest

from dashboard.planning.event_fields import Said
from services.errors import InvalidInput


def test_what_does_not_belong_to_the_kind_is_not_said():
    said = Said("promotion", "Sale", ["2026-03-02", "2026-03-08"], " A ", None, "", 3.0, "DE", "BY")
    assert said.body() == {
        "kind": "promotion",
        "name": "Sale",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-08",
        "product_sku": "A",
    }


def test_a_countrys_holidays_need_no_days():
    assert Said("holiday", country="fr").event().country == "FR"


def test_what_is_missing_is_named():
    with pytest.raises(InvalidInput, match="price"):
        Said("price", days=["2026-03-02", None]).event()
    with pytest.raises(InvalidInput, match="On which days"):
        Said("promotion", product="A").event()
