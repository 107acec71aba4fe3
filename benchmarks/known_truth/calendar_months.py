"""The scenes of calendar months once more, as the nightly run reads what an import has seen to be totals: shared out
over their days, in weeks."""

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.known_truth import first_years, kept_by_moon, kept_elsewhere
from benchmarks.known_truth.records import months_shared_out
from benchmarks.known_truth.shop import Scene


def scenes() -> Iterator[Scene]:
    for on_last_days in (first_years.months, kept_by_moon.months, kept_elsewhere.months):
        for scene in on_last_days():
            name = scene.name.replace("months", "calendar months", 1)
            yield replace(scene, name=name, spoil=months_shared_out(scene.last), step_days=7)
