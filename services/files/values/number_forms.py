"""Numbers as people write them: decimal signs, thousands, units, currencies, minus signs."""

import re
from dataclasses import dataclass
from functools import lru_cache

from services.files.writing import spreadsheet
from utils.language import _

LARGEST = 1e12
POINT, COMMA = ".", ","

# Spaces of every width, and the apostrophes that Switzerland writes.
_SPACES = "\u0020\u00a0\u2007\u2009\u202f\u2002\u2003\u2005\u2006\u2008\u200a"
_APOSTROPHES = "'\u2019\u02bc`\u00b4"
# Digits of Japan and China, of Arabic and of Persian, with their signs.
DIGITS = {
    ord(wide): plain
    for ten in ("０１２３４５６７８９．，", "٠١٢٣٤٥٦٧٨٩٫", "۰۱۲۳۴۵۶۷۸۹")
    for wide, plain in zip(ten, "0123456789.,", strict=False)
} | {ord("٬"): "'"}
_MINUS = "-\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d"

_SYMBOLS = r"￥|￡|＄|￦|€|\$|£|¥|₹|₽|₺|₴|₩|₪|฿|R\$|C\$|A\$|US\$|zł|Kč|kr\.?|Fr\.|Ft|lei|лв\.?|円|元|원|руб\.?"
_CODES = "EUR|USD|GBP|CHF|JPY|CNY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|INR|BRL|MXN|ZAR|AED|SGD|HKD|KRW"
_CURRENCY = re.compile(rf"(?:{_SYMBOLS}|{_CODES})", re.IGNORECASE)

# Every unit with the dimension it measures: of one dimension a column keeps to one unit.
_UNITS = {
    "pieces": "pcs pc pce pces piece pieces stk stck st stuck stück stueck ea each unit units unite unites unité unités"
    " unidad unidades unita unità ud uds u un pz pza pzas pieza piezas pezzo pezzi pce pcs pieces pièce pièces stuks"
    " stuk nos no x qty"
    " fl fla flasche flaschen bottle bottles btl can cans dose dosen glas rolle rollen roll rolls tube tuben sack"
    " beutel bund paar pr pair pairs paire portion portionen"
    " szt ks db kpl adet buc kom kos vnt tk шт бр τεμ τμχ 个 個 개 件 枚 本 点 點 只 ชิ้น cai buah",
    "dozens": "doz dozen dozens dz dzn dtzd dutzend dutzende douzaine douzaines docena docenas dozzina dozzine dozijn"
    " duzia duzias tuzin tuziny tucet dussin dusin",
    "packs": "pack packs pk pkg box boxes case cases ctn karton kartons carton cartons caja cajas scatola doos"
    " kar krt vpe ve bx cs colis caisse caisses kiste kisten gebinde bulto bultos cartone cartoni confezione confezioni"
    " crt caixa caixas krat kratten kasten kolli koli opakowanie opak crate crates ktn kart crtn cse 箱 盒 ケース 박스",
    "kilograms": "kg kgs kilo kilos kilogram kilograms кг 公斤",
    "grams": "g gr gram grams gramm grammes",
    "pounds": "lb lbs pound pounds",
    "ounces": "oz",
    "tons": "t tonne tonnes",
    "litres": "l lt ltr liter litre litres litro litros litri",
    "millilitres": "ml",
    "centilitres": "cl",
    "metres": "m meter metre metres metro metros metri",
    "centimetres": "cm",
    "hours": "h hr hrs std",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
DIMENSIONS = (
    ("pieces", "dozens", "packs"),
    ("kilograms", "grams", "pounds", "ounces", "tons"),
    ("litres", "millilitres", "centilitres"),
    ("metres", "centimetres"),
)

_BODY = re.compile(r"[0-9][0-9., '_]*|[.,][0-9]+", re.ASCII)
_SCIENTIFIC = re.compile(r"([0-9]+(?:[.,][0-9]+)?)[eE]([+-]?[0-9]{1,3})", re.ASCII)
_GROUPED = {sign: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(sign)}[0-9]{{2,3}})*{re.escape(sign)}[0-9]{{3}}", re.ASCII)
            for sign in ".,' "}  # fmt: skip
_PLAIN = re.compile(r"[0-9]+", re.ASCII)


@dataclass(frozen=True)
class Written:
    """A text that is a number, taken apart.

    body -- digits and the signs among them; one kind of space and apostrophe is left
    proves -- the decimal sign that this text alone proves; "" for none: whole, or it could be either
    doubtful -- the only sign in it that may be a decimal sign or one of thousands; "" for none
    unit -- the unit after it; "" for none
    """

    body: str
    negative: bool = False
    proves: str = ""
    doubtful: str = ""
    unit: str = ""
    is_money: bool = False
    is_share: bool = False


@lru_cache(20_000)
def taken_apart(text: str) -> Written | None:
    """The number in a text; None where there is none, or more than one."""
    rest, negative = _without_sign(_one_space(text))
    rest, is_money = _without_currency(rest)
    if is_money and not negative:
        rest, negative = _without_sign(rest)
    is_share = rest.endswith("%")
    rest, unit = _without_unit(rest.removesuffix("%").strip())
    if not unit and not negative:
        rest, negative = _without_sign(rest)
    if _SCIENTIFIC.fullmatch(rest):
        return Written(rest.replace(",", "."), negative, unit=unit, is_money=is_money, is_share=is_share)
    if not _BODY.fullmatch(rest):
        return None
    proven, doubtful = _signs(rest)
    if proven is None:
        return None
    return Written(rest, negative, proven, doubtful, unit, is_money, is_share)


def value_of(written: Written, decimal: str, strict: bool = False) -> float:
    """The number, with this decimal sign where the text does not prove its own; with `strict`, always with this one.

    Raises ValueError with what is wrong.
    """
    if strict and written.proves and written.proves != decimal:
        raise ValueError(_("the decimal sign of this file is the {sign}, here it is another", sign=name_of(decimal)))
    if written.doubtful and not decimal:
        raise ValueError(_("is the {sign} a decimal sign here?", sign=name_of(written.doubtful)))
    body = written.body
    if _SCIENTIFIC.fullmatch(body):
        value = float(body)
    else:
        mark = written.proves or decimal or POINT
        whole, _mark, part = body.partition(mark) if body.count(mark) == 1 else (body, "", "")
        value = float("".join(filter(str.isdigit, whole)) + "." + part or "0")
    return -bounded(value) if written.negative else bounded(value)


def bounded(value: float) -> float:
    """The number itself. Raises ValueError for one that is infinite, too large or none."""
    if not abs(value) < LARGEST:
        raise ValueError(_("this is not a finite number below 1,000,000,000,000"))
    return value


def is_negative(cell: object) -> bool:
    """Whether a cell is a number below zero, however its minus is written."""
    if isinstance(cell, str):
        written = taken_apart(cell)
        return written is not None and written.negative
    return isinstance(cell, float) and cell < 0


def is_some(cell: object) -> bool:
    """Whether a cell is a number other than zero."""
    if isinstance(cell, str):
        written = taken_apart(cell)
        return written is not None and any(sign in "123456789" for sign in written.body)
    return isinstance(cell, float) and cell != 0


def is_currency(text: str) -> bool:
    """Whether it is the sign or the code of one, and nothing else."""
    return _CURRENCY.fullmatch(text.strip()) is not None


def unit_named(text: str) -> str:
    """The unit that a text is the name of; "" for none."""
    return _UNIT_OF.get(text.strip().rstrip(".").casefold(), "")


def name_of(sign: str) -> str:
    return {POINT: _("point"), COMMA: _("comma")}.get(sign, sign)


def _one_space(text: str) -> str:
    text = text.strip()
    if text.isascii() and text.isdigit():
        return text
    text = spreadsheet.bare(text).translate(DIGITS)
    text = "".join(" " if c in _SPACES else "'" if c in _APOSTROPHES else "-" if c in _MINUS else c for c in text)
    return text.strip()


def _without_sign(text: str) -> tuple[str, bool]:
    """The text without the minus, before or after it, or the brackets of bookkeepers."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text.startswith("-"):
        return text[1:].strip(), True
    if text.endswith((",-", ".-")):
        # "12,-" is a price without cents.
        return text[:-2].strip(), False
    if text.endswith("-") and len(text) > 1:
        return text[:-1].strip(), True
    return text.removeprefix("+").strip(), False


def _without_currency(text: str) -> tuple[str, bool]:
    if text[:1].isdigit() and text[-1:].isdigit():
        return text, False
    for found in _CURRENCY.finditer(text):
        if found.start() == 0 or found.end() == len(text):
            rest = (text[: found.start()] + text[found.end() :]).strip()
            if rest[:1] in "0123456789.,-(" and rest:
                return rest.removesuffix(",-").removesuffix(".-").strip(), True
    return text, False


def _without_unit(text: str) -> tuple[str, str]:
    if text[-1:].isdigit():
        return text, ""
    bare = text.rstrip(".").rstrip()
    begin = len(bare)
    while begin and bare[begin - 1].isalpha():
        begin -= 1
    unit = _UNIT_OF.get(bare[begin:].casefold(), "")
    return (bare[:begin].strip(), unit) if unit and begin else (text, "")


def _signs(body: str) -> tuple[str | None, str]:
    """The decimal sign that is proven, and the one in doubt; None as the first: this is no number."""
    points, commas = body.count(POINT), body.count(COMMA)
    if points and commas:
        decimal = POINT if body.rfind(POINT) > body.rfind(COMMA) else COMMA
        other = COMMA if decimal == POINT else POINT
        whole = body.partition(decimal)[0]
        fits = body.count(decimal) == 1 and bool(_GROUPED[other].fullmatch(whole))
        return (decimal, "") if fits else (None, "")
    if not points and not commas:
        return ("", "") if _is_whole(body) else (None, "")
    sign = POINT if points else COMMA
    if points + commas > 1:
        other = COMMA if sign == POINT else POINT
        return (other, "") if _GROUPED[sign].fullmatch(body) else (None, "")
    whole, _, part = body.partition(sign)
    if not _is_whole(whole or "0") or not part.isdigit():
        # "12." is 12 with a point that says nothing.
        return ("", "") if not part and _is_whole(whole) else (None, "")
    if len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return "", sign
    return sign, ""


def _is_whole(body: str) -> bool:
    return bool(_PLAIN.fullmatch(body) or _GROUPED[" "].fullmatch(body) or _GROUPED["'"].fullmatch(body))
