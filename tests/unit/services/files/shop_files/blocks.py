"""Files with a line of its own above the rows that are of it, and with lines among them that are no sales."""

FILES = {
    "stores above blocks": (
        "Branch: North\nDate,Code,Quantity\n2026-03-02,A,5\nTotal,,5\n\nBranch: South\nDate,Code,Quantity\n"
        "2026-03-02,A,3\n2026-03-03,A,1\nTotal,,4\n",
        {"A@North": {2: 5}, "A@South": {2: 3, 3: 1}},
    ),
    "days above blocks, headings again": (
        "Business Date: 3/2/2026\nItem No,Qty Sold\n101,4\n102,1\n\nBusiness Date: 3/14/2026\nItem No,Qty Sold\n101,6\n",
        {"101": {2: 4, 14: 6}, "102": {2: 1}},
    ),
    "products above blocks": (
        "Artikel: 1001 Schraube\nDatum;Beleg;Menge\n02.03.2026;R1;10\n13.03.2026;R2;5\nSumme;;15\n\n"
        "Artikel: 1002 Mutter\nDatum;Beleg;Menge\n02.03.2026;R1;20\nSumme;;20\n",
        {"1001": {2: 10, 13: 5}, "1002": {2: 20}},
    ),
    "subtotals named by the code above": (
        "Datum;Artikel;Menge\n02.03.2026;4711;2\n03.03.2026;4711;3\n;4711 Ergebnis;5\n02.03.2026;4712;7\n"
        ";4712 Ergebnis;7\n;Gesamtergebnis;12\n",
        {"4711": {2: 2, 3: 3}, "4712": {2: 7}},
    ),
    "visitors of a web shop": (
        "event_date,event_name,item_id,quantity\n20260302,view_item,A,1\n20260302,add_to_cart,A,2\n"
        "20260302,purchase,A,2\n20260303,purchase,B,1\n",
        {"A": {2: 2}, "B": {3: 1}},
    ),
    "deliveries beside sales in Bulgarian": (
        "Дата;Операция;Код;Количество\n02.03.2026;Продажба;1001;12\n03.03.2026;Доставка;1001;50\n"
        "03.03.2026;Продажба;1001;8\n",
        {"1001": {2: 12, 3: 8}},
    ),
    "cancelled in Thai": (
        "วันที่,สถานะการสั่งซื้อ,รหัสสินค้า,จำนวน,จำนวนที่ส่งคืน\n2026-03-02,สำเร็จแล้ว,A,2,0\n"
        "2026-03-02,ยกเลิกแล้ว,A,4,0\n2026-03-03,สำเร็จแล้ว,A,5,1\n",
        {"A": {2: 2, 3: 4}},
    ),
    "a share beside units": (
        "Date,Item ID,Num Sold,% Sales\n2026-03-02,201,70,60.0\n2026-03-02,202,14,8.0\n",
        {"201": {2: 70}, "202": {2: 14}},
    ),
    "asked for later than ordered": (
        "Created date and time,Requested ship date,Item number,Quantity\n2026-03-02 09:15,2026-03-06,D1,2\n",
        {"D1": {2: 2}},
    ),
    "weeks from Sunday": (
        "Created At: Week,SKU,Sum of Units\n2026-03-01,A,14\n2026-03-08,A,21\n",
        {"A": {day: 2 if day < 8 else 3 for day in range(1, 15)}},
    ),
}
