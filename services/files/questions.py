"""Questions that nothing in a file answers."""

from dataclasses import dataclass

from services.errors import InvalidInput


@dataclass(frozen=True)
class Choice:
    """One answer. parameter, value -- how it is said when the file is sent again; label -- what follows from it"""

    parameter: str
    value: str
    label: str


class Undecided(InvalidInput):
    """The file can be read in several ways; nothing of it is imported before somebody chooses one.

    It is made anew from its message alone, and then given the rest, where a worker hands it on.
    """

    def __init__(self, message: str, code: str | None = None, choices: tuple[Choice, ...] = ()) -> None:
        super().__init__(message, code)
        self.choices = choices
