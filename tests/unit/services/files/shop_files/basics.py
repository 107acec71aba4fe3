"""One of each kind, imported by every door."""

FILES = {
    "order lines of a till": (
        "Date,Time,Time Zone,Item,Qty,SKU,Net Sales,Event Type\n"
        "2026-03-03,09:01:10,Eastern Time (US & Canada),Pot,2.0,POT,$20.00,Payment\n"
        "2026-03-03,16:45:59,Eastern Time (US & Canada),Pot,1.0,POT,$10.00,Payment\n"
        "2026-03-03,17:00:00,Eastern Time (US & Canada),Pot,-1.0,POT,-$10.00,Refund\n",
        {"POT": {3: 2}},
    ),
    "orders of a web shop": (
        "Name,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem sku\n"
        "#1,paid,2026-03-03 09:59:00 +0100,2,Lamp,LAMP\n#1,,,1,Bulb,BULB\n"
        "#2,refunded,2026-03-03 11:59:00 +0100,5,Lamp,LAMP\n#3,voided,2026-03-04 12:00:00 +0100,5,Bulb,BULB\n",
        {"LAMP": {3: 2}, "BULB": {3: 1}},
    ),
    "cancelled in another language": (
        "Bestellnummer;Bestelldatum;Bestellstatus;Artikelnummer;Menge\n"
        "1;03.03.2026 06:29;abgeschlossen;A;2\n2;03.03.2026 07:01;Vom Kunden storniert;A;1\n"
        "3;03.03.2026 07:02;teilweise erstattet;A;1\n",
        {"A": {3: 3}},
    ),
    "month first": ("sku,date,qty\nA,03/01/2026,5\nA,03/13/2026,6\n", {"A": {1: 5, 13: 6}}),
    "thousands": (
        "Code;Datum;Menge\nA;01.03.2026;1.234\nA;02.03.2026;12,5\nSumme;;1.246,5\n",
        {"A": {1: 1234, 2: 12.5}},
    ),
    "thin spaces": (
        "Code;Date;Qté\nA;13/03/2026;1\u202f250\nA;14/03/2026;1\u00a0250,5\n",
        {"A": {13: 1250, 14: 1250.5}},
    ),
    "apostrophes": ("Code;Datum;Menge\nA;01.03.2026;1'250\nA;02.03.2026;1’250.50\n", {"A": {1: 1250, 2: 1250.5}}),
    "titles and totals": (
        "Sales by product;;\nFrom 01.03. to 02.03.;;\n;;\nCode;Datum;Menge\nA;01.03.2026;5\n;;\nA;02.03.2026;6\n"
        "Gesamt;02.03.2026;11\nTotal März 2026;02.03.2026;11\n",
        {"A": {1: 5, 2: 6}},
    ),
    "a return on a later day": (
        "product_sku,date,quantity\nA,2026-03-01,5\nA,2026-03-02,-2\nA,2026-03-03,4\n",
        {"A": {1: 5, 2: 0, 3: 4}},
    ),
    "returns in brackets": ("sku,date,qty\nA,2026-03-01,5\nA,2026-03-01,(2)\nA,2026-03-01,1-\n", {"A": {1: 2}}),
    "returns in a column": (
        "Artikelnummer;Datum;Menge;Retouren\nA;01.03.2026;5;2\nA;13.03.2026;4;\n",
        {"A": {1: 3, 13: 4}},
    ),
    "net of returns": ("SKU,Day,Net quantity,Returned quantity\nA,2026-03-01,3,2\n", {"A": {1: 3}}),
    "stores": ("Artikelnr;Filiale;Datum;Menge\nK;1;01.03.2026;5\nK;2;01.03.2026;6\n", {"K@1": {1: 5}, "K@2": {1: 6}}),
    "days as one number": ("sku,date,qty\nA,20260301,5\nA,20260302.0,6\n", {"A": {1: 5, 2: 6}}),
    "serial numbers": ("Code;Datum;Menge\nA;46082;5\nA;46083,75;6\n", {"A": {1: 5, 2: 6}}),
    "names of months": (
        "sku,date,qty\nA,1 March 2026,1\nA,2. März 2026,2\nA,3 mars 2026,3\nA,4-Mar-26,4\n",
        {"A": {1: 1, 2: 2, 3: 3, 4: 4}},
    ),
    "days as columns": ("sku,2026-03-01,2026-03-02,Total\nA,5,6,11\n", {"A": {1: 5, 2: 6}}),
    "year, month and day": ("sku,year,month,day,qty\nA,2026,3,1,5\nA,2026,March,2,6\n", {"A": {1: 5, 2: 6}}),
    "a week": ("Artikel;Woche;Menge\nA;KW 10/2026;70\n", {"A": dict.fromkeys(range(2, 9), 10)}),
    "a week from its first to its last day": (
        "sku,period,qty\nA,03/09/2026 to 03/15/2026,70\n",
        {"A": dict.fromkeys(range(9, 16), 10)},
    ),
    "a month": ("Artikel;Monat;Menge\nA;März 2026;310\n", {"A": dict.fromkeys(range(1, 32), 10)}),
    "a month by its first day": ("sku,month,qty\nA,2026-03-01,310\n", {"A": dict.fromkeys(range(1, 32), 10)}),
    "codes kept as text": ('sku,date,qty\n"=""00123""",2026-03-01,5\n\'00123,2026-03-02,6\n', {"00123": {1: 5, 2: 6}}),
    "empty and unreadable quantities": (
        "sku,date,qty\nA,2026-03-01,5\nA,2026-03-02,\nA,2026-03-03,NULL\n",
        {"A": {1: 5}},
    ),
}
