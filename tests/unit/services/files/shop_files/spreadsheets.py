"""What people make of sales in spreadsheets."""

WEEK_10 = range(2, 9)
MARCH = range(1, 32)

FILES = {
    "products as columns": (
        "Sold in March;;;;\nDatum;Wochentag;Brot;Käse 12;Summe\n02.03.2026;Mo;5;6;11\n13.03.2026;Fr;;7,5;7,5\nSumme;;5;13,5;\n",
        {"Brot": {2: 5}, "Käse 12": {2: 6, 13: 7.5}},
    ),
    "products as columns, by week and store": (
        "Week,Shop,A-1,B-2\n2026-W10,North,70,0\n2026-W10,South,7,14\n",
        {
            "A-1@North": dict.fromkeys(WEEK_10, 10),
            "B-2@North": dict.fromkeys(WEEK_10, 0),
            "A-1@South": dict.fromkeys(WEEK_10, 1),
            "B-2@South": dict.fromkeys(WEEK_10, 2),
        },
    ),
    "products as columns, beside a year and a month": (
        "Year,Month,A,B\n2026,3,31,62\n",
        {"A": dict.fromkeys(MARCH, 1), "B": dict.fromkeys(MARCH, 2)},
    ),
    "a summary of days is no sheet of products": (
        "Day,Orders,Gross sales,Net sales\n2026-03-02,5,100.50,90.25\n2026-03-03,5,80.50,70.25\n",
        "missing_columns",
    ),
    "a column of texts beside numbers leaves open what they are": (
        "Date,Ware,North,South\n2026-03-02,A,5,6\n",
        "missing_columns",
    ),
    "a listing that names each day once, with its total": (
        "Datum;Artikel;Menge\n04.03.2026;Brot;5\n;Kuchen;2\n;Gesamt;7\n05.03.2026;Brot;6\n;Kuchen;1\n;Gesamt;7\n"
        "Gesamt;;14\n",
        {"Brot": {4: 5, 5: 6}, "Kuchen": {4: 2, 5: 1}},
    ),
    "a listing that names each product once": (
        "Artikel;Datum;Menge\nBrot;04.03.2026;5\n;05.03.2026;6\nKuchen;04.03.2026;2\n;05.03.2026;1\nSumme;;14\n",
        {"Brot": {4: 5, 5: 6}, "Kuchen": {4: 2, 5: 1}},
    ),
    "one line without a day is no listing": (
        "Datum;Artikel;Menge\n04.03.2026;Brot;5\n05.03.2026;Brot;2\n;Brot;7\n05.03.2026;Tee;6\n07.03.2026;Tee;6\n",
        {"Brot": {4: 5, 5: 2}, "Tee": {5: 6, 7: 6}},
    ),
    "names with a variant": (
        "Product,Variant,Order date,Quantity\nShirt,Red / M,2026-03-04,2\nShirt,Red / L,2026-03-04,1\nMug,,2026-03-05,1\n",
        {"Shirt Red / M": {4: 2}, "Shirt Red / L": {4: 1}, "Mug": {5: 1}},
    ),
    "codes of several sizes and colours": (
        "Artikelnummer;Größe;Farbe;Datum;Menge\n47;M;rot;04.03.2026;2\n47;L;rot;04.03.2026;1\n47;M;blau;05.03.2026;1\n",
        {"47 M rot": {4: 2}, "47 L rot": {4: 1}, "47 M blau": {5: 1}},
    ),
    "a code of its own for each size": (
        "SKU;Size;Date;Qty\nS-M;M;2026-03-04;2\nS-L;L;2026-03-04;1\nS-M;M;2026-03-05;1\n",
        {"S-M": {4: 2, 5: 1}, "S-L": {4: 1}},
    ),
    "a heading twice, once empty": ("SKU,Date,Qty,Qty\nA,2026-03-02,2,\nA,2026-03-03,1,\n", {"A": {2: 2, 3: 1}}),
    "a heading twice with the same in it": (
        "SKU,Date,Qty,Qty\nA,2026-03-02,2,2\nA,2026-03-03,1,1\n",
        {"A": {2: 2, 3: 1}},
    ),
    "a heading twice with something else in it": ("SKU,Date,Qty,Qty\nA,2026-03-02,2,3\n", "repeated_column"),
    "an empty first column and first rows": (
        ";;;\n;Code;Datum;Menge\n;A;02.03.2026;2\n;A;13.03.2026;3\n",
        {"A": {2: 2, 13: 3}},
    ),
    "headings of two lines with units": (
        '"Artikel-\nNummer";"Datum";"Menge\n[Stk]"\nA;02.03.2026;2\nA;13.03.2026;3\n',
        {"A": {2: 2, 13: 3}},
    ),
    "units with thousands": (
        "Code;Datum;Menge\nA;02.03.2026;1.250 Stk.\nA;13.03.2026;2,5 Stk.\n",
        {"A": {2: 1250, 13: 2.5}},
    ),
    "every kind of minus": (
        "sku,date,qty\nA,2026-03-02,9\nA,2026-03-02,(1)\nA,2026-03-02,1-\nA,2026-03-02,−1\nA,2026-03-02,–1\n"
        "A,2026-03-02,- 1\nA,2026-03-02,(1.00)\n",
        {"A": {2: 3}},
    ),
    "every kind of space among thousands": (
        "Code;Date;Qté\nA;13/03/2026;1 250\nA;14/03/2026;1\u00a0250\nA;15/03/2026;1\u202f250\nA;16/03/2026;1\u2009250,5\n"
        "A;17/03/2026;12\u202f345\u202f678\n",
        {"A": {13: 1250, 14: 1250, 15: 1250, 16: 1250.5, 17: 12345678}},
    ),
    "millions": ('sku,date,qty\nA,2026-03-02,"1,250,000"\nA,2026-03-03,"1,250"\n', {"A": {2: 1250000, 3: 1250}}),
    "Indian thousands": ('sku,date,qty\nA,2026-03-02,"1,25,000"\nA,2026-03-03,"1,250"\n', {"A": {2: 125000, 3: 1250}}),
    "cells kept as text by a formula": (
        'sku,date,qty\n"=""0012""","=""2026-03-02""","=""5"""\n"=""0012""","=""2026-03-03""","=""6"""\n',
        {"0012": {2: 5, 3: 6}},
    ),
    "cells kept as text by an apostrophe": ("sku,date,qty\n'0012,'2026-03-02,'5\n", {"0012": {2: 5}}),
    "quotation marks within names": (
        'SKU,Name,Date,Qty\nA,12" pipe,2026-03-02,2\nA,"12"" pipe, long",2026-03-03,3\nB,the "good" one,2026-03-02,1\n',
        {"A": {2: 2, 3: 3}, "B": {2: 1}},
    ),
    "months as columns, with a total": (
        "SKU;Name;Feb 2026;Mrz 2026;Gesamt\nA;Tee;0;310;310\nB;Kaffee;0;620;620\nGesamt;;0;930;930\n",
        {"A": dict.fromkeys(MARCH, 10), "B": dict.fromkeys(MARCH, 20)},
    ),
    "months as numbers in columns": ("SKU;02/2026;03/2026\nA;0;310\n", {"A": dict.fromkeys(MARCH, 10)}),
    "months as columns named by their first days": (
        "SKU,2026-01-01,2026-02-01,2026-03-01\nA,0,0,310\n",
        {"A": dict.fromkeys(MARCH, 10)},
    ),
    "months below a year": (
        ";2026;;\nSKU;Januar;Februar;März\nA;0;0;310\n",
        {"A": dict.fromkeys(MARCH, 10)},
    ),
    "months as columns, a column of years": ("SKU,Year,Jan,Feb,Mar\nA,2026,0,0,310\n", {"A": dict.fromkeys(MARCH, 10)}),
    "weeks as columns": (
        "SKU;KW 10 2026;KW 11 2026\nA;70;0\n",
        {"A": dict.fromkeys(WEEK_10, 10) | dict.fromkeys(range(9, 16), 0)},
    ),
    "weeks in English": ("sku,week,qty\nA,W10-2026,70\n", {"A": dict.fromkeys(WEEK_10, 10)}),
    "weeks in French": ("Réf;Semaine;Qté\nA;S10 2026;70\n", {"A": dict.fromkeys(WEEK_10, 10)}),
    "weeks in Dutch": ("Artikelnr;Week;Aantal\nA;2026-10;70\n", {"A": dict.fromkeys(WEEK_10, 10)}),
    "weeks as one number": ("Artikel;Kalenderwoche;Menge\nA;202610;70\n", {"A": dict.fromkeys(WEEK_10, 10)}),
    "week before year": ("Artikel;KW;Menge\nA;10/2026;70\n", {"A": dict.fromkeys(WEEK_10, 10)}),
    "week and year in columns": ("Artikel;Jahr;KW;Menge\nA;2026;10;70\n", {"A": dict.fromkeys(WEEK_10, 10)}),
    "weeks by their Mondays": (
        "sku,week starting,qty\nA,02/03/2026,70\nA,16/03/2026,0\n",
        {"A": dict.fromkeys(WEEK_10, 10) | dict.fromkeys(range(16, 23), 0)},
    ),
    "weeks by their Sundays": ("sku,week ending,qty\nA,2026-03-08,70\n", {"A": dict.fromkeys(WEEK_10, 10)}),
    "a month in Spanish": ("Código;Mes;Unidades\nA;marzo de 2026;310\n", {"A": dict.fromkeys(MARCH, 10)}),
    "a month in Italian": ("Codice;Mese;Pezzi\nA;mar-26;310\n", {"A": dict.fromkeys(MARCH, 10)}),
    "serial numbers with times": ("Code;Datum;Menge\nA;46083,375;5\nA;46084,99;6\n", {"A": {2: 5, 3: 6}}),
    "a share is no number of units": ("sku,date,qty\nA,2026-03-02,5\nA,2026-03-03,50%\n", {"A": {2: 5}}),
    "errors of a spreadsheet": (
        "sku,date,qty\nA,2026-03-02,5\nA,2026-03-03,#N/A\nA,########,4\nA,2026-03-04,#DIV/0!\n",
        {"A": {2: 5}},
    ),
    "codes cut in English": ("sku,date,qty\n4.00638E+12,2026-03-02,5\n4.00638E+12,2026-03-03,5\n", "all_rows_rejected"),
    "some codes cut": (
        "EAN;Datum;Menge\n4,00638E+12;02.03.2026;5\n4006381333931;02.03.2026;3\n",
        {"4006381333931": {2: 3}},
    ),
    "codes that became numbers": ("ean,date,qty\n4006381333931.0,2026-03-02,5\n", {"4006381333931": {2: 5}}),
    "money for units": ("sku;date;sales\nA;2026-03-02;12,50 €\nA;2026-03-03;9,00 €\n", "money_for_units"),
    "no headings": ("A;02.03.2026;5\nB;03.03.2026;6\n", "no_headings"),
    "the point is the question": ("Code;Datum;Menge\nA;02.03.2026;1.250\nA;03.03.2026;980\n", "undecided_decimal"),
    "the order of day and month is the question": (
        "sku,date,qty\nA,03/04/2026,1\nA,05/06/2026,2\n",
        "undecided_date_order",
    ),
    "days in the future": ("sku,date,qty\nA,2036-03-02,5\n", "all_rows_rejected"),
}

# What only texts can be, not workbooks.
TEXTS = {
    "delimiters behind every row": ("SKU,Date,Qty,,\nA,2026-03-02,2,,\nA,2026-03-03,3,,,,\n", {"A": {2: 2, 3: 3}}),
    "a comma in a name that nobody put within quotation marks": (
        "date,sku,name,qty,price,note\n2026-03-02,A,Nails 3,5,12,1.99,\n2026-03-02,B,Pen,2,0.99,\n2026-03-03,B,Pen,3,0.99,x\n",
        {"B": {2: 2, 3: 3}},
    ),
    "the separator named, with quotation marks": ('"sep=;"\nCode;Datum;Menge\nA;02.03.2026;5\n', {"A": {2: 5}}),
    "the separator named as a tab": ("sep=\t\nCode\tDatum\tMenge\nA\t02.03.2026\t5\n", {"A": {2: 5}}),
    "every line within quotation marks": ('"sku,date,qty"\n"A,2026-03-02,5"\n"A,2026-03-03,6"\n', {"A": {2: 5, 3: 6}}),
    "ends of lines of three kinds": (
        "sku,date,qty\rA,2026-03-02,5\r\nA,2026-03-03,6\nA,2026-03-04,7\n",
        {"A": {2: 5, 3: 6, 4: 7}},
    ),
    "the end of a file of DOS": ("sku,date,qty\r\nA,2026-03-02,5\r\n\x1a", {"A": {2: 5}}),
    "a page of HTML": (
        "<html><body><table><tr><td>sku</td><td>date</td><td>qty</td></tr>"
        "<tr><td>A</td><td>2026-03-02</td><td>5</td></tr></table></body></html>",
        {"A": {2: 5}},
    ),
    "an old workbook in XML": (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook></Workbook>',
        "not_a_table",
    ),
    "JSON": ('[{"sku": "A", "date": "2026-03-02", "quantity": 5}]', {"A": {2: 5}}),
    "columns of fixed width": (
        "DATE        SKU       DESCRIPTION          QTY     PRICE\n"
        "2026-03-03  00417     Blue mug large         2      9.50\n"
        "2026-03-13  00417     Blue mug large        15      9.50\n"
        "2026-03-14  00418     Cup                    1      3.00\n",
        {"00417": {3: 2, 13: 15}, "00418": {14: 1}},
    ),
    "columns of fixed width below a drawn line": (
        "Umsatzliste              Seite 1\n\nDatum      Artikel-Nr. Bezeichnung   Menge\n"
        "---------- ----------- ----------- -------\n03.03.2026 A 1         Becher blau    2,00\n"
        "13.03.2026 A 1         Becher blau    5,00\n---------- ----------- ----------- -------\n"
        "Summe                                 7,00\n",
        {"A 1": {3: 2, 13: 5}},
    ),
}
