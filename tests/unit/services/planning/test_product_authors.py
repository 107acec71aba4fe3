from datetime import date

import pytest

from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct, ProductFields
from services.planning import catalogue_service, product_authors

CHANGES = {
    "on_hand": 12.5,
    "ends_on": date(2040, 1, 31),
    "like": {"product_sku": "OTHER"},
    "components": [{"product_sku": "OTHER", "quantity": 2}],
    "unit_cost": "1.25",
    "name": "Música, ä",
    "backorders": True,
}


@pytest.fixture
def kim(database, user_ids):
    for sku in ("BOX", "OTHER"):
        catalogue_service.create_product(NewProduct(sku=sku))
    return SignedIn(user_ids[0], "kim", "planner", "")


@pytest.mark.parametrize("field", CHANGES)
def test_who_changed_a_field_of_any_kind_is_known_until_it_is_another(kim, field):
    before = getattr(product_service.get_product("BOX"), field)
    catalogue_service.update_product("BOX", ProductFields(**{field: CHANGES[field]}), actor=kim)
    assert product_authors.last_of("BOX", [field]).username == "kim"
    catalogue_service.update_product("BOX", ProductFields(**{field: before}))
    assert product_authors.last_of("BOX", [field]) is None
