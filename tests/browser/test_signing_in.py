"""In, out, and back to where one was."""

from playwright.sync_api import expect

from tests.browser.visitor import Visitor


def fill_in(visitor: Visitor, username: str, password: str) -> None:
    visitor.page.get_by_label("Username").fill(username)
    visitor.page.get_by_label("Password").fill(password)
    visitor.page.get_by_role("button", name="Sign in").click()


def test_signing_in_leads_to_today(visitor):
    visitor.page.goto(visitor.shop.address)
    fill_in(visitor, "planner", visitor.shop.password)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Today")


def test_a_wrong_password_is_said_and_the_form_is_still_there(visitor):
    visitor.expects_refusals()
    visitor.page.goto(visitor.shop.address)
    fill_in(visitor, "planner", "wrong")
    expect(visitor.page.get_by_role("alert")).to_contain_text("wrong")
    expect(visitor.page.get_by_label("Username")).to_have_value("planner")
    expect(visitor.page.get_by_label("Password")).to_be_focused()


def test_a_page_asked_for_before_signing_in_is_shown_after(visitor):
    visitor.page.goto(f"{visitor.shop.address}/app/training?sku=A%26B")
    fill_in(visitor, "viewer", visitor.shop.password)
    expect(visitor.page).to_have_url(f"{visitor.shop.address}/app/training?sku=A%26B")


def test_a_session_that_ends_leads_to_the_sign_in_and_back(visitor):
    """A new password ends the user's sessions, while the page is open."""
    client = visitor.shop.client("admin")
    user = client.post("/users", json={"username": "kim", "password": visitor.shop.password, "role": "viewer"}).json()
    visitor.sign_in_as("kim")
    visitor.open("import")
    visitor.expects_refusals()
    client.patch(f"/users/{user['id']}", json={"password": visitor.shop.password}).raise_for_status()
    visitor.page.get_by_role("link", name="Training", exact=True).click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("your session has ended")
    fill_in(visitor, "kim", visitor.shop.password)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Training")


def test_a_click_after_the_session_has_ended_leads_to_the_sign_in(planner):
    planner.open("training")
    planner.expects_refusals()
    planner.context.clear_cookies()
    planner.page.get_by_role("button", name="Start training").click()
    expect(planner.page.get_by_role("alert")).to_contain_text("your session has ended")


def test_signing_out_ends_the_session(planner):
    planner.open("")
    planner.page.get_by_role("button", name="Sign out").click()
    expect(planner.page.get_by_label("Username")).to_be_visible()
    planner.page.goto(f"{planner.shop.address}/app/training")
    expect(planner.page.get_by_label("Username")).to_be_visible()


def test_links_lead_on_without_loading_the_frame_again(planner):
    planner.open("")
    planner.page.evaluate("window.stillHere = true")
    planner.page.get_by_role("link", name="Training", exact=True).click()
    expect(planner.page.get_by_role("heading", level=1)).to_have_text("Training")
    expect(planner.page).to_have_title("Training · Stockcast")
    planner.page.go_back()
    expect(planner.page.get_by_role("heading", level=1)).to_have_text("Today")
    assert planner.page.evaluate("window.stillHere")


def test_the_keyboard_skips_to_the_content_and_opens_the_menu(shop, chromium):
    with Visitor(shop, chromium, width=390) as someone:
        someone.sign_in_as("viewer")
        someone.open("")
        someone.page.keyboard.press("Tab")
        expect(someone.page.get_by_role("link", name="Skip to content")).to_be_focused()
        someone.page.get_by_role("button", name="Menu").press("Enter")
        someone.page.get_by_role("link", name="Import", exact=True).press("Enter")
        expect(someone.page.get_by_role("heading", level=1)).to_have_text("Import")


def test_dark_stays_dark(planner):
    planner.open("")
    planner.page.get_by_role("button", name="Light or dark").click()
    planner.page.locator("html[data-mantine-color-scheme=dark]").wait_for()
    planner.page.reload()
    planner.page.locator("html[data-mantine-color-scheme=dark]").wait_for()
