"""Files whose columns say by what stands beside, before or around them what they are, with what they say of March 2026."""

FILES = {
    "Power BI, columns of tables and measures": (
        "Calendar[Date],Product[SKU],Product[Name],[Sum of Units Sold]\n2026-03-02,A,Mug,2\n2026-03-03,B,Cup,1\n",
        {"A": {2: 2}, "B": {3: 1}},
    ),
    "ColorMe, names behind those of the goods": (
        "売上ID,受注日,受注キャンセル,購入商品 商品名,購入商品 型番,購入商品 販売個数,購入商品 販売価格\n"
        "1,2026/03/02,0,マグ,MUG,2,1500\n2,2026/03/13,1,マグ,MUG,1,1500\n",
        {"MUG": {2: 2}},
    ),
    "names behind those of customers are none of goods": (
        "Date,Customer code,Customer name,Customer number,Qty\n2026-03-02,C1,Ann,X,2\n",
        "missing_columns",
    ),
    "pieces beside the cartons they came in": (
        "Datum;Artikel;Anzahl Kartons;Anzahl Stück\n02.03.2026;A;1;24\n13.03.2026;A;2;30\n",
        {"A": {2: 24, 13: 30}},
    ),
    "dozens by the heading": (
        "Date,SKU,Qty (dozen),Returned\n2026-03-02,A,5,1\n2026-03-13,A,2.5,\n",
        {"A": {2: 48, 13: 30}},
    ),
    "thousands by the heading, in German": (
        "Datum;Artikel;Menge in Tsd. Stück\n02.03.2026;A;1,5\n13.03.2026;A;2\n",
        {"A": {2: 1500, 13: 2000}},
    ),
    "thousands by the heading, as tables of planners have them": (
        "Date,SKU,Units ('000)\n2026-03-02,A,5\n2026-03-13,A,2.5\n",
        {"A": {2: 5000, 13: 2500}},
    ),
    "thousands by the heading, in French": (
        "Date;Réf.;Quantité (milliers)\n02/03/2026;A;5\n13/03/2026;A;2,5\n",
        {"A": {2: 5000, 13: 2500}},
    ),
    "thousands by a line above": (
        "Sales by day, units in thousands\nDate,SKU,Units\n2026-03-02,A,5\n2026-03-13,A,2.5\n",
        {"A": {2: 5000, 13: 2500}},
    ),
    "thousands of money by a line above": (
        "Umsatz in Tsd. EUR und Menge\nArtikel;Datum;Menge\nA1;02.03.2026;2\nB1;13.03.2026;2\n",
        {"A1": {2: 2}, "B1": {13: 2}},
    ),
    "dozens sold": ("Date,SKU,Dozens sold\n2026-03-02,A,5\n", {"A": {2: 60}}),
    "bottles beside the cases they came in": (
        "Date,Item,Cases Sold,Units per Case,Bottles Sold\n2026-03-02,A,2,12,24\n2026-03-13,A,1,12,15\n",
        {"A": {2: 24, 13: 15}},
    ),
    "two units in brackets": (
        "Date,SKU,Qty (EA),Qty (CS)\n2026-03-02,A,24,2\n2026-03-13,A,12,1\n",
        {"A": {2: 24, 13: 12}},
    ),
    "nothing as accountants write it": (
        "Artikel;02.03.2026;03.03.2026\nA1;2;-\nB1;\u2013;1\n",
        {"A1": {2: 2}, "B1": {3: 1}},
    ),
    "dozens and pieces in one column": (
        "Date,SKU,Qty\n2026-03-02,A,5 dz\n2026-03-13,A,2\n2026-03-14,A,1 pc\n",
        {"A": {2: 60, 13: 2, 14: 1}},
    ),
    "a unit for each row": (
        "Date,SKU,Qty,UOM\n2026-03-02,A,5,DZ\n2026-03-13,A,2,EA\n2026-03-14,B,3,Box of 6\n2026-03-15,B,1,TSD\n",
        {"A": {2: 60, 13: 2}, "B": {14: 18, 15: 1000}},
    ),
    "Dynamics, how many pieces each unit is": (
        "Posting Date,Item No.,Quantity,Unit of Measure Code,Qty. per Unit of Measure\n"
        "2026-03-02,A,5,BOX,12\n2026-03-13,A,2,PCS,1\n",
        {"A": {2: 60, 13: 2}},
    ),
    "weeks and years in Norwegian": (
        "Uke;År;Varenr;Antall solgt\n10;2026;55;70\n",
        {"55": dict.fromkeys(range(2, 9), 10)},
    ),
    "months and years in Polish": ("Rok;Miesiąc;Indeks;Ilość\n2026;3;K;62\n", {"K": dict.fromkeys(range(1, 32), 2)}),
    "Tableau, thousands under days as Americans write them": (
        "SKU\tMarch 2, 2026\tMarch 3, 2026\nA\t5\t2\nB\t1,200\t3\n",
        {"A": {2: 5, 3: 2}, "B": {2: 1200, 3: 3}},
    ),
    "SAP, three decimals everywhere": (
        "Belegdatum;Material;Auftragsmenge\n02.03.2026;M;2,000\n13.03.2026;M;10,000\n",
        {"M": {2: 2, 13: 10}},
    ),
    "thousands or decimals below headings of the continent": (
        "Belegdatum;Material;Menge\n02.03.2026;M;2,000\n13.03.2026;M;10\n",
        "undecided_decimal",
    ),
    "a mark of what came back": (
        "Data;Articolo;Q.tà;Importo;Reso\n02/03/2026;P-1;2,5;3,00;\n13/03/2026;P-1;1;1,50;S\n",
        {"P-1": {2: 2.5, 13: -1}},
    ),
    "a mark of what was cancelled, in Dutch": (
        "Besteldatum;Referentie;EAN;Aantal;Annulering\n02-03-2026;B-1;8712345000011;2;Nee\n13-03-2026;B-1;8712345000011;1;Ja\n",
        {"B-1": {2: 2}},
    ),
    "references of orders beside barcodes": (
        "Date,Reference,EAN,Qty\n2026-03-02,R1,8712345000011,2\n2026-03-03,R2,8712345000011,1\n",
        {"8712345000011": {2: 2, 3: 1}},
    ),
    "a till that voids a line above": (
        "Time,Trans,Action,Item,Qty\n2026-03-02T09:00:00,77,SALE,A,2\n2026-03-02T09:00:10,77,SALE,B,1\n"
        "2026-03-02T09:00:20,77,VOID,B,-1\n2026-03-03T09:00:40,78,VOID,B,4\n",
        {"A": {2: 2}, "B": {2: 0}},
    ),
    "Odoo, what went to customers and what came": (
        "Date,Reference,Product,From,To,Quantity\n2026-03-02,WH/OUT/1,[CH] Chair,WH/Stock,Partners/Customers,2\n"
        "2026-03-02,WH/IN/1,[CH] Chair,Partners/Vendors,WH/Stock,20\n"
        "2026-03-13,WH/IN/2,[CH] Chair,Partners/Customers,WH/Stock,1\n",
        {"CH": {2: 2, 13: -1}},
    ),
    "Sage in French, invoices, deliveries and credits": (
        "Type;Date;Réf. article;Quantité\nFA;02/03/26;R1;2\nAV;15/03/26;R1;1\nBL;16/03/26;R2;3\n",
        {"R1": {2: 2, 15: -1}, "R2": {16: 3}},
    ),
    "Tally, what went out beside what came in": (
        "Date,Vch Type,Item,Inwards Qty,Outwards Qty\n14-Mar-26,Sales,Rice,,25\n14-Mar-26,Purchase,Rice,500,\n"
        "15-Mar-26,Sales,Rice,,10\n",
        {"Rice": {14: 25, 15: 10}},
    ),
    "pieces sold, in Italian": (
        "Data vendita;Minsan;Pz venduti\n02/03/2026;012745016;3\n13/03/2026;012745016;1\n",
        {"012745016": {2: 3, 13: 1}},
    ),
    "a petrol station": (
        "Shift Date;Grade Code;Opening;Closing;Litres Sold\n02/03/2026;DSL;104500,1;105720,6;1220,5\n"
        "13/03/2026;DSL;105720,6;105730,6;10,0\n",
        {"DSL": {2: 1220.5, 13: 10}},
    ),
}
