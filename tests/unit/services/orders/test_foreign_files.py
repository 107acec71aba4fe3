# ruff: noqa: E501 -- as other systems write them
"""Files of orders and receipts as other systems write them, in eight languages."""

import io

import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, PurchaseOrder, Receipt
from services.errors import InvalidInput
from services.files.options import FileOptions
from services.files.tables import Asked
from services.orders.entry import order_entry, receipts
from tests.unit.services.order_desk import Desk, day, line

# Of 24 units of 1000 four have come, of 10 of 1001 none; they are due on the 11th and on the 14th of June 2031.
FILES = {
    "Dynamics NAV": """Document Type;Document No.;Line No.;Buy-from Vendor No.;Type;No.;Description;Location Code;Quantity;Unit of Measure Code;Direct Unit Cost Excl. VAT;Line Amount Excl. VAT;Quantity Received;Outstanding Quantity;Expected Receipt Date
Order;106021;10000;V00010;Item;1000;Bicycle;BLUE;24;PCS;350.00;8400.00;4;20;11.06.2031
Order;106021;20000;V00010;Item;1001;Touring;BLUE;10;PCS;12.50;125.00;0;10;14.06.2031
Order;106021;30000;V00010;G/L Account;8640;Freight;;1;;40.00;40.00;0;1;14.06.2031
""",
    "Dynamics NAV, German": """Belegart;Belegnr.;Zeilennr.;Eink. von Kred.-Nr.;Art;Nr.;Beschreibung;Lagerortcode;Menge;Einheitencode;EK-Preis ohne MwSt.;Zeilenbetrag ohne MwSt.;Bereits gelief. Menge;Restmenge;Erw. Wareneingangsdatum
Bestellung;B-106021;10000;K00010;Artikel;1000;Fahrrad;BLAU;24;STÜCK;350,00;8.400,00;4;20;11.06.2031
Bestellung;B-106021;20000;K00010;Artikel;1001;Tourenrad;BLAU;10;STÜCK;12,50;125,00;0;10;14.06.2031
""",
    "SAP, German": """Einkaufsbeleg;Pos.;Belegdatum;Lieferant/Lieferwerk;Material;Kurztext;Bestellmenge;Bestell-ME;Nettopreis;Währung;Noch zu liefern (Menge);Noch zu liefern (Wert);Lieferdatum;Löschkennz.
4500017001;10;13.05.2031;100123 Müller GmbH;1000;Fahrrad;24;ST;350,00;EUR;20;7.000,00;11.06.2031;
4500017001;20;13.05.2031;100123 Müller GmbH;1001;Tourenrad;10;ST;12,50;EUR;10;12.625,00;14.06.2031;
4500017001;30;13.05.2031;100123 Müller GmbH;1002;Helm;30;ST;12,50;EUR;0;0,00;14.06.2031;L
""",
    "SAP": """Purchasing Document;Item;Document Date;Vendor/supplying plant;Material;Short Text;Order Quantity;Order Unit;Net price;Currency;Still to be delivered (qty);Still to be delivered (value);Delivery date
4500017001;10;05/13/2031;100123 Mill Inc;1000;Bicycle;24;EA;350.00;USD;20;7000.00;06/11/2031
4500017001;20;05/13/2031;100123 Mill Inc;1001;Touring;10;EA;12.50;USD;10;12,625.00;06/14/2031
""",
    "Sage 50": """Order No,Order Date,A/C Ref,Name,Product Code,Description,Qty Ordered,Qty Allocated,Qty Delivered,Qty Outstanding,Unit Price,Net Amount,Delivery Due
17,13/05/2031,MUL001,Mullers,1000,Bicycle,24.00,0.00,4.00,20.00,350.00,8400.00,11/06/2031
17,13/05/2031,MUL001,Mullers,1001,Touring,10.00,0.00,0.00,10.00,12.50,125.00,14/06/2031
""",
    "Sage 100": """N° pièce;Date;Code fournisseur;Intitulé fournisseur;Réf. article;Désignation;Qté commandée;Qté livrée;Reste à livrer;PU HT;Montant HT;Date livraison
FBC00017;13/05/2031;FMUL;Muller SARL;1000;Vélo;24,00;4,00;20,00;350,00;8 400,00;11/06/2031
FBC00017;13/05/2031;FMUL;Muller SARL;1001;Randonneur;10,00;0,00;10,00;12,50;125,00;14/06/2031
""",
    "A3": """Nº Pedido;Fecha Pedido;Proveedor;Cód. Artículo;Descripción;Uds. Pedidas;Uds. Servidas;Uds. Pendientes;Precio;Importe;Fecha Entrega
P/26-17;13/05/2031;Müller SL;1000;Bicicleta;24;4;20;350,00;8.400,00;11/06/2031
P/26-17;13/05/2031;Müller SL;1001;Paseo;10;0;10;12,50;125,00;14/06/2031
""",
    "Danea": """Num. doc.;Data doc.;Fornitore;Cod. art.;Descrizione;Q.tà ordinata;Q.tà arrivata;Prezzo netto;Data prev. arrivo
17;13/05/2031;Muller SRL;1000;Bicicletta;24;4;€ 350,00;11/06/2031
17;13/05/2031;Muller SRL;1001;Da viaggio;10;0;€ 12,50;14/06/2031
""",
    "Exact": """Bestelnr.;Orderdatum;Leverancier: Code;Leverancier: Naam;Artikelcode;Omschrijving;Aantal besteld;Aantal ontvangen;Te ontvangen;Prijs;Geplande leverdatum
26700017;13-05-2031;10017;Muller BV;1000;Fiets;24;4;20;350,00;11-06-2031
26700017;13-05-2031;10017;Muller BV;1001;Toerfiets;10;0;10;12,50;14-06-2031
""",
    "Subiekt": """Nr zamówienia;Data wystawienia;Dostawca;Symbol;Nazwa towaru;Ilość zamówiona;Ilość zrealizowana;J.m.;Cena netto;Termin realizacji
ZD 17/2026;13.05.2031;Muller Sp. z o.o.;1000;Rower;24,000;4,000;szt.;350,00;11.06.2031
ZD 17/2026;13.05.2031;Muller Sp. z o.o.;1001;Turystyczny;10,000;0,000;szt.;12,50;14.06.2031
""",
    "Visma": """Inköpsordernr;Orderdatum;Leverantör;Artikelnr;Benämning;Beställt antal;Levererat antal;Restantal;Á-pris;Leveransdatum
1017;2031-05-13;Muller AB;1000;Cykel;24;4;20;350,00;2031-06-11
1017;2031-05-13;Muller AB;1001;Touring;10;0;10;12,50;2031-06-14
""",
    "PHC": """N.º Encomenda;Data;Fornecedor;Referência;Designação;Qtd. Encomendada;Qtd. Satisfeita;Qtd. Pendente;Pr. Unitário;Data Entrega
ECF 17/2026;13-05-2031;Muller Lda;1000;Bicicleta;24,00;4,00;20,00;350,00;11-06-2031
ECF 17/2026;13-05-2031;Muller Lda;1001;Passeio;10,00;0,00;10,00;12,50;14-06-2031
""",
    "Shopify": """Purchase Order,Supplier,Destination,Status,Ordered On,Expected On,Product Title,Variant Title,SKU,Supplier SKU,Barcode,Quantity,Received,Rejected,Cost,Total
#PO17,Mullers,Main Street,ordered,2031-05-13,2031-06-11,Bicycle,Default Title,1000,M-77,4006381333931,24,4,0,350.00,8400.00
#PO17,Mullers,Main Street,ordered,2031-05-13,2031-06-14,Touring,Default Title,1001,M-78,4006381333948,10,0,0,12.50,125.00
#PO18,Mullers,Main Street,draft,2031-05-13,2031-06-11,Touring,Default Title,1001,M-78,4006381333948,99,0,0,12.50,125.00
#PO19,Mullers,Main Street,cancelled,2031-05-13,2031-06-11,Touring,Default Title,1001,M-78,4006381333948,77,0,0,12.50,125.00
""",
    "SAP Business One": """Document Number,Posting Date,Vendor Code,Vendor Name,Item No.,Item Description,Quantity,Open Qty,Price,Delivery Date,Line Status
170017,05/13/2031,V10000,Mullers,1000,Bicycle,24,20,350.00,06/11/2031,Open
170017,05/13/2031,V10000,Mullers,1001,Touring,10,10,12.50,06/14/2031,Open
170017,05/13/2031,V10000,Mullers,1002,Helmet,10,10,12.50,06/14/2031,Closed
""",
}
FIRST_LINE_SAYS = """Order Reference,Vendor,Order Deadline,Expected Arrival,Order Lines/Product,Order Lines/Quantity,Order Lines/Received Qty,Order Lines/Unit Price,Status
P00017,Mullers,2031-05-13 08:00:00,2031-06-11 08:00:00,[1000] Bicycle,24.0,4.0,350.0,Purchase Order
,,,,[1001] Touring,10.0,0.0,12.5,
P00018,Farm,2031-05-13 08:00:00,2031-06-14 08:00:00,[1000] Bicycle,5.0,0.0,350.0,Cancelled
"""
SAP_TABLES = """EBELN;EBELP;AEDAT;LIFNR;MATNR;TXZ01;MENGE;MEINS;NETPR;EINDT;LOEKZ
4500017001;00010;20310513;0000100123;1000;FAHRRAD;24,000;ST;350,00;20310611;
4500017001;00020;20310513;0000100123;1001;TOURENRAD;10,000;ST;12,50;20310614;
"""
CARTONS = """Bestellnummer;Artikelnummer;Bezeichnung;Menge;Bestell-ME;Lieferdatum
17;1000;Fahrrad;24;KAR;11.06.2031
17;1001;Tourenrad;10;KAR;14.06.2031
"""
CAME = {
    "Dynamics NAV": """Document No.;Posting Date;Buy-from Vendor No.;Order No.;Type;No.;Description;Quantity
107031;13.05.2031;V00010;17;Item;1000;Bicycle;4
107032;13.05.2031;V00010;17;Item;1001;Touring;3
""",
    "Sage 100": """N° commande;Date réception;Réf. article;Désignation;Qté commandée;Qté reçue
17;13/05/2031;1000;Vélo;24;4
17;13/05/2031;1001;Rando;10;3
""",
    "Exact": """Bestelnummer;Ontvangstdatum;Artikelcode;Omschrijving;Aantal besteld;Aantal ontvangen
17;13-05-2031;1000;Fiets;24;4
17;13-05-2031;1001;Toer;10;3
""",
    "Visma": """Inköpsordernr;Inleveransdatum;Artikelnr;Benämning;Beställt antal;Inlevererat antal
17;2031-05-13;1000;Cykel;24;4
17;2031-05-13;1001;Tour;10;3
""",
}


@pytest.fixture
def desk(product, user_ids):
    for sku, name in (("1000", "Bicycle"), ("1001", "Touring"), ("1002", "Helmet")):
        product(sku, name=name)
    return Desk(user_ids[0])


def on_order(*columns):
    query = sa.select(Product.sku, *columns).join(PurchaseOrder, PurchaseOrder.product_id == Product.id)
    with snapshot() as session:
        return [tuple(map(str, row)) for row in session.execute(query.order_by(PurchaseOrder.id))]


@pytest.mark.parametrize("name", FILES)
def test_what_is_on_its_way_is_read_from_the_export_of_another_system(desk, name):
    desk.import_orders(FILES[name])
    assert on_order(PurchaseOrder.quantity, PurchaseOrder.expected_on) == [
        ("1000", "20.0", "2031-06-11"),
        ("1001", "10.0", "2031-06-14"),
    ]


def test_what_the_first_line_of_an_order_says_holds_for_its_others_and_a_cancelled_order_is_left_out(desk):
    desk.import_orders(FIRST_LINE_SAYS)
    found = on_order(PurchaseOrder.number, PurchaseOrder.quantity, PurchaseOrder.expected_on, PurchaseOrder.supplier)
    assert found == [
        ("1000", "P00017", "20.0", "2031-06-11", "Mullers"),
        ("1001", "P00017", "10.0", "2031-06-11", "Mullers"),
    ]


def test_what_the_first_line_of_an_order_says_holds_where_each_line_has_a_day_of_its_own(desk):
    desk.import_orders(
        "Order Reference,Vendor,Order Deadline,Order Lines/Product,Order Lines/Quantity,Order Lines/Expected Arrival,Status\n"
        "P1,Mullers,2031-05-13 10:00:00,[1000] Bicycle,20,2031-06-11 12:00:00,Purchase Order\n,,,[1001] Touring,10,2031-06-14 12:00:00,\n"
    )
    found = on_order(PurchaseOrder.number, PurchaseOrder.expected_on)
    assert found == [("1000", "P1", "2031-06-11"), ("1001", "P1", "2031-06-14")]


def test_the_tables_of_sap_are_known_by_their_technical_names(desk):
    desk.import_orders(SAP_TABLES)
    assert on_order(PurchaseOrder.quantity) == [("1000", "24.0"), ("1001", "10.0")]


def test_cartons_are_not_taken_for_units_unless_that_is_said(desk):
    with pytest.raises(InvalidInput, match=r"This is in KAR.*\?mapping=\{\"unit\": \"\"\}"):
        desk.import_orders(CARTONS)
    as_units = Asked(FileOptions(mapping='{"unit": ""}'))
    order_entry.import_orders(io.BytesIO(CARTONS.encode()), desk.actor, as_units)
    assert on_order(PurchaseOrder.quantity) == [("1000", "24.0"), ("1001", "10.0")]


@pytest.mark.parametrize("name", CAME)
def test_what_came_in_is_read_from_the_export_of_another_system(desk, name):
    desk.enter(*(line("17", sku, 24, ordered_on=day(-9)) for sku in ("1000", "1001")))
    receipts.import_receipts(io.BytesIO(CAME[name].encode()), desk.actor)
    with snapshot() as session:
        assert list(session.scalars(sa.select(Receipt.quantity).order_by(Receipt.id))) == [4, 3]
