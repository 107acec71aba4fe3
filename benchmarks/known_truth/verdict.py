"""Whether what was forecast of a scene is good enough."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from benchmarks.known_truth.shop import Scene, Seen

# A scene's forecasts scatter widely where one in ten is beyond these ratios to the truth: "low" has to be said of it.
LEAST_OF_MOST, MOST_OF_MOST = 0.5, 2.0


@dataclass(frozen=True)
class Verdict:
    """What was seen, and whether median, 90th percentile and confidence are as they must be."""

    name: str
    company: str
    low: float
    median: float
    high: float
    confidence: str
    held: float
    faults: tuple[str, ...]

    @classmethod
    def of(cls, scene: Scene, company: str, seen: Seen) -> "Verdict":
        low, median, high = np.quantile(seen.ratio, (0.1, 0.5, 0.9))
        confidence = Counter(seen.confidence).most_common(1)[0][0]
        scatters = scene.compared_with is None and (low < LEAST_OF_MOST or high > MOST_OF_MOST)
        wrong = {
            "median": not scene.least <= median <= scene.most,
            "p90": high > scene.wide,
            "confidence": scatters and confidence != "low",
        }
        faults = tuple(name for name in wrong if wrong[name] and not (scene.unsure and confidence == "low"))
        return cls(scene.name, company, low, median, high, confidence, float(seen.held.mean()), faults)

    @property
    def holds(self) -> bool:
        return not self.faults

    def __str__(self) -> str:
        figures = f"{self.low:6.2f} {self.median:6.2f} {self.high:6.2f}"
        faults = "; ".join(self.faults) or "holds"
        return f"{self.name:52} {self.company:6} {figures}  {self.held:4.0%}  {self.confidence:7} {faults}"
