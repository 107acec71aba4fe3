"""What columns of goods are called: their codes, names, variants, categories and units."""

from services.files.headings.names import Names

_GOODS = (
    "product, item, article, material, merchandise, goods, stock item, artikel, produkt, waren, produit, "
    "articulo, producto, articolo, prodotto"
)
# Where goods lie, from which they are sold as well: "Whse" of SAP, "Almacén", "Magazyn".
WAREHOUSES = (
    "warehouse, warehouse name, warehouse code, warehouse id, warehouse no, whse, whse code, whse name, whs, whs code, "
    "wh, wh code, wh name, plant, werk, werks, depot, depot name, code depot, entrepot, code entrepot, nom entrepot, "
    "almacen, nombre almacen, bodega, nombre bodega, magazzino, deposito, cod magazzino, codice magazzino, "
    "cod deposito, codice deposito, magazijn, magazijncode, lagerort, lagername, lagercode, lort, lgort, sloc, "
    "stor loc, storage loc, storage location, stock location, "
    "magazyn, nazwa magazynu, kod magazynu, nazev skladu, kod skladu, "
    "raktar, raktar neve, armazem, almoxarifado, codigo armazem, depozit, depo kodu, depo adi, ambar, lagerplats, "
    "lagersted, lagerstalle, varasto, varastopaikka, skladiste, sandelis, noliktava, ladu, kho, kho hang, gudang, "
    "αποθηκη, αποθηκευτικος χωρος, склад отгрузки, склад продажи, место хранения, "
    "倉庫, 倉庫名, 倉庫コード, 出荷倉庫, 仓库, 仓库名称, 发货仓库, 出库仓库, 倉庫名稱, 창고, 창고명, "
    "المستودع, مستودع, اسم المستودع, المخزن, اسم المخزن, מחסן, שם מחסן, คลัง, คลังสินค้า"
)
# One name a line would fill a book: names are split at commas.
NAMES = {
    "product_sku": Names(
        "product_sku, sku, ugs, article order number, "
        "ref vendeur, reference vendeur, sku vendeur, reference produit vendeur, "
        "ref produit vendeur, ref marchand, reference marchand, "
        "custom sku, item sku, item nbr, variant sku, variation no, variation number, "
        "variation sku, lineitem "
        "sku, merchant sku, product variant sku, custom "
        "label, "
        "product code, item code, product_reference, "
        "article code, "
        "stock code, unique_id, seller sku, sku code, sku number, article number, article no, item number, "
        "item no, product number, product no, product id, item id, material number, material, plu, part number, "
        "part no, part #, product/service, internal reference, internal ref, interne referenz, reference interne, "
        "referencia interna, riferimento interno, interne referentie, default_code, sku seller, "
        "item lookup code, product/internal reference, order lines/product/internal reference, msku, merchant sku, "
        "asin, article id, "
        "inventory item, inventory item code, variantennr, variantennummer, varianten-nr, "
        "variant id, system id, matnr, sku reference, sku reference no, sku ref, sku ref no, "
        "bestandseinheit, sachnummer, teilenummer, produkt-id, handelsartikel, plu-nr, lager-nr, artikelnummer, "
        "teile-nr, teilenr, teilenummer, ersatzteilnummer, ersatzteil-nr, bauteilnummer, "
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
    "variant": Names(
        "variant, variant name, variant title, product variant title, variation, variation name, variation details, "
        "price point name, variante, varianten, variante du produit, size, sizes, colour, color, colour name, "
        "color name, grosse, farbe, taille, couleur, declinaison, talla, colore, taglia, maat, kleur, variantname, "
        "storlek, farg, storrelse, farve, koko, vari, rozmiar, kolor, velikost, barva, tamanho, cor, beden, renk, "
        "размер, цвет, size/colour, size/color, talla/color, taille/couleur, grosse/farbe",
    ),
    "unit": Names(
        "unit, uom, unit of measure, unit of measure code, uom code, einheitencode, "
        "units of measure, unit of measurement, sales unit, qty unit, quantity unit, me, "
        "meh, "
        "einheit, mengeneinheit, verkaufseinheit, basismengeneinheit, bme, erfassme, unite, unite de mesure, "
        "unite de vente, unidad, unidad de medida, udm, um, unita di misura, eenheid, verkoopeenheid",
    ),
    "unit_factor": Names(
        "qty per unit of measure, quantity per unit of measure, qty per uom, quantity per uom, units per uom, "
        "conversion factor, uom conversion factor, unit conversion factor, conversion rate uom, umrechnungsfaktor, "
        "umrechnungsfaktor einheit, "
        "menge pro einheit, menge je einheit, facteur de conversion, coefficient de conversion, quantite par unite, "
        "factor de conversion, cantidad por unidad de medida, cdad por unidad medida, fattore di conversione, "
        "quantita per unita di misura, omrekeningsfactor, aantal per eenheid",
    ),
}
