"""Work that is started, watched and stopped in the pages, with a real worker behind them."""

import csv
import re
import time
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Locator, expect

from dashboard.kit import formats
from tests.browser.visitor import Visitor
from utils import clock

# A code that would break out of any place it is put into unescaped.
NASTY = "<script>alert(1)</script>]]>'\"&"

# Hardly ever sold: no other test orders them.
IRONS = ("HSH-008", "HSH-010")


@pytest.fixture
def file_of_sales(tmp_path):
    """Sixty days of one product, and a row that nobody can take."""
    path = tmp_path / "sales.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["Product", "Datum", "Menge", "Remark"])
        for day in range(1, 61):
            rows.writerow([NASTY, clock.today() - timedelta(days=day), day % 7, ""])
        rows.writerow([NASTY, "tomorrow", 3, ""])
    return path


def test_a_file_is_looked_at_checked_and_imported(planner, file_of_sales):
    page = planner.page
    planner.open("import")
    page.get_by_label("Drop a file here").set_input_files(file_of_sales)
    expect(page.get_by_role("columnheader", name="Menge")).to_contain_text("Quantity")
    expect(page.get_by_role("textbox", name="What Remark is")).to_have_value("Left out")

    page.get_by_role("button", name="What would change").click()
    check = page.locator("article", has_text="Check of a file of sales").first
    expect(check).to_contain_text("60 new")

    page.get_by_role("button", name="Import", exact=True).click()
    imported = page.locator("article", has_text="Import of sales").first
    expect(imported).to_contain_text("1 new product · 1 row rejected")
    imported.locator("summary", has_text="Rejected rows").click()
    with page.expect_download() as download:
        imported.get_by_role("link", name="Download all 1").click()
    assert "tomorrow" in download.value.path().read_text(encoding="utf-8")


def test_a_file_that_is_no_file_of_sales_is_refused_with_the_reason(planner, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear all,\nplease find enclosed\n", encoding="utf-8")
    planner.open("import")
    planner.page.get_by_label("Drop a file here").set_input_files(path)
    expect(planner.page.get_by_role("alert")).to_contain_text("no row of headings")
    expect(planner.page.get_by_role("button", name="Import", exact=True)).to_be_disabled()


def test_a_workbook_that_is_none_is_refused_with_the_reason(planner, tmp_path):
    path = tmp_path / "sales.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 200)
    planner.open("import")
    planner.page.get_by_label("Drop a file here").set_input_files(path)
    expect(planner.page.get_by_role("alert")).to_contain_text("damaged")


def test_whatever_the_server_refuses_is_told_in_its_words(planner):
    planner.expects_refusals()
    planner.open("products")
    planner.page.get_by_role("textbox", name="Search").fill("half a \0 character")
    planner.page.get_by_role("textbox", name="Search").press("Enter")
    expect(planner.page.get_by_role("alert")).to_contain_text("U+0000")


def test_training_shows_a_bar_that_moves_and_survives_a_reload(planner):
    page = planner.page
    planner.open("training")
    page.get_by_role("button", name="Start training").click()
    expect(page.get_by_role("button", name="Cancel: Training of all products")).to_be_visible()
    card = page.locator("article", has_text="Training of all products").first
    before = places_of(card.get_by_role("progressbar"), until=10)
    page.reload()
    expect(card).to_contain_text("Running")
    after = places_of(card.get_by_role("progressbar"), until=100)
    assert len({place for place in before + after if 0 < place < 100}) > 2
    assert before + after == sorted(before + after)
    # What else the shop holds by now may be skipped; nothing may fail.
    expect(card).to_contain_text(re.compile(r"[1-9]\d* trained · \d+ skipped · 0 failed"))


def test_a_training_can_be_cancelled(planner):
    page = planner.page
    planner.open("training")
    page.get_by_role("button", name="Start training").click()
    page.get_by_role("button", name="Cancel: Training of all products").click()
    expect(page.locator("article", has_text="Training of all products").first).to_contain_text("Cancelled")


def test_a_family_is_trained_with_options_of_its_own(planner):
    page = planner.page
    planner.open("training")
    page.get_by_role("textbox", name="Models").click()
    page.get_by_role("option", name="Gradient boosting (LightGBM)").click()
    page.get_by_label("Trees").fill("5")
    expect(page.locator("pre")).to_contain_text('{"epochs": 5}')
    page.get_by_role("button", name="Start training").click()
    card = page.locator("article", has_text="Training of all products with Gradient boosting").first
    expect(card).to_contain_text("Done", timeout=60_000)


def test_chosen_products_are_trained_at_once(planner):
    page = planner.page
    planner.open("training")
    field = page.get_by_role("textbox", name="Products")
    for option in (0, 1):
        field.click()
        page.get_by_role("option").nth(option).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start training").click()
    expect(page.locator("article", has_text="Training of 2 products").first).to_be_visible()


def test_a_schedule_rests_and_goes_on(admin):
    page = admin.page
    admin.open("schedules")
    nightly = page.locator("article", has_text="Training of all products")
    nightly.get_by_role("button", name="Pause").click()
    expect(nightly).to_contain_text("Not while it is paused")
    nightly.get_by_role("button", name="Resume").click()
    expect(nightly).to_contain_text("Every day at 02:00, UTC")


def test_a_schedule_is_changed_in_words(admin):
    page = admin.page
    admin.open("schedules")
    page.get_by_role("button", name="Change: train-all-models-nightly").click()
    page.get_by_role("textbox", name="How often").click()
    page.get_by_role("option", name="Once a week").click()
    expect(page.get_by_role("textbox", name="Cron")).to_have_value("0 2 * * 1")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article", has_text="Every Monday at 02:00")).to_be_visible()


def test_a_schedule_is_added_keeps_its_interval_and_is_deleted(admin):
    page = admin.page
    admin.open("schedules")
    page.get_by_role("button", name="Add a schedule").click()
    page.get_by_role("textbox", name="Name").fill("check-often")
    for field, option in (("What", "Check whether models still fit"), ("How often", "Again and again")):
        page.get_by_role("textbox", name=field).click()
        page.get_by_role("option", name=option).click()
    page.get_by_role("textbox", name="Every").fill("3")
    expect(page.get_by_role("status").get_by_role("listitem")).to_have_count(5)
    expect(page.locator("pre", has_text="check-often")).to_contain_text('"interval_seconds": 10800')
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Change: check-often").click()
    expect(page.get_by_role("textbox", name="Every")).to_have_value("3")
    page.get_by_role("textbox", name="Every").fill("4")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article", has_text="Every 4 h")).to_be_visible()

    page.get_by_role("button", name="Delete: check-often").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("button", name="Delete: check-often")).to_have_count(0)


def test_a_wrong_cron_expression_is_explained_and_not_saved(admin):
    page = admin.page
    admin.open("schedules")
    page.get_by_role("button", name="Change: check-drift-daily").click()
    page.get_by_role("textbox", name="Cron").fill("61 * * * *")
    expect(page.get_by_role("status")).to_contain_text("cannot be read")


def test_monitoring_shows_who_works_and_what_failed(admin):
    diagnosis = {"task": "failing_task", "should_fail": True}
    admin.shop.client("admin").post("/celery/diagnostics", json=diagnosis).raise_for_status()
    admin.open("monitoring")
    expect(admin.page.get_by_role("region", name="Workers").first).to_contain_text("Online")
    tasks = admin.page.get_by_role("region", name="Recent tasks").first
    # Before that it is tried again, which leaves no trace.
    expect(tasks.get_by_role("row", name="Diagnosis: failing").first).to_contain_text("Failed", timeout=60_000)
    tasks.get_by_role("button", name="Show trace: Diagnosis: failing").first.press("Enter")
    expect(admin.page.get_by_role("dialog")).to_contain_text('raise Unavailable("This task was asked to fail."')


def test_a_worker_is_asked_for_fresh_processes_after_a_question(admin):
    tell_a_worker(admin, "Restart processes", "Restart them", "/celery/worker/pool/restart", "replaces its processes.")
    assert last_audited(admin) == "worker.pool_restart"


def test_a_worker_is_stopped_after_a_question_and_another_takes_its_place(admin):
    workers = admin.shop.client("admin")
    (before,) = online_workers(workers)
    tell_a_worker(admin, "Stop", "Stop it", "/celery/worker/shutdown", "finishes what it is at, and stops.")
    assert last_audited(admin) == "worker.shutdown"
    give_up = time.monotonic() + 60
    while online_workers(workers) in ([], [before]):
        assert time.monotonic() < give_up
        time.sleep(0.2)


def test_an_administrator_adds_a_user(admin):
    page = admin.page
    admin.open("settings")
    page.get_by_label("User name").fill("robin")
    page.get_by_label("New password").fill(admin.shop.password)
    page.get_by_role("button", name="Save user").click()
    expect(page.get_by_role("cell", name="robin", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("group", name="Changes")).to_contain_text("robin")
    assert admin.shop.sign_in("robin").status_code == 200


def ask_no_minimum(api, name):
    (supplier,) = [one for one in api.get("/suppliers").json()["items"] if one["name"] == name]
    api.patch(f"/suppliers/{supplier['id']}", json={"min_order_value": None, "min_order_units": 0}).raise_for_status()


def test_chosen_lines_are_ordered_on_their_way_and_gone_from_the_list(planner):
    page, api = planner.page, planner.shop.client("planner")
    for sku in IRONS:
        ended_well(api, api.post(f"/tasks/training/product/{sku}").raise_for_status().json()["task_id"])
        api.patch(f"/products/{sku}", json={"on_hand": -50}).raise_for_status()
    # Else what is ordered may be on the list again, to fill up an order for others of this supplier.
    ask_no_minimum(api, api.get(f"/products/{IRONS[0]}").json()["supplier"])
    planner.open("orders")
    page.get_by_role("checkbox", name="Order all of the list").click()
    expect(page.locator("#orders-order")).to_be_disabled()
    for sku in IRONS:
        page.get_by_role("checkbox", name=f"Order {sku}").click()
    page.get_by_role("button", name="Order 2 products").click()
    question = page.get_by_role("dialog", name="Order 2 products from 1 supplier for ")
    expect(question).to_be_visible()
    assert api.get("/purchase-orders", params={"status": "open", "product_sku": IRONS[0]}).json()["items"] == []
    question.get_by_role("button", name="Order 2 products").dblclick()
    made = page.get_by_role("region", name="Ordered", exact=True)
    expect(made).to_contain_text("1 order for 2 products")
    expect(made.get_by_role("link", name="Deliveries")).to_be_visible()
    expect(page.locator("#orders-list").get_by_text(IRONS[0])).to_have_count(0)
    with page.expect_download() as download:
        made.get_by_role("link", name=re.compile(", CSV$")).click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["product_sku"] for row in rows} == set(IRONS)
    (coming,) = api.get("/purchase-orders", params={"status": "open", "product_sku": IRONS[0]}).json()["items"]
    assert coming["number"] in {row["number"] for row in rows}


def test_the_whole_list_is_printed_supplier_by_supplier(planner):
    page = planner.page
    page.goto(f"{planner.shop.address}/app/order-files/orders.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("To order")
    expect(page.locator("html[data-printed]")).to_be_attached()
    expect(page.locator(".letterhead")).to_have_text(formats.day(clock.today()))
    assert page.pdf().startswith(b"%PDF")


# Of A4 between its margins, at 96 pixels an inch.
PAPER = 703


@pytest.mark.parametrize("path", ["deliveries", "planning", "product?sku=DRK-003@CENTRE", "order?number={}"])
def test_on_paper_a_page_is_as_wide_as_that_and_has_a_date_and_no_buttons(planner, path):
    page = planner.page
    with planner.shop.client("planner") as api:
        (first,) = api.get("/purchase-orders", params={"status": "open", "limit": 1}).json()["items"]
    planner.open(path.format(first["number"]))
    if "number" in path:
        page.get_by_role("button", name="Print").click()
        expect(page.locator("html[data-printed]")).to_be_attached()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    expect(page.locator(".letterhead")).to_be_visible()
    # But what is a name: of an event.
    expect(page.locator("main button:not(.event, .named)").locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("navigation").locator("visible=true")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER


@pytest.mark.parametrize(
    ("path", "action"), [("training", "Start training"), ("import", "Import"), ("schedules", "Pause")]
)
def test_a_viewer_sees_but_cannot_act(viewer, path, action):
    viewer.open(path)
    button = viewer.page.get_by_role("main").get_by_role("button", name=action).first
    expect(button).to_be_disabled()
    expect(viewer.page.get_by_text("ask an administrator").first).to_be_visible()


def test_users_and_settings_are_for_administrators(viewer):
    viewer.open("settings")
    expect(viewer.page.get_by_text("This needs the role admin")).to_be_visible()
    expect(viewer.page.get_by_role("link", name="Users & settings")).to_have_count(0)


def tell_a_worker(admin: Visitor, action: str, yes: str, path: str, said: str) -> None:
    """Press a worker's button, agree, and close the notice that says what was done."""
    page = admin.page
    admin.open("monitoring")
    page.get_by_role("button", name=f"{action}: ").first.click()
    expect(page.get_by_role("dialog").locator("pre")).to_contain_text(path)
    page.get_by_role("button", name=yes).click()
    notice = page.get_by_role("alert").filter(has_text=said)
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_have_count(0)


def last_audited(admin: Visitor) -> str:
    return admin.shop.client("admin").get("/audit?limit=1").json()["items"][0]["action"]


def online_workers(api: httpx.Client) -> list[int]:
    """Their process numbers."""
    return [worker["pid"] for worker in api.get("/celery/workers").json()["workers"] if worker["state"] == "online"]


def ended_well(api: httpx.Client, task_id: str, seconds: float = 60) -> None:
    """Wait until a task has ended well."""
    give_up = time.monotonic() + seconds
    while (status := api.get(f"/tasks/{task_id}").json()["status"]) != "SUCCESS":
        assert time.monotonic() < give_up, status
        time.sleep(0.2)


def places_of(bar: Locator, until: float, seconds: float = 120) -> list[float]:
    """Where a bar stood, one look after the other, until it is there."""
    seen = [0.0]
    give_up = time.monotonic() + seconds
    while seen[-1] < until:
        assert time.monotonic() < give_up, f"it stood at {seen}"
        seen.append(float(bar.get_attribute("value")))
        time.sleep(0.2)
    return seen[1:]
