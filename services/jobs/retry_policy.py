"""How often, and how soon, a job is tried again: the one place to change it."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class RetryPolicy:
    """retries -- after a fault that passes: a broken connection and the like; everything else is final

    base -- the pause before retry n is base ** n seconds and up to one more, so that what failed together does not
            come back together
    deaths -- of the worker process, after which a job is given up: else it would go from one process to the next
    """

    retries: int = 3
    base: float = 2.0
    deaths: int = 3

    @property
    def attempts(self) -> int:
        """The first one and all retries."""
        return 1 + self.retries

    def pause(self, retry: int) -> float:
        """Seconds before a retry, counted from 1."""
        return self.base**retry + random.uniform(0, 1)  # noqa: S311


POLICY = RetryPolicy()
