"""Changing the terms of a category: its products that inherit them follow, and the advice on them."""

import sqlalchemy as sa

from app.models import CategoryTerms, Product
from services.access import authors
from services.access.authors import Subject
from services.access.signed_in import SignedIn
from services.catalogue import product_service, terms
from services.catalogue.term_fields import TERMS, InheritedTerms
from services.replenishment.renewal import advice_refresh
from utils import clock


def update_category(name: str, change: InheritedTerms, actor: SignedIn | None = None) -> CategoryTerms:
    """Change the terms that were set; a category without any gets its first ones. actor -- who is noted for it"""
    with advice_refresh.change() as made:
        own = made.session.get(CategoryTerms, name) or CategoryTerms(name=name)
        before = authors.values(own, TERMS)
        for term, value in change.model_dump(exclude_unset=True).items():
            setattr(own, term, value)
        own.updated_at = clock.now()
        made.session.add(own)
        made.session.flush()
        sides = authors.sides(before, authors.values(own, TERMS))
        authors.note(made.session, actor, "category.change", Subject(name, f"/categories/{name}"), sides)
        settle(made, Product.category == name)
    return own


def settle(made: advice_refresh.Change, concerned: sa.ColumnElement[bool]) -> None:
    """Have these products take over what is said for them, and the advice on them follow."""
    ids = made.session.scalars(sa.select(Product.id).where(concerned)).all()
    terms.settle(made.session, product_service.held(made.session, ids))
    made.session.flush()
    made.concerns([concerned], can_wait=False)
