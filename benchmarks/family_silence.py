"""How long each family says nothing of how far it is: a training is cancelled, or seen to move, when it next does.

    python -m benchmarks.family_silence [--families x,y] [--products 2000] [--days 730]

Sales are drawn. Each family learns across all products, and then forecasts a part of the catalogue with what it has
learnt, in a process of its own. Seconds between two reports, at most, with what had been said before, and in all.
"""

import argparse
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import numpy as np

from forecasting import methods
from forecasting.history import History
from forecasting.settings import TrainingSettings
from forecasting.training import learn_catalogue, train_block

PART = 400


class Stopwatch:
    """Told how far the work is; longest -- seconds without a word, and the word before"""

    def __init__(self) -> None:
        self.began = self.heard_at = time.perf_counter()
        self.longest, self.step = (0.0, ""), ""

    def __call__(self, share: float, step: str) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self.heard_at, self.step))
        self.heard_at, self.step = now, step

    def read(self) -> str:
        self(1.0, "")
        return f"{self.longest[0]:.1f} s of {self.heard_at - self.began:.0f} s, after {self.longest[1]!r}"


def drawn(products: int, days: int) -> list[History]:
    draw = np.random.default_rng(0)
    weekday = 1 + 0.5 * np.sin(2 * np.pi * np.arange(days) / 7)
    level = draw.lognormal(1.5, 1.0, (products, 1))
    return [History(date(2024, 1, 1), sales.astype(float)) for sales in draw.poisson(level * weekday)]


def measured(family: str, products: int, days: int) -> tuple[str, str]:
    """What is heard while it learns, and while it forecasts."""
    histories, settings, learning = drawn(products, days), TrainingSettings(method=family), Stopwatch()
    learnt = learn_catalogue(histories, settings, learning)
    learning_said, forecasting = learning.read(), Stopwatch()
    taught = TrainingSettings(method=family, learnt=learnt)
    list(train_block(histories[:PART], taught, report_progress=forecasting))
    return learning_said, forecasting.read()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    installed = [name for name, family in methods.FAMILIES.items() if family.reports and family.is_installed]
    parser.add_argument("--families", type=lambda text: text.split(","), default=installed)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--days", type=int, default=730)
    options = parser.parse_args()
    for family in options.families:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            learning, forecasting = process.submit(measured, family, options.products, options.days).result()
        print(f"{family}: learning {learning}; forecasting {forecasting}", flush=True)


if __name__ == "__main__":
    main()
