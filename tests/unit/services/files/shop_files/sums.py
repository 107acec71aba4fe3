"""Reports with the sums of their groups under names such as products have, and rows that only look like sums."""

_MARCH = {"Bread": {2: 15, 3: 13}, "Rolls": {2: 47, 3: 35}, "Cola": {2: 14, 3: 22}, "Water": {2: 25, 3: 14}}

FILES = {
    "sums above the products of each group": (
        "Row Labels,2026-03-02,2026-03-03,Grand Total\nBakery,62,48,110\nBread,15,13,28\nRolls,47,35,82\n"
        "Drinks,39,36,75\nCola,14,22,36\nWater,25,14,39\nGrand Total,101,84,185\n",
        _MARCH,
    ),
    "sums below them": (
        "Product,2026-03-02,2026-03-03\nBread,15,13\nRolls,47,35\nBakery,62,48\nCola,14,22\nWater,25,14\nDrinks,39,36\n",
        _MARCH,
    ),
    "a day in each line": (
        "Artikel;Datum;Menge\nBackwaren;02.03.2026;62\nBread;02.03.2026;15\nRolls;02.03.2026;47\n"
        "Getränke;02.03.2026;39\nCola;02.03.2026;14\nWater;02.03.2026;25\nBackwaren;03.03.2026;48\nBread;03.03.2026;13\n"
        "Rolls;03.03.2026;35\nGetränke;03.03.2026;36\nCola;03.03.2026;22\nWater;03.03.2026;14\n",
        _MARCH,
    ),
    "groups within groups, one of them of one product": (
        "Product,2026-03-02,2026-03-03\nNorth,112,88\nBakery,62,48\nBread,15,13\nRolls,47,35\nFruit,50,40\nApple,50,40\n"
        "South,39,36\nDrinks,39,36\nCola,14,22\nWater,25,14\n",
        {**_MARCH, "Apple": {2: 50, 3: 40}},
    ),
    "a few units that add up by chance": (
        "SKU,Date,Qty\nA,2026-03-02,2\nB,2026-03-02,1\nC,2026-03-02,1\nD,2026-03-02,3\nE,2026-03-02,1\nF,2026-03-02,2\n",
        {"A": {2: 2}, "B": {2: 1}, "C": {2: 1}, "D": {2: 3}, "E": {2: 1}, "F": {2: 2}},
    ),
    "the same every day": (
        "SKU,2026-03-02,2026-03-03,2026-03-04\nA,4,4,4\nB,2,2,2\nC,2,2,2\nD,4,4,4\nE,2,2,2\nF,2,2,2\n",
        {sku: {2: units, 3: units, 4: units} for sku, units in zip("ABCDEF", (4, 2, 2, 4, 2, 2), strict=True)},
    ),
}
