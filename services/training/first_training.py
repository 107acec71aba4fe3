import sqlalchemy as sa

from app.db import snapshot
from app.models import ModelVersion, Product


def is_due() -> bool:
    """Whether there are products, and none of them has a model."""
    with snapshot() as session:
        has_products = session.scalar(sa.select(sa.exists().select_from(Product)))
        has_models = session.scalar(sa.select(sa.exists().select_from(ModelVersion)))
    return bool(has_products and not has_models)
