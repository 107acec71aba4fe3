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
FILES = WAREHOUSES | PACKS
