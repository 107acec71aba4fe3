"""Files whose days, or products, stand around the lines of their tables, with what they say of March 2026."""

_MARCH = {"A": dict.fromkeys(range(1, 32), 2.0)}

FILES = {
    "the day in the title": ("Sales 2026-03-02\n\nSKU,Units\nA,3\nB,5\n", {"A": {2: 3}, "B": {2: 5}}),
    "from a day to the same": (
        "Ventes par article du 02/03/2026 au 02/03/2026\nÉdité le 14/03/2026\n\nCode;Article;Qté\n12;Thé;35\nTotal;;35\n",
        {"12": {2: 35}},
    ),
    "the first and the last day of a week, and the day of printing": (
        "Artikelverkäufe;;\nZeitraum: 02.03.2026 - 08.03.2026;;\nGedruckt am 09.03.2026 08:00;;\n\n"
        "Art.-Nr.;Artikel;Menge\n7;Käse;14\nSumme;;14\n",
        {"7": dict.fromkeys(range(2, 9), 2.0)},
    ),
    "the first and the last day of a month": (
        "Sales by item\n03/01/2026 - 03/31/2026\n\nItem,SKU,Units Sold\nSoap,A,62\nTotal,,62\n",
        _MARCH,
    ),
    "QuickBooks, the days of a month": (
        'Sales by Product/Service Summary\n"March 1-31, 2026"\n\nProduct/Service,Quantity,Amount\nA,62,$124.00\n',
        _MARCH,
    ),
    "a month in words": ("Absatz März 2026\n\nArtikel-Nr;Menge\nA;62\n", _MARCH),
    "days that are no week or month": ("Sales\n2026-03-02 to 2026-03-15\n\nSKU,Units\nA,3\n", "missing_columns"),
    "the day of printing alone": ("Umsätze\nGedruckt am 09.03.2026\n\nArt.-Nr.;Menge\n7;14\n", "missing_columns"),
    "up to a day": ("Umsätze\nStand 09.03.2026\n\nArt.-Nr.;Menge\n7;14\n", "missing_columns"),
    "days in lines of their own, each with its total": (
        "Kassenbericht\nArtikel-Nr;Artikel;Anzahl\nMontag, 02.03.2026;;\n10;Semmel;120\n11;Krapfen;30\n"
        "Summe Montag, 02.03.2026;;150\nDienstag, 03.03.2026;;\n10;Semmel;100\nSumme Dienstag, 03.03.2026;;100\n"
        "Gesamt;;250\n",
        {"10": {2: 120, 3: 100}, "11": {2: 30}},
    ),
    "the products of an order in one cell": (
        'Sale Date,Order ID,Number of Items,SKU\n03/02/26,1,3,"A1,B2"\n03/14/26,2,1,A1\n',
        "several_products_in_a_cell",
    ),
    "Smaregi, lines that were cancelled by a number": (
        "取引日時,取引区分,商品コード,数量,取消区分\n2026/03/02 10:11:00,通常,49,2,0\n"
        "2026/03/02 11:11:00,通常,49,1,1\n2026/03/03 12:11:00,返品,49,-1,0\n",
        {"49": {2: 2, 3: -1}},
    ),
    "stores in columns, called so": (
        "Datum;Artikelnummer;Filiale 1;Filiale 2\n02.03.2026;A1;3;0\n13.03.2026;A1;4;2\n",
        {"A1@Filiale 1": {2: 3, 13: 4}, "A1@Filiale 2": {2: 0, 13: 2}},
    ),
    "stores in columns, with their sum": (
        "date,sku,name,Lyon,Paris,Total\n2026-03-02,A,Tea,3,5,8\n2026-03-03,A,Tea,0,4,4\n",
        {"A@Lyon": {2: 3, 3: 0}, "A@Paris": {2: 5, 3: 4}},
    ),
    "what is told of stores, and no store": (
        "date,sku,Store price,Store visits\n2026-03-02,A,3,5\n",
        "missing_columns",
    ),
    "columns that may be anything": ("date,sku,Opening,Closing\n2026-03-02,A,3,5\n", "missing_columns"),
    "QuickBooks, products in lines of their own": (
        'Sales by Product/Service Detail\n"March 1-31, 2026"\n\nProduct/Service,Transaction date,Type,Num,Qty\n'
        "Candle,,,,\n,03/02/2026,Invoice,1,3\n,03/14/2026,Invoice,2,2\nTotal for Candle,,,,5\n"
        "Holder,,,,\n,03/14/2026,Sales Receipt,3,1\nTotal for Holder,,,,1\nTOTAL,,,,6\n",
        {"Candle": {2: 3, 14: 2}, "Holder": {14: 1}},
    ),
    "1C, the article of a product beside its name": (
        "Период;Номенклатура.Артикул;Номенклатура;Количество\n02.03.2026;К-1;Кружка;3\n",
        {"К-1": {2: 3}},
    ),
    "Italy, credits by two letters": (
        "Data;Tipo doc.;Cod. articolo;Q.tà\n02/03/2026;FT;P;48\n14/03/2026;NC;P;8\n",
        {"P": {2: 48, 14: -8}},
    ),
}
