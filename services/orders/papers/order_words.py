"""What an order says to its supplier, in the supplier's language."""

from dataclasses import dataclass
from datetime import date

import babel.dates
import babel.numbers
from babel import Locale

from utils import currencies, language
from utils.config import get_settings


@dataclass(frozen=True)
class Words:
    """language -- by which numbers and days are written"""

    language: str
    order: str
    transfer: str
    sender: str
    receiver: str
    number: str
    supplier: str
    buyer: str
    ordered_on: str
    code: str
    our_code: str
    product: str
    quantity: str
    expected_on: str
    unit_cost: str
    cost: str
    total: str
    page: str
    unpriced: str
    subject: str
    text: str
    follow: str
    confirm: str
    explain: str
    confirmed: str
    changed: str
    no_days: str
    signature: str

    @property
    def locale(self) -> Locale:
        return language.of(self.language)

    @property
    def colon(self) -> str:
        """Between what something is and what it says."""
        return "\N{NO-BREAK SPACE}: " if self.language == "fr" else ": "

    def day(self, day: date) -> str:
        return language.with_ordinal(babel.dates.format_date(day, "medium", locale=self.locale), day, self.locale)

    def units(self, units: float) -> str:
        return babel.numbers.format_decimal(units, locale=self.locale)

    def money(self, amount: float | None, currency: str, fraction: int = 0) -> str:
        pattern = currencies.pattern(currency, fraction)
        return "" if amount is None else babel.numbers.format_decimal(amount, pattern, locale=self.locale)


EN = Words(
    language="en",
    order="Purchase order",
    transfer="Transfer",
    sender="From",
    receiver="To",
    number="Order",
    supplier="Supplier",
    buyer="Ordered by",
    ordered_on="Ordered on",
    code="Your code",
    our_code="Our code",
    product="Product",
    quantity="Quantity",
    expected_on="Expected on",
    unit_cost="Unit cost",
    cost="Amount",
    total="Total",
    page="Page {page} of {pages}",
    unpriced="Without the lines that have no price.",
    subject="Purchase order {number}",
    text="Good day,\n\nplease find attached our purchase order {number} of {day}, as a PDF and as a workbook.",
    follow="Please confirm it, or name other days, here (until {until}):\n{link}",
    confirm="Confirm the order",
    explain="Please check when each line will be delivered, change days where needed, and confirm.",
    confirmed="Thank you. The order is confirmed, with the days shown.",
    changed="The order was changed meanwhile. Nothing was confirmed: please look at it again.",
    no_days="These are no days; write them like 2026-12-31.",
    signature="Kind regards",
)
DE = Words(
    language="de",
    order="Bestellung",
    transfer="Umlagerung",
    sender="Von",
    receiver="Nach",
    number="Bestellung",
    supplier="Lieferant",
    buyer="Besteller",
    ordered_on="Bestellt am",
    code="Ihre Nummer",
    our_code="Unsere Nummer",
    product="Artikel",
    quantity="Menge",
    expected_on="Erwartet am",
    unit_cost="Einzelpreis",
    cost="Betrag",
    total="Summe",
    page="Seite {page} von {pages}",
    unpriced="Ohne die Zeilen ohne Preis.",
    subject="Bestellung {number}",
    text="Guten Tag,\n\nim Anhang finden Sie unsere Bestellung {number} vom {day} als PDF und als Tabelle.",
    follow="Bitte bestätigen Sie sie hier, oder nennen Sie andere Tage (bis {until}):\n{link}",
    confirm="Bestellung bestätigen",
    explain="Bitte prüfen Sie, wann jede Zeile geliefert wird, ändern Sie Tage, wo nötig, und bestätigen Sie.",
    confirmed="Danke. Die Bestellung ist mit den gezeigten Tagen bestätigt.",
    changed="Die Bestellung wurde inzwischen geändert. Nichts wurde bestätigt: bitte sehen Sie sie noch einmal an.",
    no_days="Das sind keine Tage; schreiben Sie sie wie 2026-12-31.",
    signature="Mit freundlichen Grüßen",
)
FR = Words(
    language="fr",
    order="Commande",
    transfer="Transfert",
    sender="De",
    receiver="Vers",
    number="Commande",
    supplier="Fournisseur",
    buyer="Acheteur",
    ordered_on="Commandé le",
    code="Votre référence",
    our_code="Notre référence",
    product="Article",
    quantity="Quantité",
    expected_on="Attendu le",
    unit_cost="Prix unitaire",
    cost="Montant",
    total="Total",
    page="Page {page} sur {pages}",
    unpriced="Sans les lignes sans prix.",
    subject="Commande {number}",
    text="Bonjour,\n\nveuillez trouver ci-joint notre commande {number} du {day}, en PDF et en tableau.",
    follow="Merci de la confirmer, ou d’indiquer d’autres jours, ici (jusqu’au {until})\N{NO-BREAK SPACE}:\n{link}",
    confirm="Confirmer la commande",
    explain="Veuillez vérifier le jour de livraison de chaque ligne, le modifier si nécessaire, et confirmer.",
    confirmed="Merci. La commande est confirmée, avec les jours indiqués.",
    changed="La commande a été modifiée entre-temps. Rien n’a été confirmé\N{NO-BREAK SPACE}: veuillez la revoir.",
    no_days="Ce ne sont pas des jours\N{NO-BREAK SPACE}; écrivez-les comme 2026-12-31.",
    signature="Cordialement",
)
ES = Words(
    language="es",
    order="Pedido",
    transfer="Traspaso",
    sender="De",
    receiver="A",
    number="Pedido",
    supplier="Proveedor",
    buyer="Comprador",
    ordered_on="Pedido el",
    code="Su código",
    our_code="Nuestro código",
    product="Artículo",
    quantity="Cantidad",
    expected_on="Esperado el",
    unit_cost="Precio unitario",
    cost="Importe",
    total="Total",
    page="Página {page} de {pages}",
    unpriced="Sin las líneas sin precio.",
    subject="Pedido {number}",
    text="Buenos días:\n\nadjuntamos nuestro pedido {number} del {day}, en PDF y como hoja de cálculo.",
    follow="Le rogamos que lo confirme, o que indique otros días, aquí (hasta el {until}):\n{link}",
    confirm="Confirmar el pedido",
    explain="Compruebe cuándo se entregará cada línea, cambie los días si es necesario, y confirme.",
    confirmed="Gracias. El pedido está confirmado, con los días indicados.",
    changed="El pedido se modificó entretanto. No se confirmó nada: le rogamos que lo revise de nuevo.",
    no_days="Estos no son días; escríbalos como 2026-12-31.",
    signature="Un saludo",
)
BY_LANGUAGE = {words.language: words for words in (EN, DE, FR, ES)}


def of(code: str | None) -> Words:
    """The words for a supplier of this language; None: the shop's."""
    return BY_LANGUAGE.get(code or get_settings().language, EN)
