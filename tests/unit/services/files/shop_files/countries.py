"""Files in languages that Stockcast itself does not speak, each with its country's old encoding: units of March 2026."""


def _file(code, day, units, first="04.03.2026", second="15.03.2026", sign=";"):
    return f"{code}{sign}{day}{sign}{units}\n77{sign}{first}{sign}3\n77{sign}{second}{sign}5\n"


_SOLD = {"77": {4: 3, 15: 5}}
# Name: the text, the encoding, the units.
FILES = {
    "a Mac of old, whose capital letters stand before its umlauts": (
        "Artikel;Datum;Menge\nKäse;02.03.2026;1,5\nWürstchen;14.03.2026;2\n",
        "mac_roman",
        {"Käse": {2: 1.5}, "Würstchen": {14: 2}},
    ),
    "Pohoda, in which no known heading has a letter of Czech alone": (
        "Číslo;Datum;Kód;Text;Množství;Částka\n260001;02.03.2026;PH-1;Čaj zelený;10,0;890,00\n",
        "cp1250",
        {"PH-1": {2: 10}},
    ),
    "hindi": (_file("उत्पाद कोड", "दिनांक", "मात्रा", sign=","), "utf-16", _SOLD),
    "swedish": ("Artikelnr;Benämning;Datum;Antal\n77;Knäcke;2026-03-05;1 250\n", "cp1252", {"77": {5: 1250}}),
    "swedish weeks": (
        "Artikelnummer;Vecka;Antal sålda\n77;2026 v10;7\n",
        "cp1252",
        {"77": dict.fromkeys(range(2, 9), 1)},
    ),
    "danish": ("Varenummer;Dato;Antal solgt;Omsætning\n77;05-03-2026;12;1.200,00\n", "cp1252", {"77": {5: 12}}),
    "norwegian": (_file("Varenr", "Salgsdato", "Antall"), "cp1252", _SOLD),
    "finnish": (_file("Tuotekoodi", "Päivämäärä", "Määrä", "4.3.2026", "15.3.2026"), "cp1252", _SOLD),
    "portuguese": (_file("Código do produto", "Data da venda", "Qtde", "04/03/2026", "15/03/2026"), "cp1252", _SOLD),
    "portuguese months": (_file("Código", "Data", "Quantidade", "4 de março de 2026", "15/mar/2026"), "cp1252", _SOLD),
    "romanian": (_file("Cod produs", "Data vânzării", "Cantitate"), "cp1250", _SOLD),
    "polish": (_file("Kod towaru", "Data sprzedaży", "Ilość"), "cp1250", _SOLD),
    "polish months": (_file("Symbol", "Dzień", "Sprzedana ilość", "4 marca 2026", "15 marca 2026 r."), "cp1250", _SOLD),
    "polish without accents": (_file("Kod towaru", "Data sprzedazy", "Ilosc"), "utf-8", _SOLD),
    "czech": (_file("Kód produktu", "Datum prodeje", "Množství", "4. 3. 2026", "15. března 2026"), "cp1250", _SOLD),
    "slovak": (_file("Kód tovaru", "Dátum predaja", "Množstvo"), "cp1250", _SOLD),
    "hungarian": (_file("Cikkszám", "Dátum", "Mennyiség", "2026.03.04.", "2026. 03. 15."), "cp1250", _SOLD),
    "turkish": (_file("Ürün Kodu", "Satış Tarihi", "Satılan Adet"), "cp1254", _SOLD),
    "russian": (_file("Артикул", "Дата", "Количество", second="15 марта 2026 г."), "cp1251", _SOLD),
    "ukrainian": (_file("Код товару", "Дата продажу", "Кількість"), "cp1251", _SOLD),
    "greek": (_file("Κωδικός", "Ημερομηνία", "Ποσότητα", "04/03/2026", "15/03/2026"), "cp1253", _SOLD),
    "japanese": (_file("商品コード", "売上日", "数量", "2026年3月4日", "2026/3/15", ","), "cp932", _SOLD),
    "chinese": (_file("商品编码", "日期", "销售数量", "2026/3/4", "2026年3月15日", ","), "gb18030", _SOLD),
    "chinese, old script": (_file("商品編號", "銷售日期", "數量", "2026/3/4", "2026/3/15", ","), "big5", _SOLD),
    "korean": (_file("상품코드", "판매일자", "판매수량", "2026-03-04", "2026년 3월 15일", ","), "cp949", _SOLD),
    "croatian": (_file("Šifra artikla", "Datum", "Količina", "04.03.2026.", "15.03.2026."), "cp1250", _SOLD),
    "slovene": (_file("Šifra", "Datum prodaje", "Količina", "4. 3. 2026", "15. 3. 2026"), "cp1250", _SOLD),
    "serbian": (_file("Шифра", "Датум", "Количина"), "cp1251", _SOLD),
    "lithuanian": (_file("Prekės kodas", "Data", "Kiekis", "2026-03-04", "2026-03-15"), "cp1257", _SOLD),
    "latvian": (_file("Preces kods", "Datums", "Daudzums"), "cp1257", _SOLD),
    "estonian": (_file("Tootekood", "Kuupäev", "Kogus"), "cp1257", _SOLD),
    "arabic": (_file("رمز الصنف", "التاريخ", "الكمية", "04/03/2026", "15/03/2026"), "cp1256", _SOLD),
    "hebrew": (_file("מקט", "תאריך", "כמות", "04/03/2026", "15/03/2026"), "cp1255", _SOLD),
    "thai": (_file("รหัสสินค้า", "วันที่", "จำนวน", "04/03/2569", "15/03/2569"), "cp874", _SOLD),
    "indonesian": (_file("Kode Barang", "Tanggal", "Kuantitas", "04/03/2026", "15/03/2026"), "utf-8", _SOLD),
    "vietnamese": (_file("Mã hàng", "Thời gian", "Số lượng", "04/03/2026 10:15", "15/03/2026 9:05"), "utf-8", _SOLD),
    "arabic digits": (
        "رمز الصنف;التاريخ;الكمية\n77;٠٤/٠٣/٢٠٢٦;٢\n77;١٥/٠٣/٢٠٢٦;١٢٫٥\n",
        "utf-8",
        {"77": {4: 2, 15: 12.5}},
    ),
    "polish, cancelled, returned and a total": (
        "Kod towaru;Data;Ilość;Status;Typ dokumentu\n77;04.03.2026;3;Zrealizowane;Paragon\n"
        "77;05.03.2026;4;Anulowane;Paragon\n77;06.03.2026;1;Zrealizowane;Zwrot\nRazem;;8;;\n",
        "cp1250",
        {"77": {4: 3, 6: -1}},
    ),
    "russian, cancelled and a total": (
        "Артикул;Дата;Продано;Отменен\n77;04.03.2026;3;нет\n77;05.03.2026;4;да\nИтого;;7;\n",
        "cp1251",
        {"77": {4: 3}},
    ),
    "russian, of Unix": (
        "Номенклатура\tАртикул\tДата\tКоличество\nЧай\tЧ-100\t02.03.2026\t2\nКофе\tК-7\t14.03.2026\t1 200,5\n",
        "koi8-r",
        {"Ч-100": {2: 2}, "К-7": {14: 1200.5}},
    ),
}
