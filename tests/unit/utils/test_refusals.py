"""Why a value is refused is said in plain words, in the language that is spoken."""

import pytest
from pydantic import ValidationError

from services.catalogue.product_fields import NewProduct
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from utils import language, refusals

LONG = "x" * 201


def refused(model, **said):
    with pytest.raises(ValidationError) as caught:
        model(**said)
    return refusals.first(caught.value)[1]


@pytest.mark.parametrize(
    ("model", "said", "why"),
    [
        (NewProduct, {"name": LONG}, "at most 200 characters are taken"),
        (NewProduct, {"category": LONG}, "at most 100 characters are taken"),
        (NewProduct, {"replaces": LONG}, "at most 64 characters are taken"),
        # Of a text that may be missing, a length is counted by another rule of Pydantic's.
        (NewProduct, {"like": {"category": LONG}}, "at most 100 characters are taken"),
        (NewSupplier, {"name": LONG}, "at most 100 characters are taken"),
        (NewSupplier, {"name": ""}, "it is missing"),
        (ProductSupplierTerms, {"code": LONG}, "at most 64 characters are taken"),
        (NewProduct, {"components": [{"product_sku": str(own), "quantity": 1} for own in range(101)]},
         "at most 100 are taken"),
        (NewProduct, {"unit_cost": "1.23456"}, "at most 4 decimals are taken"),
        (NewProduct, {"on_hand": "x"}, "this is no number"),
        (NewProduct, {"pack_size": 1.5}, "this is no whole number"),
        (NewProduct, {"pack_size": 0}, "it has to be at least 1"),
        (NewProduct, {"lead_time_from": "x"}, "one of these is taken: 'both', 'stated', 'learned'"),
        (NewProduct, {"nonsense": 1}, "there is no such field"),
    ],
)  # fmt: skip
def test_why(model, said, why):
    assert refused(model, **({"sku": "A"} if model is NewProduct else {}) | said) == why


def test_why_in_german():
    with language.spoken("de"):
        assert refused(NewProduct, sku="A", name=LONG) == "Erlaubt sind höchstens 200 Zeichen"
        assert refused(NewSupplier, name=LONG) == "Erlaubt sind höchstens 100 Zeichen"
