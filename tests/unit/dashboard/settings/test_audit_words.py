"""Administrators read sentences, whatever is noted."""

import re
from pathlib import Path

import services
from dashboard.settings import audit_words
from dashboard.shop.step_words import DONE as STEPS
from services.imports.undoing import UNDO
from services.planning import product_authors, product_suppliers, supplier_service

SERVICES = Path(services.__file__).parent
CHANGES = {own.CHANGED for own in (product_authors, product_suppliers, supplier_service)} | {supplier_service.CREATED}
# As they are handed to the audit.
CODE = re.compile(r'audit\.(?:note|record)\([^)]*?"([a-z_]+\.[a-z_]+)"')


def test_whatever_is_noted_has_a_word():
    sources = [path.read_text(encoding="utf-8") for path in SERVICES.rglob("*.py")]
    noted = {code for source in sources for code in CODE.findall(source)}
    noted |= {f"purchase_order.{step}" for step in STEPS} | {f"import.{kind}" for kind in UNDO} | CHANGES
    assert len(noted) > 40
    assert noted - set(audit_words.DONE) == set()


def test_what_has_none_yet_is_shown_by_its_code():
    assert audit_words.done("teapot.boil") == "teapot.boil"
