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
}
