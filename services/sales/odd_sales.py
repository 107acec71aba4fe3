"""What is odd about sales that are about to be written, beside what is known of their products and their source."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among, behind_last
from app.models import ImportRecord, Product, Sale, StockLevel
from services.files.findings import Finding, percent
from services.files.rows.tally import FEWEST_DAYS, SHOWN, UNUSUAL
from services.sales.staged_tables import incoming, joined
from services.sku import AT
from services.visible import visible
from utils.language import _, ngettext

# A product's usual day is that of the half year before; fewer days on which it sold know no usual.
USUAL_OF = timedelta(days=182)
FEWEST_SALES = 7
# Of what could be unusual so many times the mean is looked at: it misses nothing unless a sixth of all days is.
LOOKED_AT, MOST_LOOKED_AT = 4, 5000
# A store is expected on a weekday on which it sold in three of the four weeks before.
WEEKS, EXPECTED = 4, 3
# A source has so many files before one of them can be small, and is measured by the smallest of the latest ones.
LEAST_FILES, LATEST_FILES = 3, 8
SMALL, MOST_UNKNOWN, LEAST_UNKNOWN = 0.5, 0.5, 5

SUDDEN_DROP = "sudden_drop"

_NO_PROMOTION = incoming.c.promo.is_not(True)


@dataclass(frozen=True)
class Size:
    """What a file tells of: days of products, days, products."""

    rows: int
    days: int
    listed: int

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Incoming:
    """source_id -- who tells; created -- the products that nobody knew; size -- how much is told, from first to last"""

    source_id: int
    created: Sequence[int]
    size: Size
    first: date
    last: date


def summed_up(session: Session, source_id: int, created: Sequence[int]) -> Incoming | None:
    """What `incoming` tells; None: nothing."""
    day, product_id = incoming.c.day, incoming.c.product_id
    counted = sa.func.count(), sa.func.count(day.distinct()), sa.func.count(product_id.distinct())
    known = incoming.c.quantity.is_not(None)
    *size, first, last = session.execute(sa.select(*counted, sa.func.min(day), sa.func.max(day)).where(known)).one()
    return Incoming(source_id, created, Size(*size), first, last) if first else None


def findings(session: Session, about: Incoming) -> list[Finding]:
    """What is odd about what is told, worst first."""
    looks = (_alike, _unknown, _unusual, _silent_stores, _small, _empty_shelves)
    found = [finding for look in looks for finding in look(session, about)]
    return sorted(found, key=lambda finding: -finding.percent)


def _alike(session: Session, about: Incoming) -> list[Finding]:
    """New codes that differ from known ones in what nobody sees."""
    if not about.created:
        return []
    rows = session.execute(sa.select(Product.id, Product.sku)).all()
    new = set(about.created)
    known = {_folded(row.sku): row.sku for row in rows if row.id not in new}
    alike = sorted((row.sku, known[_folded(row.sku)]) for row in rows if row.id in new and _folded(row.sku) in known)
    if not alike:
        return []
    shown = [_("{code} beside {other}", code=code, other=other) for code, other in alike[:SHOWN]]
    message = _(
        "New codes differ from known ones only by what is hardly seen: {listed}.", listed=_listed(shown, len(alike))
    )
    return [Finding("codes_like_known_ones", message, percent(len(alike), about.size.listed))]


def _folded(sku: str) -> str:
    return "".join(visible(sku).casefold().split())


def _unknown(session: Session, about: Incoming) -> list[Finding]:
    share = len(about.created) / about.size.listed
    if len(about.created) < LEAST_UNKNOWN or share <= MOST_UNKNOWN or not _earlier(session, about):
        return []
    message = _(
        "{created} of {listed} products were never sold before: are these the codes that this source has always used?",
        created=len(about.created),
        listed=about.size.listed,
    )
    return [Finding("unknown_codes", message, percent(share, 1))]


def _unusual(session: Session, about: Incoming) -> list[Finding]:
    """Days of products with ten times what is usual for the product."""
    highest = _far_above_their_mean(session, about)
    usual = _usual(session, about, list(highest))
    unusual = {own: units for own, units in usual.items() if highest[own] > UNUSUAL * units}
    found = [(units, own, day) for own, day, units in _days(session, unusual) if units > UNUSUAL * usual[own]]
    if not found:
        return []
    found.sort(reverse=True)
    named = among(Product.id, {own for _, own, _ in found[:SHOWN]})
    names = dict(session.execute(sa.select(Product.id, Product.sku).where(named)).all())
    shown = [
        _(
            "{name} on {day}: {units}, usually {usual}",
            name=names[own],
            day=day,
            units=units,
            usual=float(f"{usual[own]:.4g}"),
        )
        for units, own, day in found[:SHOWN]
    ]
    sold = session.scalar(sa.select(sa.func.sum(incoming.c.quantity)).where(incoming.c.quantity > 0)) or 0.0
    message = _(
        "More than ten times what is usual for the product: {listed}. Is that so?", listed=_listed(shown, len(found))
    )
    return [Finding("unusual_days", message, percent(sum(units for units, *_ in found), sold))]


def _far_above_their_mean(session: Session, about: Incoming) -> dict[int, float]:
    """The best day of those products that may have an unusual one; a median of each would take far longer."""
    own = incoming.c.product_id
    highest = dict(
        session.execute(sa.select(own, sa.func.max(incoming.c.quantity)).where(_NO_PROMOTION).group_by(own)).all()
    )
    parts = _parts(about)
    usual = sa.select(parts.c.product_id, sa.func.avg(parts.c.quantity)).group_by(parts.c.product_id)
    means = session.execute(usual.having(sa.func.count() >= FEWEST_SALES))
    found = [product_id for product_id, mean in means if (highest.get(product_id) or 0) > LOOKED_AT * mean]
    most = sorted(found, key=lambda product_id: -highest[product_id])[:MOST_LOOKED_AT]
    return {product_id: highest[product_id] for product_id in most}


def _usual(session: Session, about: Incoming, product_ids: Sequence[int]) -> dict[int, float]:
    """What each of these sells on a day on which it sells; of one that sells in bulk now and then, a third of that."""
    parts, sold = _parts(about), defaultdict[int, list[float]](list)
    query = sa.select(parts.c.product_id, parts.c.quantity).where(among(parts.c.product_id, product_ids))
    for product_id, quantity in session.execute(query) if product_ids else ():
        sold[product_id].append(quantity)
    return {product_id: _usual_day(sorted(quantities)) for product_id, quantities in sold.items()}


def _usual_day(quantities: Sequence[float]) -> float:
    return max(median(quantities), quantities[int(0.9 * (len(quantities) - 1))] / 3)


def _days(session: Session, usual: Mapping[int, float]) -> Sequence[Any]:
    """Product, day and units of what may be unusual for these. Promotions are meant to be."""
    query = sa.select(incoming.c.product_id, incoming.c.day, incoming.c.quantity)
    much = incoming.c.quantity > UNUSUAL * min(usual.values(), default=0.0)
    return session.execute(query.where(among(incoming.c.product_id, usual), much, _NO_PROMOTION)).all()


def _parts(about: Incoming) -> sa.Subquery:
    """What the products of the file sold: on its days, and on those of the half year before it."""
    ours = sa.select(incoming.c.product_id).distinct().subquery()
    days = Sale.day >= about.first - USUAL_OF, Sale.day < about.first, Sale.quantity > 0
    known = sa.select(Sale.product_id, Sale.quantity).join(ours, ours.c.product_id == Sale.product_id).where(*days)
    new = sa.select(incoming.c.product_id, incoming.c.quantity).where(incoming.c.quantity > 0)
    return sa.union_all(new, known).subquery()


def _silent_stores(session: Session, about: Incoming) -> list[Finding]:
    """Stores that the file leaves out on days on which they always sell. Of a long file its own days tell."""
    if about.size.days >= FEWEST_DAYS:
        return []
    store = behind_last(session, Product.sku, AT)
    in_store = Product.sku.contains(AT, autoescape=True)
    before = Sale.day >= about.first - timedelta(weeks=WEEKS), Sale.day < about.first, Sale.quantity > 0
    sold = sa.select(store, Sale.day).join(Product, Product.id == Sale.product_id).where(in_store, *before).distinct()
    listed = sa.select(store, incoming.c.day).join(Product, Product.id == incoming.c.product_id).where(in_store)
    known, named = ({tuple(row) for row in session.execute(query)} for query in (sold, listed.distinct()))
    days = {day for _, day in named}
    expected = {
        (name, day)
        for name in {name for name, _ in known}
        for day in days
        if sum((name, day - timedelta(weeks=weeks)) in known for weeks in range(1, WEEKS + 1)) >= EXPECTED
    }
    missing = sorted(expected - named)
    if not missing:
        return []
    shown = _listed([f"{name}, {day}" for name, day in missing[:SHOWN]], len(missing))
    return [
        Finding("silent_stores", _("Stores without a day: {shown}.", shown=shown), percent(len(missing), len(expected)))
    ]


def _small(session: Session, about: Incoming) -> list[Finding]:
    """Far fewer rows or products than the source's files of late have for so many days."""
    earlier, now = _earlier(session, about), about.size
    if len(earlier) < LEAST_FILES:
        return []
    alike = [size for size in earlier if now.days / 2 <= size.days <= 2 * now.days]
    return [
        *fewer("rows a day", now.rows / now.days, [size.rows / size.days for size in earlier]),
        *fewer("products", now.listed, [size.listed for size in alike]),
    ]


def fewer(what: str, now: float, before: Sequence[float]) -> list[Finding]:
    """What it says that there are so many now, and were so many in each of the files before."""
    if not before or now >= SMALL * min(before):
        return []
    message = _(
        "The file has {now} {what}; the last {files} of this source had {least} at least.",
        now=round(now),
        what=what,
        files=len(before),
        least=round(min(before)),
    )
    return [Finding(SUDDEN_DROP, message, percent(min(before) - now, min(before)))]


def _earlier(session: Session, about: Incoming) -> list[Size]:
    """The sizes of the latest files of the source, the newest first."""
    own = ImportRecord.details["source_id"].as_integer() == about.source_id
    sized = ImportRecord.details["rows"].as_integer() > 0
    query = sa.select(ImportRecord.details).where(own, sized, ImportRecord.undone_at.is_(None))
    latest = session.scalars(query.order_by(ImportRecord.id.desc()).limit(LATEST_FILES)).all()
    return [Size(details["rows"], details["days"], details["listed"]) for details in latest]


def _empty_shelves(session: Session, about: Incoming) -> list[Finding]:
    """Days without a sale of products that nobody could have bought."""
    ours = sa.select(incoming.c.product_id).distinct().subquery()
    sold = sa.exists().where(Sale.product_id == StockLevel.product_id, Sale.day == StockLevel.day, Sale.quantity > 0)
    empty = StockLevel.on_hand <= 0, StockLevel.day.between(about.first, about.last)
    query = (
        sa.select(Product.sku, StockLevel.day)
        .join(ours, ours.c.product_id == StockLevel.product_id)
        .join(Product, Product.id == StockLevel.product_id)
        .outerjoin(incoming, joined(StockLevel))
        .where(*empty, ~sold, incoming.c.product_id.is_(None))
    )
    found = session.execute(query.order_by(StockLevel.day.desc(), Product.sku)).all()
    if not found:
        return []
    shown = _listed([f"{sku}, {day}" for sku, day in found[:SHOWN]], len(found))
    message = _(
        "Products sold nothing while none was in stock: {shown}. These days say nothing about"
        " demand, and are left out of it.",
        shown=shown,
    )
    return [Finding("empty_shelves", message)]


def _listed(shown: Sequence[str], count: int) -> str:
    """Parts of which each is recognised by itself (see `utils/kept_texts.py`)."""
    more = count - len(shown)
    return "; ".join([*shown, *([ngettext("{count} more like it", "{count} more like these", more)] if more else [])])
