"""What is asked for, sold, lost and thrown away on each path, as days go by."""

import numpy as np

from forecasting.replenishment import arrivals
from forecasting.replenishment.arrivals import Coming, Cover
from forecasting.uncertainty import paths


class Shelves:
    """What has been asked for, sold and lost on each path so far, float32 (products, PATHS).

    walked -- asked for; short -- of it, what found nothing; waste -- has expired; lasted -- periods without shortage
    there -- of the present period: all that was on hand or has arrived by its end; kept -- what of it has not expired
    """

    def __init__(self, cover: Cover, late: np.ndarray, step_days: int) -> None:
        """cover, late -- one row of each product that is walked"""
        count = len(late)
        self.coming = Coming.of(cover, late, step_days)
        self.walked, self.short, self.waste, self.sold = np.zeros((4, count, paths.PATHS), dtype=np.float32)
        self.cover, self.step_days = cover, step_days
        self.beside = arrivals.taken_over(cover, step_days - 1)
        self.lasted = np.zeros(self.walked.shape, dtype=np.int16)
        self.shown = np.float32(0) if cover.display is None else cover.display[:, None].astype(np.float32)
        # Units on display are sold once an order placed now takes their place.
        self.replaces, self.short_then = np.zeros(self.walked.shape, dtype=bool), np.zeros_like(self.short)
        self.waits = False if cover.waits is None else cover.waits[:, None]
        self.first = self.coming.available(0)
        # Who waits for goods already is not lost; what is missing on display is owed to nobody.
        self.owed = np.maximum(-self.first, np.float32(0))
        # They are the first whom what comes today serves.
        on_hand = cover.on_hand[:, None].astype(np.float32)
        self.awaited = np.maximum(-on_hand - self.shown, np.float32(0))

    def ask(self, period: int, demand: np.ndarray) -> None:
        self.beside = arrivals.taken_over(self.cover, (period + 1) * self.step_days - 1)
        there = self.coming.available(period) + self.beside
        kept = there
        if self.coming.expires:
            # What has been sold stays sold when what is on display expires: that is missing of what comes next.
            np.subtract(self.walked, self.short, out=self.sold)
            kept = there - self.waste
        self.walked += demand
        self.there, self.kept = (np.broadcast_to(own, self.walked.shape) for own in (there, kept))
        # What is owed, and what is missing on display, is taken out of what comes before anybody else finds it.
        np.maximum(self.short, self.walked - np.maximum(kept, self.sold), out=self.short)
        # Neither is ever below nothing: all is well where both are nothing.
        self.lasted += self.short <= -self.owed

    def gap(self, rows: np.ndarray) -> np.ndarray:
        """What was asked for of these beyond all that is there by the end of the present period, (rows, PATHS)."""
        return np.asarray(self.walked[rows] - self.kept[rows])

    def expire(self, days: int) -> None:
        """First expired, first out: what is not sold by its last day, of so many, is gone."""
        if not self.coming.expires:
            return
        came, placed = np.maximum(self.there + self.awaited, 0), np.where(self.replaces, self.shown, np.float32(0))
        served = self.walked - self.short + np.minimum(self.short - self.short_then, placed)
        served += np.minimum(self.awaited, came)
        served = np.where(self.waits, np.minimum(self.walked + self.awaited, came - self.waste + placed), served)
        served = np.maximum(served - self.beside, np.float32(0))
        np.maximum(self.waste, self.coming.expired(days) - served, out=self.waste)
