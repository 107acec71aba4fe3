from dashboard.kit import charts


def test_every_axis_writes_thousands_as_tables_do():
    axes = {"yaxis": {"domain": [0.3, 1]}, "yaxis2": {"domain": [0, 0.2]}}
    drawn = charts.figure([charts.line([1], [20_000], "Sold")], **axes)["layout"]
    for name in ("xaxis", "yaxis", "yaxis2"):
        assert drawn[name]["separatethousands"], name
        assert drawn[name]["exponentformat"] == "none", name
    assert drawn["yaxis2"]["domain"] == [0, 0.2]
