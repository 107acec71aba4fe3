"""What the terms of products and suppliers are called where a name is made of two words: "Min. stock", "Stock mini".

Each system abbreviates and orders these in its own way, so they are listed word by word, in all languages together.
"""

_LEAST = (
    "min, mini, minimum, minimums, minimal, minimale, minimaler, minimo, minima, minimos, minimas, mindest, minsta, "
    "minste, mindste, minimalny, minimalna, minimalne, minimalni, asgari, en az, najmniejsze, minimi"
)
_MOST = (
    "max, maxi, maximum, maximal, maximale, maximaler, maximo, maxima, hochst, massima, massimo, maksymalny, "
    "maksymalna, maximalni, maks, maksimum, azami, en fazla, storsta, enimmais"
)
_SAFETY = (
    "safety, security, buffer, sicherheits, securite, de securite, seguridad, de seguridad, seguranca, de seguranca, "
    "sicurezza, di sicurezza, veiligheids, bezpieczenstwa, sakerhets, sikkerheds, sikkerhets, pojistna, "
    "emniyet, guvenlik"
)
_STOCK = (
    "stock, stocks, stock level, stock qty, inventory, inventory level, on hand, bestand, lagerbestand, lager, "
    "voorraad, "
    "stan, stan magazynowy, zapas, zasoba, stav, stav zasob, stav skladu, beholdning, lagerbeholdning, lagersaldo, "
    "saldo, estoque, stok, stok miktari, stok seviyesi, scorta, giacenza, existencias, varasto, keszlet, stoc"
)
_PIECES = (
    "qty, quantity, units, pcs, pieces, eaches, items, stuck, stk, st, anzahl, menge, unites, nb, nombre, qte, "
    "quantite, "
    "pieces, uds, ud, unidades, cant, cantidad, pezzi, pz, n pezzi, nr pezzi, qta, quantita, aantal, stuks, "
    "bottles, flaschen, bouteilles, botellas, bottiglie, flessen, no of units, "
    "number of units, no of pieces, number of pieces, anzahl stuck, nb unites, nb d'unites, "
    "nombre d'unites, nb pieces, szt, sztuk, "
    "ilosc, ks, kusu, pocet, pocet kusu, antal, qtd, quantidade, qt, adet, adedi, miktar, miktari"
)
_PACKS = (
    "case, per case, in case, pack, per pack, package, per package, box, per box, carton, per carton, outer, "
    "per outer, "
    "kasten, je kasten, pro kasten, ve, vpe, kiste, je kiste, pro kiste, in ve, "
    "crate, per crate, tray, per tray, ctn, per ctn, cs, per cs, "
    "karton, je karton, pro karton, im karton, pro ve, je ve, pro gebinde, je gebinde, pro packung, "
    "colis, par colis, par carton, par caisse, par lot, par boite, par paquet, caja, por caja, por paquete, "
    "por pack, "
    "por embalaje, por bulto, cartone, per cartone, per confezione, confezione, per collo, doos, per doos, "
    "per verpakking, "
    "per krat, per colli, w opakowaniu, opakowanie, w kartonie, w zgrzewce, v baleni, v kartonu, per forpackning, "
    "per kartong, per kolli, i forpackning, pr kolli, pr kasse, pr karton, caixa, por caixa, por embalagem, "
    "koli ici, "
    "kutu ici, paket ici, koli, koli basina"
)
_LOTS = (
    "order, order qty, order quantity, order size, order amount, purchase qty, purchase quantity, lot, lot size, "
    "losgrosse, bestellmenge, abnahmemenge, abnahme, commande, qte commande, qte achat, qte cde, quantite commande, "
    "quantite de commande, cde, qte mini cde, pedido, cantidad pedido, cantidad de pedido, lote, "
    "lote de compra, ordine, "
    "qta ordine, quantita ordine, lotto, lotto ordine, bestelhoeveelheid, bestelaantal, afname, afnameaantal, ilosc, "
    "ilosc zamowienia, wielkosc zamowienia, objednavka, mnozstvi, objednaci mnozstvi, orderkvantitet, orderantal, "
    "bestallningsantal, kvantitet, ordremaengde, bestillingsmaengde, quantidade, qtd, encomenda, "
    "quantidade de encomenda, siparis, siparis miktari"
)
_ORDER_VALUES = (
    "order, order value, order amount, order total, spend, bestellwert, auftragswert, bestellung, commande, "
    "valeur de commande, montant de commande, achat, montant commande, pedido, importe pedido, "
    "importe de pedido, compra, "
    "ordine, importo ordine, valore ordine, bestelling, orderwaarde, bestelwaarde, orderbedrag, "
    "bestelbedrag, zamowienie, wartosc zamowienia, kwota zamowienia, objednavka, hodnota objednavky, ordervarde, "
    "orderbelopp, ordrevaerdi, ordrebelob, ordreverdi, encomenda, valor de encomenda, valor encomenda, siparis, "
    "siparis tutari"
)
_USUAL = (
    "main, primary, preferred, default, usual, regular, haupt, stamm, standard, bevorzugter, regel, principal, "
    "habituel, "
    "attitre, habitual, preferente, preferido, abituale, principale, preferito, predefinito, voorkeurs, vaste, "
    "hoofd, "
    "standaard, glowny, domyslny, hlavni, vychozi, huvud, primar, hoved, ana, varsayilan"
)
_SUPPLIERS = (
    "supplier, vendor, lieferant, fournisseur, proveedor, fornitore, leverancier, leveranciers, dostawca, dostawcy, "
    "dodavatel, dodavatele, leverantor, leverantors, leverandor, fornecedor, tedarikci"
)
_NAMES = (
    "name, names, company, company name, firma, nom, raison sociale, nombre, razon social, nome, "
    "ragione sociale, naam, "
    "nazwa, nazev, namn, navn, adi, unvani"
)
_GOODS = (
    "product, item, article, stock, sales, waren, artikel, produkt, material, produit, articles, articulo, producto, "
    "articolo, prodotto, merceologica, towaru, zbozi, vare, varu, produto, artigo, urun, malzeme, stok"
)
_GROUPS = (
    "group, category, class, family, dept, department, gruppe, gruppen, grp, gr, famille, familia, categorie, "
    "categoria, grupo, gruppo, famiglia, classe, groep, grupa, kategoria, kategorie, skupina, grupp, kategori, "
    "grubu, "
    "kategorisi"
)
_CODED = "code, no, nr, id, name, libelle, kod, kodu, cod, codigo, codice, desc, description"
_LEAD = (
    "lead, delivery, delivery lead, planned delivery, plan delivery, procurement, replenishment, supply, "
    "vendor lead, "
    "supplier lead, supplier delivery, purchase lead, plan liefer, liefer, beschaffungs, wiederbeschaffungs, "
    "nachschub, bestell liefer"
)
_TIME = "time, times, days, period, zeit, zeitraum, frist, dauer, tage"
_DELAYS = "delai, plazo, prazo, termine, tempo, tempi, gg, giorni, czas, termin, lhuta, doba, sure, suresi, tid, tijd"
_OF_DELIVERY = (
    "appro, approvisionnement, d appro, d approvisionnement, fournisseur, livraison, reappro, reapprovisionnement, "
    "entrega, aprovisionamiento, suministro, reposicion, fornecimento, ordine, consegna, approvvigionamento, "
    "riordino, "
    "fornitura, fornitore, dostawy, realizacji, zamowienia, dodaci, dodani, dodavky, temin, teslim, tedarik, "
    "leverans, "
    "leverings, lever, bestel, bestell"
)
_LAST = (
    "std, standard, last, latest, average, avg, mean, moving average, weighted average, current, ultimo, "
    "ultima, dernier, "
    "medio, moyen, laatste, gemiddelde, gem, senaste, seneste, posledni, ostatnia"
)
_COSTS = (
    "cost, costs, purchase price, cost price, unit cost, coste, costo, cout, prix d achat, prix de revient, precio "
    "compra, precio de compra, precio coste, prezzo acquisto, prezzo di acquisto, inkoopprijs, kostprijs, "
    "einkaufspreis, ek, inkopspris, kostpris, "
    "indkobspris, nakupni cena, cena zakupu"
)
_SELLERS = (
    "supplier, vendor, fournisseur, fourn, proveedor, prov, fornitore, forn, leverancier, lieferanten, lieferant, "
    "kreditor, dostawcy, dodavatele, leverantor, leverantors, leverandor, fornecedor, tedarikci"
)
_PRICES = "price, preis, prix, precio, prezzo, prijs, pris, cena, preco, fiyati"
_ORDERING = (
    "order, orders, ordering, purchase, bestell, bestellung, commande, commandes, pedido, pedidos, ordine, ordini, "
    "d ordine, bestel, bestellingen, objednaci, objednavek, zamowien, zamowienia, zamawiania, bestallnings, "
    "bestallning, "
    "bestillings, bestilling, encomenda, encomendas, siparis"
)
_DELIVERING = (
    "delivery, deliveries, liefer, anliefer, livraison, livraisons, reparto, entrega, entregas, consegna, "
    "consegne, lever, "
    "bezorg, dodaci, zavozu, dostaw, dostawy, leverans, leverings, teslimat, teslim"
)
_WEEKDAYS = (
    "weekdays, days of week, tage, wochentage, jours, jour, dias, dia, giorni, giorno, dagen, dny, den, dni, "
    "dzien, dagar, "
    "dage, gunleri, gunu"
)
_UNTIL = (
    "cut off, cutoff, cut off time, cutoff time, deadline, until, schluss, schlusszeit, uhrzeit, heure limite, "
    "avant, "
    "hora limite, hora, hasta, ora limite, entro, entro le ore, voor, uiterlijk, do godziny, do, uzaverka, "
    "senast, inden, "
    "ate, saati"
)
_MAIL = (
    "email, e-mail, mail, email address, e-mail adresse, mailadresse, correo, courriel, e-mailadres, e-posta, eposta"
)

JOINED: dict[str, tuple[tuple[str, str], ...]] = {
    "min_stock": ((f"{_LEAST}, {_SAFETY}", _STOCK),),
    "max_stock": ((_MOST, _STOCK),),
    "pack_size": ((_PIECES, _PACKS),),
    "min_order": ((_LEAST, _LOTS),),
    "min_order_value": ((_LEAST, _ORDER_VALUES),),
    "supplier": ((_USUAL, _SUPPLIERS), (_SUPPLIERS, _NAMES)),
    "supplier_name": ((_SUPPLIERS, _NAMES),),
    "category": ((_GOODS, _GROUPS), (_GROUPS, _CODED)),
    "lead_time_days": ((_LEAD, _TIME), (_DELAYS, _OF_DELIVERY)),
    "unit_cost": ((_LAST, _COSTS), (_SELLERS, _PRICES)),
    "order_days": ((_ORDERING, f"days, {_WEEKDAYS}"),),
    "delivery_days": ((_DELIVERING, _WEEKDAYS),),
    "cut_off": ((_ORDERING, _UNTIL),),
    "email": ((f"{_ORDERING}, {_SUPPLIERS}, contact, kontakt, sales", _MAIL),),
}
JOINED["asked_price"] = JOINED["unit_cost"]

# Names in one piece that are not built so.
ALSO = {
    "max_stock": "order up to level, order-up-to level, order up to, up to level, par level, par stock, "
    "restock level, "
    "最高库存, 最大库存, 最大在庫数, 最大在庫",
    "min_stock": "安全库存, 最低库存, 最小库存, 最低在庫数, 最低在庫, 安全在庫, 安全在庫数, 안전재고",
    "pack_size": "ve-inhalt, inhalt ve, inhalt je ve, inhalt pro ve, kartoninhalt, packungsinhalt, gebindeinhalt, pcb, "
    "case pack qty, pack qty, case count, "
    "order multiple, order multiples, multiple, purchase multiple, rounding value, rundungswert, "
    "bestellvielfaches, ordina a multipli di, multiplo, multiplo ordine, multiplo d'ordine, multiplo de pedido, "
    "multiple de commande, multiple d'achat, besteleenheid aantal, bestelveelvoud, wielokrotnosc, wielokrotnosc "
    "zamowienia, nasobek, inner qty, outer qty, 装箱数, 每箱数量, 箱规",
    "min_order": "最小起订量, 起订量, 最小订购量, 最小発注数, 最低発注数, 発注単位",
    "lead_time_days": "levertermijn, toimitusaika, dodaci lhuta, 交货周期, 交货期, 交期, 采购周期, 备货期, 調達期間",
    "unit_cost": "pamp, cump, prmp, gleitender preis, gleitender durchschnittspreis, verrechnungspreis, "
    "standardpreis, "
    "moving price, dernier pa, 成本价, 进货价, 进价",
    "unit_price": "rrp, srp, msrp, uvp, pvp, pvpr, pvc, list price, catalogue price, listenpreis, katalogpreis, prix "
    "public, prix catalogue, precio lista, precio tarifa, listino, listino 1, prezzo listino, catalogusprijs, "
    "adviesprijs, "
    "prodejni cena, predajna cena, cena detaliczna, cena sprzedazy, "
    "销售价, 销售价格, 零售价, 售价, 定价, 販売価格, 定価, 売価, 판매가",
    "category": "dept, dept name, warengrp, warengr, wgr, wg, grup kodu",
    "cut_off": "cutoff time, objednavky do, objednavka do, entro le ore, bestellen voor, bestellen tot, "
    "commander avant",
    "closed": "closures, holiday closure, holiday shutdown, plant shutdown, werksferien, sommerpause, "
    "schliesszeiten, "
    "schliesstage, fermeture annuelle, conges annuels, periodes de fermeture, cierre vacacional, "
    "cierre por vacaciones, "
    "chiusura estiva, chiusure aziendali, ferie aziendali, vakantiesluiting, sluitingsperiode, dovolena, celozavodni "
    "dovolena, zavreno, przerwa urlopowa, zamkniete, semesterstangt, stangt, ferielukket, lukket, ferias, "
    "encerramento",
    "order_cost": "freight, freight cost, shipping, fracht, frachtkosten, frais de livraison, "
    "frais de transport, portes, "
    "gastos de transporte, costo trasporto, spese di trasporto, spese trasporto, vrachtkosten, koszt dostawy, "
    "doprava",
    "listed_product": "product template/internal reference, product/internal reference, "
    "product variant/internal reference",
    "supplier_name": "name 1, name1, raison sociale, razon social, ragione sociale",
}
# Of how many units a price is: "125.00 per 100".
PRICE_UNIT = (
    "price_unit, price unit, preiseinheit, preiseinh, pricing unit, priced per, price per, price basis, "
    "price quantity, "
    "preis per, preis pro, preis je, preismenge, peinh, unite de prix, unite prix, base de prix, prix par, "
    "prix pour, "
    "unidad de precio, unidad precio, precio por, base precio, unita di prezzo, unita prezzo, prezzo per, "
    "prijseenheid, "
    "prijs per, per aantal, jednostka ceny, cena za, cenova jednotka, prisenhet, prisenhed, pris per"
)
