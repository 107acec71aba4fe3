"""Kinds of lines: cancelled, returned, of totals, of shipping; kinds of documents."""
