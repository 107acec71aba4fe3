"""Shops whose truth is known: sales drawn from stated rates, and what a forecast of them may say."""
