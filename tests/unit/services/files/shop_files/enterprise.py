"""Exports of merchandise and enterprise systems."""

FILES = {
    "Odoo, order fields on the first line only, codes within names": (
        '"Order Reference","Order Date","Status","Order Lines/Product","Order Lines/Quantity","Order Lines/Unit Price"\n'
        '"S001","2026-03-02 10:00:00","Sales Order","[CH-1] Chair, black","2.0","45.0"\n'
        '"","","","[TB-2] Table","1.0","90.0"\n'
        '"S002","2026-03-03 10:00:00","Cancelled","[CH-1] Chair, black","7.0","45.0"\n"","","","[TB-2] Table","7.0","90.0"\n',
        {"CH-1": {2: 2}, "TB-2": {2: 1}},
    ),
    "Odoo, grouped by month": (
        "Order Reference,Order Date,Product,Ordered Quantity\nMarch 2026 (2),,,5\n"
        "S1,2026-03-02 10:00:00,[CH-1] Chair,2\nS2,2026-03-03 10:00:00,[CH-1] Chair,3\n",
        {"CH-1": {2: 2, 3: 3}},
    ),
    "Odoo, technical headings": (
        "order_id,order_id/date_order,state,product_id/default_code,product_uom_qty,price_unit\n"
        "S1,2026-03-02 10:00:00,sale,CH-1,2.0,45.0\nS2,2026-03-02 10:00:00,cancel,CH-1,9.0,45.0\n"
        "S3,2026-03-02 10:00:00,draft,CH-1,9.0,45.0\n",
        {"CH-1": {2: 2}},
    ),
    "Odoo's point of sale in German": (
        "Auftragsreferenz;Datum;Produkt;Menge;Zwischensumme\n"
        "POS/1;2026-03-02 10:00:00;[CH-1] Stuhl;2,0;90,0\nPOS/2;2026-03-03 10:00:00;[CH-1] Stuhl;-1,0;-45,0\n"
        "POS/3;2026-03-03 11:00:00;[CH-1] Stuhl;4,0;180,0\n",
        {"CH-1": {2: 2, 3: 3}},
    ),
    "ERPNext, item-wise sales register": (
        '"Item Code","Item Name","Item Group","Invoice","Posting Date","Customer","Warehouse","Stock Qty","Stock UOM","Rate","Amount"\n'
        '"EN-1","Chair","Goods","SINV-1","02-03-2026","Acme","Stores - A",3.000,"Nos",100.000,300.000\n'
        '"EN-1","Chair","Goods","SINV-2","13-03-2026","Acme","Stores - A",1.000,"Nos",100.000,"1,100.000"\n'
        '"Total","","","","","","",4.000,"","","1,400.000"\n',
        {"EN-1": {2: 3, 13: 1}},
    ),
    "ERPNext, lines below their document": (
        '"ID","Date","Status","Customer","Item Code (Items)","Quantity (Items)","Rate (Items)"\n'
        '"SINV-1","2026-03-02","Paid","Acme","EN-1","3.0","10.0"\n"","","","","EN-2","1.0","10.0"\n'
        '"SINV-2","2026-03-03","Cancelled","Acme","EN-1","9.0","10.0"\n"","","","","EN-2","9.0","10.0"\n',
        {"EN-1": {2: 3}, "EN-2": {2: 1}},
    ),
    "SAP: three decimals, minus behind, unit apart": (
        "Material;Kurztext;Buch.datum;BwA;Menge;BME;Betrag Hauswähr\n"
        "000000000000004711;Schraube;02.03.2026;601;1.250,000;ST;125,00\n"
        "000000000000004711;Schraube;02.03.2026;602;5,000-;ST;0,50-\n"
        "000000000000004711;Schraube;03.03.2026;601;12,000;ST;1,20\n",
        {"000000000000004711": {2: 1245, 3: 12}},
    ),
    "SAP: a list with bars": (
        "------------------------------------------\n|Material|Datum     |Menge    |\n"
        "------------------------------------------\n|4711    |02.03.2026|  1.250,5|\n|4712    |03.03.2026|     12,0|\n"
        "------------------------------------------\n|*       |          |  1.262,5|\n",
        {"4711": {2: 1250.5}, "4712": {3: 12}},
    ),
    "JTL, thousands and an article with an umlaut": (
        "Auftragsnummer;Erstellt am;Artikelnummer;Artikelname;Anzahl;VK-Brutto;Auftragsstatus\n"
        "AU1;02.03.2026;ÖL-5;Öl;1.250;4,90;Versendet\nAU2;03.03.2026;ÖL-5;Öl;0,5;4,90;Storniert\n",
        {"ÖL-5": {2: 1250}},
    ),
    "Sage, in French": (
        "Code article;Désignation;Date facture;N° facture;Quantité;Prix unitaire HT;Montant HT\n"
        "VIS;Vis;02/03/2026;FA1;1\u202f250,00;0,10;125,00\nVIS;Vis;13/03/2026;AV1;-50,00;0,10;-5,00\n"
        "VIS;Vis;13/03/2026;FA2;60,00;0,10;6,00\n",
        {"VIS": {2: 1250, 13: 10}},
    ),
    "A3, in Spanish": (
        "Informe de ventas;;;\nEmpresa: Ejemplo, S.L.;;;\n\nArtículo;Descripción;Fecha;Uds. vendidas\n"
        "TOR;Tornillo;02/03/2026;1.250\nTOR;Tornillo;13/03/2026;12,5\nTotal artículos;;;1.262,5\n",
        {"TOR": {2: 1250, 13: 12.5}},
    ),
    "Danea, in Italian": (
        "Cod.;Prodotto;Data doc.;Quantità;Prezzo netto\nVITE;Vite;02/03/2026;1.250;€ 0,10\nVITE;Vite;13/03/2026;2,5;€ 0,10\n"
        "Totale;;;1.252,5;\n",
        {"VITE": {2: 1250, 13: 2.5}},
    ),
    "Exact, in Dutch": (
        "Artikelcode;Omschrijving;Factuurdatum;Aantal verkocht;Omzet\nSCHR;Schroef;02-03-2026;1.250;125,00\n"
        "SCHR;Schroef;13-03-2026;-250;-25,00\nSCHR;Schroef;13-03-2026;300;30,00\n",
        {"SCHR": {2: 1250, 13: 50}},
    ),
    "Swiss: apostrophes and Fr.": (
        "Artikel-Nr.;Datum;Menge;Preis\nA;02.03.2026;1'250;Fr. 12.50\nA;03.03.2026;1’250.5;CHF 1'012.50\n"
        "A;04.03.2026;12ʼ345;12.–\n",
        {"A": {2: 1250, 3: 1250.5, 4: 12345}},
    ),
    "days in words of six languages": (
        'Ref,Date,Qty\nA,"Monday, March 2, 2026",2\nA,"Dienstag, 3. März 2026",3\nA,mercredi 4 mars 2026,4\n'
        'A,"jueves, 5 de marzo de 2026",5\nA,venerdì 6 marzo 2026,6\nA,zaterdag 7 maart 2026,7\nA,1er mars 2026,1\n'
        'A,"March 8th, 2026",8\nA,09MAR2026,9\nA,10-MAR-26,10\nA,11 mrt. 2026,11\nA,"Do., 12.03.2026",12\n'
        'A,"Mar 13, 2026 at 10:00 AM",13\n',
        {"A": {day: day for day in range(1, 14)}},
    ),
    "a year of two digits first": ("sku,date,qty\nA,26-03-02,2\nA,26-03-31,3\n", {"A": {2: 2, 31: 3}}),
    "money beside units under one name": (
        "SKU,Date,Sales ($),Sales (units)\nA,2026-03-02,20.00,2\nA,2026-03-03,10.00,1\n",
        {"A": {2: 2, 3: 1}},
    ),
    "turnover and units called alike in German": (
        "Artikelnr;Datum;Absatz (€);Absatz (Stück)\nA;02.03.2026;20,00;2\nA;13.03.2026;10,00;1\n",
        {"A": {2: 2, 13: 1}},
    ),
}
