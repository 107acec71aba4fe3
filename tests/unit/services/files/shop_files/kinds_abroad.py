"""Lines that nobody bought, and what names its store or day once, in the words of many languages."""


def _ledger(headings, sold, back, *others):
    """Of A five sold and one back, and as many of B as there are other kinds, none of which counts but the sale."""
    rows = [f"02.03.2026;A;{sold};5", f"13.03.2026;A;{back};1", f"14.03.2026;B;{sold};7"]
    rows += [f"{15 + place}.03.2026;B;{kind};{50 + place}" for place, kind in enumerate(others)]
    return "\n".join([headings, *rows, ""]), {"A": {2: 5, 13: -1}, "B": {14: 7}}


LEDGERS = {
    "samples and opening stock, English": _ledger(
        "Date;Item;Type;Qty", "Sale", "Sale return", "Opening balance", "Sample", "Transfer out"
    ),
    "Muster": _ledger("Datum;Artikelnr;Belegart;Menge", "Verkauf", "Retoure", "Muster", "Anfangsbestand", "Umlagerung"),
    "Muestra": _ledger(
        "Fecha;Artículo;Tipo;Cantidad", "Venta", "Devolución", "Muestra", "Saldo inicial", "Traspaso", "Merma"
    ),
    "Campione": _ledger(
        "Data;Cod. articolo;Causale;Quantità",
        "Vendita",
        "Reso da cliente",
        "Campione",
        "Giacenza iniziale",
        "Giroconto magazzino",
    ),
    "Échantillon": _ledger(
        "Date;Référence;Type mouvement;Quantité", "Vente", "Retour client", "Échantillon", "Stock initial", "Casse"
    ),
    "Verbruik": _ledger("Datum;Artikelnr.;Soort post;Aantal", "Verkoop", "Retour", "Verbruik", "Inkoop", "Monster"),
    "Przesunięcie": _ledger(
        "Data;Symbol;Typ dokumentu;Ilość",
        "Paragon",
        "Zwrot do paragonu",
        "Przesunięcie MM",
        "Próbka",
        "Bilans otwarcia",
    ),
    "Överföring": _ledger(
        "Datum;Artikelnr;Händelse;Antal", "Försäljning", "Retur", "Inleverans", "Svinn", "Överföring", "Varuprov"
    ),
    "Vzorek": _ledger("Datum;Kód;Typ pohybu;Množství", "Prodej", "Vratka", "Příjem", "Vzorek", "Počáteční stav"),
    "Numune": _ledger("Tarih;Stok Kodu;İşlem Tipi;Miktar", "Satış", "Satış İade", "Alış", "Numune", "Devir"),
    "期初": _ledger("销售日期;商品编码;单据类型;数量", "销售出库", "销售退货", "采购入库", "期初库存", "样品"),
}
OTHERS = {
    "a gift card in Danish": (
        "Dato;Varenr.;Varenavn;Antal\n02-03-2026;1001;Kaffe;3\n13-03-2026;1002;Gavekort 200 kr;1\n",
        {"1001": {2: 3}},
    ),
    "a gift card in Polish": (
        "Data;Kod;Nazwa;Ilość\n02.03.2026;K1;Kawa;3\n13.03.2026;1002;Karta podarunkowa 100 zł;1\n",
        {"K1": {2: 3}},
    ),
    "days and stores named once": (
        "Date,Store,Item,Qty\n2026-03-02,North,A,1\n,,B,2\n,South,A,3\n2026-03-03,North,A,4\n,,B,5\n",
        {"A@North": {2: 1, 3: 4}, "B@North": {2: 2, 3: 5}, "A@South": {2: 3}},
    ),
    "stores named once, with their totals": (
        "Store,Date,Item,Qty\nNorth,2026-03-02,A,1\n,2026-03-02,B,2\n,2026-03-03,A,3\nNorth total,,,6\n"
        "South,2026-03-02,A,4\n,2026-03-03,B,5\nSouth total,,,9\n",
        {"A@North": {2: 1, 3: 3}, "B@North": {2: 2}, "A@South": {2: 4}, "B@South": {3: 5}},
    ),
    "what was sold in no store": (
        "Date,Item,Qty,Store\n2026-03-02,A,1,North\n2026-03-02,A,2,\n2026-03-03,A,3,North\n2026-03-03,B,4,\n",
        {"A@North": {2: 1, 3: 3}, "A": {2: 2}, "B": {3: 4}},
    ),
    "codes under UGS": (
        "Date de la vente;Article;UGS;Quantité\n02/03/2026;Bol;BOL-B;2\n13/03/2026;Assiette;ASS;6\n",
        {"BOL-B": {2: 2}, "ASS": {13: 6}},
    ),
    "a mardi without a year is no day of March 2003": ("Jour;Article;Qté\nmar. 03/03;Pain;12\n", "all_rows_rejected"),
    "Amazon in Japanese": (
        '"日付/時間","トランザクションの種類","SKU","数量"\n"2026/03/02 9:15:12 JST","注文","JP-3","2"\n'
        '"2026/03/03 9:15:12 JST","返金","JP-3","1"\n"2026/03/04 9:15:12 JST","FBA 在庫関連の手数料","",""\n',
        {"JP-3": {2: 2, 3: -1}},
    ),
}
CREDITS = {
    f"credits: {kind}": _ledger(headings, sold, kind)
    for headings, sold, kind in (
        ("Datum;Artikelnr;Belegart;Menge", "Rechnung", "Stornorechnung"),
        ("Fecha;Artículo;Tipo;Cantidad", "Factura", "Factura rectificativa"),
        ("Data;Cod. articolo;Tipo documento;Quantità", "Fattura", "Nota di accredito"),
        ("Teljesítés dátuma;Cikkszám;Bizonylat típusa;Mennyiség", "Számla", "Jóváíró számla"),
        ("Datum;Kód;Typ dokladu;Množství", "Faktura", "Opravný daňový doklad"),
        ("销售日期;商品编码;单据类型;数量", "销售出库", "红字发票"),
    )
}
PLACES = {
    "what went from a warehouse to customers, and to another": (
        "Date,SKU,Qty,From warehouse,To\n2026-03-02,A,3,W1,Customer\n2026-03-03,A,40,W1,W2\n2026-03-14,B,5,W2,Customer\n",
        {"A": {2: 3}, "B": {14: 5}},
    ),
    "how much lies in the warehouse": (
        "Fecha;Código;Vendidas;Almacén\n02/03/2026;A;3;120\n13/03/2026;A;2;118\n14/03/2026;B;1;57\n15/03/2026;B;1;56\n",
        {"A": {2: 3, 13: 2}, "B": {14: 1, 15: 1}},
    ),
    "sums of groups that are called so": (
        "Datum: 02.03.2026\nArtikel;Anzahl\nBier;40\nWein;12\nSumme Getränke;52\nToast;7\nSumme Speisen;7\n",
        {"Bier": {2: 40}, "Wein": {2: 12}, "Toast": {2: 7}},
    ),
}
FILES = LEDGERS | OTHERS | CREDITS | PLACES
