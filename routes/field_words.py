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
    "date": "The day.",
    "days_of_cover": "For how many days of expected demand the stock lasts.",
    "delimiter": "What stands between two columns.",
    "delivered_at": "When it arrived; null: it has not.",
    "drafted_by": "Who made the draft.",
    "dry_run": "Whether it was only tried: nothing is stored.",
    "encoding": "Encoding of the characters in the file.",
    "expected_on": "Day on which the goods are expected.",
    "expires_at": "When it ends; null: never.",
    "finished_at": "When it ended; null: it has not.",
    "id": "Names it in addresses and other answers.",
    "inserted": "Rows that are new.",
    "items": "Those of this page.",
    "last_run_at": "When it ran last; null: never.",
    "location": "Where the products are: a store, a warehouse.",
    "next_attempt_at": "When it is tried next; null: no more.",
    "next_cursor": "Gets the next page, as `cursor`; null: there is none.",
    "next_run_at": "When it runs next; null: it does not.",
    "number": "Number of the order.",
    "ordered_on": "Day on which it was ordered.",
    "overdue": "Whether it should have come before today.",
    "pack_size": "Units of a pack; what is ordered is a multiple of it.",
    "passed_over": "Lines that are no rows, by why.",
    "product_sku": "Code of the product.",
    "products_created": "Products that were not known before.",
    "receipts": "What came in of it, by day.",
    "received_on": "Day on which the goods came.",
    "rejected": "Rows that were not taken.",
    "request_id": "Finds the request in the log.",
    "returns": "Rows that are returns.",
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
    "understood": "What was taken from the file as a whole.",
    "updated": "Rows that change something.",
    "updated_at": "When it was last changed.",
    "username": "Name to sign in with.",
    "warnings": "What looks odd and was taken nevertheless.",
    "worker": "Name of the worker.",
}

# Answers with the fields of another schema, whose words they share.
LIKE = {
    "CategoryItem": "InheritedTerms",
    "ProfileItem": "ProfileBody",
    "Recommendation": "ReorderLine",
    "Source": "SourcePatch",
    "SupplierItem": "NewSupplier",
}


def describe(schemas: dict[str, Any]) -> None:
    """Describe the fields of these schemas that do not say what they are."""
    for title, schema in schemas.items():
        alike = schemas.get(LIKE.get(title, ""), {}).get("properties", {})
        for name, field in schema.get("properties", {}).items():
            said = alike.get(name, {}).get("description") or WORDS.get(name)
            if said:
                field.setdefault("description", said)
