import pytest

from dashboard.settings.audit_subjects import of_what
from utils import language

SAID = [
    ("product.change", "A-1: on_hand, pack_size", "A-1: Bestand, Gebindegröße"),
    ("product.rename", "A is now B", "A → B"),
    ("product.merge", "A into B", "A → B"),
    ("supplier.change", "Mill, Ltd: cut_off", "Mill, Ltd: Bestellungen bis"),
    ("user.create", "kim: planner", "kim: Disponent"),
    ("user.create", "kim: planner, at NORTH", "kim: Disponent, Standorte NORTH"),
    (
        "user.change",
        "kim: viewer -> planner, locations: all, new password",
        "kim: Betrachter → Disponent, Standorte: alle, neues Passwort",
    ),
    ("schedule.change", "noon: cron 0 3 * * *, timezone UTC", "noon: Cron 0 3 * * *, Zeitzone UTC"),
    ("import.sales", "task 0191-a", "Import 0191-a"),
    ("import.undo", "sales, import 0191-a", "Import 0191-a"),
    ("purchase_order.change", "4711: 1000.5 of A, open, expected 2026-11-30", "4711: 1.000,5 × A, "),
    ("purchase_order.receive", "4 on 2026-11-27 for 4711: 10 of A, open, expected 2026-11-30", "4711: 10 × A, "),
    ("purchase_order.receive", "1 rows of a file", "1 Zeile"),
    ("purchase_order.enter", "2 lines of 4711", "4711: 2 "),
    ("purchase_order.undo", "4711: receive", "4711: "),
    ("exception.changed", "overdue PO-7: comment", "Überfällig PO-7: Kommentar"),
    ("exception.changed", "overdue PO-7: snoozed_until, owner", "Überfällig PO-7: Verborgen bis, Wer sich kümmert"),
    ("event.create", "promotion Sale: name, starts_on, ends_on", "Aktion Sale: Name, Erster Tag, Letzter Tag"),
    ("event.delete", "closure", "Geschlossen"),
    ("source.run", "Till 2", "Till 2"),
]


@pytest.mark.parametrize(("action", "subject", "said"), SAID)
def test_what_was_changed_is_said_in_the_language_of_its_reader(action, subject, said):
    with language.spoken("de"):
        shown = of_what(action, subject)
    assert shown.startswith(said)
    assert not any(word in shown for word in ("expected", "rows", "lines", "receive", " of "))
