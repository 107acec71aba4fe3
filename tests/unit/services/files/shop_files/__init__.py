"""Files as tills, web shops, systems and spreadsheets write them, and what is kept of each.

A file is its text, or bytes; by product the units of days of March 2026. In place of them a text: why it is refused.
"""
