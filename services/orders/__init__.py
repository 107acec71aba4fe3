"""Purchase orders and receipts, from entering to closing.

The rooms, floor by floor; each imports only from floors below its own (tests/architecture/floors.py).

4  sending  orders on their way to suppliers, their answers, and the last step taken back.
3  papers   orders on paper, as buyers, suppliers and those who pack read them.
2  entry    orders and goods that come in: entered, made of advice, changed, taken to their end.
1  history  what was done to orders, by whom, and how they are looked at.
0  lines    lines of orders, and orders as wholes: what is said of them, what they cost, how far they are.
"""
