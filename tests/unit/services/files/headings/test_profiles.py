"""Files as well-known systems write them, made after their shape."""

import pytest

from tests.unit.services.files.sales_files import Sales

FILES = {
    "shopify": (
        "Name,Email,Financial Status,Paid at,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
        "Cancelled at,Location\n"
        "#1,a@b.c,paid,2024-09-02 09:00:00 +0200,2024-09-01 23:30:00 +0200,2,Lamp,10.00,L-1,,Main\n"
        "#1,a@b.c,,,2024-09-01 23:30:00 +0200,1,Bulb,3.00,B-1,,\n"
        "#2,a@b.c,paid,2024-09-02 09:00:00 +0200,2024-09-02 08:00:00 +0200,5,Lamp,10.00,L-1,2024-09-02,\n",
        [("L-1", "2024-09-01", 2), ("B-1", "2024-09-01", 1), ("L-1", "2024-09-02", None)],
    ),
    "woocommerce": (
        "Order Number,Order Status,Order Date,Item Name,SKU,Quantity,Item Cost\n"
        "7,Completed,2024-09-01 10:00,Cup,C-1,2,4.50\n8,Failed,2024-09-01 11:00,Cup,C-1,1,4.50\n",
        [("C-1", "2024-09-01", 2), ("C-1", "2024-09-01", None)],
    ),
    "square": (
        "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Event Type,Location\n"
        '09/01/24,09:01:10,Eastern Time (US & Canada),Pots,Blue Pot,2.0,Regular,P-1,"$1,020.00",Payment,Main\n'
        "09/02/24,09:01:10,Eastern Time (US & Canada),Pots,Blue Pot,-1.0,Regular,P-1,-$10.00,Refund,Market\n",
        [("P-1", "2024-09-01", 2), ("P-1", "2024-09-02", -1)],
    ),
    "amazon": (
        '"Includes Amazon Marketplace transactions"\n'
        '"date/time","settlement id","type","order id","sku","description","quantity","total"\n'
        '"Sep 1, 2024 9:01:10 AM PDT","1","Order","1-2","A-1","Lamp","2","1,020.10"\n'
        '"Sep 2, 2024 9:01:10 AM PDT","1","Refund","1-2","A-1","Lamp","1","-10.00"\n',
        [("A-1", "2024-09-01", 2), ("A-1", "2024-09-02", -1)],
    ),
    "lightspeed": (
        "Date,Receipt Number,Line Type,Details,Sku,Quantity,Status\n"
        "2024-09-01 10:00:00,9,Sale Line,Lamp,L-1,2,CLOSED\n2024-09-01 11:00:00,10,Sale Line,Lamp,L-1,4,VOIDED\n",
        [("L-1", "2024-09-01", 2), ("L-1", "2024-09-01", None)],
    ),
    "odoo": (
        "Order Reference,Order Date,Status,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price\n"
        "S1,2024-09-01 08:00:00,Sales Order,[L-1] Lamp,2.00,10.00\n,,,[B-1] Bulb,1.00,3.00\n"
        "S2,2024-09-02 08:00:00,Cancelled,[L-1] Lamp,3.00,10.00\n,,,[B-1] Bulb,4.00,3.00\n",
        [
            ("L-1", "2024-09-01", 2), ("B-1", "2024-09-01", 1),
            ("L-1", "2024-09-02", None), ("B-1", "2024-09-02", None),
        ],
    ),
    "erpnext": (
        '"Item Code","Item Name","Posting Date","Invoice","Qty","Rate","Amount","Warehouse"\n'
        '"E-1","Pot","03-09-2024","SI-1","3.000","100.00","300.00","Stores"\n"Total","","","","3.000","","300.00",""\n',
        [("E-1", "2024-09-03", 3)],
    ),
    "shoptet": (
        "code;date;statusName;itemName;itemAmount;itemCode;itemUnitPriceWithVat;orderItemType\n"
        "1;2024-09-01 12:00:00;Vyřízena;Hrnek;2;H-1;199;product\n1;2024-09-01 12:00:00;Vyřízena;PPL;1;S-1;79;shipping\n"
        "2;2024-09-02 12:00:00;Stornována;Hrnek;5;H-1;199;product\n",
        [("H-1", "2024-09-01", 2), ("H-1", "2024-09-02", None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_this_system_is_recognised_and_read(tmp_path, name):
    content, days = FILES[name]
    sales = Sales(tmp_path, content)
    assert sales.reading.profile.name == name
    assert sales.days == days
