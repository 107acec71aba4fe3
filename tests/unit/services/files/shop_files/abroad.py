"""Files in languages and encodings beyond the six that are known best."""

FILES = {
    "Swedish invoices": (
        "Fakturanr;Fakturadatum;Artikelnr;Benämning;Antal;Enhet;À-pris;Makulerad\n"
        "1;2026-03-02;1050;Skruv;1 250,00;st;1,20;Nej\n2;2026-03-13;1050;Skruv;300,00;st;1,20;Ja\n",
        {"1050": {2: 1250}},
    ),
    "Danish sales": (
        "Varenr.;Varenavn;Fakturadato;Antal;Beløb\nV-1;Stol;02-03-2026;1.250,00;124.937,50\nI "
        "alt;;;1.250,00;124.937,50\n",
        {"V-1": {2: 1250}},
    ),
    "Polish sales": (
        "Data sprzedaży;Symbol;Nazwa towaru;Ilość;J.m.;Cena netto\n02.03.2026;ŁYŻ-1;Łyżka;1 250,000;szt.;2,50\n"
        "13.03.2026;ŁYŻ-1;Łyżka;-2,000;szt.;2,50\nRazem;;;1 248,000;;\n",
        {"ŁYŻ-1": {2: 1250, 13: -2}},
    ),
    "Czech invoices": (
        "Číslo dokladu;Datum vystavení;Kód položky;Množství;MJ\n1;2.3.2026;ŽK-1;1 "
        "250,00;ks\n2;13.3.2026;ŽK-1;2,00;ks\n",
        {"ŽK-1": {2: 1250, 13: 2}},
    ),
    "Brazilian sales": (
        "Data da venda;Código;Descrição;Quantidade;Situação\n02/03/2026;0012;Caneca;1.250;Concluído\n"
        "13/03/2026;0012;Caneca;2,5;Cancelado\n",
        {"0012": {2: 1250}},
    ),
    "Turkish sales": (
        "Fatura Tarihi;Malzeme Kodu;Miktar;Birim\n02.03.2026;ÇAY-1;1.250,00;Adet\nGenel Toplam;;1.250,00;\n",
        {"ÇAY-1": {2: 1250}},
    ),
    "Japanese sales": (
        "売上日,商品コード,商品名,数量\n2026年3月2日,A001,湯のみ,２\n2026年3月13日,A001,湯のみ,1\n合計,,,3\n",
        {"A001": {2: 2, 13: 1}},
    ),
    "Greek sales": (
        "Ημερομηνία;Κωδικός είδους;Ποσότητα\n02/03/2026;100-01;1.250,00\nΣύνολο;;1.250,00\n",
        {"100-01": {2: 1250}},
    ),
    "Arabic digits": ("Date,SKU,Quantity\n٢٠٢٦-٠٣-٠٢,A,٣\n٢٠٢٦-٠٣-١٣,A,١٢\n", {"A": {2: 3, 13: 12}}),
}
# In which encoding each comes from its country.
ENCODED = {
    "Swedish invoices": "mac_roman",
    "Danish sales": "cp850",
    "Polish sales": "cp1250",
    "Czech invoices": "cp1250",
    "Brazilian sales": "iso8859-15",
    "Turkish sales": "cp1254",
    "Japanese sales": "cp932",
    "Greek sales": "cp1253",
}
# Headings of ASCII alone: the words below them say it.
BY_WORDS = {
    "mac_roman": (
        "Datum;Code;Name;Menge\n02.03.2026;KÄSE;Käse;2\n13.03.2026;BRÖT;Brötchen;1\n",
        {"KÄSE": {2: 2}, "BRÖT": {13: 1}},
    ),
    "iso8859-15": ("Date;Code;Prix (€);Qty\n02/03/2026;ŒUF;3,50;2\n13/03/2026;ŒUF;3,50;1\n", {"ŒUF": {2: 2, 13: 1}}),
    "cp1250": (
        "Data;Code;Nazwa;Qty\n02.03.2026;ŁYŻ;Łyżka stołowa;2\n13.03.2026;ŚWI;Świąteczny dąb;1\n",
        {"ŁYŻ": {2: 2}, "ŚWI": {13: 1}},
    ),
    "cp1252": (
        "Datum;Code;Name;Menge\n02.03.2026;LEGO®;Lego® 2½ m³;2\n13.03.2026;L’EAU;L’eau 5°;1\n",
        {"LEGO®": {2: 2}, "L’EAU": {13: 1}},
    ),
}
