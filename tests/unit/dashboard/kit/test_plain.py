"""What of a page is drawn by React alone."""

from dash import dcc, html

from dashboard.kit import plain


def test_rows_that_no_callback_knows_are_one_component():
    table = html.Table(html.Tr([html.Td("Tea"), html.Td(3, className="of-figures"), None]))
    row = ["tr", {}, ["td", {}, "Tea"], ["td", {"className": "of-figures"}, 3], None]
    assert plain.drawn(table).tree == ["table", {}, row]


def test_what_a_callback_knows_stays_and_so_does_all_around_it():
    drawn = plain.drawn(html.Div([html.P([html.Strong("a"), "b"]), html.Div(html.Ul(html.Li("c")), id="list")]))
    assert [type(own).__name__ for own in drawn.children] == ["Plain", "Div"]
    assert drawn.children[1].children.tree == ["ul", {}, ["li", {}, "c"]]


def test_a_button_that_writes_into_a_store_keeps_its_id_for_the_focus():
    about = {"id": {"type": "store", "about": "Käse"}, "data-store": "store"}
    drawn = plain.drawn(html.P(html.Button("Order", type="button", **about)))
    assert drawn.tree[2][1]["id"] == '{"about":"Käse","type":"store"}'


def test_a_button_whose_clicks_a_callback_counts_stays():
    assert isinstance(plain.drawn(html.P(html.Button("Add", id={"type": "add", "of": 1}))).children, html.Button)


def test_a_list_within_a_list_keeps_its_place():
    assert plain.drawn(html.P(["a", [html.I("b"), "c"]])).tree == ["p", {}, "a", ["", {}, ["i", {}, "b"], "c"]]


def test_answers_for_several_outputs_and_data_are_what_they_were():
    data = {"rows": [1, (2,)], "on": None}
    assert plain.drawn(([html.H1("Tea")], data, ["a", 1], None))[1:] == (data, ["a", 1], None)


def test_what_was_drawn_once_can_be_drawn_again():
    part = html.Div([html.P(html.I("a")), dcc.Store(id="kept")])
    assert plain.drawn(html.Div([plain.drawn(part)])).children[0].children[0].tree == ["p", {}, ["i", {}, "a"]]
