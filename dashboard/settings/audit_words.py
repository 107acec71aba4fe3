"""What administrators read of who changed what."""

from utils.language import N_, _

DONE = {
    "api_key.create": N_("made a key for a program"),
    "api_key.delete": N_("removed a key of a program"),
    "exception.changed": N_("saw to an exception"),
    "import.merges": N_("merged two products"),
    "import.orders": N_("imported orders"),
    "import.product_changes": N_("changed many products"),
    "import.product_suppliers": N_("imported suppliers of products"),
    "import.products": N_("imported products"),
    "import.receipts": N_("imported receipts"),
    "import.sales": N_("imported sales"),
    "import.stock": N_("imported stock"),
    "import.suppliers": N_("imported suppliers"),
    "import.undo": N_("took an import back"),
    "product.merge": N_("merged two products"),
    "product.rename": N_("gave a product another code"),
    "purchase_order.approve": N_("approved an order"),
    "purchase_order.cancel": N_("cancelled an order"),
    "purchase_order.change": N_("changed an order"),
    "purchase_order.close": N_("closed an order"),
    "purchase_order.confirm": N_("confirmed an order"),
    "purchase_order.draft": N_("drafted an order"),
    "purchase_order.enter": N_("entered an order"),
    "purchase_order.mail": N_("mailed an order again"),
    "purchase_order.order": N_("ordered"),
    "purchase_order.receive": N_("received goods"),
    "purchase_order.send": N_("sent an order"),
    "purchase_order.undo": N_("undid a step of an order"),
    "schedule.change": N_("changed a schedule"),
    "schedule.create": N_("added a schedule"),
    "schedule.delete": N_("deleted a schedule"),
    "schedule.pause": N_("paused a schedule"),
    "schedule.resume": N_("resumed a schedule"),
    "schedule.run": N_("started a schedule out of turn"),
    "sign_in.command": N_("signed in by command"),
    "sign_in.refused": N_("was refused at the sign-in"),
    "source.accept": N_("accepted what a source had brought"),
    "source.change": N_("changed a source"),
    "source.create": N_("added a source"),
    "source.delete": N_("deleted a source"),
    "source.reject": N_("rejected what a source had brought"),
    "source.run": N_("read a source"),
    "task.cancel": N_("cancelled a task"),
    "user.change": N_("changed a user"),
    "user.create": N_("added a user"),
    "webhook.create": N_("added a webhook"),
    "webhook.delete": N_("deleted a webhook"),
    "worker.pool_restart": N_("had a worker replace its processes"),
    "worker.shutdown": N_("stopped a worker"),
}


def done(action: str) -> str:
    """What somebody did; its code where there is no word for it yet."""
    return _(DONE[action]) if action in DONE else action
