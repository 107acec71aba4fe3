"""Weeks as people name them, refunds that only their money tells, units of other years, tills."""

WEEK_10 = dict.fromkeys(range(2, 9), 10)
_BOTH = {"A": WEEK_10 | dict.fromkeys(range(9, 16), 0)}
_TAKEN_BACK = {"A": {2: 2, 13: -1}, "B": {13: 1}}

FILES = {
    "weeks of years of two digits as columns": ("Artikel;KW 10/26;KW 11/26\nA;70;0\n", _BOTH),
    "weeks of years of two digits in rows": ("Artikel;KW;Menge\nA;KW 10/26;70\nA;KW 11/26;0\n", _BOTH),
    "weeks behind their years, in one number": ("Artikel;KW 202610;KW 202611\nA;70;0\n", _BOTH),
    "weeks by an apostrophe": ("SKU,W10'26,W11'26\nA,70,0\n", _BOTH),
    "weeks as columns by their first days": (
        "SKU,w/c 02/03/2026,w/c 16/03/2026\nA,70,0\n",
        {"A": WEEK_10 | dict.fromkeys(range(16, 23), 0)},
    ),
    "weeks as columns by their last days": ("SKU,Week ending 08/03/2026,Week ending 15/03/2026\nA,70,0\n", _BOTH),
    "months as columns by six digits": (
        "SKU,202601,202602,202603\nA,0,0,310\n",
        {"A": dict.fromkeys(range(1, 32), 10)},
    ),
    "quarters": ("SKU,Q1 2026,Q2 2026\nA,900,910\n", "missing_columns"),
    "a refund by its money among three lines": (
        "Date,SKU,Qty,Amount\n2026-03-02,A,2,20.00\n2026-03-13,A,1,-9.00\n2026-03-13,B,1,5.00\n",
        _TAKEN_BACK,
    ),
    "a refund by its price": (
        "Datum;Artikel;Menge;Preis\n02.03.2026;A;2;10,00\n13.03.2026;A;1;-10,00\n13.03.2026;B;1;5,00\n",
        _TAKEN_BACK,
    ),
    "a loss is no refund": (
        "Date,SKU,Qty,Amount,Profit\n2026-03-02,A,2,20.00,4.00\n2026-03-13,A,1,10.00,-2.00\n2026-03-13,B,1,5.00,1.00\n",
        {"A": {2: 2, 13: 1}, "B": {13: 1}},
    ),
    "units of this year beside those of the last": (
        "SKU,Date,Qty LY,Qty TY\nA,2026-03-13,9,5\nA,2026-03-14,8,3\n",
        {"A": {13: 5, 14: 3}},
    ),
    "the number of a till is no store": (
        "Datum;Artikel;Aantal;Kassa\n02-03-2026;A;2;1\n13-03-2026;A;1;2\n",
        {"A": {2: 2, 13: 1}},
    ),
    "numbers of parts": (
        "Datum;Teile-Nr.;Bezeichnung;Menge\n02.03.2026;1K0 615;Scheibe;2\n13.03.2026;1K0 615;Scheibe;4\n",
        {"1K0 615": {2: 2, 13: 4}},
    ),
}
