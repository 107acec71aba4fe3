"""What columns of the money of a line are called: what its customer paid, with tax or without."""

from services.files.headings.heading_keys import key

_NAMES = (
    "total, line total, total price, total amount, amount, net amount, gross amount, net sales, gross sales, sales, "
    "net total, gross total, subtotal, revenue, turnover, product sales, item total, extended price, ext price, net, "
    "gross, total sales, value, sales value, sales amount, tax, vat, sales tax, "
    "betrag, gesamt, gesamtpreis, gesamtbetrag, umsatz, umsatz brutto, umsatz netto, bruttoumsatz, nettoumsatz, "
    "brutto, netto, summe, positionswert, warenwert, zeilenbetrag, bruttobetrag, nettobetrag, mwst, ust, "
    "montant, montant ht, montant ttc, total ht, total ttc, chiffre d affaires, ca, ca ht, ca ttc, tva, "
    "importe, importe total, total linea, neto, bruto, base imponible, iva, ventas, facturacion, monto, subtotal, "
    "importo, totale, totale riga, imponibile, lordo, netto riga, fatturato, "
    "bedrag, totaal, totaalbedrag, omzet, omzet excl, omzet incl, btw, regeltotaal, "
    "belopp, summa, omsattning, belob, omsaetning, belop, omsetning, moms, mva, yhteensa, liikevaihto, "
    "wartosc, wartosc netto, wartosc brutto, kwota, suma, celkem, castka, spolu, suma, ertek, osszeg, brutto osszeg, "
    "netto osszeg, tutar, toplam, net tutar, toplam tutar, ciro, kdv, valoare, total linie, valor, valor total, "
    "total liquido, faturamento, "
    "сумма, итого, выручка, стоимость, сума, разом, αξια, συνολο, ποσο, καθαρη αξια, "
    "金額, 合計, 合計金額, 売上金額, 税込金額, 小計, 总额, 金额, 总金额, 销售额, 实付金额, 實付金額, 金額小計, "
    "금액, 합계, 매출액, "
    'ยอดขาย, ยอดขายรวม, ยอดรวม, จำนวนเงิน, ยอดสุทธิ, الإجمالي, المبلغ, المجموع, סכום, סה"כ, thanh tien, tong tien, '
    "jumlah, total harga, राशि, कुल"
)
KEYS = frozenset(key(name.strip()) for name in _NAMES.split(","))
