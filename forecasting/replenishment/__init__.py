"""From a forecast's distribution to the units to order."""
