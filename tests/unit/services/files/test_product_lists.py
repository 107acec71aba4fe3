"""Lists of products as shop systems write them."""

import pytest

LISTS = {
    "WooCommerce, a price that is reduced beside the regular one": (
        "SKU,Name,Stock,Sale price,Regular price\nMUG,Mug,5,,10.50\nCUP,Cup,7,15,20\n",
        [("MUG", 10.5), ("CUP", 20.0)],
        "unit_price",
    ),
    "Square, what a unit costs": (
        "Token,Item Name,SKU,Price,Default Unit Cost,Default Vendor Name\nT1,Mug,MB,$10.00,$4.00,Acme\n",
        [("MB", 4.0)],
        "unit_cost",
    ),
    "Square, who delivers it": (
        "Token,Item Name,SKU,Price,Default Unit Cost,Default Vendor Name\nT1,Mug,MB,$10.00,$4.00,Acme\n",
        [("MB", "Acme")],
        "supplier",
    ),
    "1C, a time in Russian": (
        "Артикул;Наименование;Закупочная цена;Срок поставки\nA1;Кружка;1 250,50 руб.;2 недели\n",
        [("A1", 14)],
        "lead_time_days",
    ),
    "a time in Japanese": ("商品コード,仕入単価,納期\nA1,1200円,5日\n", [("A1", 5)], "lead_time_days"),
    "Xero, two prices of a unit": (
        "*ItemCode,ItemName,PurchasesUnitPrice,SalesUnitPrice,QuantityOnHand\nX1,Desk,120.00,240.50,5\n",
        [("X1", 240.5)],
        "unit_price",
    ),
    "Xero, what a unit costs": (
        "*ItemCode,ItemName,PurchasesUnitPrice,SalesUnitPrice,QuantityOnHand\nX1,Desk,120.00,240.50,5\n",
        [("X1", 120.0)],
        "unit_cost",
    ),
    "PrestaShop, a price with tax and one without, numbers of its database": (
        '"ID produit";"Nom";"Référence";"Prix (HT)";"Prix (TTC)"\n"1";"Mug";"demo_11";"11,90 €";"14,28 €"\n',
        [("demo_11", 14.28)],
        "unit_price",
    ),
    "Dynamics, products by their number": (
        "Nr.;Beschreibung;Lagerbestand;Beschaffungszeit\n1000;Rad;32;10T\n1001;Rad;0;2W\n",
        [("1000", 10), ("1001", 14)],
        "lead_time_days",
    ),
    "Xentral, its own numbers beside barcodes": (
        "nummer;ean;name_de;einkaufspreis\n700001;4000000000017;Schraube;0,05\n700002;4000000000024;Mutter;0,03\n",
        [("700001", 0.05), ("700002", 0.03)],
        "unit_cost",
    ),
    "lines that are numbered beside barcodes": (
        "Nr.;EAN;Einkaufspreis\n1;4000000000017;0,05\n2;4000000000024;0,03\n",
        [("4000000000017", 0.05), ("4000000000024", 0.03)],
        "unit_cost",
    ),
    "prices with their tax in words": (
        "Artikelnr.;Inkoop excl.;Advies incl.\nA;2,35;3,99\n",
        [("A", 2.35)],
        "unit_cost",
    ),
    "prices with their tax in words, in Polish": (
        "Symbol;Cena zakupu netto;Cena detaliczna brutto\nA;12,50;24,99\n",
        [("A", 24.99)],
        "unit_price",
    ),
    "amounts behind a wide sign": ("商品编码,零售价,进货价\nA,￥25.00,￥12.50\n", [("A", 12.5)], "unit_cost"),
    "short words in Italian": ("Cod. Art.;Costo;Conf.;Tempo cons.\nA;0,85;20;7 gg\n", [("A", 20)], "pack_size"),
    "a short time in Italian": ("Cod. Art.;Costo;Conf.;Tempo cons.\nA;0,85;20;7 gg\n", [("A", 7)], "lead_time_days"),
    "packs in words": (
        "Art.-Nr.;VPE\nA;6 x 100 g\nB;12\nC;Karton à 24\nD;10er\nE;12/0,75 l\n",
        [("A", 6), ("B", 12), ("C", 24), ("D", 10), ("E", 12)],
        "pack_size",
    ),
    "prices that customers pay, by a word before": (
        "Artikelnummer;EK Netto;Std. VK Netto;Std. VK Brutto\nA;1,20;2,50;2,98\n",
        [("A", 2.98)],
        "unit_price",
    ),
    "the normal price beside what a vendor asks": (
        "SKU,Vendor Price,Normal Price\nA,3.10,7.25\n",
        [("A", 7.25)],
        "unit_price",
    ),
    "times by letters": (
        "Art.-Nr.;Beschaffungszeit\nA;2M\nB;3T\nC;1W\n",
        [("A", 60), ("B", 3), ("C", 7)],
        "lead_time_days",
    ),
    "whose time it is": ("Artikelnummer;Lieferanten-Lieferzeit\nA;9\n", [("A", 9)], "lead_time_days"),
    "goods on their way": ("Artikelnummer;Im Zulauf\nA;30\n", [("A", 30.0)], "on_order"),
    "suppliers by their numbers alone": ("Artikelnr.;Kreditorennr.\nA;70012\n", [("A", "70012")], "supplier"),
    "suppliers by number and name": (
        "Artikelnr.;Kreditorennr.;Lieferant\nA;70012;Hagen\n",
        [("A", "Hagen")],
        "supplier",
    ),
    "a weight in grams, by its heading": (
        "SKU;Gewicht (g)\nA;1.250\nB;250,5\n",
        [("A", 1.25), ("B", 0.2505)],
        "unit_weight",
    ),
    "Shopify, grams": ("Variant SKU,Variant Grams\nA,250\n", [("A", 0.25)], "unit_weight"),
    "weights in several units": (
        "SKU,Weight\nA,250 g\nB,1.5 kg\nC,2 lbs\n",
        [("A", 0.25), ("B", 1.5), ("C", 0.90718474)],
        "unit_weight",
    ),
    "a weight as it is kept, to the last digit": (
        "SKU,unit_weight\nA,0.00000000012345\nB,0.1234567890123\n",
        [("A", 1.2345e-10), ("B", 0.1234567890123)],
        "unit_weight",
    ),
    "weights with their units beside them": (
        "SKU,Weight,Weight unit\nA,250,g\nB,1.2,kg\nC,2,lb\nD,0,\n",
        [("A", 0.25), ("B", 1.2), ("C", 0.90718474), ("D", 0.0)],
        "unit_weight",
    ),
    "SAP, one unit of two weights": (
        "Material;Bruttogewicht;Nettogewicht;Gewichtseinheit\nA;250;220;G\nB;1,25;1;KG\n",
        [("A", 0.25), ("B", 1.25)],
        "unit_weight",
    ),
    "units of volume in French": (
        "Code article;Volume;Unité de volume\nA;300;ml\nB;2;hl\nC;0,5;m3\n",
        [("A", 0.3), ("B", 200.0), ("C", 500.0)],
        "unit_volume",
    ),
    "units to the right, of weights alone": (
        "Item,Weight,U/M\nA,250,g\nB,3,oz\n",
        [("A", 0.25), ("B", 0.085048569)],
        "unit_weight",
    ),
    "units to the right, in which goods are sold": (
        "Item,Weight,U/M\nA,2,dz\nB,3,kg\n",
        [("A", 2.0), ("B", 3.0)],
        "unit_weight",
    ),
    "Shopify, grams beside the unit that customers see": (
        "Variant SKU,Variant Grams,Variant Weight Unit\nA,250,kg\n",
        [("A", 0.25)],
        "unit_weight",
    ),
    "volumes in several units": (
        "SKU,Volume\nA,5 fl oz\nB,12 l\nC,0.3 m3\nD,3 cu. ft.\nE,2 US gal\n",
        [("A", 0.147867648), ("B", 12.0), ("C", 300.0), ("D", 84.950539776), ("E", 7.570823568)],
        "unit_volume",
    ),
    "a volume in gallons": ("SKU,Volume (gal)\nA,2\n", [("A", 7.570823568)], "unit_volume"),
    "a volume in fluid ounces": ("SKU,Volume (fl oz)\nA,5\n", [("A", 0.147867648)], "unit_volume"),
    "times with their units beside them": (
        "SKU;Lieferzeit;Lieferzeiteinheit\nA;2;Wochen\nB;10;Tage\n",
        [("A", 14), ("B", 10)],
        "lead_time_days",
    ),
    "a volume in cubic metres": ("SKU;Volumen cbm\nA;0,002\n", [("A", 2.0)], "unit_volume"),
    "a price in Russian": ("Артикул;Закупочная цена\nA1;1 250,50 руб.\n", [("A1", 1250.5)], "unit_cost"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_products_is_read_for_what_it_says(rows_of, name):
    text, wanted, field = LISTS[name]
    assert [(row["product_sku"], row[field]) for row in rows_of("products", text)] == wanted


@pytest.mark.parametrize("unit", ["barrel", ""])
def test_a_weight_in_a_unit_that_nobody_knows_is_none(rows_of, unit):
    rows = rows_of("products", f"SKU,Name,Weight,Weight unit\nA,Mug,250,g\nB,Cup,12,{unit}\n")
    assert {row["product_sku"]: row.get("unit_weight") for row in rows}.get("B") is None


OFFERS = {
    "in German": "Artikel-Nr.;Lieferant;Best.-Nr. Lieferant\nA1;Mühle;M-7\n",
    "in English": "Item No.,Vendor,Vendor Item No.\nA1,Mühle,M-7\n",
    "in French": "Référence;Fournisseur;Réf. article fournisseur\nA1;Mühle;M-7\n",
}


@pytest.mark.parametrize("name", OFFERS)
def test_the_code_at_the_supplier_is_not_that_of_the_product(rows_of, name):
    [row] = rows_of("product_suppliers", OFFERS[name])
    assert tuple(row.values()) == (2, "A1", "Mühle", "M-7")


STEPS = {
    "in English": "SKU,Supplier,Price from 1,Price from 10,50+\nA1,Mill,1.20,1.10,1.05\n",
    "in German": "Artikelnummer;Lieferant;Preis ab 1;Preis ab 10;Preis ab 50 Stk.\nA1;Mill;1,20;1,10;1,05\n",
    "in French": "Référence;Fournisseur;Prix à partir de 1;10+;50+\nA1;Mill;1,20;1,10;1,05\n",
}


@pytest.mark.parametrize("name", STEPS)
def test_prices_by_quantity_may_stand_in_columns(rows_of, name):
    [row] = rows_of("product_suppliers", STEPS[name])
    breaks = [{"quantity": 10, "unit_cost": 1.1}, {"quantity": 50, "unit_cost": 1.05}]
    assert (float(row["unit_cost"]), row["price_breaks"]) == (1.2, breaks)


ORDERS = {
    "in Korean": "발주번호,상품코드,발주수량,납기일\n1,A1,10개,2026년 12월 3일\n",
    "in Japanese": "発注番号,商品コード,発注数,納期\n1,A1,10,令和8年12月3日\n",
    "in French": "N° commande;Référence;Qté commandée;Date de livraison prévue\n1;A1;10;3 déc. 2026\n",
    "in Spanish": "Nº pedido compra;Cód. artículo;Uds. pedidas;Fecha recepción prevista\n1;A1;10;03/12/2026\n",
    "from ERPNext": "ID,Date,Required By,Item Code (Items),Quantity (Items)\n1,2026-11-02,2026-12-03,A1,10\n",
    "in HTML": "<table><tr><td>PO<td>SKU<td>Qty<td>Due<tr><td>1<td>A1<td>10<td>2026-12-03</table>",
}


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_is_read_with_the_day_on_which_it_is_expected(rows_of, name):
    [row] = rows_of("orders", ORDERS[name])
    assert (row["number"], row["product_sku"], row["quantity"], row["expected_on"]) == ("1", "A1", 10, "2026-12-03")


COUNTS = {
    "of batches": "Item;Batch;Expiry date;Qty on hand\nA1;B1;31/01/2027;40\nA1;B2;31/03/2027;25\n",
    "of a pharmacy": "PZN;Artikel;Bestand;Verfall\nA1;Spray;65;06/2027\n",
}


@pytest.mark.parametrize("name", COUNTS)
def test_the_day_until_which_goods_are_good_is_not_that_of_their_count(rows_of, name):
    rows = rows_of("stock", COUNTS[name])
    assert not any("date" in row for row in rows)
    assert sum(row["on_hand"] for row in rows) == 65


def test_when_a_product_was_last_sold_is_no_day_of_its_launch(rows_of):
    (row,) = rows_of("products", "SKU,Cost,Last sold\nA,2.40,14/11/2025\n")
    assert "launch_on" not in row


THERE = {
    "Odoo, what is promised to nobody beside all": (
        "Product/Internal Reference,Available Quantity,On Hand Quantity\nA,3,5\n",
        [("A", 5.0)],
    ),
    "the same in French": ("Réf.;Stock disponible;Quantité en stock\nA;3;5\n", [("A", 5.0)]),
    "a count beside what the books say": ("Art.-Nr.;Soll;Ist;Differenz\nA;12;10;-2\n", [("A", 10.0)]),
    "Spanish, today's": ("Código;Stock actual;Reservado\nA;12;4\n", [("A", 12.0)]),
    "how much there should be": ("SKU;Bestand aktuell;Sollbestand;Mindestbestand\nA;8;50;10\n", [("A", 8.0)]),
    "targets before what is there": ("SKU,Target on hand,Reserved on hand,Total on hand\nA,90,4,31\n", [("A", 31.0)]),
    "codes beside barcodes that were cut": (
        "Code,Barcode,Stock\nA-1,9.3E+12,6\nA-2,9.3E+12,7\n",
        [("A-1", 6), ("A-2", 7)],
    ),
}


@pytest.mark.parametrize("name", THERE)
def test_what_is_there_is_counted(rows_of, name):
    text, wanted = THERE[name]
    assert [(row["product_sku"], row["on_hand"]) for row in rows_of("stock", text)] == wanted


@pytest.mark.parametrize("heading", ["Last sale", "Created at", "Incoming Due", "Letzte Bewegung"])
def test_stock_is_not_of_the_days_on_which_something_else_happened(rows_of, heading):
    rows = rows_of("stock", f"SKU,Stock,{heading}\nA,5,2025-03-01\nB,6,2025-03-04\n")
    assert [row.get("date") for row in rows] == [None, None]


def test_stock_is_of_the_one_day_in_a_column_of_any_name(rows_of):
    rows = rows_of("stock", "SKU,Stock,Erfassung\nA,5,2025-03-01\nB,6,2025-03-01\n")
    assert [row["date"] for row in rows] == ["2025-03-01", "2025-03-01"]


def test_the_lots_of_a_place_are_told_apart(rows_of):
    rows = rows_of("stock", "Part,Qty,Location,Tracking-Lot Number\nA,5,North,L1\nA,6,North,L2\n")
    assert [row["place"] for row in rows] == ["L1", "L2"]


OURS = {
    "Unsere Art.-Nr.": "Lieferant;Bestell-Nr.;Unsere Art.-Nr.;EK\nHagen;X-1;A;2,50\n",
    "Our item no.": "Vendor,Item number,Our item no.,Price\nHagen,X-1,A,2.50\n",
    "Notre référence": "Fournisseur;Désignation;Notre référence;Prix d'achat HT\nHagen;X-1;A;2,50\n",
}


@pytest.mark.parametrize("heading", OURS)
def test_a_price_list_names_products_as_its_reader_does(rows_of, heading):
    (row,) = rows_of("product_suppliers", OURS[heading])
    assert (row["product_sku"], row["unit_cost"]) == ("A", 2.5)


def test_the_minimum_of_a_supplier_is_that_of_an_order(rows_of):
    (row,) = rows_of("suppliers", "Supplier,Minimum order\nHagen,250\n")
    assert row["min_order_value"] == 250.0
    assert "min_order" not in row


def test_the_minimum_of_a_supplier_is_that_of_an_order_in_danish(rows_of):
    (row,) = rows_of("suppliers", "Leverandør;Mindste ordre\nMøllen ApS;750,00\n")
    assert row["min_order_value"] == 750.0


def test_orders_are_numbered_in_russian_and_chinese(rows_of):
    texts = (
        "Номер заказа;Артикул;Количество;Дата поставки\nПО-1;A;100;05.12.2026\n",
        "采购订单号,商品编码,采购数量,交货日期\nПО-1,A,100,2026-12-05\n",
    )
    for text in texts:
        (row,) = rows_of("orders", text)
        assert (row["number"], row["product_sku"], row["quantity"]) == ("ПО-1", "A", 100)
        assert row["expected_on"] == "2026-12-05"


def test_what_was_cancelled_did_not_come_in(rows_of):
    rows = rows_of(
        "receipts",
        "PO,SKU,Qty,Received on,Status\n1,A,5,2026-11-20,Received\n2,A,6,2026-11-20,Cancelled\n"
        "3,A,7,2026-11-20,Closed\n4,A,8,2026-11-20,Draft\n",
    )
    assert [(row["number"], row["quantity"]) for row in rows] == [("1", 5), ("3", 7)]


def test_suppliers_are_read_in_czech(rows_of):
    (row,) = rows_of("suppliers", "Název firmy;Měna;Minimální objednávka\nMlýn;CZK;1 500,00\n")
    assert (row["name"], row["currency"], row["min_order_value"]) == ("Mlýn", "CZK", 1500.0)


def test_a_request_for_a_quotation_is_no_order(rows_of):
    rows = rows_of("orders", "PO,SKU,Qty,State\n1,A,5,RFQ\n2,A,6,Purchase Order\n")
    assert [row["number"] for row in rows] == ["2"]


COUNTED = {
    "what lies there beside what is free of it, in Dutch": (
        "Artikelnummer;Vrije voorraad;Technische voorraad\nA;8;10\n",
        10,
    ),
    "dozens by the heading": ("SKU,On hand (dozen)\nA,5\n", 60),
    "dozens by the unit": ("SKU,On hand,UOM\nA,5,DZ\n", 60),
    "pieces": ("SKU,On hand,UOM\nA,5,EA\n", 5),
}


@pytest.mark.parametrize("name", COUNTED)
def test_stock_is_counted_in_units(rows_of, name):
    text, wanted = COUNTED[name]
    [row] = rows_of("stock", text)
    assert row["on_hand"] == wanted
