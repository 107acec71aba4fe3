"""Goods that left the shelf and that nobody bought, among those that were sold."""

_KEPT = {"A": {2: 5, 13: 4}, "B": {14: 3}}

FILES = {
    "reasons beside sales": (
        "Date,SKU,Qty,Reason\n2026-03-02,A,5,sale\n2026-03-02,A,2,waste\n2026-03-13,A,4,sale\n2026-03-13,A,1,staff\n"
        "2026-03-14,B,1,breakage\n2026-03-14,B,3,sale\n",
        _KEPT,
    ),
    "a reason only for what was not sold": (
        "Date,SKU,Qty,Reason code\n2026-03-02,A,5,\n2026-03-02,A,2,Waste\n2026-03-13,A,4,\n2026-03-13,A,1,Staff meal\n"
        "2026-03-14,B,1,Damaged\n2026-03-14,B,3,\n",
        _KEPT,
    ),
    "kinds of lines": (
        "Date,SKU,Qty,Type\n2026-03-02,A,5,Sale\n2026-03-02,A,2,Wastage\n2026-03-13,A,4,Sale\n2026-03-14,B,1,Theft\n"
        "2026-03-14,B,3,Sale\n",
        _KEPT,
    ),
    "in German, beside goods that staff bought": (
        "Datum;Artikel;Menge;Grund\n02.03.2026;A;5;Verkauf\n02.03.2026;A;2;Schwund\n13.03.2026;A;3;Verkauf\n"
        "13.03.2026;A;1;Personalverkauf\n13.03.2026;A;1;Eigenverbrauch\n14.03.2026;B;3;Verkauf\n14.03.2026;B;1;Bruch\n",
        _KEPT,
    ),
    "in French": (
        "Date;Référence;Quantité;Motif\n02/03/2026;A;5;\n02/03/2026;A;2;Casse\n13/03/2026;A;4;\n13/03/2026;A;1;Perte\n"
        "14/03/2026;B;1;Consommation personnel\n14/03/2026;B;3;\n",
        _KEPT,
    ),
    "in Spanish": (
        "Fecha;Código;Cantidad;Motivo\n02/03/2026;A;5;Venta\n02/03/2026;A;2;Merma\n13/03/2026;A;4;Venta\n"
        "13/03/2026;A;1;Rotura\n14/03/2026;B;1;Autoconsumo\n14/03/2026;B;3;Venta\n",
        _KEPT,
    ),
    "in Italian": (
        "Data;Codice;Quantità;Causale\n02/03/2026;A;5;Vendita\n02/03/2026;A;2;Scarto\n13/03/2026;A;4;Vendita\n"
        "13/03/2026;A;1;Rottura\n14/03/2026;B;1;Furto\n14/03/2026;B;3;Vendita\n",
        _KEPT,
    ),
    "in Dutch": (
        "Datum;Artikelnr;Aantal;Reden\n02-03-2026;A;5;Verkoop\n02-03-2026;A;2;Derving\n13-03-2026;A;4;Verkoop\n"
        "14-03-2026;B;1;Breuk\n14-03-2026;B;3;Verkoop\n",
        _KEPT,
    ),
    "in Polish": (
        "Data;Kod;Ilość;Powód\n02.03.2026;A;5;Sprzedaż\n02.03.2026;A;2;Strata\n13.03.2026;A;4;Sprzedaż\n"
        "14.03.2026;B;1;Stłuczka\n14.03.2026;B;3;Sprzedaż\n",
        _KEPT,
    ),
    "why goods came back, and at what price they went": (
        "Date,SKU,Qty,Reason,Discount reason\n2026-03-02,A,5,,\n2026-03-13,A,-1,Damaged,\n2026-03-13,A,5,,Staff\n"
        "2026-03-14,B,3,Loyalty card,Damaged\n2026-03-14,B,9,Expired,\n",
        _KEPT,
    ),
    "a customer, or a note, that stands for what nobody bought": (
        "Date,Customer,SKU,Qty,Notes\n2026-03-02,Smith,A,5,less waste than usual\n2026-03-02,WASTE,A,2,\n"
        "2026-03-13,Bruch Ltd,A,4,\n2026-03-14,Smith,B,3,\n2026-03-14,Jones,B,1,Breakage\n",
        _KEPT,
    ),
    "nothing but waste": ("Date,SKU,Qty,Reason\n2026-03-02,A,5,Waste\n2026-03-03,A,3,waste\n", "no_line_sold"),
    "what is sold at a lower price for its age": (
        "Date,SKU,Qty,Type\n2026-03-02,A,5,Sale\n2026-03-13,A,4,Waste discount\n2026-03-14,B,3,Sale\n"
        "2026-03-14,B,9,Waste\n",
        _KEPT,
    ),
}
