"""What Stockcast can do: one verb, one function, one transaction.

The packages, floor by floor; each imports only from floors below its own (tests/architecture/floors.py).

8  operations     health, checks, metrics, and what keeps the house clean.
8  imports        files of every kind: looked at, brought in, taken back.
8  attention      what needs somebody: exceptions, with what they cost and who sees to them.
8  sources        what is fetched by itself: from folders, addresses and other databases.
8  demo           the generated shop that a first start shows.
7  predictions    answering a request for a forecast, for one product or thousands.
7  replays        the last weeks again: what orders by the advice, or by a rule, would have come to.
7  planning       what planners add: products, events, figures of their own.
7  orders         purchase orders and receipts, from entering to closing.
7  schedules      what runs by the clock, and the alarm when it does not.
6  training       training a product, a catalogue, a family of models; rolling back.
6  stock          what is and was on hand.
6  views          what several rooms know of a product or of the shop, put together for a page.
5  sales          how sales come in and are read again.
5  journal        what imports changed, for as long as they can be taken back.
5  accuracy       how good published forecasts were: scoring, reports, drift.
5  replenishment  what to order: supply, the case of a product, its advice, the list.
4  jobs           task records, and the way to the broker: publishing, running, hearing of workers.
3  notifications  what is sent to the outside: the outbox, webhooks, mail.
3  forecasts      stored models and forecasts: publishing, serving, overlaying, adding up.
2  access         who somebody is and what they may: signing in, users, the audit log.
2  files          reading and writing files: columns, tables, uploads, what a spreadsheet shows.
2  catalogue      products and suppliers: finding, checking, listing them.
1  histories      from sales rows to what the engine reads: sales, days without stock, events.
1  outside        where the outside may be reached, and for how long.
1  errors, paging, records, remembered, sku, days, seen, turns, idempotency: what every package speaks

`task_service.py` (TaskService: submit, follow, cancel a job) belongs to jobs.
"""
