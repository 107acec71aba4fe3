"""Terms of products, suppliers and orders under the headings that systems make of two words, in many languages."""

import pytest

from services.orders.lines.order_fields import FiledLine
from services.planning.product_files import ProductRow
from services.planning.product_supplier_files import OfferRow

TERMS = {
    "German": (
        "Materialnummer;Warengrp.;Planlieferzeit;Sicherheitsbestand;Rundungswert;Mindestlosgröße;Höchstbestand\n"
        "A;DICHT;12;40;50;100;90\n"
    ),
    "French": (
        "Référence article;Code famille;Délai appro.;Stock mini;Colisage;Qté mini;Stock maxi\n"
        "A;DICHT;12 j;40;50;100;90\n"
    ),
    "Spanish": (
        "Código;Familia;Plazo entrega (días);Stock de seguridad;Uds. caja;Lote mínimo;Stock máximo\n"
        "A;DICHT;12;40;50;100;90\n"
    ),
    "Italian": (
        "Cod.;Categoria;Gg. ordine;Scorta min.;Ordina a multipli di;Ordine minimo;Scorta max.\n"
        "A;DICHT;12;40;50;100;90\n"
    ),
    "Dutch": (
        "Artikelcode;Artikelgroep;Levertermijn;Minimale voorraad;Aantal per doos;Minimale afname;Maximale voorraad\n"
        "A;DICHT;12;40;50;100;90\n"
    ),
    "Polish": (
        "Symbol;Grupa;Czas dostawy;Stan minimalny;Ilość w opakowaniu;Minimalne zamówienie;Stan maksymalny\n"
        "A;DICHT;12 dni;40;50;100;90\n"
    ),
    "Swedish": (
        "Artikelnr;Artikelgrupp;Ledtid;Min lager;Antal per förpackning;Minsta orderkvantitet;Max lager\n"
        "A;DICHT;12;40;50;100;90\n"
    ),
    "Turkish": (
        "Malzeme Kodu;Grup Kodu;Temin Süresi (gün);Asgari Stok;Koli İçi Adet;Asgari sipariş;Azami Stok\n"
        "A;DICHT;12;40;50;100;90\n"
    ),
    "Chinese": "商品编码,分类,交货周期(天),安全库存,装箱数,最小起订量,最高库存\nA,DICHT,12,40,50,100,90\n",
}


@pytest.mark.parametrize("language", TERMS)
def test_terms_are_known_by_the_words_of_their_headings(rows_of, language):
    (row,) = rows_of("products", TERMS[language])
    names = ("product_sku", "category", "lead_time_days", "min_stock", "pack_size", "min_order", "max_stock")
    assert [row[name] for name in names] == ["A", "DICHT", 12, 40, 50, 100, 90]


PRICES = ("RRP inc VAT", "PVP c/ IVA", "Prodejní cena s DPH", "Listino 1 (ivato)", "Satış Fiyatı (KDV dahil)", "销售价")


@pytest.mark.parametrize("heading", PRICES)
def test_a_price_is_one_with_its_tax_as_well(rows_of, heading):
    (row,) = rows_of("products", f"SKU;{heading}\nA;5.50\n")
    assert float(row["unit_price"]) == 5.5


@pytest.mark.parametrize("heading", ["Preiseinheit", "Price per", "Preiseinh.", "Unité de prix", "Prijs per"])
def test_a_price_may_be_that_of_many_units(rows_of, heading):
    rows = rows_of("products", f"SKU;EK;{heading}\nA;12,50;100\nB;3,20;1\n")
    assert [float(ProductRow(**row).unit_cost) for row in _without_lines(rows)] == [0.125, 3.2]
    rows = rows_of("product_suppliers", f"SKU;Supplier;EK;{heading}\nA;Mill;12,50;100\nB;Mill;3,20;\n")
    assert [float(OfferRow(**row).unit_cost) for row in _without_lines(rows)] == [0.125, 3.2]


def _without_lines(rows):
    return [{name: value for name, value in row.items() if name != "line"} for row in rows]


@pytest.mark.parametrize("heading", ["Meldebestand", "Reorder point", "Beställningspunkt"])
def test_a_reorder_point_is_worked_out_and_no_minimum_of_stock(rows_of, heading):
    (row,) = rows_of("products", f"SKU;EK;{heading}\nA;1,50;40\n")
    assert "min_stock" not in row


SUPPLIERS = {
    "German": "Kreditor;Name 1;Bestelltage;E-Mail Bestellung;Bestellung bis\n70;Mill;Mo, Fr;a@b.de;10:30 Uhr\n",
    "French": "Code;Raison sociale;Jours de commande;Courriel;Heure limite\n70;Mill;lun. et ven.;a@b.de;10h30\n",
    "Czech": "Dodavatel;Objednací dny;E-mail;Objednávky do\nMill;Po a Pá;a@b.de;10:30\n",
    "Polish": "Nazwa;Dni zamówień;E-mail;Zamówienia do godziny\nMill;pon, pt;a@b.de;10:30\n",
    "English": "Supplier Name,Order days,Order email,Order Cut-off\nMill,Mon/Fri,a@b.de,10.30am\n",
}


@pytest.mark.parametrize("language", SUPPLIERS)
def test_the_days_of_a_supplier_are_known(rows_of, language):
    (row,) = rows_of("suppliers", SUPPLIERS[language])
    assert (row["name"], row["order_days"], row["email"], row["cut_off"]) == ("Mill", ["mon", "fri"], "a@b.de", "10:30")


def test_delivery_days_are_a_length_or_days_of_the_week_as_their_cells_say(rows_of):
    (row,) = rows_of("suppliers", "Supplier,Delivery days\nMill,Tue/Thu\n")
    (other,) = rows_of("suppliers", "Supplier,Delivery days\nMill,3\n")
    assert (row["delivery_days"], other["lead_time_days"]) == (["tue", "thu"], 3)


COUNTS = {
    "Zähldatum": "Artikelnummer;Sollmenge;Istmenge;Zähldatum\nA;500;480;20.11.2026\n",
    "in French": "Référence;Stock théorique;Stock compté;Écart\nA;500;480;-20\n",
    "in English": "SKU,On hand,Counted qty,Variance\nA,500,480,-20\n",
}


@pytest.mark.parametrize("name", COUNTS)
def test_what_was_counted_is_there_and_not_what_the_books_say(rows_of, name):
    (row,) = rows_of("stock", COUNTS[name])
    assert row["on_hand"] == 480


def test_what_was_cancelled_of_an_order_does_not_come(rows_of):
    (row,) = rows_of("orders", "PO #,SKU,Qty Ordered,Qty Received,Qty Cancelled\n881,A,100,50,10\n")
    assert FiledLine(**_without_lines([row])[0]).still_to_come(0) == 40


def test_the_units_of_an_order_are_those_of_all_its_cases(rows_of):
    (row,) = rows_of("orders", "PO,SKU,Cases,Units per case,Total units\n7,A,4,12,48\n")
    assert row["quantity"] == 48
