"""Calendars that sales may follow."""
