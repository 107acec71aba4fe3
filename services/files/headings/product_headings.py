"""What the columns of a list of products are called, in six languages; see `headings`."""

SURE = {
    "name": "name, product name, item name, title, product title, description, beschreibung, artikelbezeichnung, "
    "bezeichnung, "
    "artikelname, produktname, nom, nom du produit, designation, libelle, nombre, nombre del producto, descripcion, "
    "nome, nome prodotto, descrizione, naam, productnaam, omschrijving, item, product, article, artikel, produkt, "
    "produit, articulo, producto, articolo, prodotto",
    "location": "location, store, shop, branch, warehouse, site, standort, lagerort, lager, filiale, emplacement, "
    "magasin, entrepot, ubicacion, tienda, almacen, ubicazione, negozio, magazzino, locatie, winkel, magazijn",
    "on_order": "on_order, on order, qty on order, quantity on order, ordered, open orders, bestellt, "
    "offen bestellt, "
    "bestellte menge, en commande, commande, quantite commandee, en pedido, pedido, cantidad pedida, in ordine, "
    "ordinato, quantita ordinata, in bestelling, besteld, incoming, incoming qty, incoming quantity, inbound, "
    "inbound qty, inbound quantity, in transit, qty in transit, on po, qty on po, on purchase order, "
    "qty on purchase, "
    "quantity on purchase order, in bestellung, menge in bestellung, im zulauf, zulauf, zulaufmenge, unterwegs, "
    "en cours de commande, en transito, in arrivo, onderweg",
    "lead_time_days": "lead_time_days, lead time, lead days, lead time calculation, beschaffungszeit, delivery time, "
    "delivery days, lieferzeit, lieferzeit "
    "tage, lieferfrist, lieferdauer, wiederbeschaffungszeit, delai, delai de livraison, delai livraison, plazo, "
    "plazo "
    "de entrega, dias de entrega, tempo di consegna, tempi di consegna, giorni di consegna, tempo cons, tempi cons, "
    "gg cons, gg consegna, levertijd, "
    "levertijd dagen",
    "lead_time_sd_days": "lead_time_sd_days, lead time sd, lead time deviation, lead time spread, streuung der "
    "lieferzeit, streuung lieferzeit, ecart type du delai, variation du delai, desviacion del plazo, deviazione "
    "tempo di consegna, spreiding levertijd",
    "lead_time_from": "lead_time_from, lead time from, lead time source, lieferzeit nach, lieferzeit gilt, source du "
    "delai, origen del plazo, origine tempo di consegna, bron levertijd",
    "review_days": "review_days, review period, review, order cycle, order interval, days between orders, "
    "bestellrhythmus, bestellzyklus, bestellintervall, tage zwischen bestellungen, frequence de commande, cycle de "
    "commande, frecuencia de pedido, ciclo de pedido, frequenza ordini, ciclo ordine, bestelritme, besteltermijn, "
    "bestelcyclus",
    "service_level": "service_level, service level, target service level, servicegrad, lieferbereitschaft, "
    "lieferbereitschaftsgrad, taux de service, niveau de service, nivel de servicio, livello di servizio, "
    "servicegraad, serviceniveau",
    "pack_size": "pack_size, pack, pack size, case size, case qty, case quantity, qty per case, carton qty, "
    "case pack, units per pack, units per case, order multiple, "
    "packungsgrosse, gebinde, gebindegrosse, verpackungseinheit, ve, vpe, losgrosse, colisage, conditionnement, "
    "unites "
    "par colis, unidades por caja, unidades por paquete, formato, confezione, conf, pz conf, pz per conf, "
    "pezzi per confezione, "
    "pezzi per cartone, "
    "verpakking, verpakkingseenheid, stuks per doos, colli",
    "min_order": "min_order, minimum order, min order, minimum order quantity, min order qty, moq, minimum, "
    "mindestbestellmenge, mindestmenge, mindestabnahme, quantite minimale, quantite minimum, minimum de commande, "
    "commande minimum, pedido minimo, cantidad minima, ordine minimo, quantita minima, minimale bestelhoeveelheid, "
    "minimale afname, minimum bestelling, minimum qty, min qty, minimum quantity, min quantity, mindestabnahmemenge, "
    "qte mini, qte min, qte minimum, quantite mini, mini commande, mini cde, cantidad min, cant min, qta minima, "
    "qta min",
    "target": "target, service target, service type, servicemass, objectif, objetivo, obiettivo, doel",
    "shelf_life_days": "shelf_life_days, shelf life, shelf life days, days to sell, haltbarkeit, haltbarkeit tage, "
    "mindesthaltbarkeit, mhd tage, duree de vie, duree de conservation, vida util, caducidad dias, durata, giorni di "
    "durata, shelf life giorni, houdbaarheid, houdbaarheid dagen",
    "min_stock": "min_stock, min stock, minimum stock, safety stock, mindestbestand, mindestlagerbestand, "
    "sicherheitsbestand, "
    "stock minimum, stock minimal, stock de securite, stock minimo, existencias minimas, "
    "scorta minima, "
    "scorta di sicurezza, minimumvoorraad, veiligheidsvoorraad",
    "max_stock": "max_stock, max stock, maximum stock, hochstbestand, maximalbestand, stock maximum, stock maximal, "
    "stock maximo, existencias maximas, scorta massima, maximumvoorraad",
    "display_stock": "display_stock, display stock, shelf minimum, presentation stock, prasentationsbestand, "
    "regalbestand, stock de presentation, stock de exposicion, scorta espositiva, presentatievoorraad",
    "stocked_from": "stocked_from, stocked from, stock if sold, gefuhrt ab, bevorratet ab, stocke a partir de, "
    "almacenado desde, a scorta da, op voorraad vanaf",
    "unit_cost": "unit_cost, cost, unit cost, cost price, purchase price, buying price, cost per item, "
    "einkaufspreis, ek, ek-preis, ek netto, einstandspreis, kosten, stuckkosten, prix d'achat, prix achat, "
    "cout, cout "
    "unitaire, precio de compra, coste, costo, coste unitario, prezzo di acquisto, prezzo acquisto, costo unitario, "
    "inkoopprijs, kostprijs, buy price, supply price, supplier price, wholesale price, default cost, "
    "default unit cost, average cost, "
    "standard cost, landed cost, cost of goods, cogs, cost excl tax, einkaufspreis netto, einkauf netto, "
    "listen-ek, durchschnitts-ek, selbstkosten, wareneinsatz, prix d'achat ht, prix achat ht, pa ht, "
    "prix de revient, prix d'achat unitaire, cout d'achat, cout moyen, precio de coste, precio coste, "
    "precio de costo, precio costo, coste medio, costo medio, costo unitario, precio compra, prezzo d'acquisto, "
    "costo d'acquisto, prezzo di costo, inkoopprijs excl, "
    "inkoop, gemiddelde kostprijs",
    "unit_weight": "unit_weight, weight, weight kg, unit weight, gewicht, gewicht kg, stuckgewicht, poids, poids kg, "
    "peso, peso kg, peso unitario, weight g, weight in g, weight grams, weight lb, weight lbs, weight oz, gewicht g, "
    "gewicht in g, gewicht in kg, poids g, peso g, grams, variant grams, gross weight, bruttogewicht, bruttogewicht kg",
    "unit_volume": "unit_volume, volume, unit volume, volume l, volumen, inhalt, contenance, volume litri, inhoud, "
    "volume ml, volume m3, volume cbm, volumen l, volumen ml, volumen m3, volumen cbm, inhalt ml",
    "holding_cost": "holding_cost, holding cost, carrying cost, storage cost, lagerkosten, lagerhaltungskosten, cout "
    "de stockage, cout de possession, coste de almacenamiento, costo di stoccaggio, costo di magazzino, "
    "opslagkosten, voorraadkosten",
    "backorders": "backorders, backorder, allow backorders, backorders allowed, nachlieferung, ruckstande, kunden "
    "warten, reliquats, commandes en attente, pedidos pendientes, arretrati, ordini arretrati, nalevering, "
    "backorders toegestaan",
    "launch_on": "launch_on, launch, launch date, on sale from, sold from, available from, verkauf ab, lieferbar ab, "
    "markteinfuhrung, date de lancement, en vente a partir du, fecha de lanzamiento, a la venta desde, "
    "data di lancio, "
    "in vendita dal, lanceerdatum, verkoop vanaf",
    "ends_on": "ends_on, end date, discontinued on, sold until, last sale, end of life, verkauf bis, auslauf, "
    "auslaufdatum, date de fin, en vente jusqu'au, fecha de fin, a la venta hasta, data fine, in vendita fino al, "
    "einddatum, verkoop tot",
    "like_product": "like_product, like, like product, similar to, similar product, wie, wie artikel, ahnlich wie, "
    "comme, produit similaire, como, producto similar, simile a, prodotto simile, zoals, vergelijkbaar met",
    "like_category": "like_category, like category, similar category, wie warengruppe, ahnliche warengruppe, comme "
    "categorie, como categoria, come categoria, zoals categorie",
    "like_percent": "like_percent, like percent, share of it, anteil prozent, wie prozent, comme pourcent, como "
    "porcentaje, come percentuale, zoals procent",
    "replaces": "replaces, replacement for, successor of, predecessor, ersetzt, vorganger, nachfolger von, remplace, "
    "reemplaza, sustituye, sostituisce, vervangt",
    "variant_of": "variant_of, variant of, parent, parent sku, parent item, style, style number, variante von, "
    "stammartikel, vaterartikel, variante de, article parent, articulo padre, variante di, articolo padre, variant "
    "van, hoofdartikel",
    "components": "components, bill of materials, bom, parts, recipe, kit, komponenten, bestandteile, stuckliste, "
    "rezeptur, composants, nomenclature, recette, componentes, receta, lista de materiales, componenti, ricetta, "
    "distinta base, onderdelen, stuklijst, recept",
}

# What customers pay for goods: "Std. VK Brutto", "Normal price".
PRICES = (
    "normal, normaler, regular, standard, std, base, basic, default, list, sales, sale, selling, sell, retail, "
    "consumer, "
    "customer, shop, store, web, online, verkaufs, vk, brutto, netto, vente, de vente, public, venta, de venta, "
    "vendita, "
    "di vendita, al pubblico, verkoop, standaard",
    "unit price, price, price incl vat, price inc tax, price ex vat, unit price incl tax, preis, preis brutto, "
    "preis netto, "
    "vk, vk preis, vk brutto, vk netto, verkaufspreis, prix, prix ttc, prix ht, precio, prezzo, prijs",
)
ASKED = (
    "price, unit price, net price, net unit price, price net, preis, nettopreis, preis netto, netto, stuckpreis, "
    "einzelpreis, preis pro stuck, prix, prix net, prix ht, prix unitaire, pu, pu ht, precio, precio neto, "
    "precio unitario, prezzo, prezzo netto, prezzo unitario, prijs, nettoprijs, stuksprijs, prijs per stuk, cena, "
    "cena netto, hinta, pris, nettopris, preco, ar, fiyat, цена, 単価, 价格"
)
# What is paid for goods: "Purchases unit price", "Prix d'achat HT".
COSTS = (
    "purchase, purchases, buying, buy, cost, supply, wholesale, einkaufs, einkauf, ek, achat, d'achat, compra, "
    "de compra, "
    "acquisto, di acquisto, d'acquisto, inkoop, inkops, innkjops, indkobs, zakupu, nakupni, beszerzesi, alis",
    "unit price, price, price net, net price, unit cost, rate, preis, "
    "preis netto, prix, prix ht, prix unitaire, precio, "
    "preco, "
    "prezzo, prijs, pris, cena, ar, fiyati",
)
# Their names may have the unit that their numbers are in, or whose they are: "lead time weeks", "supplier lead time".
OF_TIME = ("lead_time_days", "review_days", "shelf_life_days")
UNITS_OF_TIME = (
    "days, in days, weeks, in weeks, months, in months, working days, business days, tage, in tagen, wochen, "
    "in wochen, monate, in monaten, werktage, in werktagen, arbeitstage, jours, en jours, semaines, en semaines, "
    "mois, en mois, "
    "jours ouvres, dias, en dias, semanas, en semanas, meses, en meses, dias laborables, giorni, in giorni, "
    "settimane, "
    "in settimane, mesi, in mesi, dagen, in dagen, weken, in weken, maanden, in maanden, werkdagen, supplier, "
    "vendor, "
    "lieferant, lieferanten, fournisseur, proveedor, fornitore, leverancier, average, avg, standard, default, "
    "purchasing"
)
