"""What columns of sales are called: their days, units and prices, and what a line says of itself."""

from services.files.headings.goods_headings import WAREHOUSES
from services.files.headings.names import Names

# One name a line would fill a book: names are split at commas.
NAMES = {
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
        "transactiedatum, week, woche, kalenderwoche, kw, semaine, semana, settimana, "
        "calendar week, iso week, sales week, month, monat, mois, mes, "
        "mese, maand, period, periode, periodo, yearmonth, year month, week starting, week beginning, "
        "week commencing, week of, week ending, week end, wochenbeginn, wochenende, month ending, year week, "
        "yearweek, interval",
        "",
        joined=(
            "order, ordered, sale, sold, order placed, order created, placed, purchase, purchased, created, creation, "
            "create, transaction, transaction completed, receipt, checkout, completed, closed, paid, payment",
            "date, day, time, dt, ts, datetime, date time, date and time, timestamp, at utc, date utc, time utc",
        ),
        ends="date, datum, tag",
        begins="date, datum, fecha, data",
    ),
    "quantity": Names(
        "quantity base, qty base, menge basis, quantite base, cantidad base, quantita base, aantal basis, "
        "quantity, qty, units ty, qty ty, sales units ty, units this year, qty this year, "
        "units sold, quantity sold, qty sold, sold quantity, sold qty, items sold, pieces sold, "
        "net quantity, net items sold, item quantity, lineitem quantity, quantity ordered, qty ordered, "
        "ordered quantity, quantity purchased, ordered item quantity, product_uom_qty, order lines/quantity, "
        "order lines/ordered quantity, stock qty, units, unit sales, sales units, sales volume, number of units, "
        "number of items, number of items sold, no of items, number sold, no sold, net units, gross units, pcs, "
        "units ordered, pieces, y, order qty, order quantity, demand, volume, menge, anzahl, anz, stuck, "
        "stuckzahl, stk, st, mge, einheiten, absatz stuck, verkaufte einheiten, stuckzahl verkauft, "
        "verkaufte menge, quantite, qte, cantidad, quantita, aantal, "
        "fakt menge, fakturierte menge, berechnete menge, menge fakturiert, quantity invoiced, "
        "qty invoiced, invoiced quantity, invoiced qty, qte facturee, quantite facturee, cantidad facturada, "
        "quantita fatturata, gefactureerd aantal, fkimg, kwmeng, absatz netto, menge netto, netto menge, nettomenge, "
        "verkaufsmenge, absatz, absatzmenge, verkaufte stuck, bestellmenge, abverkauf, "
        "quantite vendue, qte vendue, unites, unites vendues, nombre vendu, nb vendu, nb ventes, "
        "nombre d'unites, qte commandee, qtt, quantites vendues, cant, cantidad vendida, unidades, "
        "unidades vendidas, uds, ud, uds vendidas, cant vendida, n unidades, nº unidades, qta, q.ta, "
        "quantita venduta, pezzi, pz, n pezzi, q.ta venduta, pezzi venduti, unita vendute, unita, "
        "hoeveelheid, verkochte aantallen, verkocht aantal, aantal verkocht, stuks, verkochte stuks, "
        "outwards qty, outwards quantity, outward qty, outward quantity, menge abgang, abgang, sorties, sortie, "
        "salidas, salida, uscite, uscita, saida, saidas, rozchod, vydej, scarico, qty out, "
        "quantity out, out qty, out quantity, qty issued, issued qty, issued quantity",
        "vendidas, vendida, vendidos, venduti, vendute, "
        "today, sold today, heute, vendu aujourd'hui, vendido hoy, venduto oggi, vandaag verkocht, "
        "count, sales, sold, total sold, net sold, consumption, usage, verbrauch, gesamtverbrauch, consommation, "
        "consumo, "
        "litres, liters, litre, liter, litri, litros, bottles, bottle, flaschen, bouteilles, botellas, bottiglie, "
        "cases, outwards, outward, "
        "consumi, verbruik, verkauf, verkaufe, verkauft, ventes, vente, vendu, ventas, "
        "vendido, vendite, venduto, verkoop, verkocht, verkopen",
        joined=(
            "num, number, no, count, units, items, pieces, total, litres, liters, litre, volume, kg, kilos, weight, "
            "cases, bottles, copies, dozen, dozens, dutzend, dutzende, "
            "stk, stuck, pz, pezzi, uds, unidades, cant, nb, qte, unites, stuks, aantal, "
            "antal, antall, szt, ilosc, ks, qtd, quantidade",
            "sold, ordered, purchased, units sold, qty sold, verkauft, verkaufte, venduti, venduta, vendute, vendidas, "
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
        # What is there as well: "Lager" of Sweden.
        "lager, lagret, sklad",
        joined=(
            "location, site, outlet, store, shop, branch, standort, filial, lagerort, laden, magasin, boutique, "
            "emplacement, almacen, tienda, sucursal, negozio, ubicazione, punto vendita, winkel, filiaal, vestiging, "
            "vestigings, lokation, lokasjon, plats, butik, butikk, loja, sklep",
            "code, cod, kod, kode, id, no, nr, number, nummer, num, n°, codigo, codice, name",
        ),
        last=WAREHOUSES,
    ),
    "status": Names(
        "status, estatus, current state, current status, "
        "order status, financial status, payment status, state, order state, item status, sale "
        "status, "
        "document status, transaction status, invoice status, line status, statut commande, statut de paiement, "
        "estado de pago, stato pagamento, betaalstatus, docstatus, bestellstatus, auftragsstatus, "
        "zahlungsstatus, belegstatus, statut, etat, statut de la commande, etat de la commande, estado, "
        "estado del pedido, estado de la orden, estado del pago, stato, stato ordine, stato dell'ordine, "
        "orderstatus, "
        "bestelstatus, order payment state, line item status, line item state, zustand, "
        "bestellzustand, situacao, modus, kassenmodus, bonmodus",
        joined=(
            "order, sale, invoice, document, line, payment, bestell, auftrags, rechnungs, beleg, positions, commande, "
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
        "is deleted, geloscht, supprime, eliminado, is test, test, test order, is test order, "
        "testbestellung, commande de test, pedido de prueba, training mode, cancellation, stornierung, "
        "annulation, anulacion, annullamento, annulering, order cancelled, order canceled, cancel reason, "
        "cancellation reason, reason for cancellation, stornogrund, stornierungsgrund, motif d'annulation, "
        "motif annulation, "
        "motivo de cancelacion, motivo cancelacion, motivo anulacion, motivo annullamento, annuleringsreden",
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
        "billing document type, billing type, fkart, fakturaart, sales document type, auart, verkaufsbelegart, "
        "entry type, event type, voucher type, vch type, kind of document,  receipt type, sale kind, item "
        "ledger entry type, postenart, journal type, line item "
        "type, item type, transaction type, bwa, movement type, invoice type, sale "
        "type, type, line type, record type, document type, "
        "natureza da operacao, natureza de operacao, natureza operacao, naturaleza de la operacion, "
        "kind, doc type, trans type, buchungsart, ereignistyp, transaktionstyp, zeilentyp, positionsart, "
        "positionstyp, "
        "belegtyp, vorgangstyp, auftragstyp, type de document, type document, type de transaction, type piece, "
        "type de piece, "
        "tipo doc, tipo docto, typ doc, tipo de documento, tipo de transaccion, tipo transazione, vorgang, "
        "vorgangsart, belegart, bewegungsart, "
        "art, typ, type de vente, type de mouvement, tipo, tipo de movimiento, tipo movimiento, tipo documento, "
        "tipo movimento, tipo di movimento, tipo operacion, clase de movimiento, type mouvement, mouvement, "
        "bewegung, mutatiesoort, "
        "soort, transactietype, causale, causale movimento, causale magazzino, causale di magazzino, causale mag, "
        "stock movement type, direction, in/out, e/s, carico/scarico, entree/sortie, entrada/salida, zugang/abgang, "
        "type ecriture, type d'ecriture, soort post, tipo movimiento almacen",
    ),
    "reason": Names(
        "reason, reasons, reason code, reason name, reason text, reason description, reason for movement, grund, "
        "grundcode, grundtext, ursache, ursachencode, motif, raison, code motif, motivo, razon, codigo motivo, reden, "
        "redencode, reason of movement",
        joined=(
            "transaction, movement, adjustment, stock, stock adjustment, disposal, waste, write off, inventory, "
            "buchungs, bewegungs, abgangs, korrektur, mouvement, sortie, ajustement, movimiento, salida, ajuste, "
            "movimento, uscita, rettifica, mutatie, correctie, voorraad",
            "reason, reason code, grund, motif, motivo, causale, reden",
        ),
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
        "storniert menge, anzahl storniert, stornierte anzahl, "
        "stornomenge, "
        "quantite annulee, qte annulee, cantidad cancelada, cantidad anulada, quantita annullata, aantal geannuleerd",
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
