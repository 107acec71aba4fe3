"""What fields mean that mean the same wherever they stand: the description has it where a schema says nothing."""

from typing import Any

WORDS = {
    "approved_by": "Who let it be sent.",
    "category": "Category of the products.",
    "confirmed_at": "When the supplier confirmed it.",
    "confirmed_by": "Who noted that the supplier confirmed it.",
    "created_at": "When it was made.",
    "cron": "Minute, hour, day of the month, month, day of the week, as in crontab.",
    "currency": "Three letters of ISO 4217.",
    "days_of_cover": "For how many days of expected demand the stock lasts.",
    "drafted_by": "Who made the draft.",
    "dry_run": "Whether it was only tried: nothing is stored.",
    "encoding": "Encoding of the characters in the file.",
    "expected_on": "Day on which the goods are expected.",
    "expires_at": "When it ends; null: never.",
    "finished_at": "When it ended; null: it has not.",
    "id": "Names it in addresses and other answers.",
    "location": "Where the products are: a store, a warehouse.",
    "next_cursor": "Gets the next page, as `cursor`; null: there is none.",
    "ordered_on": "Day on which it was ordered.",
    "pack_size": "Units of a pack; what is ordered is a multiple of it.",
    "product_sku": "Code of the product.",
    "received_on": "Day on which the goods came.",
    "rejected": "Rows that were not taken.",
    "request_id": "Finds the request in the log.",
    "role": "What somebody may do: `viewer`, `planner` or `admin`.",
    "rows_read": "Rows of the file that hold data.",
    "sent_at": "When it was sent.",
    "sent_by": "Who sent it.",
    "started_at": "When it began.",
    "starts_on": "First day.",
    "supplier": "Name of the supplier.",
    "task_id": "Of the task, for `GET /tasks/<task_id>`.",
    "task_name": "Kind of the task.",
    "timezone": "Name in the IANA database, such as Europe/Berlin.",
    "unchanged": "Rows that say what was there already.",
    "updated_at": "When it was last changed.",
    "username": "Name to sign in with.",
    "worker": "Name of the worker.",
}


def describe(schemas: dict[str, Any]) -> None:
    """Describe the fields of these schemas that do not say what they are."""
    for schema in schemas.values():
        for name, field in schema.get("properties", {}).items():
            if name in WORDS:
                field.setdefault("description", WORDS[name])
