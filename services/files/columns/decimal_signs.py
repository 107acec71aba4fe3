"""The decimal sign of a column: by all that is known of its file."""

import re

from services.errors import InvalidInput
from services.files.columns.columns import Columns
from services.files.columns.evidence import Evidence, decimal_of
from services.files.columns.placed import Placed
from services.files.fields import Wanted
from services.files.headings.headings import CONTINENTAL, TIMES
from services.files.questions import Choice, Undecided
from services.files.values import number_forms
from services.files.values.number_forms import COMMA, POINT
from utils.language import _

_AMERICAN = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b")
# Hebrew, Hindi, Thai, Chinese, Japanese and Korean headings: none of them has a decimal comma.
_ASIAN = re.compile(r"[\u0590-\u05ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_DIGITS_OF_A_GROUP, _ENOUGH = 3, 2
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}\b")


def decide(placed: Placed, one: Wanted) -> str:
    """That of a field; "" where nothing decides. Raises InvalidInput where that is a question for the whole file."""
    profile = placed.columns.profile
    if declared := placed.overrules.decimal or (profile.decimal if profile else ""):
        return declared
    own, numbers = placed.seen(one.name), {other.name for other in placed.numbers()}
    not_numbers = {position for name, position in placed.positions.items() if name not in numbers}
    # 9.05 is a time, and proves no point.
    not_numbers |= {position for position, one in enumerate(placed.columns.head.keys) if one in TIMES}
    others = [
        seen
        for position, seen in enumerate(placed.evidence)
        if seen.share(seen.numbers) >= 0.8 and position not in not_numbers
    ]
    sign = decimal_of(own, others) or (own.doubtful and (_by_days(placed, own) or _by_zeros(own))) or ""
    if not sign and own.doubtful and one.required:
        raise _question(*next(iter(own.doubtful.items())))
    return sign


def _by_days(placed: Placed, own: Evidence) -> str:
    """What a comma between three digits is where days are written as "March 2, 2026", and where as 02.03.2026 below
    headings of the continent, if all numbers of the column have it; "" for what these do not tell.
    """
    head, day = placed.columns.head, placed.form.day
    if list(own.doubtful) != [COMMA]:
        return ""
    if any(map(_ASIAN.search, head.headings)):
        return POINT
    texts = [head.headings[place] for place in head.spans]
    if day is not None and day.name in placed.positions:
        texts += [cell for cell in placed.seen(day.name).seen if isinstance(cell, str) and any(map(str.isdigit, cell))]
    if any(map(_AMERICAN.match, texts)):
        return POINT
    has_dots = bool(texts) and all(map(_DOTTED.match, texts))
    in_words = any(CONTINENTAL.search(one) for one in head.keys)
    return COMMA if has_dots and in_words and not own.plain else ""


def _by_zeros(own: Evidence) -> str:
    """Beside 310 a 1,240 and a 1,500 are 1240 and 1500: who leaves out the zeros of 310,000 does so of 1,500."""
    if len(own.doubtful) != 1 or not own.lengths or max(own.lengths) != _DIGITS_OF_A_GROUP:
        return ""
    sign = next(iter(own.doubtful))
    return (COMMA if sign == POINT else POINT) if own.rounded[sign] >= _ENOUGH else ""


def are_continental(columns: Columns, delimiter: str) -> bool:
    """Whether a file is written as on the European continent: 1.234,5, and days before months."""
    signs = [seen.signs for seen in columns.evidence]
    commas, points = sum(one[COMMA] for one in signs), sum(one[POINT] for one in signs)
    in_words = any(CONTINENTAL.search(one) for one in columns.head.keys)
    in_signs = any(seen.share(seen.continental) >= 0.5 for seen in columns.evidence)
    return delimiter == ";" or commas > points or in_words or in_signs


def _question(sign: str, example: str) -> InvalidInput:
    name, other = number_forms.name_of(sign), number_forms.name_of(COMMA if sign == POINT else POINT)
    whole = example.replace(sign, "")
    return Undecided(
        _(
            "Is the {name} a decimal sign? {example} may be {whole} or {part}, and no other number of"
            " the file tells. Send it again with ?decimal={one} (the decimal sign is the {other}:"
            " {example} is {whole}) or with ?decimal={sign}. Nothing was imported.",
            name=name,
            example=example,
            whole=whole,
            part=example.replace(sign, "."),
            one=COMMA if sign == POINT else POINT,
            other=other,
            sign=sign,
        ),
        "undecided_decimal",
        (
            Choice(
                "decimal", COMMA if sign == POINT else POINT, _("{example} is {whole}", example=example, whole=whole)
            ),
            Choice("decimal", sign, _("{example} is {whole}", example=example, whole=example.replace(sign, "."))),
        ),
    )
