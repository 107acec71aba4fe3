"""Days and months as columns: of pivot tables, of merged cells, without a year."""

MARCH = range(1, 32)
_CUPS = {"CUP": {1: 3, 2: 3}, "POT": {1: 2}}

FILES = {
    "a pivot of Odoo, two figures below each day": (
        ",01 March 2026,,02 March 2026,,Total,\n,Qty Ordered,Untaxed Total,Qty Ordered,Untaxed Total,Qty Ordered,"
        "Untaxed Total\nTotal,5,50,3,30,8,80\n[CUP] Cup,3,30,3,30,6,60\n[POT] Pot,2,20,,,2,20\n",
        _CUPS,
    ),
    "a pivot of Odoo of one month": (
        ",Total,,,\n,March 2026,,Total,\n,Qty Ordered,Untaxed Total,Qty Ordered,Untaxed Total\nTotal,93,50,93,50\n"
        "[CUP] Cup,62,30,62,30\n[POT] Pot,31,20,31,20\n",
        {"CUP": dict.fromkeys(MARCH, 2), "POT": dict.fromkeys(MARCH, 1)},
    ),
    "units and money of each month": (
        "SKU,Units Jan 2026,Revenue Jan 2026,Units Mar 2026,Revenue Mar 2026\nA,0,0,62,620\n",
        {"A": dict.fromkeys(MARCH, 2)},
    ),
    "several figures of each month, none of them units": (
        "SKU,Revenue Jan 2026,Profit Jan 2026,Revenue Mar 2026,Profit Mar 2026\nA,0,0,62,620\n",
        "missing_columns",
    ),
    "months below a year, beside names a line higher": (
        ";;2026;;;\nArtikel;Bezeichnung;;;;Summe\n;;Jan;Feb;Mrz;\nA1;Tee;0;0;62;62\nSumme;;0;0;62;62\n",
        {"A1": dict.fromkeys(MARCH, 2)},
    ),
    "months of two digits": (
        "PZN;Absatz 01/26;Absatz 02/26;Absatz 03/26\n01234567;0;0;62\n",
        {"01234567": dict.fromkeys(MARCH, 2)},
    ),
    "days without a year below a week of one": (
        "Woche 10 / 2026;;;;\nArtikel;Mo 02.03.;Di 03.03.;Mi 04.03.;Summe\nBrot;5;6;;11\n",
        {"Brot": {2: 5, 3: 6}},
    ),
    "days in words without a year below a year": (
        "Sales 2026,,,\nProduct,4-Mar,5-Mar,6-Mar\nA,1,2,3\n",
        {"A": {4: 1, 5: 2, 6: 3}},
    ),
    "days without a year": ("Product,4-Mar,5-Mar,6-Mar\nA,1,2,3\n", "missing_year"),
    "days of a month by their numbers": (
        "Verkäufe März 2026;;;;;\nArtikel;1;2;3;4;5\nBrot;5;6;;0;1\n",
        {"Brot": {1: 5, 2: 6, 4: 0, 5: 1}},
    ),
    "a day without a year is no month": ("Product,Day,Qty\nA,4 Mar,3\nA,15 Mar,2\n", "all_rows_rejected"),
}
