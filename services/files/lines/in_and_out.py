"""What goes in and out of stock, in a ledger that has no other word for what was sold: "In", "Out", "Abgang"."""

from collections.abc import Collection, Iterable

from services.files.lines import statuses
from services.files.lines.statuses import plain_words

# These alone may be anything: a till's receipt, a place to eat in.
_SHORT_IN = frozenset(plain_words("in receipt receipts"))
GOODS_IN = frozenset(
    plain_words(
        "stock_in goods_in goods_receipt goods_receipts inbound zugang zugange lagerzugang eingang wareneingang"
        " wareneingange lagereingang einlagerung entree entrees entree_stock entree_de_stock entree_en_stock entrada"
        " entradas entrada_almacen entrada_de_almacen entrada_de_stock entrata entrate ingresso ingressi carico carichi"
        " carico_magazzino ontvangst inkomend inslag przyjecie przyjecie_zewnetrzne pz pw przychod prijem prijemka"
        " naskladneni giris stok_girisi bevetelezes bevet entrada_de_mercadoria entrada_de_estoque inleverans inngang"
        " indgang tilgang приход поступление прихід надходження 入庫 入库 입고 nhap_kho"
    )
)
_OUT = frozenset(
    plain_words(
        "out stock_out goods_out goods_issue goods_issues outbound issue issues abgang abgange lagerabgang ausgang"
        " warenausgang warenausgange lagerausgang auslagerung auslieferung sortie sorties sortie_stock sortie_de_stock"
        " salida salidas salida_almacen salida_de_almacen salida_de_stock uscita uscite scarico scarichi"
        " scarico_magazzino uitgifte uitgaand uitslag wydanie wydanie_zewnetrzne wz rozchod vydej vydejka vyskladneni"
        " cikis stok_cikisi kiadas kivet saida saidas saida_de_mercadoria saida_de_estoque uttag uttak utgang udgang"
        " afgang avgang расход отгрузка выдача витрата відвантаження 出庫 出库 출고 xuat_kho"
    )
)

# One letter for each, and no other kind: English, French and Spanish, Italian, German.
_LETTERS = {"i": "o", "e": "s", "c": "s", "z": "a"}


def letter_of_in(values: Iterable[str]) -> str:
    """The one of two letters that says that goods came in, where the other says that they went out; "" where not."""
    words = {word for value in values if (word := statuses.word(value))}
    return next((came for came, went in _LETTERS.items() if words == {came, went}), "")


def are_both(values: Collection[str]) -> bool:
    """Whether some of these say that goods went in, and others that they went out."""
    words = {statuses.word(value) for value in values}
    return not words.isdisjoint(_OUT) and not words.isdisjoint(GOODS_IN | _SHORT_IN)


def is_in(value: str) -> bool:
    return statuses.word(value) in GOODS_IN | _SHORT_IN


def is_out(value: str) -> bool:
    return statuses.word(value) in _OUT
