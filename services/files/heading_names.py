"""What columns are called: in English, German, French, Spanish, Italian and Dutch.

Of each field the best names come first. Case, accents, spaces, punctuation, and units in brackets do not count.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """sure -- names that say what the column is; loose -- names that other things have as well: the content decides

    joined -- names made of one of the first and one of the second, either way round, such as "ref produit"
    ends, begins -- what a longer name of the kind ends or begins with
    last -- sure as well, where there is nothing better, such as a barcode beside a shop's own code
    """

    sure: str
    loose: str = ""
    joined: tuple[str, str] = ("", "")
    ends: str = ""
    begins: str = ""
    last: str = ""


_GOODS = (
    "product, item, article, material, merchandise, goods, stock item, artikel, produkt, waren, produit, "
    "articulo, producto, articolo, prodotto"
)
# One name a line would fill a book: names are split at commas.
NAMES = {
    "product_sku": Names(
        "product_sku, sku, custom sku, item sku, item nbr, variant sku, variation no, variation number, "
        "variation sku, lineitem "
        "sku, merchant sku, product variant sku, custom "
        "label, "
        "product code, item code, "
        "article code, "
        "stock code, unique_id, seller sku, sku code, sku number, article number, article no, item number, "
        "item no, product number, product no, product id, item id, material number, material, plu, part number, "
        "part no, part #, product/service, internal reference, internal ref, interne referenz, reference interne, "
        "referencia interna, riferimento interno, interne referentie, default_code, sku seller, "
        "item lookup code, product/internal reference, order lines/product/internal reference, asin, article id, "
        "inventory item, inventory item code, variantennr, variantennummer, varianten-nr, "
        "variant id, system id, matnr, sku reference, sku reference no, sku ref, sku ref no, "
        "bestandseinheit, sachnummer, teilenummer, produkt-id, handelsartikel, plu-nr, lager-nr, artikelnummer, "
        "artikel-nr, art-nr, artikelnr, artnr, artikelcode, artikel id, produktnummer, produkt-nr, produktcode, "
        "materialnummer, bestellnummer artikel, warennummer, reference produit, "
        "ref produit, code article, code produit, reference article, num article, ref article, n° article, "
        "no article, article n°, codigo del articulo, "
        "no identificacion, numero de identificacion, n articulo, nº articulo, nº de referencia, cod art, "
        "codice art, "
        "codigo articulo, codigo producto, codigo de producto, codigo de articulo, cod articulo, "
        "codice articolo, codice prodotto, cod articolo, cod prodotto, riferimento, "
        "artikelnummer, artikelcode, productcode, productnummer, artikel nr",
        "item, product, stock item, article, artikel, produkt, "
        "articulo, producto, articolo, prodotto, produit, item name, "
        "product name, product title, lineitem name, artikelbezeichnung, bezeichnung, beschreibung, description, "
        "artikelname, "
        "produktname, nom du produit, designation, libelle, nombre, nombre del producto, descripcion, nome, "
        "nome prodotto, descrizione, productnaam, omschrijving, name, title, product variant, row labels, "
        "beschreibung, "
        "zeilenbeschriftungen, etiquettes de lignes, etiquetas de fila, etichette di riga, rijlabels, style, "
        "style number, style #, model, model number, menu item, dish, drink, beverage, gericht, speise, "
        "getrank, plat, "
        "boisson, plato, bebida, piatto, bevanda, gerecht, drank",
        joined=(
            f"{_GOODS}, variant, grade, fuel",
            "code, number, no, nr, num, nbr, nummer, id, identifier, key, ref, reference, codigo, referencia, "
            "codice, "
            "riferimento, referentie",
        ),
        ends="sku, artikelnr, artikelnummer, itemcode, productcode",
        last="code, reference, ref, codigo, cod, clave, clave articulo, clave producto, clave del producto, "
        "referencia, codice, referentie, pzn, code cip, cip, cip13, cip7, "
        "codigo nacional, aic, codice aic, minsan, codice minsan, cnk, ndc, zi-nummer, isbn, isbn13, isbn/ean, "
        "ean/isbn, "
        "issn, zentralnummer, ean, "
        "ean13, ean code, gtin, upc, barcode, bar code, variant "
        "barcode, strichcode, code-barres, code "
        "barre, "
        "code ean, codigo de barras, codice a barre, streepjescode",
    ),
    "product_name": Names(
        "product name, item name, order item name, article name, product title, item title, lineitem name, item "
        "description, "
        "product description, material description, artikelbezeichnung, artikelname, artikeltext, "
        "artikelbeschreibung, produktname, produktbezeichnung, warenbezeichnung, bezeichnung, kurztext, "
        "materialkurztext, angebotstitel, nom du produit, nom produit, nom de l'article, nom article, "
        "designation, designation article, designation produit, libelle article, libelle produit, libelle, "
        "nombre del producto, nombre producto, nombre del articulo, nombre articulo, descripcion del producto, "
        "descripcion producto, descripcion del articulo, descripcion articulo, denominacion, nome prodotto, "
        "nome del prodotto, nome articolo, descrizione articolo, descrizione prodotto, denominazione, "
        "productnaam, artikelnaam, productomschrijving, artikelomschrijving",
        "item, product, article, artikel, produkt, produit, articulo, producto, articolo, prodotto, description, "
        "beschreibung, descripcion, descrizione, omschrijving, title, titel, titre, titulo, titolo, name, nom, "
        "nombre, nome, naam, menu item, menu item name, dish, drink, gericht, speise, plat, plato, piatto, gerecht",
        joined=(_GOODS, "name, title, description, desc, text, label, caption"),
    ),
    "date": Names(
        "date, day, ds, datum, fecha, data, jour, tag, dia, giorno, dag, order date, order_date, date_order, "
        "order reference/order date, ordered on, ordered at, sale date, sales date, date of sale, invoice date, "
        "transaction date, "
        "posting date, purchase date, business date, created at, created_at, created, date created, date/time, "
        "datetime, timestamp, time stamp, day of sale, closed at, completed at, sold on, "
        "sold at, created on, order date & time, order placed, placed at, order created, purchased on, "
        "completed on, transaction time, local time, stock date, count date, counted on, completed date, "
        "date paid, paid at, payment date, bestelldatum, verkaufsdatum, rechnungsdatum, belegdatum, "
        "buchungsdatum, kaufdatum, auftragsdatum, verkaufstag, verkauft am, bestellt am, bezahlt am, "
        "zeitstempel, buch.dat, buchungsdat, belegdat, vendu le, cree le, horodatage, vendido el, creado el, venduto "
        "il, creato il, verkocht op, "
        "aangemaakt op, erstellt am, zeitpunkt, bestandsdatum, stichtag, date de vente, date de commande, "
        "date commande, date vente, date piece, date de piece, date document, fkdat, budat, bldat, audat, "
        "erdat, date facture, date de facturation, date achat, fecha de venta, fecha venta, "
        "fecha de pedido, fecha pedido, fecha factura, fecha de factura, data vendita, data di vendita, "
        "data ordine, data documento, data fattura, verkoopdatum, factuurdatum, orderdatum, besteldatum, "
        "transactiedatum, week, woche, kalenderwoche, kw, semaine, semana, settimana, month, monat, mois, mes, "
        "mese, maand, period, periode, periodo, yearmonth, year month, week starting, week beginning, "
        "week commencing, week of, week ending, week end, wochenbeginn, wochenende, month ending, year week, "
        "yearweek, interval",
        "",
        joined=(
            "order, ordered, sale, sold, order placed, order created, placed, purchase, purchased, created, "
            "creation, "
            "create, transaction, transaction completed, receipt, checkout, completed, closed, paid, payment",
            "date, day, time, dt, ts, datetime, date time, date and time, timestamp, at utc, date utc, time utc",
        ),
        ends="date, datum, tag",
        begins="date, datum, fecha, data",
    ),
    "count_day": Names(
        "date, day, datum, fecha, data, jour, tag, dia, giorno, dag, as of, as of date, as at, on hand date, "
        "snapshot date, snapshot day, inventory date, stock date, stock day, stocktake date, stock count date, "
        "count date, counted on, counted at, counted, reported on, report date, posting date, timestamp, datetime, "
        "date/time, stichtag, bestandsdatum, zahldatum, zahltag, gezahlt am, inventurdatum, inventurtag, "
        "inventur am, "
        "bestand per, bestand am, stand, buchungsdatum, budat, zeitstempel, date d'inventaire, date inventaire, "
        "date de comptage, date comptage, date du stock, date stock, compte le, horodatage, fecha de inventario, "
        "fecha inventario, fecha de recuento, fecha recuento, fecha stock, data inventario, data conteggio, "
        "data giacenza, teldatum, telling op, voorraaddatum, inventarisdatum, peildatum",
        joined=("count, counted, stock, inventory, stocktake, snapshot, as of", "date, day, time, dt, datetime, at"),
    ),
    "quantity": Names(
        "quantity, qty, units sold, quantity sold, qty sold, sold quantity, sold qty, items sold, pieces sold, "
        "net quantity, net items sold, item quantity, lineitem quantity, quantity ordered, qty ordered, "
        "ordered quantity, quantity purchased, ordered item quantity, product_uom_qty, order lines/quantity, "
        "order lines/ordered quantity, stock qty, units, unit sales, sales units, sales volume, number of units, "
        "number of items, number of items sold, no of items, number sold, no sold, net units, gross units, pcs, "
        "units ordered, pieces, y, order qty, order quantity, demand, volume, menge, anzahl, anz, stuck, "
        "stuckzahl, stk, st, mge, einheiten, absatz stuck, verkaufte einheiten, stuckzahl verkauft, "
        "verkaufte menge, fakt menge, fakturierte menge, berechnete menge, menge fakturiert, quantity invoiced, "
        "qty invoiced, invoiced quantity, invoiced qty, qte facturee, quantite facturee, cantidad facturada, "
        "quantita fatturata, gefactureerd aantal, fkimg, kwmeng, absatz netto, menge netto, netto menge, nettomenge, "
        "verkaufsmenge, absatz, absatzmenge, verkaufte stuck, bestellmenge, abverkauf, qte, "
        "quantite, quantite vendue, qte vendue, unites, unites vendues, nombre vendu, nb vendu, nb ventes, "
        "nombre d'unites, qte commandee, qtt, quantites vendues, cantidad, cant, cantidad vendida, unidades, "
        "unidades vendidas, uds, ud, uds vendidas, cant vendida, n unidades, nº unidades, quantita, qta, q.ta, "
        "quantita venduta, pezzi, pz, n pezzi, q.ta venduta, pezzi venduti, unita vendute, unita, aantal, "
        "hoeveelheid, verkochte aantallen, verkocht aantal, aantal verkocht, stuks, verkochte stuks, "
        "outwards qty, outwards quantity, outward qty, outward quantity, menge abgang, abgang, sorties, "
        "salidas, scarico, qty out, quantity out, out qty, out quantity, qty issued, issued qty, issued quantity",
        "count, sales, sold, total sold, net sold, consumption, usage, verbrauch, gesamtverbrauch, consommation, "
        "consumo, "
        "consumi, verbruik, verkauf, verkaufe, verkauft, ventes, vente, vendu, ventas, "
        "vendido, vendite, venduto, verkoop, verkocht, verkopen",
        joined=(
            "num, number, no, count, units, items, pieces, total, litres, liters, litre, volume, kg, kilos, weight, "
            "cases, bottles, copies, stk, stuck, pz, pezzi, uds, unidades, cant, nb, qte, unites, stuks, aantal, "
            "antal, antall, szt, ilosc, ks, qtd, quantidade",
            "sold, ordered, purchased, units sold, qty sold, verkauft, verkaufte, venduti, venduta, vendute, "
            "vendidas, "
            "vendida, vendidos, vendu, vendus, vendues, vendue, verkocht, verkochte, solgt, solgte, salda, salt, "
            "sprzedane, sprzedana, prodano",
        ),
        ends="qty, quantity, menge, anzahl, stuckzahl, quantite, cantidad, quantita, aantal, unitssold",
        begins="qty, quantity, quantite, cantidad, quantita, aantal, unitssold, anzahl, menge",
    ),
    "price": Names(
        "price, unit price, unitprice, variant price, sales price, sales unit price, selling price, lineitem price, "
        "item price, price "
        "per unit, price unit, retail price, rate, retail, regular price, sale price, unit_price, "
        "brutto-vk, netto-vk, vk netto, vk-brutto, brutto vk preis, verkaufspreis (brutto), preis, e-preis, "
        "preis/stk, einzelpreis, "
        "stuckpreis, verkaufspreis, vk, vk-preis, vk brutto, prix, prix unitaire, prix de vente, pu, pu ttc, "
        "pu ht, prix unitaire ht, prix unitaire ttc, precio unit, p unit, pvp, prezzo unit, precio, "
        "precio unitario, precio de venta, prezzo, prezzo unitario, prezzo di vendita, prijs, stuksprijs, "
        "eenheidsprijs, verkoopprijs, msrp, rrp, list price, retail price incl tax, uvp, listenpreis, "
        "bruttopreis, verkaufspreis brutto, verkaufspreis netto, advies, prix de vente ttc, prix de vente ht, "
        "prix ttc, "
        "prix public, pv ttc, precio venta, precio de venta al publico, precio venta publico, prezzo al pubblico, "
        "prezzo di listino, adviesprijs",
        ends="unitprice",
    ),
    "in_stock": Names(
        "in_stock, available, is available, open, verfugbar, lieferbar, en stock, disponible, disponibile, op voorraad",
    ),
    "promo": Names(
        "promo, promotion, on promotion, is promo, onpromotion, aktion, angebot, en promotion, promocion, "
        "oferta, promozione, offerta, actie, aanbieding",
    ),
    "store": Names(
        "store, store id, store name, store code, store number, store no, store_nbr, shop, shop id, shop name, "
        "branch, branch name, branch code, outlet, outlet name, location, pos location, site, location name, "
        "filiale, filial-nr, "
        "filialnummer, marktnr, kassenstandort, etablissement, n° magasin, laden, markt, geschaft, standort, "
        "verkaufsstelle, magasin, boutique, point de vente, tienda, sucursal, negozio, punto vendita, filiale, "
        "winkel, filiaal, vestiging",
    ),
    "status": Names(
        "status, estatus, order status, financial status, payment status, state, order state, item status, sale "
        "status, "
        "document status, transaction status, invoice status, line status, statut commande, statut de paiement, "
        "estado de pago, stato pagamento, betaalstatus, docstatus, bestellstatus, auftragsstatus, "
        "zahlungsstatus, belegstatus, statut, etat, statut de la commande, etat de la commande, estado, "
        "estado del pedido, estado de la orden, estado del pago, stato, stato ordine, stato dell'ordine, "
        "orderstatus, "
        "bestelstatus, order payment state, line item status, line item state, zustand, bestellzustand, situacao",
        joined=(
            "order, sale, invoice, document, line, payment, bestell, auftrags, rechnungs, beleg, positions, "
            "commande, "
            "facture, ligne, paiement, piece, pedido, factura, linea, ordine, fattura, riga, factuur, bestelling",
            "status, state, statut, etat, estado, stato",
        ),
        ends="orderstatus, orderstate, itemstatus, salestatus, paymentstatus, paymentstate, positionstatus, "
        "positionsstatus, linestatus",
    ),
    "cancelled": Names(
        "cancelled at, canceled at, cancelled, canceled, is cancelled, voided, void, is void, is_cancelled, "
        "cancelled on, cancellation date, cancel date, is voided, stornokennzeichen, storno-kz, annulee, "
        "anulada, storniert, storno, stornodatum, storniert am, annule, annule le, date annulation, anulado, "
        "cancelado, cancelado el, annullato, annullato il, geannuleerd, geannuleerd op, refunded, is refunded, "
        "fully refunded, transaction refunded, erstattet, rembourse, reembolsado, rimborsato, terugbetaald, deleted, "
        "is deleted, geloscht, supprime, eliminado, is test, test order, training mode, cancellation, stornierung, "
        "annulation, anulacion, annullamento, annulering, order cancelled, order canceled",
    ),
    "order": Names(
        "order, order id, order_id, order number, order no, order name, order reference, order ref, amazon order id, "
        "receipt ref, receipt reference, pos reference, "
        "invoiceno, invoice no, invoice number, invoice, receipt number, receipt no, receipt, transaction id, "
        "transaction no, transaction #, bon, bestell-nr, auftrags-nr, n° commande, n° de commande, n° facture, "
        "n° ticket, numero de orden, n orden, nº orden, orden, id de orden, # de venta, numero de venta, nº pedido, "
        "nº factura, numero documento, auftragsreferenz, reference commande, "
        "referencia del pedido, riferimento ordine, orderreferentie, ticket number, ticket, sale id, "
        "sales invoice, bestellnummer, bestellung, auftragsnummer, auftrag, rechnungsnummer, rechnungs-nr, "
        "belegnummer, beleg-nr, bon-nr, bonnummer, numero de commande, commande, no commande, facture, "
        "numero de facture, pedido, numero de pedido, n pedido, factura, ordine, numero ordine, n ordine, "
        "scontrino, fattura, bestelnummer, ordernummer, factuurnummer, bonnummer",
    ),
    "movement": Names(
        "entry type, event type, voucher type, vch type, kind of document,  receipt type, sale kind, item "
        "ledger entry type, postenart, journal type, line item "
        "type, item type, transaction type, bwa, movement type, invoice type, sale "
        "type, type, line type, record type, document type, "
        "kind, doc type, trans type, buchungsart, ereignistyp, transaktionstyp, zeilentyp, positionsart, "
        "positionstyp, "
        "belegtyp, vorgangstyp, auftragstyp, type de document, type document, type de transaction, type piece, "
        "type de piece, "
        "tipo doc, tipo docto, typ doc, tipo de documento, tipo de transaccion, tipo transazione, vorgang, "
        "vorgangsart, belegart, bewegungsart, "
        "art, typ, type de vente, type de mouvement, tipo, tipo de movimiento, tipo movimiento, tipo documento, "
        "tipo movimento, tipo di movimento, tipo operacion, clase de movimiento, type mouvement, mouvement, "
        "bewegung, mutatiesoort, "
        "soort, transactietype",
    ),
    "on_hand": Names(
        "on_hand, stock, on hand, stock on hand, qty on hand, quantity on hand, in hand, available quantity, "
        "inventory, inventory quantity, variant inventory qty, stock level, current stock, stock quantity, "
        "afn fulfillable quantity, fulfillable quantity, actual qty, on hand quantity, qty in stock, quantity in "
        "stock, stock qty, inventoried quantity, unrestricted, "
        "unrestricted use, unrestricted stock, quantity, qty, counted, count, lagerbestand gesamt, gesamtbestand, "
        "bestand gesamt, bestand aktuell, bestand heute, bestand ist, physischer bestand, frei verwendbar, "
        "frei verwendbarer bestand, bestand, lagerbestand, "
        "menge, anzahl, stock reel, stock physique, stock fisico, stock real, esistenza, ist-bestand, "
        "qoh, soh, on hand qty, lager verfugbar, frei verw bestand, frei verw.best, physical stock, physical qty, "
        "physical "
        "quantity, "
        "bestandsmenge, stock disponible, quantite en stock, qte en stock, quantite, existencias, cantidad, "
        "cantidad en stock, giacenza, disponibilita, quantita, scorte, voorraad, aantal, voorraadaantal",
        ends="bestand, onhand, voorraad",
        begins="current quantity, on hand",
    ),
    "place": Names(
        "place, bin, bin location, lort, lgort, sloc, stor loc, storage loc, werk, werks, plant,  bin code, "
        "shelf, rack, aisle, zone, stock location, storage location, warehouse, "
        "warehouse name, lot, lot number, batch, batch number, serial number, lot/serial number, expiry date, "
        "expires "
        "on, pallet, "
        "lagerplatz, lagerort, lager, regal, fach, palette, charge, chargennummer, chargen-nr, los, mhd, "
        "emplacement, entrepot, depot, rayonnage, lot n°, numero de lot, dluo, ubicacion, almacen, estanteria, lote, "
        "numero de lote, caducidad, ubicazione, magazzino, scaffale, lotto, scadenza, magazijn, schap, partij, "
        "batchnummer, houdbaar tot",
        ends="lotnumber, lotno, lotnr, lotid, batchnumber, batchno, batchnr, batchid, serialnumber, serialno, "
        "serialnr, "
        "chargennummer, chargennr, binlocation, bincode, lagerplatz, expirydate, expirationdate, verfallsdatum, mhd",
    ),
    "received_quantity": Names(
        "quantity received, qty received, received quantity, received qty, units received, received units, "
        "quantity delivered, qty delivered, delivered quantity, delivered, received, gelieferte menge, liefermenge, "
        "eingangsmenge, empfangene menge, wareneingangsmenge, menge geliefert, erhalten, geliefert, quantite recue, "
        "qte recue, quantite livree, recu, livre, cantidad recibida, cantidad entregada, recibido, quantita "
        "ricevuta, "
        "quantita consegnata, ricevuto, ontvangen aantal, aantal ontvangen, geleverd aantal, ontvangen, "
        "quantity, qty, "
        "units, menge, anzahl, stuck, quantite, qte, cantidad, unidades, quantita, qta, pezzi, aantal, stuks",
        ends="qty, quantity, menge, anzahl, quantite, cantidad, quantita, aantal",
    ),
    "has_come": Names(
        "received, qty received, quantity received, received quantity, received qty, units received, received units, "
        "rcv'd, rcvd, qty rcvd, delivered, qty delivered, quantity delivered, delivered quantity, received so far, "
        "geliefert, gelieferte menge, menge geliefert, bereits geliefert, erhalten, erhaltene menge, "
        "wareneingang menge, eingegangen, recu, qte recue, quantite recue, deja recu, livre, quantite livree, "
        "recibido, recibida, cantidad recibida, unidades recibidas, entregado, ricevuto, ricevuta, "
        "quantita ricevuta, consegnato, quantita consegnata, evaso, quantita evasa, ontvangen, "
        "aantal ontvangen, ontvangen aantal, geleverd, aantal geleverd, geleverd aantal",
    ),
    "to_come": Names(
        "outstanding, qty outstanding, quantity outstanding, outstanding quantity, outstanding qty, open quantity, "
        "open qty, qty open, remaining, qty remaining, quantity remaining, remaining quantity, remaining qty, "
        "to be delivered, still to be delivered, qty to receive, quantity to receive, to receive, backordered, "
        "back ordered, qty backordered, offen, offene menge, menge offen, restmenge, noch zu liefern, "
        "noch zu liefernde menge, noch offen, ausstehend, ruckstand, reste a livrer, reste a recevoir, restant, "
        "quantite restante, reliquat, pendiente, cantidad pendiente, pendiente de recibir, pendiente de entrega, "
        "uds pendientes, residuo, da consegnare, da ricevere, da evadere, quantita residua, openstaand, "
        "aantal openstaand, nog te leveren, nog te ontvangen, restant aantal",
    ),
    "number": Names(
        "number, order number, order no, order id, einkbeleg, "
        "bestnr, p.o. number, p.o. no, po number, po num, po, num, purchase order, purchasing document, "
        "document number, document no, einkaufsbeleg, belegnummer, order, order reference, po no, "
        "bestellnummer, bestell-nr, bestellung, auftragsnummer, numero, numero de commande, commande, "
        "n commande, pedido, numero de pedido, n pedido, ordine, numero ordine, n ordine, bestelnummer, "
        "ordernummer, inkooporder",
    ),
    "ordered_on": Names(
        "ordered_on, order date, ordered, ordered at, po date, date ordered, bestelldatum, bestellt am, "
        "date de commande, date commande, commande le, fecha de pedido, fecha pedido, data ordine, "
        "data dell'ordine, besteldatum, date, datum, fecha, data",
    ),
    "expected_on": Names(
        "expected_on, due date, due, expected date, expected delivery, expected delivery date, delivery due, "
        "promised "
        "date, need by date, expected arrival, expected, eta, delivery date, arrival date, "
        "required by, schedule date, scheduled date, planned receipt date, liefertermin, lieferdatum, "
        "lieferdat, lieferdat., voraussichtliches lieferdatum, bestatigtes lieferdatum, bestatigter liefertermin, "
        "erwartet am, wunschtermin, date de livraison prevue, date livraison prevue, fecha de entrega prevista, "
        "fecha "
        "prevista de entrega, data prevista consegna, data "
        "consegna prevista, date de livraison, livraison prevue, date prevue, fecha de entrega, "
        "fecha prevista, entrega prevista, data consegna, data di consegna, consegna prevista, leverdatum, "
        "verwachte leverdatum, verwacht op",
    ),
    "received_on": Names(
        "received_on, receipt date, received, received at, date received, arrived on, posting date, date, "
        "wareneingang, eingangsdatum, wareneingangsdatum, eingang am, geliefert am, datum, date de reception, "
        "recu le, reception, fecha de recepcion, recibido el, fecha, data ricezione, data di ricevimento, "
        "ricevuto il, data, ontvangstdatum, ontvangen op",
    ),
    "supplier": Names(
        "supplier, vendor, supplier name, vendor name, primary supplier, preferred supplier, main supplier, "
        "default supplier, preferred vendor, default vendor, default vendor name, "
        "lieferant, lieferantenname, lieferantname, hauptlieferant, "
        "stammlieferant, fournisseur, fournisseur principal, nom fournisseur, proveedor, proveedor principal, "
        "proveedor habitual, fornitore, fornitore abituale, fornitore principale, leverancier, vaste leverancier",
        # By a number only where nothing has their names.
        last="supplier a/c, supplier account, supplier no, supplier number, supplier id, vendor no, vendor number, "
        "vendor id, vendor account, creditor, creditor no, lieferantennr, lieferantennummer, lieferanten-id, "
        "lief-nr, kreditor, kreditorennr, kreditorennummer, kreditor nr, n° fournisseur, numero fournisseur, "
        "num fournisseur, compte fournisseur, numero proveedor, n° proveedor, num proveedor, numero fornitore, "
        "n° fornitore, leveranciersnummer, leveranciernr, crediteur, crediteurnr, crediteurnummer",
    ),
    "category": Names(
        "category, category name, product category, product category/complete name, item category, categories, "
        "product type, item type, item group, product group, department, product family, product line, kategorie, "
        "kategorien, produktkategorie, artikelkategorie, warengruppe, warengruppenname, artikelgruppe, "
        "produktgruppe, "
        "hauptwarengruppe, abteilung, sortiment, categorie, categories produit, famille, famille d'articles, rayon, "
        "gamme, groupe, departement, categoria, categoria del producto, familia, grupo, departamento, seccion, "
        "categoria prodotto, famiglia, gruppo merceologico, categoria merceologica, reparto, settore, artikelgroep, "
        "productgroep, productcategorie, afdeling, kategorie 1, kategorie ebene 1, category 1, category level 1, "
        "warengruppe 1, warengruppe ebene 1, categorie 1, categoria 1, famille 1, familia 1",
    ),
    "returned": Names(
        "qty returned, quantity returned, returned quantity, returned qty, returned item quantity, "
        "units returned, items returned, returned units, returned items, qty refunded, quantity refunded, "
        "refunded quantity, refunded qty, units refunded, items refunded, refunded items, return quantity, "
        "return qty, retourenmenge, retournierte menge, menge retouren, anzahl retouren, quantite retournee, "
        "qte retournee, quantite remboursee, qte remboursee, "
        "nombre rembourse, unites retournees, unidades devueltas, cantidad devuelta, "
        "quantita resa, quantita restituita, pezzi resi, retour aantal, aantal retour, aantal geretourneerd",
        "retouren, ruckgaben, retours, devoluciones, resi, geretourneerd, returned, returns, retoure, "
        "menge retoure, retour, uds devueltas, retouren aantal",
        joined=(
            "quantity, qty, product quantity, product qty, item quantity, units, menge, anzahl, qte, quantite, "
            "cantidad, "
            "unidades, quantita, pezzi, aantal, no of",
            "return, returned, returns, refund, refunded, reinjected, retoure, retouren, retourniert, "
            "retournee, retournees, "
            "retour, remboursee, devuelta, devueltas, devolucion, resa, resi, reso, geretourneerd",
        ),
    ),
    "cancelled_quantity": Names(
        "qty canceled, qty cancelled, quantity canceled, quantity cancelled, canceled qty, cancelled qty, canceled "
        "quantity, cancelled quantity, units cancelled, units canceled, stornierte menge, menge storniert, "
        "stornomenge, "
        "quantite annulee, qte annulee, cantidad cancelada, cantidad anulada, quantita annullata, aantal geannuleerd",
    ),
    "variant": Names(
        "variant, variant name, variant title, product variant title, variation, variation name, variation details, "
        "price point name, variante, varianten, variante du produit, size, sizes, colour, color, colour name, "
        "color name, grosse, farbe, taille, couleur, declinaison, talla, colore, taglia, maat, kleur, variantname, "
        "storlek, farg, storrelse, farve, koko, vari, rozmiar, kolor, velikost, barva, tamanho, cor, beden, renk, "
        "размер, цвет, size/colour, size/color, talla/color, taille/couleur, grosse/farbe",
    ),
    "line_number": Names(
        "line id, order line id, sale line id, line item id, lineitem id, order item id, order product id, "
        "item selection id, transaction line id, positions-id, bestellpositions-id, id ligne, id de ligne, id linea, "
        "id riga, regel id",
    ),
    "line_position": Names(
        "pos, position, pos no, position no, line, line no, line number, line #, lineno, line num, pos-nr, posnr, "
        "positionsnummer, positions-nr, zeile, zeilennr, zeilen-nr, zeilennummer, n° ligne, no ligne, numero de "
        "ligne, "
        "ligne, linea, n linea, nº linea, numero de linea, riga, n riga, numero riga, regel, regelnr, "
        "regelnummer, rad, "
        "radnr, linje, linjenr, lp",
    ),
    "parent": Names(
        "parent item id, parent line id, parent line, parent id, parent order item id, parent line item id, bundle "
        "parent, component of, hauptposition, ubergeordnete position, positions-id parent, parent position",
    ),
    "unit": Names(
        "unit, uom, unit of measure, units of measure, unit of measurement, sales unit, qty unit, quantity unit, me, "
        "meh, "
        "einheit, mengeneinheit, verkaufseinheit, basismengeneinheit, bme, erfassme, unite, unite de mesure, "
        "unite de vente, unidad, unidad de medida, udm, um, unita di misura, eenheid, verkoopeenheid",
    ),
    "day_number": Names(
        "day, day of month, tag, jour, dia, giorno, dag",
    ),
    "year": Names(
        "year, jahr, annee, an, ano, anno, jaar",
    ),
    "week_number": Names(
        "week, week number, week no, weeknr, iso week, kw, woche, kalenderwoche, semaine, semana, settimana, "
        "weeknummer",
    ),
    "month_number": Names(
        "month, month number, monat, mois, mes, mese, maand",
    ),
}
