"""Whether a column holds what products are called: much has a name, and a product has one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.files.columns.evidence import Evidence
from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS
from services.files.records import Cell

# What customers and cashiers have as well, and orders in some shops.
ANYBODY = frozenset(map(key, ("name", "nom", "nombre", "nome", "naam", "title", "titel", "titre", "titulo", "titolo")))
# Of the rows beyond a product's first, those that say its name again: of a heading that says what it is, of others.
_SURELY_ALIKE, _ALIKE = 0.5, 0.8
# So many of them prove it where the heading may be of whoever buys.
_FEWEST_AGAIN = 3
# Different names for each product, where the heading does not say what they are of.
_FEWEST_NAMES = 0.3


@dataclass(frozen=True)
class Named:
    """A column beside that of codes. is_sure -- its heading says that products are called so

    keys -- of all headings; pairs -- of the first rows the code and what is told of it, none of both empty
    """

    key: str
    is_sure: bool
    seen: Evidence
    keys: Sequence[str]
    pairs: Sequence[tuple[str, str]]

    def is_of_products(self) -> bool:
        seen, rows = self.seen, len(self.pairs)
        if not rows or max(seen.share(seen.numbers), seen.share(seen.days)) >= 0.5:
            return False
        counts = Counter(self.pairs)
        codes, names = {code for code, _ in counts}, {name for _, name in counts}
        most = dict(sorted(((code, count) for (code, _), count in counts.items()), key=lambda one: one[1]))
        again = rows - len(codes)
        alike = (sum(most.values()) - len(codes)) / again if again else 1.0
        if all(code == name for code, name in counts) or alike < (_SURELY_ALIKE if self.is_sure else _ALIKE):
            return False
        if self.is_sure:
            return True
        are_codes = sum(" " not in name and any(map(str.isdigit, name)) for name in names) > len(names) / 2
        is_proven = again >= _FEWEST_AGAIN or self.key not in ANYBODY or not self._has_orders()
        return not are_codes and is_proven and len(names) >= _FEWEST_NAMES * len(codes)

    def _has_orders(self) -> bool:
        return any(RANKS["order"].of(one) is not None for one in self.keys)


def pairs(rows: Sequence[Sequence[Cell]], code: int, name: int) -> list[tuple[str, str]]:
    """What stands in two columns of these rows, where something stands in both."""
    filled = ((str(cells[code]).strip(), " ".join(str(cells[name]).split())) for cells in rows)
    return [one for one in filled if all(one)]
