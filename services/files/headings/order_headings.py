"""What files of orders and receipts call their columns, in the languages of `heading_names` and of those around.

A name is most often made of two words, of which each system takes its own: "Belegnr.", "Inköpsordernr", "Qté livrée".
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from services.files.headings.heading_names import NAMES
from services.files.headings.names import Names

_NUMBERS = (
    "number, no, nr, num, n, nbr, nummer, id, ref, reference, referenz, referentie, referencia, riferimento, numero, "
    "kod, cislo, numer, numara"
)
_ORDERS = (
    "purchase order, order, po, purchasing document, bestallnings, document, doc, purchase, bestell, bestellung, "
    "bestellungs, auftrag, "
    "auftrags, beleg, einkaufsbeleg, commande, de commande, bon de commande, piece, pedido, orden, orden de compra, "
    "documento, ordine, del documento, bestel, bestelling, inkooporder, order, inkop, inkopsorder, bestallning, "
    "innkjopsordre, indkobsordre, ordre, bestilling, zamowienia, zamowienie, dokumentu, encomenda, "
    "da encomenda, ecf, "
    "pedido compra, pedido de compra, commande fournisseur, commande achat, ordine acquisto, ordine fornitore, "
    "objednavky, objednavka, comanda, siparis, tilaus, ostotilaus"
)
_QUANTITIES = (
    "quantity, qty, units, menge, mg, anzahl, stuck, quantite, qte, cantidad, cant, unidades, uds, ud, "
    "quantita, qta, q, "
    "pezzi, aantal, antal, antall, kvantitet, ilosc, quantidade, qtd, qt, mnozstvi, cantitate, miktar, maara, "
    "mennyiseg"
)
_ORDERED = (
    "ordered, order, on order, bestellt, bestellte, bestell, commandee, cdee, commande, pedida, pedidas, pedido, "
    "solicitada, ordinata, ordinati, ordine, besteld, bestelde, bestallt, bestilt, bestallda, zamowiona, zamowione, "
    "encomendada, objednano, comandata, siparis, base, in base units"
)
_CAME = (
    "received, rcvd, delivered, received to date, to date received, invoiced and received, geliefert, gelieferte, "
    "gelief, bereits gelief, bereits geliefert, erhalten, erhaltene, eingegangen, eingegangene, wareneingang, "
    "we, livree, "
    "livre, recue, recu, receptionnee, deja livree, recibida, recibidas, servida, servidas, entregada, entregadas, "
    "ricevuta, arrivata, evasa, consegnata, gia ricevuta, ontvangen, geleverd, reeds ontvangen, levererat, "
    "inlevererat, "
    "mottaget, leveret, modtaget, levert, mottatt, zrealizowana, dostarczona, przyjeta, otrzymana, "
    "satisfeita, recebida, "
    "entregue, dodano, primita, livrata, teslim alinan"
)
_TO_COME = (
    "outstanding, open, remaining, pending, to receive, to be received, to be delivered, still to be delivered, "
    "outstanding base, offen, offene, offener, rest, restliche, noch zu liefern, noch zu liefernde, ausstehend, "
    "ausstehende, reste, restante, a livrer, a recevoir, pendiente, pendientes, pdte, da ricevere, "
    "da evadere, residua, "
    "inevasa, openstaand, openstaande, te ontvangen, te leveren, kvar, kvarstaende, restnoterad, restordre, rest, "
    "pozostala, do realizacji, pozostalo, pendente, em falta, por entregar, por satisfazer, ramas, zbyva"
)
_CANCELLED = (
    "cancelled, canceled, called off, storniert, stornierte, annulee, annulees, cancelada, canceladas, anulada, "
    "anuladas, "
    "annullata, annullate, geannuleerd, geannuleerde, annullerat, annulleret, anulowana, anulowano, stornovano, iptal"
)
_DAYS = "date, day, datum, termin, tag, dag, date prev, fecha, data, dato, data prev, data prevista, paiva, tarihi, dt"
_EXPECTED = (
    "expected, due, delivery due, delivery, deliv, expected receipt, planned receipt, promised receipt, requested "
    "receipt, expected delivery, requested delivery, promised, requested, required, planned, arrival, "
    "expected arrival, "
    "schedule, scheduled, need by, erw wareneingangs, erwartetes wareneingangs, erwartetes eingangs, wareneingangs, "
    "liefer, lieferungs, gewunschtes liefer, bestatigtes liefer, geplantes liefer, geplanter liefer, vorauss liefer, "
    "voraussichtliches liefer, eingangs, de livraison, livraison, livraison prevue, prevue de livraison, "
    "de reception "
    "prevue, reception prevue, echeance, entrega, de entrega, entrega prevista, prevista de entrega, "
    "prevista, recepcion "
    "prevista, prevista recepcion, consegna, di consegna, prevista consegna, prevista arrivo, prev arrivo, arrivo, "
    "arrivo previsto, lever, gewenste lever, geplande lever, verwachte lever, geplande ontvangst, "
    "verwachte ontvangst, "
    "ontvangst, leverans, onskat leverans, bekraftat leverans, beraknat leverans, beraknad leverans, "
    "leverings, forventet leverings, "
    "onsket leverings, realizacji, dostawy, planowana dostawy, przewidywana dostawy, entrega, prevista entrega, "
    "dodani, livrare, livrarii, teslim, toimitus"
)
# Names in one piece.
ORDER_WORDS = {
    "number": Names(
        "order lines/order reference, purchase order, ebeln, bestellung, bestelling, pedido de compra, "
        "orden de compra, "
        "ordine di acquisto, ordine fornitore, bon de commande, encomenda, inkopsorder, bestallning, "
        "zamowienie, zakaznik, "
        "bestellreferenz, referencia de pedido, reference de commande, auftrag, номер заказа, номер заказа поставщику, "
        "номер заявки, номер документа, заказ, заказ поставщику, номер замовлення, замовлення, номер на поръчка, "
        "поръчка, αριθμος παραγγελιας, παραγγελια, 订单号, 订单编号, 采购订单号, 采购单号, 訂單號碼, 採購單號, "
        "発注番号, 発注no, 注文番号, 발주번호, 주문번호",
        joined=(_ORDERS, _NUMBERS),
    ),
    # Before all others: beside what was ordered stand what came and what is to come.
    "order_quantity": Names(
        "quantity base, menge basis, total units, total pieces, total pcs, total qty, total quantity, "
        "gesamtmenge, gesamtstuck, "
        "stuck gesamt, total unites, unites total, total unidades, unidades totales, pezzi totali, totale pezzi, "
        "totaal stuks, totaal aantal, qty in base units, bestellpositionen/menge, lignes de commande/quantite, "
        "lineas de pedido/cantidad, lineas del pedido/cantidad, "
        "righe ordine/quantita, 発注数, 発注数量, 注文数, 注文数量, 采购数量, 订购数量, "
        "订单数量, 採購數量, 訂購數量, 발주수량, 주문수량",
        joined=(_QUANTITIES, _ORDERED),
    ),
    "has_come": Names(
        "order lines/received qty, bestellpositionen/erhaltene menge, lignes de commande/quantite recue, "
        "lineas de pedido/cantidad recibida, lineas del pedido/cantidad recibida, righe ordine/quantita ricevuta, "
        "satisfeito, zrealizowano, levererat, modtaget, mottatt",
        joined=(_QUANTITIES, _CAME),
    ),
    "to_come": Names(
        "outstanding qty base, outstanding quantity base, restantal, restantall, restordre, restmg, "
        "nog te ontvangen, "
        "te ontvangen, a receber, por receber, pendente, w drodze",
        joined=(_QUANTITIES, _TO_COME),
    ),
    "called_off": Names("", joined=(_QUANTITIES, _CANCELLED)),
    "received_quantity": Names("menge in erfassme, menge in erfass me", joined=(_QUANTITIES, _CAME)),
    "ordered_on": Names(
        "document date, doc date, belegdatum, auftragsdatum, order deadline, bestellfrist, "
        "date limite de la commande, "
        "fecha limite de pedido, date document, date piece, fecha documento, data doc, data documento, orderdatum, "
        "bestallningsdatum, ordredato, bestillingsdato, data wystawienia, data zamowienia, data da encomenda, "
        "data encomenda, datum objednavky, data comenzii, aedat, bedat, posting date, created, created on, "
        "creation date",
    ),
    "expected_on": Names(
        "due, delivery due, eindt, expected on, arrives on, arrival, voraussichtlicher eingang, arrivee prevue, "
        "llegada esperada, llegada prevista, arrivo previsto, verwachte aankomst, lieferung bis, lieferwoche, "
        "дата поставки, ожидаемая дата, ожидаемая дата поставки, плановая дата поставки, дата прихода, срок поставки, "
        "дата доставки, дата доставки план, дата на доставка, ημερομηνια παραδοσης, 交货日期, 交貨日期, 预计到货日期, "
        "到货日期, 納期, 納入予定日, 入荷予定日, 납기일, 입고예정일",
        joined=(_EXPECTED, _DAYS),
    ),
    "received_on": Names(
        "inleveransdatum, mottagningsdatum, modtagelsesdato, mottaksdato, data przyjecia, data dostawy, "
        "data de recepcao, "
        "data rececao, data da recepcao, buch.dat, buchungsdatum, datum prijmu, date de livraison, leverdatum, "
        "lieferdatum, delivery date, delivered on, geleverd op, дата получения, дата приемки, дата поступления, "
        "дата отримання, дата на получаване, ημερομηνια παραλαβης, 收货日期, 收貨日期, 入库日期, 入荷日, 納品日, "
        "입고일, 입고일자",
    ),
    # A code of the supplier is not its name: it is left to be the product's.
    "supplier": Names(
        "contactname, contact name, name of supplier, vendor display name, kreditorname, name kreditor, "
        "lieferantenbezeichnung, intitule fournisseur, raison sociale fournisseur, nom du fournisseur, "
        "nombre proveedor, nombre del proveedor, ragione sociale fornitore, nome fornitore, leverancier naam, "
        "naam leverancier, leverantorsnamn, leverandornavn, kontrahent, nome do fornecedor",
    ),
    "order_unit": Names(
        "order unit, order uom, purchase unit, purchase uom, bestell-me, bestellmengeneinheit, bestelleinheit, "
        "einkaufseinheit, einheitencode, mengeneinheitencode, unit of measure code, meins, bstme, ume, eme, "
        "unite achat, "
        "unite de commande, unite d'achat, unidad de compra, unidad de pedido, unita di acquisto, besteleenheid, "
        "inkoopeenheid, bestallningsenhet, inkopsenhet, enhet, enhed, jm, jednostka, jednostka miary, unidade",
    ),
    "order_product": Names(
        "matnr, order lines/product/internal reference, inventoryitemcode, symbol, kod towaru, indeks",
        "order lines/product, bestellpositionen/produkt, lignes de commande/produit, lignes de commande/article, "
        "lineas de pedido/producto, lineas del pedido/producto, righe ordine/prodotto, no, nr, n",
    ),
}
# Of which list each goes on with what is known of any file.
GOES_ON = {"order_quantity": "quantity", "order_product": "product_sku", "order_unit": "unit"}


def _both(field: str, own: Names) -> Names:
    """The names of any file stay the best, but for a quantity: "Qty Ordered" is better than "Qty"."""
    if (usual := NAMES.get(GOES_ON.get(field, field))) is None:
        return own
    if field == "order_quantity":
        ordered = ", ".join(f"{one} {other}" for one, other in _every(*own.joined))
        return replace(usual, sure=f"{own.sure}, {ordered}, {usual.sure}")
    joined = own.joined if own.joined[0] else usual.joined
    loose = f"{own.loose}, {usual.loose}"
    return replace(usual, sure=f"{usual.sure}, {own.sure}", loose=loose, joined=joined)


def _every(firsts: str, seconds: str) -> Iterator[tuple[str, str]]:
    for one, other in product(firsts.split(","), seconds.split(",")):
        yield from ((one, other), (other, one))


ORDER_NAMES = {field: _both(field, own) for field, own in ORDER_WORDS.items()}
