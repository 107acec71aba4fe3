"""Lines that came back or are no goods, by marks that no heading explains; what databases write where there is none."""

FILES = {
    "credit notes by the letters of their number": (
        """Comprobante,Fecha,Código producto,Cantidad,Valor unitario
FV-1-100,14/03/2026,P-1,12,3.50
FV-1-601,15/03/2026,P-1,5,3.50
NC-1-3,15/03/2026,P-1,2,3.50
""",
        {"P-1": {14: 12, 15: 3}},
    ),
    "credit notes by a name, beside documents that nobody knows": (
        """Data,Documento,Referência,Qtd,Preço
14/03/2026,Fatura-Recibo,P-1,3,7.90
15/03/2026,Nota de Crédito,P-1,1,7.90
15/03/2026,Venda a Dinheiro,P-2,10,0.90
""",
        {"P-1": {14: 3, 15: -1}, "P-2": {15: 10}},
    ),
    "a way to pay is no document": (
        "Date,SKU,Qty,Payment\n2026-03-14,P-1,3,Cash\n2026-03-15,P-1,1,Credit note\n",
        {"P-1": {14: 3, 15: 1}},
    ),
    "a sign in a column of its own": (
        "Date|SKU|Sign|Qty\n2026-03-14|P-1|+|3\n2026-03-15|P-1|-|1\n",
        {"P-1": {14: 3, 15: -1}},
    ),
    "what a line of a menu is": (
        """Date,Menu Item,Menu Item Type,Quantity
2026-03-14,Burger,Food,2
2026-03-14,HST 13%,Tax,1
2026-03-14,Jan Smit,Tip,1
""",
        {"Burger": {14: 2}},
    ),
    "a kit and what it is made of": (
        """Date,Order,SKU,Line type,Qty
2026-03-14,9,KIT-1,Kit,2
2026-03-14,9,TEA-1,Kit component,4
2026-03-15,10,TEA-1,Item,3
""",
        {"TEA-1": {14: 4, 15: 3}},
    ),
    "a ledger of stock by its vouchers": (
        """Posting Date,Item Code,Actual Qty,Voucher Type
2026-03-14,E1,-30,Sales Invoice
2026-03-15,E1,-10,Stock Entry
2026-03-15,E1,3,Stock Reconciliation
2026-03-16,E1,100,Purchase Receipt
""",
        {"E1": {14: 30}},
    ),
    "states of orders in Russian": (
        "Дата;Артикул;Количество;Статус\n14.03.2026;Y-1;2;Доставлен\n15.03.2026;Y-1;1;Возвращен\n",
        {"Y-1": {14: 2}},
    ),
    "NULL for no store": (
        "date,sku,quantity,store\n2026-03-14,A-1,2,NULL\n2026-03-15,A-1,1,Ulm\n",
        {"A-1": {14: 2}, "A-1@Ulm": {15: 1}},
    ),
    "NULL for no product, below our own headings": (
        "product_sku,date,quantity,price\nA-1,2026-03-14,2,9.99\nNULL,2026-03-14,4,NULL\n",
        {"A-1": {14: 2}},
    ),
    "goods that were shipped back, in any form of the word": (
        "Dátum;Termékkód;Mennyiség;Állapot\n2026-03-14;E-1;4;Lezárt\n2026-03-15;E-1;1;Visszaküldött\n"
        "2026-03-15;E-2;1;shipped_back_success\n",
        {"E-1": {14: 4}},
    ),
    "a ledger whose sales are fulfillments": (
        """Date,Type,Item,Quantity
3/14/2026,Item Fulfillment,NS-1,-40
3/15/2026,Inventory Adjustment,NS-1,-3
3/16/2026,Item Receipt,NS-1,500
3/16/2026,Inventory Transfer,NS-1,-100
""",
        {"NS-1": {14: 40}},
    ),
    "headings made of two words, in Chinese": (
        "下单时间,品項編號,订购数量,订单状态\n2026-03-14,T1,1205,完成\n2026-03-15,T1,2,(删除)等待付款\n",
        {"T1": {14: 1205}},
    ),
    "a quantity purchased, in Korean": (
        "주문일,업체상품코드,구매수(수량)\n2026-03-14,YJ-1,2\n2026-03-15,YJ-1,1\n",
        {"YJ-1": {14: 2, 15: 1}},
    ),
    "a stock code of the seller, in Turkish": (
        "Sipariş Tarihi;Satıcı Stok Kodu;Adet\n14.03.2026;B-1;2\n15.03.2026;B-1;1\n",
        {"B-1": {14: 2, 15: 1}},
    ),
    "months by their letters, in Thai": (
        "วันที่,รหัสสินค้า,จำนวนที่ขาย\n14 มี.ค. 2569,T1,3\n15 มี.ค. 69,T1,5\n",
        {"T1": {14: 3, 15: 5}},
    ),
    "thousands below headings of Taiwan": (
        '日期,商品編號,銷售數量\n2026-03-14,T1,"1,205"\n2026-03-15,T1,980\n',
        {"T1": {14: 1205, 15: 980}},
    ),
    "1,240 and 1,500 beside 310": (
        'Item,Date,Units\nM-1,2026-03-14,"1,240"\nM-1,2026-03-15,310\nM-2,2026-03-15,"1,500"\n',
        {"M-1": {14: 1240, 15: 310}, "M-2": {15: 1500}},
    ),
    "1,245 beside 3": ('Item,Date,Units\nM-1,2026-03-14,"1,245"\nM-1,2026-03-15,3\n', "undecided_decimal"),
    "periods with three digits": (
        "Material|Period|Billed Qty\n100001|003.2026|31,0\n",
        {"100001": dict.fromkeys(range(1, 32), 1)},
    ),
    "Brazil, what became of goods by the nature of the operation": (
        """Emissão;NF;Natureza da operação;Código;Qtde
14/03/2026;1;Venda de mercadoria;P1;120
14/03/2026;2;Remessa para conserto;P2;1
15/03/2026;3;Devolução de venda;P1;20
""",
        {"P1": {14: 120, 15: -20}},
    ),
    "codes behind an apostrophe that a spreadsheet was to keep as text": (
        "Принят в обработку;Артикул;Количество\n2026-03-14;'CUP-1;2\n",
        {"CUP-1": {14: 2}},
    ),
    "packs beside the units that they are converted to": (
        """Posting Date;Item No.;Unit of Measure Code;Quantity;Quantity (Base);Unit Price
14.03.2026;1900-S;BOX;2;8;500,00
15.03.2026;1900-S;PCS;5;5;125,10
""",
        {"1900-S": {14: 8, 15: 5}},
    ),
    "refused by the seller, in French": (
        """Date;Etat de la commande;Référence produit vendeur;EAN;Quantité
14/03/2026;Expédiée;REF-01;3700123456789;2
14/03/2026;Refusée par le vendeur;REF-02;3700123456796;4
""",
        {"REF-01": {14: 2}},
    ),
    "documents by their letters, in Polish": (
        "Data;Typ;Symbol;Ilość\n14.03.2026;FS;S-1;100\n15.03.2026;ZW;S-1;3\n16.03.2026;KFS;S-1;-20\n",
        {"S-1": {14: 100, 15: -3, 16: -20}},
    ),
    "goods that came in among goods that went out, in Chinese": (
        """日期,单据类型,商品编号,数量
2026-03-14,销售单,A1,10
2026-03-15,销售退货单,A1,2
2026-03-16,进货单,A1,100
""",
        {"A1": {14: 10, 15: -2}},
    ),
    "shipping in other languages": (
        """Datum;Katalog;Popis;Počet MJ
14.03.2026;Z-01;Židle;4
14.03.2026;DOPR;Doprava;1
15.03.2026;900;Koszt wysyłki;1
""",
        {"Z-01": {14: 4}},
    ),
    "units of today behind those of the month": (
        "Business date: 2026-03-14\nItem code,Qty MTD,Qty YTD,Qty today\nB-1,512,2044,34\n",
        {"B-1": {14: 34}},
    ),
    "sizes as columns": (
        "Datum;Artikel;Farbe;S;M;XL;Summe\n14.03.2026;Jeans;blau;1;2;;3\n15.03.2026;Jeans;rot;;;4;4\n",
        {"Jeans blau S": {14: 1}, "Jeans blau M": {14: 2}, "Jeans rot XL": {15: 4}},
    ),
    "codes under a heading that may be a kind": (
        "Art.;Bezeichnung;Feb 2026;Mrz 2026;kumuliert\nX1;Schraube;;62;62\nX2;Mutter;;31;31\n",
        {"X1": dict.fromkeys(range(1, 32), 2), "X2": dict.fromkeys(range(1, 32), 1)},
    ),
    "a kind of goods is no code of theirs": (
        "Datum;Artikel;Art;Menge\n14.03.2026;Hammer;Werkzeug;3\n15.03.2026;Hammer;Werkzeug;1\n"
        "15.03.2026;Farbe;Malerei;2\n",
        {"Hammer": {14: 3, 15: 1}, "Farbe": {15: 2}},
    ),
    "returns of a row beside its sizes": (
        "Date,Style,S,M,L,Returns\n2026-03-14,Shirt,1,2,3,1\n",
        "missing_columns",
    ),
    "codes of a variant before those of its product, in Chinese": (
        "下单时间,商品编码,规格编码,数量\n2026-03-14,WJ,WJ-R,2\n2026-03-15,WJ,WJ-B,3\n",
        {"WJ-R": {14: 2}, "WJ-B": {15: 3}},
    ),
}
