"""Files whose lines are of several kinds: documents of one sale, purchases, parts of sets, money that went back."""

FILES = {
    "offers, orders and deliveries of goods that an invoice tells of as well": (
        "Document type;Document no;Date;Item no;Qty\nQuotation;Q1;02.03.2026;M1;40\nSales order;O1;03.03.2026;M1;40\n"
        "Delivery note;D1;13.03.2026;M1;40\nInvoice;I1;14.03.2026;M1;40\nInvoice;I2;15.03.2026;M2;3\n",
        {"M1": {14: 40}, "M2": {15: 3}},
    ),
    "deliveries of goods that no invoice tells of": (
        "Type de pièce;N° pièce;Date;Référence article;Qté\nBon de livraison;1;02/03/2026;VIS;40\n"
        "Bon de livraison;2;13/03/2026;CLOU;7\nFacture;3;14/03/2026;VIS;5\n",
        {"VIS": {2: 40, 14: 5}, "CLOU": {13: 7}},
    ),
    "invoices of suppliers among those to customers": (
        "Belegart;Datum;Artikelnummer;Menge\nRechnung;02.03.2026;K1;4\nEingangsrechnung;13.03.2026;K1;500\n"
        "Rechnung;14.03.2026;K1;6\n",
        {"K1": {2: 4, 14: 6}},
    ),
    "a kind of purchases within a longer phrase": (
        "Tarih;Fatura Türü;Stok Kodu;Miktar\n02.03.2026;Satış Faturası;K;4\n13.03.2026;Satın Alma Faturası;K;50\n"
        "14.03.2026;Satış İade Faturası;K;1\n",
        {"K": {2: 4, 14: -1}},
    ),
    "returns within a phrase without blanks": (
        "日期,单据类型,商品编码,数量\n2026-03-02,销售出库单,A1,12\n2026-03-14,销售退货单,A1,2\n2026-03-15,采购入库单,A1,90\n",
        {"A1": {2: 12, 14: -2}},
    ),
    "a set and its parts, by one word of German": (
        "Auftrag;Datum;Positionstyp;Artikelnummer;Menge\n1;02.03.2026;Artikel;T1;2\n1;02.03.2026;Bündel;B9;1\n"
        "1;02.03.2026;Bündelkomponente;T1;1\n1;02.03.2026;Bündelkomponente;T2;3\n",
        {"T1": {2: 3}, "T2": {2: 3}},
    ),
    "goods that came back by the sign of their money alone": (
        "Date,SKU,Units,Line total\n2026-03-02,A,2,8.00\n2026-03-13,B,1,5.00\n2026-03-14,A,1,-4.00\n2026-03-15,A,3,12.00\n",
        {"A": {2: 2, 14: -1, 15: 3}, "B": {13: 1}},
    ),
    "the same under a heading that nobody knows, where a piece costs as much as it brings back": (
        "Date,SKU,Units,Zzz\n2026-03-02,A,2,8.00\n2026-03-13,B,1,5.00\n2026-03-14,A,1,-4.00\n2026-03-15,A,3,12.00\n",
        {"A": {2: 2, 14: -1, 15: 3}, "B": {13: 1}},
    ),
    "a margin below zero, which takes nothing back": (
        "Date,SKU,Units,Line total,Margin\n2026-03-02,A,2,8.00,3.00\n2026-03-13,B,1,5.00,1.00\n2026-03-14,A,1,2.00,-0.50\n",
        {"A": {2: 2, 14: 1}, "B": {13: 1}},
    ),
    "a total below zero by its fees, beside what the goods brought": (
        "Date,SKU,Units,Sales,Total\n2026-03-02,A,2,8.00,3.00\n2026-03-13,B,1,5.00,1.00\n2026-03-14,A,1,4.00,-0.50\n",
        {"A": {2: 2, 14: 1}, "B": {13: 1}},
    ),
    "invoices of a deposit, before the goods, and those of suppliers": (
        "Datum;Typ dokladu;Kód;Množství\n2.3.2026;Vydaná faktura;SV1;10\n13.3.2026;Přijatá faktura;SV1;200\n"
        "14.3.2026;Zálohová faktura;SV1;30\n15.3.2026;Vydaný dobropis;SV1;1\n",
        {"SV1": {2: 10, 15: -1}},
    ),
    "a voucher and a discount whose names are one long word": (
        "Bestellnummer;Datum;Artikelnummer;Artikelbezeichnung;Anzahl\n1;02.03.2026;T1;Tee;2\n"
        "1;02.03.2026;GUTSCHEIN5;Geburtstagsgutschein 5;1\n2;13.03.2026;RABATT10;10% Stammkundenrabatt;1\n"
        "2;13.03.2026;T1;Tee;1\n",
        {"T1": {2: 2, 13: 1}},
    ),
    "quantities in packs and in pieces, of which the first count and the others are rejected": (
        "Posting Date,Item No.,Unit of Measure Code,Quantity\n2026-03-02,A,BOX,2\n2026-03-14,A,PCS,5\n",
        {"A": {2: 2}},
    ),
}
