"""Files in which not every line is a sale: ledgers of stock, lines of shipping and tips, tests, cancelled parts."""

FILES = {
    "a ledger of stock in English": (
        "Posting Date,Entry Type,Document No.,Item No.,Quantity\n"
        "2026-03-02,Sale,S-1,A,-2\n2026-03-02,Purchase,P-1,A,100\n2026-03-03,Sale,S-2,A,-5\n2026-03-03,Transfer,T-1,A,-7\n"
        "2026-03-04,Positive Adjmt.,J-1,A,4\n",
        {"A": {2: 2, 3: 5}},
    ),
    "a ledger of stock in German, by numbers": (
        "Material;BwA;Bewegungsartentext;Buch.dat.;Menge\n4711;601;WL Warenauslief.;02.03.2026;1.250,000-\n"
        "4711;602;RL Warenausl.Storno;13.03.2026;50,000\n4711;101;WE Wareneingang;13.03.2026;9.000,000\n",
        {"4711": {2: 1250, 13: -50}},
    ),
    "a customer's word for a sale is no stock that came in": (
        "sku,date,type,qty\nA,2026-03-02,Purchase,3\nA,2026-03-03,Refund,1\n",
        {"A": {2: 3, 3: -1}},
    ),
    "shipping, discounts and gift cards by the kind of line": (
        "Order,Date,Line Type,SKU,Qty\n1,2026-03-02,Product,A,2\n1,2026-03-02,Shipping,S,1\n1,2026-03-02,Discount,D,1\n"
        "2,2026-03-03,Gift Card,G,1\n",
        {"A": {2: 2}},
    ),
    "charges by their codes, beside goods that are called like them": (
        "Order,Date,SKU,Item,Qty\n1,2026-03-02,MUG,Mug,2\n1,2026-03-02,SHIPPING,Standard shipping,1\n"
        "1,2026-03-02,,Shipping,1\n1,2026-03-02,DISCOUNT,10% off,1\n1,2026-03-02,Gift card,,1\n"
        "1,2026-03-02,TIP,Tip-Top glue,3\n1,2026-03-02,DISCOUNT-SIGN,Discount rack sign,4\n1,2026-03-02,V-1,Versand,5\n",
        {"MUG": {2: 2}, "TIP": {2: 3}, "DISCOUNT-SIGN": {2: 4}, "V-1": {2: 5}},
    ),
    "charges where names serve as codes": (
        "Datum;Artikel;Menge\n02.03.2026;Espresso;2\n02.03.2026;Trinkgeld;1\n02.03.2026;Versand DHL;1\n"
        "02.03.2026;Rabatt 10%;1\n02.03.2026;Porto;1\n",
        {"Espresso": {2: 2}, "Porto": {2: 1}},
    ),
    "a shop that sells vouchers only": ("Date,SKU,Qty\n2026-03-02,Voucher,2\n", {"Voucher": {2: 2}}),
    "how something was sold is no kind of line": (
        "Date,Type,SKU,Qty\n2026-03-02,Promotion,A,2\n2026-03-03,Regular,A,1\n2026-03-04,Shipping,A,4\n",
        {"A": {2: 2, 3: 1, 4: 4}},
    ),
    "tips": (
        "Datum,Typ,Beschreibung,Menge\n02.03.2026,Verkauf,Espresso,2\n02.03.2026,Trinkgeld,Trinkgeld,1\n",
        {"Espresso": {2: 2}},
    ),
    "goods that go in and out by a letter": (
        "Date,Item,Type,Qty\n2026-03-02,A,O,5\n2026-03-02,A,I,20\n2026-03-03,B,O,2\n",
        {"A": {2: 5}, "B": {3: 2}},
    ),
    "what goes in and what goes out, a column each": (
        "Date,Item,Inwards,Outwards\n2026-03-02,A,0,5\n2026-03-03,A,20,3\n",
        {"A": {2: 5, 3: 3}},
    ),
    "litres": (
        "Date,Product,Litres\n2026-03-02,Diesel,512.4\n2026-03-03,Diesel,498.1\n",
        {"Diesel": {2: 512.4, 3: 498.1}},
    ),
    "cases and the bottles in them": (
        "Date,Product,Cases,Bottles\n2026-03-02,Merlot,2,24\n2026-03-03,Merlot,1,12\n",
        {"Merlot": {2: 24, 3: 12}},
    ),
    "as many returned as a movement of SAP has for its number": (
        'sku,date,qty,Qty returned\nA,2026-03-02,"500,00","122,00"\nA,2026-03-13,"400,00","231,00"\n'
        'B,2026-03-14,"12,50","0,00"\n',
        {"A": {2: 378, 13: 169}, "B": {14: 12.5}},
    ),
    "orders of a test": (
        "Date,SKU,Qty,Status\n2026-03-02,A,2,Completed\n2026-03-02,A,9,Test\n2026-03-03,A,7,Training\n",
        {"A": {2: 2}},
    ),
    "units that were cancelled before they were sent": (
        "SKU,Created At,Qty Cancelled,Qty Ordered,Qty Refunded\nA,2026-03-02,2,5,1\nB,2026-03-02,0,3,0\n",
        {"A": {2: 2}, "B": {2: 3}},
    ),
    "a shop's own code beside its barcode": (
        "GTIN;Artikelnummer;Datum;Menge\n4006381333931;R-1;02.03.2026;2\n4006381333932;R-2;13.03.2026;1\n",
        {"R-1": {2: 2}, "R-2": {13: 1}},
    ),
    "a product in boxes and in pieces: what differs from its first row is rejected": (
        "Artikelnr;Datum;Menge;ME\nA;02.03.2026;2;ST\nA;03.03.2026;5;KAR\nB;13.03.2026;3;KAR\n",
        {"A": {2: 2}, "B": {13: 3}},
    ),
}
