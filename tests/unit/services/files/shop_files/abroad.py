"""Files as systems of many countries write them, with what they say of March 2026."""

from datetime import date

FILES = {
    "Magento in French, what came back": (
        "N° de commande;Date d'achat;Statut;SKU;Qté commandée;Qté remboursée\n1;3 mars 2026;Terminé;A;3;1\n",
        {"A": {3: 2}},
    ),
    "Plentymarkets, a return by the kind of its order": (
        "Auftrags-ID;Auftragstyp;Status;Eingang;Varianten-ID;Variantennr.;Artikelname;Menge\n"
        "1;Auftrag;[7] Warenausgang gebucht;2026-03-03;1042;SW-42;Becher;2.00\n"
        "2;Retoure;[9] Retoure;2026-03-14;1042;SW-42;Becher;1.00\n",
        {"SW-42": {3: 2, 14: -1}},
    ),
    "NetSuite, invoices that take off and a credit that brings back": (
        "Date,Document Number,Type,Item,Quantity\n3/13/2026,INV1,Invoice,MUG,-2\n3/14/2026,RTN1,Credit Memo,MUG,1\n",
        {"MUG": {13: 2, 14: -1}},
    ),
    "Logo, returns by the kind of the voucher": (
        "Tarih;Fiş Türü;Fiş No;Malzeme Kodu;Miktar\n13.03.2026;Toptan Satış Faturası;1;Ç1;5\n"
        "14.03.2026;Toptan Satış İade Faturası;2;Ç1;3\n",
        {"Ç1": {13: 5, 14: -3}},
    ),
    "a letter for each kind of line": (
        "Date,SKU,Type,Qty\n2026-03-03,A,S,2\n2026-03-13,A,R,1\n",
        {"A": {3: 2, 13: -1}},
    ),
    "days that are named by their weeks": (
        "week,sku,units\n2026-W10-2,A,2\n2026-W11-5,A,5\n",
        {"A": {3: 2, 13: 5}},
    ),
    "taxes among the lines": (
        "Date,Order,SKU,Description,Qty\n2026-03-03,1,A,Mug,2\n2026-03-03,1,TAX,VAT 20%,1\n2026-03-03,1,,Sales tax,1\n",
        {"A": {3: 2}},
    ),
    "units in Polish behind the numbers": (
        "Data;Kod;Ilość;Wartość\n3 marca 2026;K-01;2 szt.;1 250,50 zł\n13 marca 2026;K-01;1 250 szt.;9,50 zł\n",
        {"K-01": {3: 2, 13: 1250}},
    ),
    "units and money in Korean": (
        '판매일,상품코드,수량,금액\n2026년 3월 3일,K-01,2개,"20,000원"\n2026년 3월 13일,K-01,1250개,"5,000원"\n',
        {"K-01": {3: 2, 13: 1250}},
    ),
    "thousands by the Arabic sign": (
        "التاريخ,رمز الصنف,الكمية\n٢٠٢٦/٠٣/٠٣,A,٢\n٢٠٢٦/٠٣/١٣,A,١٬٢٥٠\n",
        {"A": {3: 2, 13: 1250}},
    ),
    "Amazon's settlement, which repeats the units for each amount": (
        "settlement-id\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date-time\tsku\t"
        "quantity-purchased\n1\tOrder\t302-1\tItemPrice\tPrincipal\t20,00\t13.03.2026 10:10:10 UTC\tMUG\t2\n"
        "1\tOrder\t302-1\tItemPrice\tTax\t3,80\t13.03.2026 10:10:10 UTC\tMUG\t2\n"
        "1\tOrder\t302-1\tItemFees\tCommission\t-3,00\t13.03.2026 10:10:10 UTC\tMUG\t2\n",
        {"MUG": {13: 2}},
    ),
    "SAP's list with drawn lines and headings on each page": (
        "Liste Aufträge     Seite   1\n|Material|Belegdatum| Auftragsmenge|Netto     |\n"
        "|--------|----------|--------------|----------|\n|M-01    |03.03.2026|         2,000|    400,00|\n"
        "|Material|Belegdatum| Auftragsmenge|Netto     |\n|--------|----------|--------------|----------|\n"
        "|M-02    |13.03.2026|        12,000|    120,00|\n",
        {"M-01": {3: 2}, "M-02": {13: 12}},
    ),
    "Kingdee's list of what went out": (
        "销售出库单列表\n日期,物料编码,单位,实发数量\n2026年3月3日,01.001,个,2\n合计,,,2\n",
        {"01.001": {3: 2}},
    ),
    "days of Japanese eras": (
        "売上日,商品コード,数量\n令和8年3月3日,J-01,2\nR8.03.13,J-01,5\n令和元年5月1日,J-01,1\n",
        {"J-01": {3: 2, 13: 5, date(2019, 5, 1): 1}},
    ),
    "six digits for a day, the year first": (
        "DATE;ARTNR;QTY\n260303;A;2\n260313;A;5\n260331;A;1\n",
        {"A": {3: 2, 13: 5, 31: 1}},
    ),
    "eight digits for a day, the day first": ("DATUM;ARTNR;MENGE\n03032026;A;2\n13032026;A;5\n", {"A": {3: 2, 13: 5}}),
    "six digits that are days in several orders": ("DATE,SKU,QTY\n030405,A,2\n050607,A,2\n", "undecided_date_order"),
}
