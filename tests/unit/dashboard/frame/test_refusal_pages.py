"""A refusal is a page for who looks, and a problem document for a program."""

GONE = "/app/import-files/none/rejected.csv"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_who_looks_sees_a_page_with_the_status_and_the_way_back(signed_in):
    answer = signed_in("viewer").get(GONE, headers=BROWSER | {"Referer": "http://localhost/app/import?kind=stock"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert 'href="/app/import?kind=stock"' in answer.text


def test_the_way_back_leads_to_no_other_place(signed_in):
    client = signed_in("viewer")
    for place in ("https://other.example/app/x", "http://localhost/products", f"http://localhost{GONE}"):
        assert '<a class="button-link" href="/app/">' in client.get(GONE, headers=BROWSER | {"Referer": place}).text


def test_a_program_gets_the_problem(signed_in):
    assert signed_in("viewer").get(GONE).mimetype == "application/problem+json"
    assert signed_in("planner").get("/products/none", headers=BROWSER).mimetype == "application/problem+json"
