"""What would be ordered if something were otherwise, asked with clicks."""

from playwright.sync_api import expect


def test_what_is_supposed_is_compared_and_is_an_address(planner):
    page = planner.page
    planner.open("scenarios")
    page.get_by_label("Demand, in percent").fill("50")
    page.get_by_label("Money to spend").fill("40000")
    page.get_by_role("button", name="Compare").click()
    sums = page.get_by_role("region", name="Both lists", exact=True)
    expect(sums.get_by_role("columnheader", name="Scenario")).to_be_visible()
    assert page.url.endswith("scenarios?demand_change=50&budget=40000")
    expect(page.get_by_role("region", name="By supplier", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_label("Demand, in percent")).to_have_value("50")
    expect(sums.get_by_role("columnheader", name="Scenario")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Suppose something")).to_be_visible()


def test_a_service_level_is_asked_in_percent_and_stands_in_the_address_as_a_fraction(viewer):
    page = viewer.page
    viewer.open("scenarios")
    page.get_by_label("Service level, %").fill("98")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("region", name="Both lists", exact=True)).to_be_visible()
    assert page.url.endswith("scenarios?service_level=0.98")
    expect(page.get_by_label("Service level, %")).to_have_value("98")


def test_what_nobody_can_suppose_is_told_and_nothing_is_asked(viewer):
    page = viewer.page
    viewer.open("scenarios")
    page.get_by_label("Demand, in percent").fill("-500")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_contain_text("demand_change")
    assert page.url.endswith("scenarios")
