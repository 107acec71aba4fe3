"""Why a model of Pydantic refuses a value, in the language that is spoken."""

from typing import Any

from pydantic import ValidationError

from utils.language import N_, _

# As Pydantic says them in English, by the type of its errors.
WORDS = {
    "bool_parsing": N_("Input should be a valid boolean"),
    "date_from_datetime_parsing": N_("Input should be a valid date"),
    "date_parsing": N_("Input should be a valid date"),
    "date_type": N_("Input should be a valid date"),
    "decimal_max_digits": N_("Decimal input should have no more than {max_digits} digits in total"),
    "decimal_max_places": N_("Decimal input should have no more than {decimal_places} decimal places"),
    "decimal_parsing": N_("Input should be a valid decimal"),
    "decimal_whole_digits": N_("Decimal input should have no more than {whole_digits} digits before the decimal point"),
    "enum": N_("Input should be {expected}"),
    "finite_number": N_("Input should be a finite number"),
    "float_parsing": N_("Input should be a valid number"),
    "float_type": N_("Input should be a valid number"),
    "greater_than": N_("Input should be greater than {gt}"),
    "greater_than_equal": N_("Input should be greater than or equal to {ge}"),
    "int_from_float": N_("Input should be a valid integer"),
    "int_parsing": N_("Input should be a valid integer"),
    "int_type": N_("Input should be a valid integer"),
    "less_than": N_("Input should be less than {lt}"),
    "less_than_equal": N_("Input should be less than or equal to {le}"),
    "literal_error": N_("Input should be {expected}"),
    "missing": N_("Field required"),
    "multiple_of": N_("Input should be a multiple of {multiple_of}"),
    "string_pattern_mismatch": N_("Input should have another form"),
    "string_too_long": N_("String should have at most {max_length} characters"),
    "string_too_short": N_("String should have at least {min_length} characters"),
    "string_type": N_("Input should be a valid string"),
    "too_long": N_("There should be at most {max_length} of them"),
    "too_short": N_("There should be at least {min_length} of them"),
}

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


def in_words(wrong: Any) -> str:
    """One of the errors, as Pydantic lists them."""
    if wrong["type"] == "value_error":
        return str(wrong["ctx"]["error"])
    context = wrong.get("ctx", {})
    known = FORMS.get(str(context.get("pattern"))) or WORDS.get(wrong["type"])
    return _(known, **context) if known else wrong["msg"]
