"""Ledgers of stock, in which sales are what went out: by their kinds, their documents, their signs."""

FILES = {
    "Business Central, entries of items by their locations": (
        "Entry No.,Posting Date,Entry Type,Document Type,Document No.,Document Line No.,Item No.,De"
        "scription,Location Code,Quantity,Invoiced Quantity,Remaining Quantity,Sales Amount (Actual"
        "),Cost Amount (Actual),Open,Order Type\n"
        '101,03/13/2026,Sale,Sales Shipment,S-SHPT-1001,10000,1896-S,ATHENS Desk,BLUE,-4,-4,0,"4,00'
        '0.00","-2,800.00",No,\n'
        "102,03/13/2026,Purchase,Purchase Receipt,P-RCPT-2001,10000,1896-S,ATHENS Desk,BLUE,20,20,1"
        '6,0.00,"14,000.00",Yes,\n'
        "103,03/14/2026,Transfer,Transfer Shipment,T-01,10000,1896-S,ATHENS Desk,BLUE,-5,-5,0,0.00,"
        '"-3,500.00",No,\n'
        '104,03/14/2026,Transfer,Transfer Receipt,T-02,10000,1896-S,ATHENS Desk,RED,5,5,2,0.00,"3,5'
        '00.00",Yes,\n'
        '105,03/15/2026,Sale,Sales Shipment,S-SHPT-1002,10000,1896-S,ATHENS Desk,RED,-3,-3,0,"3,000'
        '.00","-2,100.00",No,\n'
        "106,03/15/2026,Negative Adjmt.,,ADJ-1,0,1896-S,ATHENS Desk,RED,-1,-1,0,0.00,-700.00,No,\n"
        '107,03/16/2026,Sale,Sales Return Receipt,S-RR-1,10000,1896-S,ATHENS Desk,BLUE,1,1,1,"-1,00'
        '0.00",700.00,Yes,\n'
        "108,03/16/2026,Consumption,,PO-1,10000,1900-S,PARIS Chair,BLUE,-8,-8,0,0.00,-400.00,No,Production\n"
        "109,03/16/2026,Sale,Sales Shipment,S-SHPT-1003,10000,1900-S,PARIS Chair,BLUE,-6,0,0,0.00,-300.00,No,\n"
        "110,03/16/2026,Output,,PO-1,10000,2000-S,SYDNEY,BLUE,4,4,4,0.00,400.00,Yes,Production\n"
        "111,03/17/2026,Positive Adjmt.,,ADJ-2,0,1900-S,PARIS,RED,9,9,9,0.00,450.00,Yes,\n",
        {"1896-S@BLUE": {13: 4, 16: -1}, "1896-S@RED": {15: 3}, "1900-S@BLUE": {16: 6}},
    ),
    "Navision in German, with what was lost and found": (
        "Buchungsdatum;Postenart;Belegart;Belegnr.;Artikelnr.;Beschreibung;Lagerortcode;Menge;Faktu"
        "rierte Menge;Restmenge;Verkaufsbetrag (Ist);Einstandsbetrag (Ist)\n"
        "13.03.26;Verkauf;Verkaufslieferung;VL-1;1896-S;Tisch;BLAU;-4;-4;0;4.000,00;-2.800,00\n"
        "13.03.26;Einkauf;Einkaufslieferung;EL-1;1896-S;Tisch;BLAU;20;20;16;0,00;14.000,00\n"
        "14.03.26;Umlagerung;Umlagerungsausgang;UL-1;1896-S;Tisch;BLAU;-5;-5;0;0,00;-3.500,00\n"
        "14.03.26;Umlagerung;Umlagerungseingang;UL-1;1896-S;Tisch;ROT;5;5;2;0,00;3.500,00\n"
        "15.03.26;Verkauf;Verkaufslieferung;VL-2;1896-S;Tisch;ROT;-3;-3;0;3.000,00;-2.100,00\n"
        "16.03.26;Abgang;;INV-1;1896-S;Tisch;ROT;-1;-1;0;0,00;-700,00\n"
        "16.03.26;Zugang;;INV-1;1900-S;Stuhl;ROT;1;1;0;0,00;700,00\n"
        "17.03.26;Verbrauch;;FA-1;1900-S;Stuhl;BLAU;-2;-2;0;0,00;-700,00\n",
        {"1896-S@BLAU": {13: 4}, "1896-S@ROT": {15: 3}},
    ),
    "Business Central in French": (
        "Date comptabilisation;Type écriture;N° document;N° article;Code magasin;Quantité;Quantité "
        "facturée;Montant vente (réel)\n"
        "13/03/2026;Vente;EXP-1;1896-S;BLEU;-4;-4;4 000,00\n"
        "13/03/2026;Achat;REC-1;1896-S;BLEU;20;20;0,00\n"
        "15/03/2026;Vente;EXP-2;1896-S;ROUGE;-3;-3;3 000,00\n"
        "15/03/2026;Ajustement négatif;AJ-1;1896-S;ROUGE;-1;-1;0,00\n"
        "16/03/2026;Transfert;TR-1;1896-S;ROUGE;-1;-1;0,00\n",
        {"1896-S@BLEU": {13: 4}, "1896-S@ROUGE": {15: 3}},
    ),
    "Business Central in Spanish": (
        "Fecha registro;Tipo movimiento;Nº documento;Nº producto;Cód. almacén;Cantidad;Importe ventas (real)\n"
        "13/03/2026;Venta;ALB-1;1896-S;AZUL;-4;4.000,00\n"
        "13/03/2026;Compra;REC-1;1896-S;AZUL;20;0,00\n"
        "15/03/2026;Venta;ALB-2;1896-S;ROJO;-3;3.000,00\n"
        "15/03/2026;Ajuste negativo;AJ-1;1896-S;ROJO;-1;0,00\n"
        "16/03/2026;Transferencia;TR-1;1896-S;ROJO;-1;0,00\n",
        {"1896-S@AZUL": {13: 4}, "1896-S@ROJO": {15: 3}},
    ),
    "Business Central in Dutch": (
        "Boekingsdatum;Soort post;Documentnr.;Artikelnr.;Vestiging;Aantal;Verkoopbedrag (werkelijk)\n"
        "13-03-2026;Verkoop;VZ-1;1896-S;BLAUW;-4;4.000,00\n"
        "13-03-2026;Inkoop;ON-1;1896-S;BLAUW;20;0,00\n"
        "15-03-2026;Verkoop;VZ-2;1896-S;ROOD;-3;3.000,00\n"
        "15-03-2026;Negatieve correctie;CR-1;1896-S;ROOD;-1;0,00\n",
        {"1896-S@BLAUW": {13: 4}, "1896-S@ROOD": {15: 3}},
    ),
    "Business Central, as its API answers": (
        '{"@odata.context":"x","value":[{"entryNo":1,"entryType":"Sale","documentNo":"1","documentT'
        'ype":"Sales Shipment","postingDate":"2026-03-13","itemNo":"1896-S","locationCode":"BLUE","'
        'quantity":-4,"invoicedQuantity":-4,"remainingQuantity":0},{"entryNo":2,"entryType":"Purcha'
        'se","documentNo":"2","documentType":"Purchase Receipt","postingDate":"2026-03-14","itemNo"'
        ':"1896-S","locationCode":"BLUE","quantity":10,"invoicedQuantity":10,"remainingQuantity":6}'
        ',{"entryNo":3,"entryType":"Negative_x0020_Adjmt_x002E_","documentNo":"3","documentType":"_'
        'x0020_","postingDate":"2026-03-15","itemNo":"1896-S","locationCode":"BLUE","quantity":-1,"'
        'invoicedQuantity":-1,"remainingQuantity":0}]}',
        {"1896-S@BLUE": {13: 4}},
    ),
    "lines of invoices of Business Central": (
        "Document No.,Posting Date,Type,No.,Description,Location Code,Quantity,Unit of Measure Code"
        ",Unit Price Excl. VAT,Amount\n"
        '103001,03/13/2026,Item,1896-S,ATHENS Desk,BLUE,4,PCS,"1,000.00","4,000.00"\n'
        "103001,03/13/2026,G/L Account,6110,Freight,,1,,50.00,50.00\n"
        "103002,03/15/2026,Item,1900-S,PARIS Chair,RED,2,PCS,200.00,400.00\n"
        "103002,03/15/2026,Resource,LIFT,Lift,,3,HOUR,80.00,240.00\n",
        {"1896-S@BLUE": {13: 4}, "1900-S@RED": {15: 2}},
    ),
    "Amazon's ledger of stock": (
        "Date,FNSKU,ASIN,MSKU,Title,Event Type,Reference ID,Quantity,FC,Disposition"
        ",Reason,Country\n"
        "03/13/2026,X1,B00,A,Cup,Shipments,1,-5,LEJ1,SELLABLE,,DE\n"
        "03/13/2026,X1,B00,A,Cup,Receipts,2,20,LEJ1,SELLABLE,,DE\n"
        "03/14/2026,X1,B00,A,Cup,CustomerReturns,3,1,LEJ1,SELLABLE,,DE\n"
        "03/14/2026,X1,B00,A,Cup,WhseTransfers,4,-3,LEJ1,SELLABLE,,DE\n"
        "03/15/2026,X1,B00,A,Cup,Adjustments,5,-1,LEJ1,SELLABLE,E,DE\n"
        "03/16/2026,X2,B01,B,Pot,Shipments,6,-2,LEJ1,SELLABLE,,DE\n",
        {"A": {13: 5, 14: -1}, "B": {16: 2}},
    ),
    "JTL, what moved stock": (
        "Datum;Artikelnummer;Bezeichnung;Menge;Buchungsart;Lager;Kommentar\n"
        "13.03.2026;A;Tasse;-5;Auslieferung;Hauptlager;\n"
        "13.03.2026;A;Tasse;20;Wareneingang;Hauptlager;\n"
        "14.03.2026;A;Tasse;-1;Korrektur;Hauptlager;Bruch\n"
        "15.03.2026;B;Topf;-2;Auslieferung;Hauptlager;\n"
        "15.03.2026;B;Topf;1;Retoure;Hauptlager;\n",
        {"A": {13: 5}, "B": {15: 1}},
    ),
    "in and out, below zero": (
        "Date,SKU,Type,Qty\n2026-03-02,A,In,20\n2026-03-02,A,Out,-5\n2026-03-03,A,Out,-6\n",
        {"A": {2: 5, 3: 6}},
    ),
    "in and out of stock": (
        "Date,SKU,Movement Type,Qty\n2026-03-02,A,Stock In,20\n2026-03-02,A,Stock Out,5\n2026-03-03,A,Stock Out,6\n",
        {"A": {2: 5, 3: 6}},
    ),
    "receipts and issues": (
        "Date,SKU,Transaction Type,Qty\n2026-03-02,A,Receipt,20\n2026-03-02,A,Issue,5\n2026-03-03,A,Issue,6\n",
        {"A": {2: 5, 3: 6}},
    ),
    "in and out in German": (
        "Datum;Artikel;Bewegungsart;Menge\n02.03.2026;A;Zugang;20\n02.03.2026;A;Abgang;5\n13.03.2026;A;Abgang;6\n",
        {"A": {2: 5, 13: 6}},
    ),
    "in and out in French": (
        "Date;Article;Mouvement;Quantité\n02/03/2026;A;Entrée;20\n02/03/2026;A;Sortie;5\n13/03/2026;A;Sortie;6\n",
        {"A": {2: 5, 13: 6}},
    ),
    "in and out in Italian": (
        "Data;Articolo;Causale;Quantità\n02/03/2026;A;Carico;20\n02/03/2026;A;Scarico;5\n13/03/2026;A;Scarico;6\n",
        {"A": {2: 5, 13: 6}},
    ),
    "in and out in Polish": (
        "Data;Kod;Typ dokumentu;Ilość\n02.03.2026;A;PZ;20\n02.03.2026;A;WZ;5\n13.03.2026;A;WZ;6\n",
        {"A": {2: 5, 13: 6}},
    ),
    "in and out in Turkish": (
        "Tarih;Stok Kodu;Hareket Türü;Miktar\n02.03.2026;A;Giriş;20\n02.03.2026;A;Çıkış;5\n13.03.2026;A;Çıkış;6\n",
        {"A": {2: 5, 13: 6}},
    ),
    "numbers of cashiers that SAP has for movements": (
        "Date,SKU,Qty,Cashier\n2026-03-02,A,2,101\n2026-03-02,A,5,601\n2026-03-03,A,6,251\n",
        {"A": {2: 7, 3: 6}},
    ),
    "where one eats is no movement": (
        "Date,SKU,Qty,Service\n2026-03-02,A,2,Eat In\n2026-03-02,A,5,Take Out\n",
        {"A": {2: 7}},
    ),
}
