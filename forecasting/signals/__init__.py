"""What is seen in sales, or known beside them, before any method fits and after.

The rooms, floor by floor; each imports only from floors below its own (tests/architecture/floors.py).

6  peaks       products that sell all year, and more or less at times of their own.
5  months      products told as totals of months.
5  seasons     products that sell only at their own times: in a season, every second week, on the first of the month.
4  levels      sales that have come to another level, for a while or for good.
3  launches    products that are young, and what they lean on.
3  phases      what each phase of a calendar sells beside the usual.
2  cleaning    sales as they usually are: typos and outliers dampened, days without stock made good.
1  silences    when nothing is sold, and why: closed days, absences, ends.
0  regressors  what is known ahead and moves sales: prices, promotions, public holidays.
0  calendars   calendars that sales may follow.
"""
