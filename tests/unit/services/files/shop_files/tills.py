"""Files of tills: lines of receipts, with times, refunds and voids."""

FILES = {
    "a restaurant's till": (
        'Order Id,Order Date,Menu Item,Qty,Void?,Net Price\n1,"3/2/26 6:05 PM",Soup,2,false,12.00\n'
        '2,"3/13/26 6:06 PM",Soup,3,false,18.00\n2,"3/13/26 6:06 PM",Soup,9,true,54.00\n',
        {"Soup": {2: 2, 13: 3}},
    ),
    "Square, US days of two digits, with a refund and a voided code": (
        "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,"
        "Tax,Transaction ID,Event Type,Location,Unit,Count\n"
        "03/02/26,09:01:10,Eastern Time (US & Canada),Pots,Pot,2.0,Regular,POT,,$20.00,$0.00,$20.00,$1.60,T1,Payment,"
        "Main,ea,1\n"
        "03/02/26,17:01:10,Eastern Time (US & Canada),Pots,Pot,-1.0,Regular,POT,,($10.00),$0.00,($10.00),($0.80),T2,"
        "Refund,Main,ea,1\n"
        '03/03/26,09:00:00,Eastern Time (US & Canada),Soil,Soil,0.75,Regular,SOIL,,"$1,020.00",$0.00,"$1,020.00",$0.00,'
        "T3,Payment,Main,ea,1\n",
        {"POT": {2: 1}, "SOIL": {3: 0.75}},
    ),
    "Square in German": (
        "Datum,Uhrzeit,Zeitzone,Kategorie,Artikel,Anz.,Preispunktname,SKU,Bruttoumsatz,Rabatte,Nettoumsatz,Transaktions-ID,"
        'Ereignistyp,Standort\n13.03.2026,09:01:10,Berlin,Tee,Assam,2,Normal,ASS,"9,80 €","0,00 €","9,80 €",T1,Zahlung,\n'
        '13.03.2026,10:01:10,Berlin,Tee,Assam,1,Normal,ASS,"-4,90 €","0,00 €","-4,90 €",T2,Rückerstattung,\n',
        {"ASS": {13: 1}},
    ),
    "Lightspeed X, sale, lines and payment": (
        "Date,Receipt Number,Line Type,Customer Code,Note,Quantity,Subtotal,Total,Paid,Register,Status,Sku\n"
        "2026-03-02 09:15:00,101,Sale,,,3,27.00,27.00,,Main,CLOSED,\n"
        "2026-03-02 09:15:00,101,Sale Line,,,2,18.00,18.00,,Main,CLOSED,CUP\n"
        "2026-03-02 09:15:00,101,Sale Line,,,1,9.00,9.00,,Main,CLOSED,MUG\n"
        "2026-03-02 09:15:00,101,Payment,,,,,,27.00,Main,CLOSED,\n"
        "2026-03-02 10:00:00,102,Sale Line,,,7,18.00,18.00,,Main,VOIDED,CUP\n",
        {"CUP": {2: 2}, "MUG": {2: 1}},
    ),
    "a German till with cancelled lines": (
        "Kassenbericht Filiale Mitte;;;;;;;\nZeitraum: 01.03.2026 - 02.03.2026;;;;;;;\n;;;;;;;\n"
        "Bon-Datum;Uhrzeit;Bon-Nr;PLU;Bezeichnung;Anzahl;Betrag;Storno\n"
        "01.03.2026;09:01;1;4711;Brot;2;7,80;N\n01.03.2026;09:05;2;4711;Brot;1;3,90;J\n"
        "02.03.2026;09:09;3;4711;Brot;3;11,70;N\n;;;Zwischensumme;;6;23,40;\nSumme;;;;;6;23,40;\n"
        "Gedruckt am 03.03.2026 08:00;;;;;;;\n",
        {"4711": {1: 2, 2: 3}},
    ),
    "cancelled said by true and false in German": (
        "Datum;Artikelnr;Menge;Storniert\n01.03.2026;A;2;FALSCH\n01.03.2026;A;1;WAHR\n",
        {"A": {1: 2}},
    ),
    "a French till": (
        "Date de vente;Heure;N° ticket;Réf.;Désignation;Qté;PU TTC;Total TTC\n"
        "01/03/2026;09h01;1;BAG;Baguette;2;1,10 €;2,20 €\n13/03/2026;14h35;2;BAG;Baguette;-1;1,10 €;-1,10 €\n"
        "13/03/2026;14h36;3;BAG;Baguette;5;1,10 €;5,50 €\nTotal général;;;;;6;;6,60 €\n",
        {"BAG": {1: 2, 13: 4}},
    ),
    "day and French time in one": (
        "Date;Réf;Qté\n01/03/2026 à 9h05;A;2\n13/03/2026 14h35;A;1\n",
        {"A": {1: 2, 13: 1}},
    ),
    "a Spanish till, before and after noon": (
        "Fecha y hora;Código;Descripción;Cantidad;Importe\n"
        "1/3/2026 9:01:10 a. m.;PAN;Pan;2;2,20 €\n13/3/2026 11:59:59 p.\u00a0m.;PAN;Pan;1;1,10 €\n",
        {"PAN": {1: 2, 13: 1}},
    ),
    "an Italian till": (
        "Data;Ora;Scontrino;Cod. articolo;Descrizione;Q.tà;Prezzo;Importo\n"
        "1/3/2026;9.01;1;PANE;Pane;2;1,10;2,20\n13/3/2026;9.02;2;PANE;Pane;1.234;1,10;1.357,40\n",
        {"PANE": {1: 2, 13: 1234}},
    ),
    "a Dutch till": (
        "Datum;Tijd;Bonnummer;Artikelnr.;Omschrijving;Aantal;Prijs;Bedrag\n"
        "1-3-2026;09:01;1;BRD;Brood;2;€ 1,10;€ 2,20\n13-3-2026;09:02;2;BRD;Brood;1.250;€ 1,10;€ 1.375,00\n"
        "Eindtotaal;;;;;1.252;;€ 1.377,20\n",
        {"BRD": {1: 2, 13: 1250}},
    ),
    "an English till, AM and PM with the narrow space of browsers": (
        "Date & Time,SKU,Description,Qty Sold,Line Total\n"
        '"3/1/2026, 9:01:10\u202fAM",TEA,Tea,2,$4.00\n"3/13/2026, 11:59:10\u202fPM",TEA,Tea,1,$2.00\n',
        {"TEA": {1: 2, 13: 1}},
    ),
    "refunds as lines of their own, without a sign": (
        "Date,Type,Receipt,Item Code,Qty,Total\n2026-03-01,Sale,1,A,5,50\n2026-03-01,Refund,2,A,2,-20\n"
        "2026-03-02,Return,3,A,1,-10\n2026-03-02,Sale,4,A,4,40\n",
        {"A": {1: 3, 2: 3}},
    ),
    "credit notes in German": (
        "Belegdatum;Belegart;Belegnr;Artikelnummer;Menge\n01.03.2026;Rechnung;1;A;5\n01.03.2026;Gutschrift;2;A;2\n"
        "02.03.2026;Rechnungskorrektur;3;A;1\n02.03.2026;Rechnung;4;A;3\n",
        {"A": {1: 3, 2: 2}},
    ),
    "gross, returned and net units": (
        "Date,SKU,Gross Qty,Returned Qty,Net Qty,Gross Sales,Net Sales\n"
        "2026-03-01,A,5,2,3,$50.00,$30.00\n2026-03-02,A,4,0,4,$40.00,$40.00\n",
        {"A": {1: 3, 2: 4}},
    ),
    "totals of each day": (
        "Datum;Artikelnummer;Menge\n01.03.2026;A;2\n01.03.2026;B;3\nSumme 01.03.2026;;5\n"
        "02.03.2026;A;4\nSumme 02.03.2026;;4\nGesamtsumme;;9\n",
        {"A": {1: 2, 2: 4}, "B": {1: 3}},
    ),
    "pages with titles and headings repeated": (
        "Umsatzliste;;\nCode;Datum;Menge\nA;01.03.2026;2\nSeite 1 von 2;;\nUmsatzliste;;\nCode;Datum;Menge\n"
        "A;02.03.2026;3\nSeite 2 von 2;;\n",
        {"A": {1: 2, 2: 3}},
    ),
    "totals of each product": (
        "SKU,Date,Qty\nA,2026-03-01,2\nA,2026-03-02,3\nTotal A,,5\nB,2026-03-01,1\nTotal B,,1\nGrand Total,,6\n",
        {"A": {1: 2, 2: 3}, "B": {1: 1}},
    ),
}
