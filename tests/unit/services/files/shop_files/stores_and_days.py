"""Sheets whose columns are days of several stores, told by two lines of headings."""

MARCH = range(1, 32)
_DAYS = {"A@Nord": {2: 5, 3: 6}, "A@Süd": {2: 1, 3: 2}}
_MONTHS = {"A@Leeds": dict.fromkeys(MARCH, 10), "A@York": dict.fromkeys(MARCH, 1)}
_UNITS = {"A": dict.fromkeys(MARCH, 10)}

FILES = {
    "stores above days": (
        ";;Nord;;Süd;\nArtikel;Name;02.03.2026;03.03.2026;02.03.2026;03.03.2026\nA;Tee;5;6;1;2\n",
        _DAYS,
    ),
    "stores above days, each with its sum, and all of them": (
        ";Nord;;;Süd;;;Gesamt;\nArtikel;02.03.2026;03.03.2026;Summe;02.03.2026;03.03.2026;Summe;02.03.2026;03.03.2026\n"
        "A;5;6;11;1;2;3;6;8\n",
        _DAYS,
    ),
    "stores in each cell, called so": (
        "Filiale;Nord;Nord;Süd;Süd\nArtikel;02.03.2026;03.03.2026;02.03.2026;03.03.2026\nA;5;6;1;2\n",
        _DAYS,
    ),
    "stores above months below a title": (
        "Sales report,,,,\n,Leeds,,York,\nSKU,Jan 2026,Mar 2026,Jan 2026,Mar 2026\nA,0,310,0,31\nTotal,0,310,0,31\n",
        _MONTHS,
    ),
    "stores below days": (";02.03.2026;;03.03.2026;\nArtikel;Nord;Süd;Nord;Süd\nA;5;1;6;2\n", _DAYS),
    "stores below months, with their sums": (
        ",Jan 2026,,,Mar 2026,,,Total\nSKU,Leeds,York,Total,Leeds,York,Total,\nA,0,0,0,310,31,341,341\n",
        _MONTHS,
    ),
    "a pivot of stores and their days": (
        "Sum of Qty,Column Labels,,,,,\n,Leeds,,Leeds Total,York,,York Total\n"
        "Row Labels,2026-03-02,2026-03-03,,2026-03-02,2026-03-03,\nA,5,6,11,1,2,3\nGrand Total,5,6,11,1,2,3\n",
        {"A@Leeds": {2: 5, 3: 6}, "A@York": {2: 1, 3: 2}},
    ),
    "units and money above months are no stores": (
        ",Units,,Revenue,\nSKU,Jan 2026,Mar 2026,Jan 2026,Mar 2026\nA,0,310,0,3100\n",
        _UNITS,
    ),
    "what was planned is not sold": (
        ";Plan;;Ist;\nArtikel;Jan 2026;Mrz 2026;Jan 2026;Mrz 2026\nA;0;620;0;310\n",
        _UNITS,
    ),
    "sizes below days are no stores": (
        ";02.03.2026;;03.03.2026;\nArtikel;S;M;S;M\nA;5;1;6;2\n",
        "missing_columns",
    ),
    "days again that nothing tells apart": (
        "Artikel;02.03.2026;03.03.2026;02.03.2026;03.03.2026\nA;5;6;1;2\n",
        {"A": {2: 6, 3: 8}},
    ),
}
