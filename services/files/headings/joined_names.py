"""Names made of two parts, such as "ref produit". Written out they would be three hundred thousand in each process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# "Statut de la ligne", "codice dell'articolo"; "" for nothing between.
_BETWEEN = ("", "de", "dela", "du", "del", "della", "dell", "di")
_VOWELS = ("a", "o", "u")


@dataclass(frozen=True)
class JoinedNames:
    """firsts, seconds -- the parts, each with its place among its like"""

    firsts: dict[str, int]
    seconds: dict[str, int]

    def __len__(self) -> int:
        return len(self.firsts) * len(self.seconds) * (1 + len(_BETWEEN))

    def place(self, name: str, cuts: Sequence[int]) -> int | None:
        """Where a name stands among all that these make, the turned ones last; None: they do not make it.

        cuts -- how long what it begins with may be
        """
        return min(self._places(name, cuts), default=None)

    def _places(self, name: str, cuts: Sequence[int]) -> Iterator[int]:
        for cut in cuts:
            begin = name[:cut]
            for end in _rests(name, cut):
                if begin in self.firsts and end in self.seconds:
                    yield self._pair(begin, end)
                if begin in self.seconds:
                    yield from self._turned(begin, end)

    def _turned(self, second: str, end: str) -> Iterator[int]:
        for way, between in enumerate(_BETWEEN):
            if end.startswith(between):
                for first in _rests(end, len(between)):
                    if first in self.firsts:
                        pairs = len(self.firsts) * len(self.seconds)
                        yield pairs + self._pair(first, second) * len(_BETWEEN) + way

    def _pair(self, first: str, second: str) -> int:
        return self.firsts[first] * len(self.seconds) + self.seconds[second]


def _rests(name: str, cut: int) -> Iterator[str]:
    """What may follow a cut: where two parts meet in "ae", "oe" or "ue", the key of a heading has no e."""
    yield name[cut:]
    if name[:cut].endswith(_VOWELS):
        yield "e" + name[cut:]
