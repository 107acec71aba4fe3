"""What columns are called: in English, German, French, Spanish, Italian and Dutch.

Of each field the best names come first. Case, accents, spaces, punctuation, and units in brackets do not count.
"""

from services.files.headings import goods_headings, sales_headings, stock_headings

NAMES = goods_headings.NAMES | sales_headings.NAMES | stock_headings.NAMES
