"""Why a model of Pydantic refuses a value, in the language that is spoken."""

from typing import Any

from pydantic import ValidationError

from utils.language import N_, _

# By the type of Pydantic's errors.
WORDS = {
    "bool_parsing": N_("this is neither yes nor no"),
    "date_from_datetime_parsing": N_("this is no day"),
    "date_parsing": N_("this is no day"),
    "date_type": N_("this is no day"),
    "decimal_max_digits": N_("at most {max_digits} digits are taken"),
    "decimal_max_places": N_("at most {decimal_places} decimals are taken"),
    "decimal_parsing": N_("this is no number"),
    "decimal_whole_digits": N_("at most {whole_digits} digits before the decimal point are taken"),
    "enum": N_("one of these is taken: {expected}"),
    "finite_number": N_("this is no finite number"),
    "extra_forbidden": N_("there is no such field"),
    "float_parsing": N_("this is no number"),
    "float_type": N_("this is no number"),
    "greater_than": N_("it has to be more than {gt}"),
    "greater_than_equal": N_("it has to be at least {ge}"),
    "int_from_float": N_("this is no whole number"),
    "int_parsing": N_("this is no whole number"),
    "int_type": N_("this is no whole number"),
    "less_than": N_("it has to be less than {lt}"),
    "less_than_equal": N_("it may be at most {le}"),
    "literal_error": N_("one of these is taken: {expected}"),
    "missing": N_("it is missing"),
    "multiple_of": N_("only multiples of {multiple_of} are taken"),
    "string_pattern_mismatch": N_("it has to be written in another form"),
    "string_too_long": N_("at most {max_length} characters are taken"),
    "string_too_short": N_("at least {min_length} characters are needed"),
    "string_type": N_("this is no text"),
    "too_long": N_("at most {max_length} are taken"),
    "too_short": N_("at least {min_length} are needed"),
}

# Of a text that a rule of ours has read before, Pydantic counts items of a value.
OF_TEXT = {"too_long": "string_too_long", "too_short": "string_too_short"}

# What fits a pattern, by the pattern: nobody reads a regular expression.
FORMS = {
    r"^\S+$": N_("write it without spaces"),
    r"^[A-Z]{2}$": N_("write the country in two capital letters, like DE"),
    r"^[A-Z]{3}$": N_("write the currency in three capital letters, like EUR"),
    r"^[^@\s<>(),;:]+@[^@\s<>(),;:.]+(\.[^@\s<>(),;:.]+)*$": N_("write one address, like orders@mill.example"),
    r"^([01]\d|2[0-3]):[0-5]\d$": N_("write the time as HH:MM, like 11:00"),
    r"^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$": N_(
        "write it in small letters, digits, dots, underscores and hyphens, like web-shop"
    ),
    r"^[A-Za-z0-9][A-Za-z0-9._/-]*$": N_(
        "write it in letters, digits, dots, underscores, slashes and hyphens, like PO-2026"
    ),
    r"^([1-9]|1\d|2[0-8])(-([1-9]|1\d|2[0-8]))?$": N_("write days ahead from 1 to 28, like 1-7"),
}


def first(error: ValidationError) -> tuple[str, str]:
    """Where the first fault is, "" where it is in all of it together, and what is wrong there, without a full stop."""
    wrong = error.errors()[0]
    return str(wrong["loc"][0]) if wrong["loc"] else "", in_words(wrong)


def is_length_of_text(wrong: Any) -> bool:
    """Whether it is about the length of a text, of which it speaks as of a list."""
    return wrong["type"] in OF_TEXT and wrong["ctx"]["field_type"] == "Value"


def in_words(wrong: Any) -> str:
    """One of the errors, as Pydantic lists them."""
    if wrong["type"] == "value_error":
        return str(wrong["ctx"]["error"])
    context = dict(wrong.get("ctx", {}))
    if "expected" in context:
        context["expected"] = context["expected"].replace(" or ", ", ")
    kind = OF_TEXT[wrong["type"]] if is_length_of_text(wrong) else wrong["type"]
    if context.get("min_length") == 1:
        kind = "missing"
    known = FORMS.get(str(context.get("pattern"))) or WORDS.get(kind)
    return _(known, **context) if known else wrong["msg"]
