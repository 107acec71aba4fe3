"""Names of columns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """sure -- names that say what the column is; loose -- names that other things have as well: the content decides

    joined -- names made of one of the first and one of the second, either way round, such as "ref produit"
    ends, begins -- what a longer name of the kind ends or begins with
    last -- sure as well, where there is nothing better, such as a barcode beside a shop's own code
    """

    sure: str
    loose: str = ""
    joined: tuple[str, str] = ("", "")
    ends: str = ""
    begins: str = ""
    last: str = ""
