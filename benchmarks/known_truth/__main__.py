"""Forecasts of products whose true rates are known, by the nightly run's own code: is every kind of product right?

    python -m benchmarks.known_truth [--scenes typo,launched] [--companies alone,even,like,mixed]

Each row: the 10th percentile, the median and the 90th percentile of forecast / truth over lead time and review, the
share of futures within 80 % intervals, and the confidence shown most often. Ends with status 1 if one does not hold.
"mixed" is one shop for each day: of the products of all chosen scenes that end on it.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from benchmarks.known_truth.scenes import scenes
from benchmarks.known_truth.shop import COMPANIES, TOGETHER, Scene, see, see_together
from benchmarks.known_truth.verdict import Verdict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=lambda text: text.split(","), default=[""])
    parser.add_argument("--companies", type=lambda text: text.split(","), default=list(COMPANIES))
    options = parser.parse_args()
    chosen = [scene for scene in scenes() if any(part in scene.name for part in options.scenes)]
    verdicts = []
    for verdict in judged(chosen, options.companies):
        verdicts.append(verdict)
        print(verdict, flush=True)
    held = sum(verdict.holds for verdict in verdicts)
    print(f"\n{held} of {len(verdicts)} hold")
    sys.exit(held < len(verdicts))


def judged(chosen: list[Scene], companies: list[str]) -> Iterator[Verdict]:
    for scene in chosen:
        for company in companies:
            if company != TOGETHER:
                yield Verdict.of(scene, company, see(scene, company))
    if TOGETHER in companies:
        for _, shop in groupby(sorted(chosen, key=by_day), key=by_day):
            kinds = list(shop)
            for scene, seen in zip(kinds, see_together(kinds), strict=True):
                yield Verdict.of(scene, TOGETHER, seen)


def by_day(scene: Scene) -> date:
    return scene.last


if __name__ == "__main__":
    main()
