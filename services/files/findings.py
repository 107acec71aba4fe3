"""What is odd about what a file tells, and how much of it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """code -- what is odd; message -- the same in a sentence, with examples

    percent -- how much of what the file tells is in doubt for it; 0: only to be known
    """

    code: str
    message: str
    percent: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def percent(part: float, whole: float) -> float:
    """A part of the whole in percent, at most 100."""
    return round(min(100.0, 100 * part / whole), 1) if whole else 0.0
