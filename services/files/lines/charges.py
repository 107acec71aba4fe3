"""Lines of no goods by their code or name alone: shipping, tips, discounts, deposits."""

import re
from collections.abc import Iterable
from functools import lru_cache

from services.files.lines import statuses

# A name is short for what it begins from so many letters on.
_SHORT = 3
# A code that says one of these and nothing else is of no goods, if its name says no more. Left out is what goods are
# called as well: Porto, a fee (German for a fairy), frais (French for fresh).
_CODES = frozenset(
    statuses.plain_words(
        "shipping postage freight delivery versand versandkosten lieferkosten fracht livraison envio spedizione"
        " verzending verzendkosten tip tips gratuity trinkgeld pourboire propina mancia fooi discount discounts rabatt"
        " remise descuento sconto korting gutschein wertgutschein geschenkgutschein giftcard voucher coupon surcharge"
        " rounding rundung rundungsdifferenz rundungsausgleich donation spende"
        " tax taxes vat hst gst pst qst mwst ust tva btw carriage carr pfand "
        "frakt fraktkostnad frete fragt fragtomkostninger toimituskulut postikulut dostawa wysylka wysylki doprava"
        " postovne dobirka kargo transport livrare szallitas szallitasi доставка μεταφορικα 送料 运费 運費"
        " 배송비 택배비"
        " rabat alennus sleva zlava kedvezmeny indirim desconto скидка εκπτωση 割引 折扣 할인 "
        "gavekort presentkort lahjakortti poukaz darkeksbon hediyekarti "
        "ギフトカード ギフト券 商品券 礼品卡 禮品卡 상품권 "
        "leergut einwegpfand mehrwegpfand pfandruckgabe leergutruckgabe kaution deposit deposits consigne statiegeld"
    )
)
_BESIDE = frozenset(
    statuses.plain_words(
        "fee fees charge charges cost costs handling kosten gebuhr frais de port spese di gastos standard express free"
        " international dhl dpd gls ups usps fedex off percent code order loyalty staff gift card certificate und and"
        " koszt koszty kostnad omkostninger koltseg ucreti bedeli cena"
        " sales zzgl usd eur gbp chf kr sek dkk nok zl pln kc czk ft huf lei ron tl try"
        " ruckgabe flasche flaschen kasten kiste fass bottle bottles crate"
    )
)
# "Willkommensgutschein", "Neukundenrabatt"
_ENDS = ("gutschein", "rabatt", "korting", "versandkosten", "verzendkosten")
_OF_SEVERAL = re.compile(
    r"service_charge|gift_card|gift_certificate|carte_cadeau|tarjeta_regalo|carta_regalo|frais_de_port"
    r"|(?:karta|bon)_podarunkow[ay]|darkov[aye]+_(?:poukaz|karta|poukazka)|vale_presente|vale_oferta|cartao_presente"
    r"|hediye_(?:karti|ceki)|card_cadou|ajandekkartya|tarjeta_de_regalo|cheque_(?:cadeau|regalo)|buono_regalo|cadeaubon"
    r"|cadeaukaart|подарочн(?:ая|ый)_(?:карта|сертификат)"
)


@lru_cache(10_000)
def is_charge(code: str, name: str = "") -> bool:
    """Whether a line of this code and name, "" for none, is of shipping, a tip, a discount or the like.

    Goods may begin with such a word ("Tip-Top glue", "Discount rack sign"): nothing else may stand there.
    """
    named = _charge_words(name)
    words = [*named, *(word for word in _charge_words(code) if not _is_short_for(word, named))]
    words = [bare for word in words if (bare := word.strip("0123456789"))]
    return all(_is_one(word) or word in _BESIDE for word in words) and any(map(_is_one, words))


def _is_one(word: str) -> bool:
    return word in _CODES or word.endswith(_ENDS)


def _is_short_for(code: str, named: Iterable[str]) -> bool:
    """Whether a code begins the name of its charge, as SHIP does "Shipping"."""
    return len(code) >= _SHORT and any(word.startswith(code) for word in named)


def _charge_words(text: str) -> list[str]:
    return [word for word in _OF_SEVERAL.sub("giftcard", statuses.word(text)).split("_") if word]
