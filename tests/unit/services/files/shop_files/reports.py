"""Reports that group, add up and head their figures in ways of their own, with what they say of March 2026."""

FILES = {
    "groups with their sums, and products indented below them": (
        "Item,2026-03-02,2026-03-03,2026-03-04\nTea,9,4,1\n  Green,5,4,\n  Black,4,,1\nCups,2,,\n  Mug,2,,\n",
        {"Green": {2: 5, 3: 4}, "Black": {2: 4, 4: 1}, "Mug": {2: 2}},
    ),
    "one label with a blank before it, which is no report of groups": (
        "Item,2026-03-02,2026-03-03,2026-03-04\nTea,9,4,1\n Green,5,4,\nBlack,4,,1\nMug,2,,\n",
        {"Tea": {2: 9, 3: 4, 4: 1}, "Green": {2: 5, 3: 4}, "Black": {2: 4, 4: 1}, "Mug": {2: 2}},
    ),
    "two months of two figures each, beside them their total, which has no name": (
        ";Total;;;;;\n;February 2026;;March 2026;;;\n;Units;Revenue;Units;Revenue;Units;Revenue\n"
        "Total;;;93;930;93;930\n    [C-1] Chair;;;31;310;31;310\n    [T-2] Table;;;62;620;62;620\n",
        {"C-1": dict.fromkeys(range(1, 32), 1), "T-2": dict.fromkeys(range(1, 32), 2)},
    ),
    "hours beside their sum, which are no stores": (
        "Datum;Artikelnr;8 Uhr;9 Uhr;10 Uhr;Summe\n02.03.2026;K1;1;0;2;3\n13.03.2026;K2;0;4;0;4\n",
        {"K1": {2: 3}, "K2": {13: 4}},
    ),
    "weekdays behind their days": (
        "販売日,商品コード,数量\n2026年3月2日(月),A1,2\n2026年3月14日(土),A1,3\n2026/3/15(日),A1,4\n",
        {"A1": {2: 2, 14: 3, 15: 4}},
    ),
    "a weekday behind, in words": (
        "date,sku,qty\n2026-03-02 Mon,A1,2\n2026-03-14 (Sat),A1,3\n",
        {"A1": {2: 2, 14: 3}},
    ),
    "halves of days in signs": (
        "주문일시,상품코드,수량\n2026-03-02 오전 10:22:11,A1,2\n2026-03-14 오후 11:22:11,A1,3\n",
        {"A1": {2: 2, 14: 3}},
    ),
    "days above the headings that leave no choice of day and month": (
        "Sales by item\nFrom 3/1/2026 to 3/31/2026\nDate,SKU,Qty\n3/2/2026,A,2\n3/4/2026,A,4\n",
        {"A": {2: 2, 4: 4}},
    ),
    "a state of the line beside that of the order": (
        "Date de commande;Statut de la commande;Statut de la ligne;Réf. vendeur;Qté\n02/03/2026;Expédiée;Expédié;A;2\n"
        "14/03/2026;Expédiée;Remboursé;A;5\n",
        {"A": {2: 2}},
    ),
    "refunds that were made, and those that were not asked for": (
        "订单状态,退款状态,商家编码,购买数量,付款时间\n交易成功,没有申请退款,A,2,2026-03-02 10:11:12\n"
        "交易成功,退款成功,A,1,2026-03-14 10:11:12\n交易成功,拒绝退款,B,1,2026-03-15 10:11:12\n",
        {"A": {2: 2}, "B": {15: 1}},
    ),
    "the only column of days, above a total": (
        "Zzz,SKU,Qty\n2026-03-02,A,2\n2026-03-14,B,3\nTotal,,5\n",
        {"A": {2: 2}, "B": {14: 3}},
    ),
    "accounts among lines of goods, whose codes are called a number alone": (
        "Belegnr.;Art;Nr.;Beschreibung;Menge;Buchungsdatum\n1;Artikel;18-S;Tisch;2;02.03.2026\n"
        "1;Sachkonto;8410;Aufstellen;1;02.03.2026\n2;Artikel;19-S;Stuhl;4;14.03.2026\n",
        {"18-S": {2: 2}, "19-S": {14: 4}},
    ),
    "sums of groups by their names, below the products of each": (
        "Zeitraum: 02.03.2026 - 02.03.2026\n\nPLU;Bezeichnung;Anzahl;Umsatz EUR\n101;Brezel;120;96,00\n"
        "102;Brot;300;120,00\nWarengruppe Backwaren;;420;216,00\n201;Kaffee;40;100,00\n"
        "Warengruppe Getränke;;40;100,00\nGesamt;;460;316,00\n",
        {"101": {2: 120}, "102": {2: 300}, "201": {2: 40}},
    ),
}
