"""What the pages call each kind of event."""

from utils.language import N_

TITLES = {
    "promotion": N_("Promotion"),
    "price": N_("Price"),
    "closure": N_("Closed"),
    "holiday": N_("Holiday"),
}
