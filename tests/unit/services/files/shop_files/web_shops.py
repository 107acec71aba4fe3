"""Files of web shops and market places: order lines, cancelled orders, zones."""

FILES = {
    "WooCommerce, units less those that were refunded": (
        "Order ID,Order Status,Order Date,Product SKU,Quantity,Quantity (- Refund),Quantity refunded\n"
        "1,Completed,2026-03-02,A,3,2,1\n2,Completed,2026-03-13,A,1,1,0\n",
        {"A": {2: 2, 13: 1}},
    ),
    "test orders by a column": (
        "order_id,created_at,sku,quantity,test\n1,2026-03-02T10:00:00Z,A,2,false\n2,2026-03-13T10:00:00Z,A,4,true\n",
        {"A": {2: 2}},
    ),
    "BigCommerce, an order that was never placed": (
        "Order ID,Order Status,Order Date,Product SKU,Product Qty\n100,Shipped,02/03/2026,A,2\n"
        "102,Incomplete,14/03/2026,A,1\n",
        {"A": {2: 2}},
    ),
    "Unleashed, an order that is parked": (
        "Order Number,Order Date,Product Code,Order Quantity,Order Status\nSO-1,02/03/2026,A,5,Completed\n"
        "SO-3,14/03/2026,B,2,Parked\n",
        {"A": {2: 5}},
    ),
    "headings made of two known words": (
        "id_order;product_reference;product_quantity;date_add\n1;A;2;2026-03-02 10:00:00\n2;A;3;2026-03-13 11:00:00\n",
        {"A": {2: 2, 13: 3}},
    ),
    "Shopify, order fields on the first line only": (
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Total,Created at,Lineitem quantity,"
        "Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Refunded Amount\n"
        "#1,a@x.org,paid,2026-03-03 10:00:01 +0000,fulfilled,EUR,30.00,30.00,2026-03-03 09:59:00 +0000,2,Lamp,10.00,LAMP,,0\n"
        "#1,a@x.org,,,,,,,,1,Bulb,10.00,BULB,,\n#1,a@x.org,,,,,,,,4,Wrapping,0.00,,,\n"
        "#2,b@x.org,paid,,,EUR,10.00,10.00,2026-03-03 11:59:00 +0000,1,Lamp,10.00,LAMP,2026-03-04 09:00:00 +0000,10\n"
        "#2,b@x.org,,,,,,,,1,Bulb,10.00,BULB,,\n"
        "#3,b@x.org,partially_refunded,,,EUR,10.00,10.00,2026-03-04 11:59:00 +0000,3,Lamp,10.00,LAMP,,10\n"
        "#4,b@x.org,voided,,,EUR,10.00,10.00,2026-03-04 11:59:00 +0000,5,Lamp,10.00,LAMP,,\n",
        {"LAMP": {3: 2, 4: 3}, "BULB": {3: 1}},
    ),
    "Shopify's report of variants": (
        "Day,Product title,Product variant SKU,Quantity ordered,Quantity returned,Net items sold,Gross sales\n"
        "2026-03-01,Lamp,LAMP,5,-2,3,50.00\n2026-03-02,Lamp,LAMP,4,0,4,40.00\n",
        {"LAMP": {1: 3, 2: 4}},
    ),
    "Shopify's older report": (
        '"product_title","variant_sku","day","ordered_item_quantity","returned_item_quantity","net_quantity","total_sales"\n'
        '"Lamp","LAMP","2026-03-01",5,-2,3,"30.00"\n"Lamp","LAMP","2026-03-02",4,0,4,"40.00"\n',
        {"LAMP": {1: 3, 2: 4}},
    ),
    "WooCommerce with columns of meta data": (
        "Order Number,Order Status,Order Date,Customer Note,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,"
        "meta:_billing_vat,meta:_date_paid,meta:_qty_in_box\n"
        "77,Completed,2026-03-02 06:29,,CUP,1,Cup,2,4.50,DE1,1772432940,12\n"
        "77,Completed,2026-03-02 06:29,,MUG,2,Mug,1,4.50,DE1,1772432940,6\n"
        "78,Cancelled,2026-03-02 07:29,,CUP,1,Cup,9,4.50,,,12\n79,Refunded,2026-03-02 07:29,,CUP,1,Cup,9,4.50,,,12\n",
        {"CUP": {2: 2}, "MUG": {2: 1}},
    ),
    "WooCommerce's own words for states": (
        "order_id,order_date,status,item_sku,item_quantity\n1,2026-03-02 06:29:00,wc-completed,CUP,2\n"
        "2,2026-03-02 07:29:00,wc-cancelled,CUP,1\n3,2026-03-02 07:29:00,wc-failed,CUP,1\n"
        "4,2026-03-02 07:29:00,wc-processing,CUP,1\n",
        {"CUP": {2: 3}},
    ),
    "Amazon, all orders, separated by tabs": (
        "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tproduct-name\tsku\tasin\t"
        "item-status\tquantity\tcurrency\titem-price\n"
        '302-1\t\t2026-03-02T22:30:00+00:00\t2026-03-03T00:00:00+00:00\tShipped\tCup 3" wide\tCUP\tB00\tShipped\t2\tEUR\t9.00\n'
        "302-2\t\t2026-03-03T01:30:00+00:00\t2026-03-03T02:00:00+00:00\tCancelled\tCup\tCUP\tB00\tCancelled\t0\t\t\n"
        "302-3\t\t2026-03-03T01:30:00+00:00\t2026-03-03T02:00:00+00:00\tShipped\tCup\tCUP\tB00\tCancelled\t1\t\t\n"
        "302-4\t\t2026-03-03T02:30:00+00:00\t2026-03-03T02:00:00+00:00\tShipped\tCup\tCUP\tB00\tShipped\t1\t\t\n",
        {"CUP": {2: 2, 3: 1}},
    ),
    "Amazon's transactions, with definitions above": (
        '"Includes Amazon Marketplace, Fulfillment by Amazon (FBA)"\n"All amounts in USD, unless specified"\n'
        '"Definitions:"\n"Sales tax collected: Includes sales tax"\n'
        '"date/time","settlement id","type","order id","sku","description","quantity","marketplace","product sales"\n'
        '"Mar 2, 2026 7:05:13 AM PST","1","Order","111-1","CUP","Cup","2","amazon.com","1,018.00"\n'
        '"Mar 2, 2026 9:05:13 AM PST","1","Refund","111-2","CUP","Cup","1","amazon.com","-9.00"\n'
        '"Mar 3, 2026 9:05:13 AM PST","1","Service Fee","","","FBA fee","","amazon.com","0"\n',
        {"CUP": {2: 1}},
    ),
    "Amazon's transactions in German": (
        '"Datum/Uhrzeit";"Abrechnungsnummer";"Typ";"Bestellnummer";"SKU";"Beschreibung";"Menge";"Umsätze"\n'
        '"02.03.2026 07:05:13 UTC";"1";"Bestellung";"302-1";"CUP";"Tasse";"2";"18,00"\n'
        '"02.03.2026 09:05:13 UTC";"1";"Erstattung";"302-2";"CUP";"Tasse";"1";"-9,00"\n',
        {"CUP": {2: 1}},
    ),
    "eBay in German, with an empty line and a count below": (
        '"";"";"";""\n"Verkaufsprotokollnummer";"Bestellnummer";"Verkauft am";"Bestandseinheit";"Angebotstitel";"Stückzahl"\n'
        '"1";"11-1";"02-Mrz-26";"CUP";"Tasse";"2"\n"2";"11-2";"13-Mrz-26";"CUP";"Tasse";"1"\n'
        '"2";"Datensätze heruntergeladen";"von 02-Mrz-26"\n',
        {"CUP": {2: 2, 13: 1}},
    ),
    "Etsy's order items": (
        "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Order ID,Listing ID,Date Paid,Date Shipped,SKU\n"
        "03/02/26,Cup,jo,2,4.50,,1,99,03/02/2026,03/04/2026,CUP\n03/13/26,Cup,jo,1,4.50,,2,99,03/13/2026,03/14/2026,CUP\n",
        {"CUP": {2: 2, 13: 1}},
    ),
    "Shopware with numbers of states in words": (
        "orderNumber;orderTime;status;cleared;articleNumber;quantity;price\n"
        "1001;2026-03-02 10:11:12;Komplett abgeschlossen;Komplett bezahlt;CUP;2;4.5\n"
        "1002;2026-03-02 10:11:12;Storniert / Abgelehnt;Offen;CUP;1;4.5\n",
        {"CUP": {2: 2}},
    ),
    "two states, one of which says no": (
        "Order,Order Status,Payment Status,Order Date,SKU,Qty\n1,Complete,Paid,2026-03-02,A,2\n"
        "2,Complete,Refunded,2026-03-02,A,1\n3,Canceled,Paid,2026-03-02,A,1\n",
        {"A": {2: 2}},
    ),
    "days as JavaScript and mail write them": (
        "sku,created_at,qty\nA,Mon Mar 02 2026 10:00:00 GMT+0000 (Coordinated Universal Time),2\n"
        'A,"Tue, 03 Mar 2026 10:00:00 +0000",3\n',
        {"A": {2: 2, 3: 3}},
    ),
    "instants of every form": (
        "sku,timestamp,qty\nA,2026-03-01T10:00:00.000Z,1\nA,2026-03-02 10:00:00.123456+00:00,2\nA,20260303T100000Z,3\n"
        "A,20260304101500,4\nA,1772701200,5\nA,1772787600000,6\nA,2026-03-07 10:00:00 UTC,7\nA,2026-03-08 10:00 UTC+1,8\n",
        {"A": {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8}},
    ),
    "times just after midnight in another zone": (
        "sku,created_at,qty\nA,2026-03-02T00:30:00+02:00,1\nA,2026-03-02T23:30:00-05:00,2\nA,2026-03-02 12:00:00Z,4\n",
        {"A": {1: 1, 2: 4, 3: 2}},
    ),
}
