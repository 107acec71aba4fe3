"""Files of wholesalers: goods in packs beside single ones, sold from several warehouses."""

_ONE_OF_TWO = {"A@01": {2: 3}, "A@02": {2: 4}, "B@02": {13: 5}}


def _from(warehouse):
    rows = [("A", "01", 3, "02"), ("A", "02", 4, "02"), ("B", "02", 5, "13")]
    lines = (f"{day}.03.2026;{code};{place};{units}" for code, place, units, day in rows)
    return "\n".join([warehouse, *lines, ""])


WAREHOUSES = {
    f"sold from several places: {heading.split(';')[2]}": (_from(heading), _ONE_OF_TWO)
    for heading in (
        "Posting Date;Item No.;Whse;Quantity",
        "Date;Item Code;Warehouse;Qty sold",
        "Date;Item No.;Wh.;Qty",
        "Datum;Artikelnummer;Lager;Menge",
        "Datum;Artikelnummer;Werk;Menge",
        "Date;Référence;Dépôt;Qté vendue",
        "Fecha;Código artículo;Almacén;Unidades vendidas",
        "Data;Cod. articolo;Magazzino;Q.tà venduta",
        "Datum;Artikelcode;Magazijn;Aantal verkocht",
        "Data sprzedaży;Kod towaru;Magazyn;Ilość",
        "売上日;商品コード;倉庫;数量",
        "销售日期;商品编码;仓库;数量",
    )
}
PACKS = {
    "cases beside pieces, and how many are in one": (
        "Invoice Date,Item No,UOM,Qty,Units per case\n2026-03-02,1001,Case,2,24\n2026-03-03,1001,Each,5,24\n"
        "2026-03-14,1002,Case,1,12\n",
        {"1001": {2: 48, 3: 5}, "1002": {14: 12}},
    ),
    "Kartons by two names": (
        "Datum;Artikelnr;Einheit;Menge;Stück je Karton\n02.03.2026;200;Karton;3;6\n13.03.2026;200;Stück;2;6\n"
        "14.03.2026;201;KTN;1;12\n",
        {"200": {2: 18, 13: 2}, "201": {14: 12}},
    ),
    "colis": (
        "Date;Réf article;Unité de vente;Qté;Nb unités par colis\n02/03/2026;E1;Colis;3;6\n13/03/2026;E1;Unité;4;6\n",
        {"E1": {2: 18, 13: 4}},
    ),
    "cases of one": (
        "Date,Item No,UOM,Qty,Units per case\n2026-03-02,A,Case,2,1\n2026-03-03,A,Each,5,1\n",
        {"A": {2: 2, 3: 5}},
    ),
    "cases alone, by the heading": (
        "Date,Item No,Cases sold,Units per case\n2026-03-02,A,2,12\n2026-03-14,B,1,6\n",
        {"A": {2: 24}, "B": {14: 6}},
    ),
    "of two kinds of packs that whose size is told": (
        "Date,Item No,UOM,Qty,Units per case\n2026-03-02,A,Case,2,12\n2026-03-14,B,Pack,1,6\n",
        {"A": {2: 24}, "B": {14: 1}},
    ),
    "pieces, and how many a pack would hold": (
        "Date,Item No,Qty,Units per case\n2026-03-02,A,2,12\n2026-03-14,B,1,6\n",
        {"A": {2: 2}, "B": {14: 1}},
    ),
    "a stock beside what was sold, called as a warehouse is": (
        "Datum;Artikelnr;Sålda;Lager\n2026-03-02;A;2;41\n2026-03-14;A;1;40\n",
        {"A": {2: 2, 14: 1}},
    ),
}
COLUMNS = {
    "whole cases, and single units beside them": (
        "Date,Item #,Cases,Units,Case pack\n2026-03-02,X1,2,3,12\n2026-03-03,X1,0,5,12\n2026-03-14,X2,1,0,6\n",
        {"X1": {2: 27, 3: 5}, "X2": {14: 6}},
    ),
    "Kästen und Flaschen": (
        "Datum;Artikel-Nr.;Kasten;Flaschen;Flaschen je Kasten\n02.03.2026;G1;2;5;20\n13.03.2026;G1;0;3;20\n",
        {"G1": {2: 45, 13: 3}},
    ),
    "units that hold those of the cases": (
        "Date,Item #,Cases,Units,Case pack\n2026-03-02,X1,2,27,12\n2026-03-14,X2,1,6,6\n",
        {"X1": {2: 27}, "X2": {14: 6}},
    ),
    "what was planned before what was sold": (
        "Date,SKU,Plan qty,Actual qty\n2026-03-02,A,10,8\n2026-03-14,B,5,6\n",
        {"A": {2: 8}, "B": {14: 6}},
    ),
    "this year beside the last": (
        "Date,SKU,Units TY,Units LY,Change %\n2026-03-02,A,10,8,25%\n2026-03-14,B,5,5,0%\n",
        {"A": {2: 10}, "B": {14: 5}},
    ),
    "two channels and their sum": (
        "Date,SKU,Qty web,Qty store,Qty total\n2026-03-02,A,1,8,9\n2026-03-03,A,2,12,14\n2026-03-14,B,0,5,5\n",
        {"A": {2: 9, 3: 14}, "B": {14: 5}},
    ),
    "SAP's bills, what cancels one, and a credit": (
        "Billing Document,Billing Document Type,Billing Date,Material,Plant,Billed Quantity\n"
        "9001,F2,2026-03-02,MAT1,1010,4\n9002,F2,2026-03-13,MAT1,1010,2\n9003,S1,2026-03-13,MAT1,1010,2\n"
        "9004,G2,2026-03-14,MAT1,1010,1\n9005,L2,2026-03-14,MAT1,1010,1\n",
        {"MAT1@1010": {2: 4, 13: 0, 14: -1}},
    ),
    "a return that has ended, and one that was asked for": (
        "# de venta;Fecha de venta;Estado;SKU;Unidades\n1;02/03/2026;Entregado;ML-1;2\n"
        "2;14/03/2026;Devolución finalizada;ML-1;1\n3;15/03/2026;Devolución en camino;ML-1;1\n",
        {"ML-1": {2: 2, 15: 1}},
    ),
    "goods that went to another place of the shop": (
        "Date,Customer,SKU,Qty\n2026-03-02,Ann,A,2\n2026-03-02,Internal transfer,A,50\n",
        {"A": {2: 2}},
    ),
}
FILES = WAREHOUSES | PACKS | COLUMNS
