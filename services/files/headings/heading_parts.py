"""What the headings of one file have in common, before or around them, which says nothing of the single column."""

import re
from collections import Counter
from collections.abc import Sequence

from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS

# As Power BI writes a column: Sales[Quantity], and a measure: [Units sold].
_OF_TABLE = re.compile(r"[^\[\]]*\[([^\[\]]+)\]")
# Of the goods of an order: "Purchased item name", "購入商品 型番". A customer has a name and a number as well.
_OF_GOODS = re.compile(
    r"(?P<whose>[^\s/.:_]*(?:line|item|product|position|article|artikel|produkt|goods|sale|entry|商品|明細|品目|상품|품목)"
    r"[^\s/.:_]*)[\s/.:_]+(?P<what>\S.*)",
    re.IGNORECASE,
)
_FEWEST = 3


def keys(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings as they are compared, without what stands around all of them or before several."""
    filled = [one for one in headings if one]
    tables = [_OF_TABLE.fullmatch(one) for one in filled]
    if len(filled) > 1 and all(tables):
        headings = [found[1] if (found := _OF_TABLE.fullmatch(one)) else one for one in headings]
    parts = [_OF_GOODS.fullmatch(one.strip()) for one in headings]
    counts = Counter(part["whose"] for part in parts if part)
    return tuple(
        _key(one, part["what"] if part and counts[part["whose"]] >= _FEWEST else "")
        for one, part in zip(headings, parts, strict=True)
    )


def _key(heading: str, what: str) -> str:
    """Of a heading that nobody knows the part that is left without what is said of others as well."""
    whole, part = key(heading), key(what)
    return part if part and not _is_known(whole) and _is_known(part) else whole


def _is_known(one: str) -> bool:
    return any(ranks.named(one) is not None for ranks in RANKS.values())
