"""What left the shelf and nobody bought: waste, breakage, theft, what the shop itself used or gave away."""

from functools import lru_cache

from services.files.lines import documents, statuses
from services.files.lines.statuses import plain_words

WORDS = frozenset(
    plain_words(
        "waste wasted wastage spoilage spoiled spoilt shrinkage shrink theft stolen pilferage write_off write_offs"
        " writeoff written_off breakage breakages own_use own_consumption internal_use internal_consumption staff_meal"
        " internal_transfer internal_transfers stock_transfer interne_umlagerung transfert_interne traspaso_interno"
        " trasferimento_interno interne_overboeking"
        " staff_meals staff_food staff_drink staff_drinks staff_use staff_consumption employee_meal employee_meals"
        " crew_meal crew_food thrown_away discarded disposal disposed tasting donation donated"
        " schwund verderb verdorben abschreibung abschreibungen abgeschrieben bruch warenbruch diebstahl gestohlen"
        " eigenverbrauch eigenbedarf personalverzehr personalessen mitarbeiterverzehr mitarbeiteressen entsorgt"
        " entsorgung vernichtet vernichtung weggeworfen mhd_abgelaufen mhd_ablauf abfall verkostung spende gespendet"
        " casse demarque gaspillage perte pertes jete vole perime avarie rebut mise_au_rebut autoconsommation"
        " consommation_interne consommation_personnel consommation_du_personnel repas_personnel repas_du_personnel"
        " usage_interne don dons degustation"
        " merma mermas desperdicio rotura roturas robo hurto caducado caducados caducidad autoconsumo consumo_interno"
        " consumo_propio consumo_personal consumo_del_personal comida_personal comida_del_personal desecho desechado"
        " donacion donaciones"
        " scarto scarti spreco rottura rotture furto furti scaduto scaduti consumo_personale pasti_personale"
        " pasto_dipendenti sfrido calo_peso deteriorato smaltimento smaltito donazione degustazione"
        " derving breuk afval verspilling gestolen bedorven bederf over_datum weggegooid afschrijving"
        " afgeschreven eigen_gebruik eigen_verbruik personeelsmaaltijd personeelsverbruik intern_gebruik"
    )
    + statuses.elsewhere("write_offs")
)
# Of what is told as a reason: why goods came back as well.
_REASONS = frozenset(
    plain_words(
        "staff employee employees damaged damage broken expired defective defect faulty sample samples lost loss"
        " display past_date out_of_date"
        " personal mitarbeiter beschadigt beschadigung defekt kaputt abgelaufen muster probe verlust"
        " personnel employes abime endommage defectueux echantillon empleados danado dano defectuoso muestra perdida"
        " personale dipendenti danneggiato difettoso campione perdita personeel medewerkers beschadigd kapot"
        " verlies"
    )
)
_TESTS = frozenset(
    plain_words(
        "test tests tester testing testkunde testbestellung testkauf testklant testbestelling customer client cliente"
        " kunde klant user account order bestellung commande pedido ordine"
    )
)
_FIRST_NAMES = frozenset(["don"])
# What is sold at a lower price for it: "Staff discount", "Personalrabatt", "Waste reduction sale".
_REDUCED = frozenset(
    plain_words("discount discounts reduced reduction markdown rabatt rabat remise descuento sconto korting desconto")
)


@lru_cache(20_000)
def is_one(text: str) -> bool:
    """Whether it says so, whatever else it may be about."""
    return documents.says(text, WORDS) and not documents.says(text, _REDUCED)


@lru_cache(20_000)
def is_all(text: str) -> bool:
    """Whether it says nothing else, as a note or a customer that stands for it does."""
    return statuses.word(text) in WORDS - _FIRST_NAMES


@lru_cache(20_000)
def is_test(text: str) -> bool:
    """Whether a customer or a note stands for a test: "Test Test", "Testkunde"."""
    words = set(statuses.word(text).split("_"))
    return words <= _TESTS and any(one.startswith("test") for one in words)


def is_dummy(text: str) -> bool:
    return is_all(text) or is_test(text)


@lru_cache(20_000)
def is_reason(text: str) -> bool:
    """The same of a reason, of which some are why goods came back as well."""
    return is_one(text) or statuses.word(text) in _REASONS
