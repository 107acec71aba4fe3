"""What further systems say of a line that did not sell, or came back, and how they call columns."""

FILES = {
    "Loyverse": (
        "Date,Receipt number,Receipt type,Category,SKU,Item,Quantity,Net sales,Store,Status\n"
        "3/4/26 10:22 AM,1-1,Sale,Drinks,10,Latte,2.000,9.00,Cafe,Closed\n"
        "3/15/26 10:22 AM,1-2,Refund,Drinks,10,Latte,1.000,-4.50,Cafe,Closed\n",
        {"10@Cafe": {4: 2, 15: -1}},
    ),
    "Clover": (
        "Line Item Date,Order ID,Item Name,Item SKU,Quantity,Item Revenue,Refunded,Exchanged,Order Payment State\n"
        "04-Mar-2026 10:15 AM EST,A1,Latte,LAT,2,$9.00,No,No,Paid\n"
        "15-Mar-2026 10:15 AM EST,A2,Latte,LAT,1,$4.50,Yes,No,Paid\n",
        {"LAT": {4: 2}},
    ),
    "an amount refunded is no mark": (
        "Date,SKU,Qty,Refunded\n2026-03-04,A,2,0.00\n2026-03-05,A,3,4.50\n",
        {"A": {4: 2, 5: 3}},
    ),
    "Zalando": (
        "Order Number;Order Date;Merchant SKU;EAN;Article Number;Quantity;Position Status\n"
        "1;2026-03-04T10:15:00Z;M1;4006381333931;ZA11;1;shipped\n"
        "2;2026-03-15T10:15:00Z;M1;4006381333931;ZA11;1;returned\n3;2026-03-16T10:15:00Z;M1;4006381333931;ZA11;1;canceled\n",
        {"M1": {4: 1}},
    ),
    "Tiendanube": (
        "Número de orden;Fecha;Estado de la orden;Estado del pago;Nombre del producto;Cantidad del producto;SKU\n"
        "100;04/03/2026 10:15:00;Cerrada;Confirmado;Taza;2;T1\n100;;;;Vaso;1;V1\n"
        "101;15/03/2026 10:15:00;Cancelada;Anulado;Taza;1;T1\n",
        {"T1": {4: 2}, "V1": {4: 1}},
    ),
    "MercadoLibre": (
        "Ventas,,,,,Publicaciones,\n# de venta,Fecha de venta,Estado,Unidades,Ingresos por productos (ARS),SKU,Variante\n"
        "20,4 de marzo de 2026 10:15 hs.,Entregado,2,20000,M1,Azul\n"
        "21,15 de marzo de 2026 22:15 hs.,Venta cancelada,1,10000,M1,Azul\n",
        {"M1": {4: 2}},
    ),
    "a ledger of Navision in German": (
        "Buchungsdatum;Postenart;Belegart;Artikelnr.;Menge;Restmenge\n04.03.26;Verkauf;Verkaufslieferung;18-S;-2;0\n"
        "15.03.26;Verkauf;Verkaufslieferung;18-S;-3;0\n16.03.26;Einkauf;Einkaufslieferung;18-S;50;45\n"
        "17.03.26;Umlagerung;;18-S;-5;0\n",
        {"18-S": {4: 2, 15: 3}},
    ),
    "Magento, by interval": (
        'Interval,Product,Ordered Quantity\n"Mar 4, 2026",Mug,2\n"Mar 15, 2026",Mug,3\nTotal,,5\n',
        {"Mug": {4: 2, 15: 3}},
    ),
    "a pharmacy": (
        "PZN;Artikelbezeichnung;Verk.-Datum;Menge\n01234567;IBU 400;04.03.2026;2\n07654321;ASS;15.03.2026;1\n",
        {"01234567": {4: 2}, "07654321": {15: 1}},
    ),
    "whole orders in a cell": (
        'Date,Order #,Status,Product(s),Items sold\n2026-03-04,1,completed,"2× Mug, 1× Cup",3\n'
        "2026-03-15,2,completed,1× Mug,1\n",
        "several_products_in_a_cell",
    ),
}
