"""Goods that came back by what their table is called, and lines whose states several columns tell."""

FILES = {
    "a table of returns below that of sales": (
        """Verkäufe
Datum;Artikelnummer;Menge
14.03.2026;W-1;12

Retouren
Datum;Artikelnummer;Menge
15.03.2026;W-1;2
""",
        {"W-1": {14: 12, 15: -2}},
    ),
    "a title of sales and returns is none of returns": (
        "Sales and returns\nDate,Item no,Qty\n2026-03-14,W-1,12\n2026-03-15,W-1,-2\n",
        {"W-1": {14: 12, 15: -2}},
    ),
    "a report that was asked to include returns": (
        "Show returns: yes\nReturns included\nDate,Item no,Qty\n2026-03-14,W-1,12\nReturns are deducted\n"
        "2026-03-15,W-1,3\n",
        {"W-1": {14: 12, 15: 3}},
    ),
    "a refund that names the line which it takes back": (
        """Date,Type,Transaction,Quantity,SKU,Refunded
2026-03-14,Sales,TX1,4,LATTE,
2026-03-14,Sales,TX2,1,SCONE,yes
2026-03-15,Refund,TX3,1,LATTE,TX1
""",
        {"LATTE": {14: 4, 15: -1}},
    ),
    "refunds in a state of their own, beside sales that keep theirs": (
        "Date,Type,Status,SKU,Quantity\n2026-03-14,Sale,Complete,A-1,3\n2026-03-15,Return,Refunded,A-1,1\n",
        {"A-1": {14: 3, 15: -1}},
    ),
    "refunds beside sales that are called refunded, too": (
        "Date,Type,Status,SKU,Quantity\n2026-03-14,Sale,Refunded,A-1,1\n2026-03-14,Sale,Complete,A-1,3\n"
        "2026-03-15,Return,Refunded,A-1,1\n",
        {"A-1": {14: 3}},
    ),
    "Naver, whose orders and claims have a state each": (
        """주문일시,상품주문상태,클레임상태,판매자 상품코드,수량
2026-03-14 10:11:12,구매확정,,TEA-1,2
2026-03-14 10:11:12,취소,취소완료,TEA-2,1
2026-03-15 11:00:00,반품,반품완료,TEA-1,1
2026-03-15 12:00:00,배송완료,,TEA-2,3
""",
        {"TEA-1": {14: 2}, "TEA-2": {15: 3}},
    ),
    "PrestaShop, what was refunded beside what was returned": (
        """date_add;current_state;product_reference;product_quantity;product_quantity_refunded;product_quantity_return
2026-03-14;Livré;PS-1;3;1;0
2026-03-14;Livré;PS-2;5;2;2
2026-03-15;Erreur de paiement;PS-2;4;0;0
""",
        {"PS-1": {14: 2}, "PS-2": {14: 3}},
    ),
    "a till's lines of practice and of receipts that were broken off": (
        "Zeit;Bon;Artikelnr;Anz.;Modus\n14.03.2026 10:00;1;10;3;Normal\n14.03.2026 10:05;2;10;30;Training\n"
        "15.03.2026 10:06;3;11;1;Abbruch\n",
        {"10": {14: 3}},
    ),
}
