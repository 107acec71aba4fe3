from dashboard.frame.shell import ASSETS, CHARTS
from dashboard.kit import charts, formats


def test_every_axis_writes_thousands_as_tables_do():
    axes = {"yaxis": {"domain": [0.3, 1]}, "yaxis2": {"domain": [0, 0.2]}}
    drawn = charts.figure([charts.line([1], [20_000], "Sold")], **axes)["layout"]
    for name in ("xaxis", "yaxis", "yaxis2"):
        assert drawn[name]["separatethousands"], name
        assert drawn[name]["exponentformat"] == "none", name
    assert drawn["yaxis2"]["domain"] == [0, 0.2]


def test_a_title_has_room_beside_long_figures():
    drawn = charts.figure([], yaxis={"title": {"text": "Service"}})["layout"]
    assert drawn["yaxis"]["title"] == {"text": "Service", "standoff": 8}


def test_what_is_translated_for_plotly_is_what_it_says():
    plotly = (ASSETS / CHARTS).read_text(encoding="utf-8")
    assert [said for said in formats.OF_PLOTLY if f'"{said}"' not in plotly] == []
