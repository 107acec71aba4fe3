"""Files as shops that nobody here knew have them, with what they say of March 2026."""

FILES = {
    "Magento, a shirt of one size and the shirt in the basket": (
        "item_id,parent_item_id,created_at,product_type,sku,qty_ordered,qty_canceled,qty_refunded\n"
        "1,,2026-03-02 10:00:00,configurable,SHIRT-M,2,0,0\n2,1,2026-03-02 10:00:00,simple,SHIRT-M,2,0,0\n"
        "3,,2026-03-03 10:00:00,bundle,SET,1,0,0\n4,3,2026-03-03 10:00:00,simple,MUG,3,1,1\n",
        {"SHIRT-M": {2: 2}, "SET": {3: 1}, "MUG": {3: 1}},
    ),
    "an export that was appended to itself": (
        "Line ID,Order,Date,SKU,Qty\n101,1,2026-03-02,A,2\n102,1,2026-03-02,A,2\n101,1,2026-03-02,A,2\n"
        "102,1,2026-03-02,A,2\n",
        {"A": {2: 4}},
    ),
    "the same line twice of which nothing says that it is the same": (
        "Order,Date,SKU,Qty\n1,2026-03-02,A,2\n1,2026-03-02,A,2\n",
        {"A": {2: 4}},
    ),
    "gift cards by a name with a price": (
        "Order,Created at,Lineitem quantity,Lineitem name,Lineitem sku\n#1,2026-03-02,2,Mug,MUG\n"
        "#1,2026-03-02,1,Gift Card - $25,GIFT-25\n#2,2026-03-03,1,Gift Box,GIFT-7\n",
        {"MUG": {2: 2}, "GIFT-7": {3: 1}},
    ),
    "shipping under a number": (
        "Invoice,Date,Item no,Description,Qty\n1,2026-03-02,4711,Mug,2\n1,2026-03-02,9001,Shipping costs DHL,1\n",
        {"4711": {2: 2}},
    ),
    "deposits of a German till": (
        "Bon;Datum;Artikelnummer;Artikel;Menge\n1;02.03.2026;4711;Wasser;6\n1;02.03.2026;PFAND;Pfand 0,25;6\n"
        "2;13.03.2026;PFAND;Pfandrückgabe;-4\n2;13.03.2026;4711;Wasser;1\n",
        {"4711": {2: 6, 13: 1}},
    ),
    "Dynamics NAV, as many sales as returns": (
        "Posting Date;Entry Type;Item No.;Quantity\n02-03-26;Sale;1000;-3\n03-03-26;Purchase;1000;10\n15-03-26;Sale;1000;1\n",
        {"1000": {2: 3, 15: -1}},
    ),
    "Sage, invoices and credits by their letters": (
        "Invoice No,Type,Date,Stock Code,Description,Qty\n1,SI,02/03/2026,ST-1,Widget,10\n2,SC,15/03/2026,ST-1,Widget,2\n"
        "3,SI,16/03/2026,CARR,Carriage,1\n",
        {"ST-1": {2: 10, 15: -2}},
    ),
    "Odoo's point of sale, whose order stands in its first line": (
        "Order Ref,Date,Status,Order Lines/Product/Internal Reference,Order Lines/Quantity\n"
        "Main/1,2026-03-02 10:15:00,Paid,CHAIR,2.0\n,,,DESK,1.0\n"
        "Main/2,2026-03-03 10:15:00,Cancelled,CHAIR,1.0\n,,,DESK,5.0\n",
        {"CHAIR": {2: 2}, "DESK": {2: 1}},
    ),
    "Taobao": (
        "订单编号,宝贝标题,商家编码,购买数量,订单状态,订单创建时间\n1,杯子,CUP,2,交易成功,2026/3/2 10:11:00\n"
        "2,杯子,CUP,5,交易关闭,2026/3/15 10:11:00\n",
        {"CUP": {2: 2}},
    ),
    "Greek clocks of twelve hours": (
        "Κωδικός;Ημερομηνία;Ποσότητα\nG;2/3/2026 11:30 μμ;2\nG;15/3/2026 9:30 π.μ.;3\n",
        {"G": {2: 2, 15: 3}},
    ),
    "MySQL, quotation marks behind backslashes": (
        '"created_at","sku","name","qty"\n"2026-03-02","MUG","Mug \\"Big\\", blue","2"\n"2026-03-03","CUP","Cup","3"\n',
        {"MUG": {2: 2}, "CUP": {3: 3}},
    ),
    "LS Central, whose sales are below zero and returns above": (
        "Store No.,Receipt No.,Date,Item No.,Quantity,Net Amount\nS1,1,03/02/26,40020,-2,-10\nS1,2,03/14/26,40030,-1,-5\n"
        "S1,3,03/15/26,40020,-4,-20\nS1,4,03/16/26,40020,1,5\n",
        {"40020@S1": {2: 2, 15: 4, 16: -1}, "40030@S1": {14: 1}},
    ),
    "lines below zero that are called returns": (
        "Date,SKU,Returned quantity\n2026-03-02,A,-2\n2026-03-03,A,-1\n2026-03-04,A,-1\n",
        "missing_columns",
    ),
    "TikTok, what came back under a name of its own": (
        "Created Time,Seller SKU,Quantity,Sku Quantity of return\n2026-03-14,A,3,1\n2026-03-15,A,2,0\n",
        {"A": {14: 2, 15: 2}},
    ),
    "headings of our own, as an export has them: any text is a code": (
        "product_sku,date,quantity\nNULL,2026-03-02,2\n-,2026-03-02,1\n--,2026-03-03,3\n",
        {"NULL": {2: 2}, "-": {2: 1}, "--": {3: 3}},
    ),
    "codes that a database or spreadsheet does not have": (
        "date,sku,name,qty\n2026-03-02,A,Mug,2\n2026-03-02,NULL,Bag,5\n2026-03-03,\\N,Bag,4\n2026-03-03,#N/A,Bag,4\n",
        {"A": {2: 2}},
    ),
    "days that a spreadsheet has turned round, as far as it could": (
        "sku,date,qty\nA,2026-02-03,2\nA,2026-05-03,3\nA,13/03/2026,4\nA,25/03/2026,5\n",
        "turned_days",
    ),
    "days in two writings of which neither was turned": (
        "sku,date,qty\nA,2026-03-02,2\nA,2026-03-14,3\nA,13/03/2026,4\nA,25/03/2026,5\n",
        {"A": {2: 2, 14: 3, 13: 4, 25: 5}},
    ),
    "Sage 50, movements by their letters": (
        "Product Code,Type,Date,Reference,Quantity\nPAP,GO,02/03/2026,INV 1,10\nPAP,GI,13/03/2026,PO 1,100\n"
        "PAP,GR,17/03/2026,CRN 1,1\nPAP,AI,18/03/2026,ADJ,3\n",
        {"PAP": {2: 10, 17: -1}},
    ),
    "a ledger under a heading that nobody knows": (
        "Fecha;Apunte;Código artículo;Unidades\n02/03/2026;Venta;A1;-3\n13/03/2026;Compra;A1;50\n"
        "15/03/2026;Devolución de venta;A1;1\n16/03/2026;Regularización;A1;-2\n",
        {"A1": {2: 3, 15: -1}},
    ),
    "states under a heading that nobody knows": (
        "date,sku,qty,flow\n2026-03-02,A,2,shipped\n2026-03-03,A,5,cancelled by seller\n",
        {"A": {2: 2}},
    ),
    "Rakuten, a cancellation in one word with what became of it": (
        "注文番号,注文ステータス,注文日時,商品番号,個数\n1,発送済,2026/03/02 10:11:12,CUP,2\n"
        "2,キャンセル確定,2026/03/14 10:11:12,CUP,5\n3,一部キャンセル,2026/03/15 10:11:12,CUP,1\n",
        {"CUP": {2: 2, 15: 1}},
    ),
    "Plenty, numbers of variations beside ids": (
        "orderId;createdAt;itemId;variationNo;orderItemName;quantity\n501;2026-03-02T08:00:00Z;101;VAR-1;Tasse;2\n"
        "501;2026-03-02T08:00:00Z;0;;Versandkosten;1\n",
        {"VAR-1": {2: 2}},
    ),
    "Xentral, whose codes are called by a number alone": (
        "belegnr;datum;status;nummer;bezeichnung;menge\n1;2026-03-02;abgeschlossen;700001;Tasse blau;2\n"
        "1;2026-03-02;abgeschlossen;700002;Teller tief;4\n2;2026-03-14;abgeschlossen;700001;Tasse blau;1\n",
        {"700001": {2: 2, 14: 1}, "700002": {2: 4}},
    ),
    "shipping under a short code": (
        "Receipt,Date,SKU,Name,Qty\n1,2026-03-02,A1,Mug,2\n1,2026-03-02,SHIP,Shipping,1\n",
        {"A1": {2: 2}},
    ),
    "carets": ("date^sku^name^qty\n2026-03-02^A1^Mug, blue^3\n", {"A1": {2: 3}}),
    "tildes": ("SKU~Description~Date~Qty\nA1~Mug; blue~03/14/2026~3\n", {"A1": {14: 3}}),
    "from and to, weeks": (
        "Von;Bis;Artikelnummer;Menge\n02.03.2026;08.03.2026;A1;7\n09.03.2026;15.03.2026;A1;14\n",
        {"A1": {day: 1 if day < 9 else 2 for day in range(2, 16)}},
    ),
    "the first and the last day of a month, which may be read as days": (
        "sku,Start date,End date,units_sold\nA1,03/01/2026,03/31/2026,62\n",
        {"A1": dict.fromkeys(range(1, 32), 2)},
    ),
    "days of the Persian calendar": (
        "تاریخ,کد کالا,تعداد\n۱۴۰۴/۱۲/۱۱,A1,۳\n1405/01/05,A1,4\n1404/12/30,A1,9\n",
        {"A1": {2: 3, 25: 4}},
    ),
    "years of the Republic of China": (
        "日期,商品編號,數量\n115/03/02,A1,3\n115/03/14,A1,4\n",
        {"A1": {2: 3, 14: 4}},
    ),
}
