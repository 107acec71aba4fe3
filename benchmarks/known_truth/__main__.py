"""Forecasts of products whose true rates are known, by the nightly run's own code: is every kind of product right?

    python -m benchmarks.known_truth [--scenes typo,launched] [--companies alone,even,like]

Each row: the 10th percentile, the median and the 90th percentile of forecast / truth over lead time and review, the
share of futures within 80 % intervals, and the confidence shown most often. Ends with status 1 if one does not hold.
"""

import argparse
import sys

from benchmarks.known_truth.scenes import scenes
from benchmarks.known_truth.shop import COMPANIES, see
from benchmarks.known_truth.verdict import Verdict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=lambda text: text.split(","), default=[""])
    parser.add_argument("--companies", type=lambda text: text.split(","), default=list(COMPANIES))
    options = parser.parse_args()
    verdicts = []
    for scene in scenes():
        for company in options.companies if any(part in scene.name for part in options.scenes) else ():
            verdicts.append(Verdict.of(scene, company, see(scene, company)))
            print(verdicts[-1], flush=True)
    held = sum(verdict.holds for verdict in verdicts)
    print(f"\n{held} of {len(verdicts)} hold")
    sys.exit(held < len(verdicts))


if __name__ == "__main__":
    main()
