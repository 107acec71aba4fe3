"""Kinds of documents: invoices, credit notes, purchases, and what tells of the goods of an invoice before it."""

from collections.abc import Iterable, Sequence

from services.files.lines import statuses
from services.files.lines.statuses import plain_words

INVOICES = frozenset(
    plain_words(
        "invoice invoices rechnung rechnungen facture factures factura facturas fattura fatture factuur faktura faktur"
        " szamla fatura faturasi"
        " fac fact fatt fa ft fv fs pa kfs kfv re td01 td24 380 счет-фактура τιμολόγιο 发票 發票 請求書"
    )
)
_CREDIT_NOTES = plain_words(
    "credit_note credit_memo creditnota creditfactuur credit_invoice rechnungskorrektur stornorechnung"
    " rechnungsgutschrift facture_d_avoir nota_de_credito nota_di_credito nota_credito nota_de_credit kreditnota"
    " kreditfaktura kredit_nota faktura_korygujaca opravny_danovy_doklad dobropis hyvityslasku iade_faturasi"
)
# What nobody has bought yet, and what is paid before it is.
_OFFERS = plain_words(
    "acompte facture_d_acompte zalohova zalohova_faktura anzahlungsrechnung abschlagsrechnung deposit_invoice"
    " prepayment_invoice anticipo acconto zaliczkowa faktura_zaliczkowa eloleg elolegszamla dijbekero "
    "offer quote quotation estimate proforma pro_forma proforma_invoice angebot kostenvoranschlag proformarechnung"
    " proforma_rechnung devis facture_proforma presupuesto cotizacion preventivo offerte tilbud offert tarjous oferta"
    " orcamento nabidka ponuka arajanlat teklif ponuda предложение προσφορα 見積 見積書 报价 报价单 報價單 견적"
)
# What becomes an invoice: the same goods again.
_ON_THE_WAY = plain_words(
    "order orders sales_order order_confirmation delivery_note delivery packing_slip auftrag auftragsbestatigung"
    " lieferschein bestellung commande bon_de_commande bon_de_livraison livraison bl bc pedido albaran"
    " nota_de_entrega ordine ordine_cliente ddt documento_di_trasporto opdracht opdrachtbevestiging pakbon leverbon"
    " ordre ordrebekreftelse ordrebekraeftelse folgeseddel pakkseddel foljesedel orderbekraftelse tilaus lahete"
    " zamowienie wz encomenda guia_de_remessa objednavka dodaci_list rendeles szallitolevel siparis irsaliye"
    " narudzba otpremnica заказ накладная παραγγελια δελτιο_αποστολης 受注 注文 納品 納品書 订单 訂單 送货单 출고 주문"
)
PURCHASES = frozenset(
    plain_words(
        "purchase purchases bill bills vendor_bill supplier_invoice purchase_invoice einkauf einkaufsrechnung"
        " eingangsrechnung lieferantenrechnung achat achats fournisseur facture_fournisseur compra compras proveedor"
        " acquisto acquisti fornitore inkoop inkoopfactuur leverantorsfaktura kobsfaktura ostolasku zakup zakupu fz"
        " nakup prijata prijata_faktura dosla satin_alma satinalma alis 进货 進貨 采购 採購 仕入 매입"
    )
)


def are_documents(values: Iterable[str]) -> bool:
    """Whether some of these are credit notes, by a name that nothing else has."""
    words = [statuses.word(value) for value in values]
    credits_ = [one for one in words if any(f"_{note}_" in f"_{one}_" for note in _CREDIT_NOTES)]
    return 0 < len(credits_) < len(words)


def says(value: str, words: Iterable[str]) -> bool:
    """Whether it is one of these words, or has it in it."""
    whole = statuses.word(value).removesuffix("_0")
    return any(f"_{one}_" in f"_{whole}_" for one in words) or statuses.is_within(whole, words)


def is_invoice(value: str) -> bool:
    return says(value, INVOICES) and not says(value, PURCHASES) and not says(value, _OFFERS)


def superseded(kinds: Iterable[str], lines: Sequence[tuple[str, object, object]]) -> frozenset[str]:
    """The kinds of documents that others tell of as well: offers beside anything else; orders and deliveries beside
    invoices, where these have most of the same products in the same quantities.

    lines -- of each its kind, product and quantity
    """
    every = {kind for kind in kinds if kind.strip()}
    offers = {kind for kind in every if says(kind, _OFFERS)}
    invoices = {kind for kind in every - offers if is_invoice(kind)}
    sold = {(product, units) for kind, product, units in lines if kind in invoices}
    before = {kind for kind in every - offers - invoices if says(kind, _ON_THE_WAY) and not statuses.is_return(kind)}
    again = {kind for kind in before if sold and _are_shown(sold, [one[1:] for one in lines if one[0] == kind])}
    return frozenset(offers | again) if every > offers | again else frozenset()


def _are_shown(sold: set[tuple[object, object]], lines: Sequence[tuple[object, object]]) -> bool:
    return 2 * sum(line in sold for line in lines) > len(lines)
