import pytest

from benchmarks.known_truth.scenes import scenes
from benchmarks.known_truth.shop import see
from benchmarks.known_truth.verdict import Verdict

QUICK = {
    "December goods in November": "like",
    "every first of the month": "alone",
    "launched 5 days ago": "like",
    "a typo 3 days ago": "alone",
    "a sale in 30 days": "alone",
    "ended 200 days ago": "alone",
    "goods before the Chinese New Year, early and late": "alone",
    "every third Friday, some sales beside": "alone",
    "shut for two weeks of every August, now": "alone",
    "15 a day, shut from 345 to 270 days ago, a quarter ahead": "alone",
    "9 days old, a typo 3 days ago": "like",
    "away for a year, a slow seller": "alone",
    "at the end of Christmas, for the second time": "like",
    "ten times on Black Friday, 425 days": "like",
    "five times as much before Easter, 425 days": "like",
    "hunting, at the end of its great season": "like",
    "a calendar new last October, at its second end": "like",
    "ice at the end of the monsoon, 3 years": "alone",
    "Saturdays became Wednesdays": "alone",
    "three months of nothing, back at less than half": "alone",
    "excited for five days, 18 days ago": "like",
    "in packs of 10, from 5 to 14 a day": "like",
    "sparse, and more in summer": "like",
    "few, a smooth year, before its top": "like",
    "goods out of stock in last year's season, 3 years": "like",
    "a summer, three fifths each year, 2 years": "like",
    "few, 25 times on Singles' day, 3 years": "even",
    "to and fro in ten weeks": "like",
    "a slow seller, and more on the first three": "like",
    "weeks, ten times as much in summer, up": "alone",
}


@pytest.mark.parametrize("name", QUICK)
def test_a_scene_whose_truth_is_known_holds(name: str) -> None:
    scene = next(scene for scene in scenes() if scene.name == name)
    verdict = Verdict.of(scene, QUICK[name], see(scene, QUICK[name]))
    assert verdict.holds, str(verdict)


def test_there_are_forty_scenes_of_different_names() -> None:
    assert len({scene.name for scene in scenes()}) == len(scenes()) >= 40
