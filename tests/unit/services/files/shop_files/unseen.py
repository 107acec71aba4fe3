"""Files written before anybody had looked at how they would be read, with what they say of March 2026."""

FILES = {
    "Lightspeed, a sale that was not brought to its end": (
        "Sale ID,Date,Item,System ID,Custom SKU,Qty,Retail,Total,Completed\n"
        "101,3/2/2026 10:00 AM,Tube,210000001,TB-1,2,$5.00,$10.80,Yes\n"
        "102,3/14/2026 10:00 AM,Tube,210000001,TB-1,1,$5.00,$5.40,No\n",
        {"TB-1": {2: 2}},
    ),
    "a customer who tests": (
        "Order,Date,SKU,Qty,Customer\n1,2026-03-02,A,3,Ann Tester\n2,2026-03-03,A,99,Test Test\n"
        "3,2026-03-14,B,2,Bob\n4,2026-03-15,B,9,Testkunde\n",
        {"A": {2: 3}, "B": {14: 2}},
    ),
    "why some orders were cancelled": (
        "Order,Date,SKU,Qty,Cancel reason\n1,2026-03-02,A,3,\n2,2026-03-03,A,5,Customer changed mind\n"
        "3,2026-03-14,B,2,\n",
        {"A": {2: 3}, "B": {14: 2}},
    ),
    "Plentymarkets, credit notes by the type of their order beside that of the line": (
        "Order ID;Order type;Order date;Item ID;Variation no.;Item name;Quantity;Item type\n"
        "1;Order;2026-03-02;10;V-1;Cup;2;Variation\n1;Order;2026-03-02;;;Shipping;1;Shipping costs\n"
        "2;Credit note;2026-03-14;10;V-1;Cup;1;Variation\n",
        {"V-1": {2: 2, 14: -1}},
    ),
    "PrestaShop, whose references stand beside its own numbers": (
        "id_order,reference,date_add,current_state,product_id,product_reference,product_name,product_quantity,"
        "product_quantity_refunded\n1,AAA,2026-03-02 09:10:11,Livré,5,REF5,Bol,3,1\n"
        "2,BBB,2026-03-14 09:10:11,Annulé,5,REF5,Bol,2,0\n",
        {"REF5": {2: 2}},
    ),
    "all stores together, below each of their products": (
        "Store,SKU,Date,Qty\nNorth,A,2026-03-02,5\nSouth,A,2026-03-02,4\nAll stores,A,2026-03-02,9\n"
        "North,B,2026-03-14,7\nSouth,B,2026-03-14,1\nAll stores,B,2026-03-14,8\n",
        {"A@North": {2: 5}, "A@South": {2: 4}, "B@North": {14: 7}, "B@South": {14: 1}},
    ),
    "deposits in English": (
        "Date,Item,Qty,Price\n2026-03-02,Coke 0.5l,6,1.20\n2026-03-02,Bottle deposit,6,0.25\n"
        "2026-03-14,Coke 0.5l,2,1.20\n2026-03-14,Deposit,2,0.25\n",
        {"Coke 0.5l": {2: 6, 14: 2}},
    ),
    "Magento, a database that writes NULL where there is no parent": (
        "item_id,parent_item_id,created_at,sku,qty_ordered\n1,NULL,2026-03-02 08:00:00,TEE-M,2\n"
        "2,1,2026-03-02 08:00:00,TEE-M,2\n",
        {"TEE-M": {2: 2}},
    ),
    "PrestaShop, the reference of the order before that of the product": (
        "id_order;reference;date_add;state_name;product_reference;product_quantity;product_quantity_return\n"
        "7;XKBK;2026-03-02 09:00:00;Livré;demo_1;2;0\n7;XKBK;2026-03-02 09:00:00;Livré;demo_3;3;1\n"
        "8;OHSA;2026-03-04 09:00:00;Annulé;demo_1;6;0\n",
        {"demo_1": {2: 2}, "demo_3": {2: 2}},
    ),
    "days below the name of their month": (
        "Artikel;Name;März 2026;;;April 2026;;Summe\n;;30;31;Gesamt;1;2;\nK-1;Kerze;3;4;7;0;0;7\nK-2;Vase;2;1;3;0;0;3\n",
        {"K-1": {30: 3, 31: 4}, "K-2": {30: 2, 31: 1}},
    ),
    "the lines of an order by their positions, and the same again": (
        "receipt,pos,date,sku,qty\n1,1,2026-03-02,A,2\n1,2,2026-03-02,A,2\n1,1,2026-03-02,A,2\n1,2,2026-03-02,A,2\n",
        {"A": {2: 4}},
    ),
    "Tally, credits by a kind of voucher": (
        'Date,Voucher Type,Voucher No.,Item,Quantity\n2-Mar-26,Sales,1,Pencil,"1,20,000 nos"\n'
        "15-Mar-26,Sales,2,Pencil,500 nos\n15-Mar-26,Credit Note,3,Pencil,100 nos\n",
        {"Pencil": {2: 120_000, 15: 400}},
    ),
    "credits under a heading that is not known": (
        "Date pièce;Nature;Référence article;Qté facturée\n02/03/2026;Facture;VIS;1\u202f250,00\n"
        "13/03/2026;Facture;VIS;500,00\n13/03/2026;Avoir;VIS;100,00\n",
        {"VIS": {2: 1250, 13: 400}},
    ),
    "the total of each day among the codes": (
        "Date,SKU,Units\n2026-03-02,B1,20\n2026-03-02,B2,50\n2026-03-02,Day total,70\n2026-03-03,B1,18\n"
        "2026-03-03,Tagessumme,18\n2026-03-03,Total du jour,18\n",
        {"B1": {2: 20, 3: 18}, "B2": {2: 50}},
    ),
    "SAP by the names of its tables": (
        "BUDAT;MATNR;MENGE\n20260302;000017;4\n20260303;000017;2\n",
        {"000017": {2: 4, 3: 2}},
    ),
    "Ozon, the day on which an order was accepted": (
        "Номер отправления;Принят в обработку;Дата отгрузки;Статус;Артикул;Количество\n"
        "1;2026-03-02 10:00:01;2026-03-03 00:00:00;Доставлен;CH;1\n"
        "2;2026-03-02 11:00:01;2026-03-03 00:00:00;Отменён;CH;2\n",
        {"CH": {2: 1}},
    ),
    "net of what came back, beside it": (
        "Datum;Artikelnr;Absatz brutto;Retouren;Absatz netto\n02.03.2026;M1;10;2;8\n13.03.2026;M1;5;0;5\n",
        {"M1": {2: 8, 13: 5}},
    ),
    "a charge for service": (
        "Date,Receipt,Item,Qty\n2026-03-02,1,Latte,2\n2026-03-02,1,Service charge 12.5%,1\n",
        {"Latte": {2: 2}},
    ),
    "a file that breaks off within its last row": (
        "date,sku,qty,price\n2026-03-02,A,4,2.00\n2026-03-03,A,12,2.00\n2026-03-04,B,1",
        {"A": {2: 4, 3: 12}},
    ),
    "a last row without an end": ("date,sku,qty\n2026-03-02,A,4\n2026-03-03,A,12", {"A": {2: 4, 3: 12}}),
}
