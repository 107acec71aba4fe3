"""What the columns of lists of suppliers, and of what they ask for products, are called; see `headings`."""

# The code of a product at its supplier: "Best.-Nr. Lieferant", "Vendor item no."
CODES = (
    "supplier, suppliers, vendor, lieferant, lieferanten, lief, kred, kreditor, fournisseur, du fournisseur, "
    "proveedor, del proveedor, "
    "fornitore, del fornitore, forn, leverancier, leverandor, leverandorens, leverantor, leverantorens, "
    "dostawcy, dodavatele",
    "item no, item number, item code, item id, item ref, product no, product number, product id, part no, "
    "part number, "
    "article no, article number, catalogue no, sku, artikelnummer, artikel-nr, artikelnr, art-nr, artnr, "
    "artikelcode, "
    "bestellnummer, bestell-nr, bestellnr, best-nr, bestnr, katalognummer, ref article, reference article, "
    "reference produit, ref produit, code produit, ref art, codigo articulo, codigo producto, ref articulo, "
    "codice prodotto, cod art, codice art, varenr, varenummer, kod towaru, indeks, kod zbozi",
)
# What a price list calls the code that its reader has for a product, beside the supplier's own: "Unsere Art.-Nr.".
READERS_CODES = (
    "our, own, my, your, customer, unsere, unser, eigene, ihre, ihr, kunden, notre, votre, nuestra, nuestro, "
    "su, vuestra, "
    "nostra, nostro, vostra, vostro, onze, uw, eigen",
    "sku, code, item no, item number, item code, item, part no, part number, product code, product no, article no, "
    "article number, ref, reference, no, number, artikelnummer, artikel-nr, artikelnr, art-nr, artnr, artikel, nr, "
    "nummer, artikelcode, referenz, reference article, ref article, code article, code produit, referencia, codigo, "
    "codigo articulo, cod, codice, codice articolo, cod articolo, rif, riferimento, referentie",
)
SURE = {
    "supplier_name": "name, supplier, vendor, supplier name, vendor name, contact name, company, lieferant, "
    "lieferantenname, firma, "
    "fournisseur, nom du fournisseur, nom, societe, proveedor, nombre del proveedor, nombre, empresa, "
    "fornitore, nome "
    "fornitore, nome, ragione sociale, leverancier, naam leverancier, naam, bedrijf, nazev firmy, nazev, "
    "obchodni firma, jmeno, "
    "nazov firmy, nazov, nazwa firmy, nazwa, cegnev, nev, denumire, nume, naziv, naziv firme, navn, firmanavn, namn, "
    "foretagsnamn, foretag, nimi, yrityksen nimi, ad, firma adi, unvan, наименование, название, имя, назва, "
    "επωνυμια, "
    "会社名, 名称, 公司名称, 업체명, 회사명",
    "min_order_value": "min_order_value, minimum order value, min order value, minimum value, order minimum, "
    "mindestbestellwert, mindestauftragswert, mindestwert, montant minimum, minimum de commande en valeur, franco, "
    "importe minimo, valor minimo, importo minimo, valore minimo, minimum bestelwaarde, minimale bestelwaarde, "
    "minimum order, order minimum, mindestbestellung, minimum de commande, commande minimum, pedido minimo, ordine "
    "minimo, minimum bestelling, minimalni objednavka, minimalna objednavka, minimalne zamowienie, minimalna wartosc "
    "zamowienia, minimikoko, minstaorder, minsteordre, minsta order, minste ordre, mindste ordre, mindsteordre, "
    "minimumsordre, minimum siparis, минимальный заказ, 最低発注金額",
    "min_order_units": "min_order_units, minimum order units, minimum units, mindeststuckzahl, unites minimum, "
    "unidades minimas, unita minime, minimum aantal",
    "min_order_weight": "min_order_weight, minimum weight, minimum weight kg, minimum order weight, min order weight, "
    "mindestgewicht, mindestbestellgewicht, mindestgewicht kg, poids "
    "minimum, peso minimo, minimaal gewicht",
    "min_order_volume": "min_order_volume, minimum volume, minimum volume l, minimum order volume, min order volume, "
    "mindestvolumen, mindestbestellvolumen, mindestvolumen l, "
    "volume minimum, volumen minimo, volume minimo, minimaal volume",
    "order_days": "order_days, order days, ordering days, bestelltage, jours de commande, dias de pedido, giorni di "
    "ordine, giorni d'ordine, besteldagen",
    "cut_off": "cut_off, cut off, cutoff, cut-off time, order until, bestellschluss, annahmeschluss, bestellung bis, "
    "heure limite, hora limite, hora de corte, orario limite, ora limite, uiterste besteltijd, besteltijd",
    "delivery_days": "delivery_days, delivery weekdays, delivers on, liefertage, jours de livraison, "
    "dias de reparto, "
    "giorni di consegna settimanali, leverdagen, bezorgdagen",
    "closed": "closed, shutdowns, shutdown, holidays, company holidays, betriebsferien, betriebsurlaub, geschlossen, "
    "fermeture, fermetures, conges, cierre, cierres, vacaciones, chiusura, chiusure, ferie, gesloten, sluiting, "
    "bedrijfsvakantie",
    "order_cost": "order_cost, cost per order, order cost, delivery cost, shipping cost, bestellkosten, "
    "lieferkosten, "
    "versandkosten, frais de commande, frais de port, coste de pedido, gastos de envio, costo ordine, spese di "
    "spedizione, bestelkosten, verzendkosten",
    "currency": "currency, currency code, wahrung, devise, monnaie, moneda, divisa, valuta, munt, mena, waluta, "
    "penznem, "
    "moneda, valuutta, para birimi, doviz, валюта, 通貨, 货币, 통화",
    "exchange_rate": "exchange_rate, exchange rate, wechselkurs, umrechnungskurs, kurs, taux de change, tipo de "
    "cambio, tasso di cambio, cambio, wisselkoers",
    "email": "email, e-mail, mail, email address, order email, e-mail-adresse, mailadresse, courriel, "
    "adresse e-mail, "
    "correo, correo electronico, posta elettronica, indirizzo email, e-mailadres",
    "supplier_code": "supplier_code, supplier sku, supplier product code, supplier item code, vendor code, "
    "vendor sku, "
    "vendor product code, lieferantenartikelnummer, lieferanten-artikelnummer, lieferanten-artikelnr, "
    "bestellnummer lieferant, bestellnummer, bestell-nr, bestellnr, best-nr, order code, ordering code, "
    "lief art nr, lief-artikelnr, artikelnr lieferant, herstellernummer, "
    "reference fournisseur, ref fournisseur, code fournisseur, code article fournisseur, ref article fournisseur, "
    "ref proveedor, cod proveedor, cod fornitore, cod articolo fornitore, rif fornitore, ref leverancier, referencia "
    "proveedor, codigo "
    "proveedor, codice fornitore, codice articolo fornitore, artikelnummer leverancier, leveranciersartikelnummer",
    "price_breaks": "price_breaks, price breaks, quantity prices, graduated prices, staffelpreise, mengenstaffel, "
    "staffel, prix degressifs, paliers de prix, precios por cantidad, escalado de precios, prezzi a scaglioni, "
    "scaglioni, staffelprijzen",
    "priority": "priority, preference, rank, prioritat, rang, priorite, prioridad, priorita, prioriteit",
}
