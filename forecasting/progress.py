"""How far the work on a block is."""

from collections.abc import Callable

# Called with the share that is done, 0 to 1, and with what is being done.
Tell = Callable[[float, str], None]


def silent(share: float, step: str) -> None:
    """For whom nobody listens."""


def within(tell: Tell, first: float, last: float, step: str = "") -> Tell:
    """The teller of a part of the work, from one share of the whole to another; `step` before what the part says."""

    def told(share: float, detail: str) -> None:
        tell(first + share * (last - first), f"{step} {detail}".strip())

    return told
