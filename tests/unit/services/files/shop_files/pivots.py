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
    "QuickBooks Online, a product above its lines": (
        "Bakery Ltd,,,,,,\nSales by Product/Service Detail,,,,,,\n,Date,Transaction Type,Num,Customer,Quantity,Amount\n"
        "Mug,,,,,,\n,03/04/2026,Invoice,1,Bob,2.00,20.00\n,03/15/2026,Invoice,2,Jo,1.00,10.00\nTotal for Mug,,,,,3.00,30.00\n"
        "Cup,,,,,,\n,03/16/2026,Sales Receipt,3,Bob,4.00,20.00\nTotal for Cup,,,,,4.00,20.00\nTOTAL,,,,,7.00,50.00\n",
        {"Mug": {4: 2, 15: 1}, "Cup": {16: 4}},
    ),
    "QuickBooks on a desktop, a product below its kind": (
        ",,Type,Date,Num,Name,Qty,Amount\nInventory,,,,,,,\n,Mug (Blue),,,,,,\n,,Invoice,03/04/2026,1,Bob,2,20.00\n"
        ",,Invoice,03/15/2026,2,Bob,1,10.00\n,Total Mug (Blue),,,,,3,30.00\nTotal Inventory,,,,,,3,30.00\nTOTAL,,,,,,3,30.00\n",
        {"Mug (Blue)": {4: 2, 15: 1}},
    ),
    "a day above its lines": (
        "Artikel;Menge;Umsatz\n04.03.2026;;\nBrot;5;10,00\nKuchen;2;8,00\nSumme 04.03.2026;7;18,00\n05.03.2026;;\n"
        "Brot;6;12,00\nSumme;6;12,00\n",
        {"Brot": {4: 5, 5: 6}, "Kuchen": {4: 2}},
    ),
    "the one day of a report above its headings": (
        "Tagesbericht;;\nDatum: 04.03.2026;;\nArtikel;Menge;Umsatz\nBrot;5;10,00\nSumme;5;10,00\n",
        {"Brot": {4: 5}},
    ),
    "a pivot of products and their days in one column": (
        "Zeilenbeschriftungen;Summe von Menge\nBrot;11\n02.03.2026;5\n03.03.2026;6\nKuchen;1\n02.03.2026;1\nGesamtergebnis;12\n",
        {"Brot": {2: 5, 3: 6}, "Kuchen": {2: 1}},
    ),
    "a pivot of days and their products in one column": (
        "Row Labels,Sum of Qty\n2026-03-02,6\nBread,5\nCake,1\n2026-03-03,6\nBread,6\nGrand Total,12\n",
        {"Bread": {2: 5, 3: 6}, "Cake": {2: 1}},
    ),
    "codes that could be days of a spreadsheet": ("Artikel;Menge\n46085;5\nA12;6\n46086;7\n", "missing_columns"),
}
