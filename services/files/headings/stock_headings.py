"""What columns of stock, of orders on their way and of receipts are called."""

from services.files.headings.goods_headings import WAREHOUSES
from services.files.headings.names import Names

# One name a line would fill a book: names are split at commas.
NAMES = {
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
    # What was counted, before what the books say.
    "on_hand": Names(
        "counted, counted stock, counted qty, counted quantity, qty counted, quantity counted, count qty, "
        "counted units, physical count, actual count, new count, istmenge, ist menge, ist, zahlmenge, gezahlt, "
        "gezahlte menge, "
        "gezahlter bestand, menge gezahlt, stock compte, qte comptee, quantite comptee, compte, "
        "cantidad contada, contado, "
        "unidades contadas, recuento, quantita contata, quantita rilevata, conteggio, contato, geteld, "
        "geteld aantal, "
        "aantal geteld, telling, stan rzeczywisty, stan faktyczny, stan z natury, skutecny stav, "
        "inventovane mnozstvi, "
        "inventerat antal, raknat antal, optalt antal, optalt, contagem, quantidade contada, sayim miktari, "
        "sayilan miktar, "
        "实盘数量, 实盘数, 盘点数量, 棚卸数, 棚卸数量, 実地棚卸数, "
        "technische voorraad, voorraad technisch, fysieke voorraad, werkelijke voorraad, "
        "on_hand, stock, on hand, stock on hand, qty on hand, quantity on hand, in hand, "
        "inventory, inventory quantity, variant inventory qty, stock level, current stock, stock quantity, "
        "afn fulfillable quantity, fulfillable quantity, actual qty, on hand quantity, qty in stock, quantity in "
        "stock, stock qty, inventoried quantity, unrestricted, "
        "unrestricted use, unrestricted stock, quantity, qty, count, lagerbestand gesamt, gesamtbestand, "
        "bestand gesamt, bestand aktuell, bestand heute, bestand ist, physischer bestand, frei verwendbar, "
        "frei verwendbarer bestand, bestand, lagerbestand, "
        "menge, anzahl, stock reel, stock physique, stock fisico, stock real, esistenza, ist-bestand, "
        "qoh, soh, on hand qty, frei verw bestand, frei verw.best, physical stock, physical qty, physical, "
        "physical "
        "quantity, "
        "bestandsmenge, quantite en stock, qte en stock, quantite, existencias, cantidad, "
        "cantidad en stock, giacenza, quantita, scorte, voorraad, aantal, voorraadaantal, "
        # What is not promised to anybody, where nothing says what is there.
        "stock actual, existencia actual, existencias actuales, available quantity, stock disponible, lager verfugbar, "
        "disponibilita",
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
        last=WAREHOUSES,
        ends="lotnumber, lotno, lotnr, lotid, batchnumber, batchno, batchnr, batchid, serialnumber, serialno, "
        "serialnr, chargennummer, chargennr, binlocation, bincode, lagerplatz, expirydate, expirationdate, "
        "verfallsdatum, mhd",
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
}
