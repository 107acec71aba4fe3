"""Small copies of the tables that Odoo, WooCommerce and ERPNext keep their sales in, with a day or two of sales."""

import re

from tests.architecture.source import ROOT

ODOO = """
CREATE TABLE product_template (id int PRIMARY KEY, name jsonb, type text, list_price numeric);
CREATE TABLE product_product (id int PRIMARY KEY, product_tmpl_id int, default_code text, active bool DEFAULT true);
CREATE TABLE sale_order (id int PRIMARY KEY, name text, state text, date_order timestamp);
CREATE TABLE sale_order_line (id int PRIMARY KEY, order_id int, product_id int, product_uom_qty numeric,
                              price_unit numeric, display_type text);
CREATE SEQUENCE invoice_numbers;
CREATE TABLE pos_order (id int PRIMARY KEY, name text, state text, date_order timestamp);
CREATE TABLE pos_order_line (id int PRIMARY KEY, order_id int, product_id int, qty numeric, price_unit numeric);
INSERT INTO product_template VALUES (1, '{"en_US": "Chair"}', 'consu', 49.5), (2, '{"en_US": "Lamp"}', 'consu', 20),
                                    (3, '{"en_US": "Delivery"}', 'service', 5);
INSERT INTO product_product VALUES (1, 1, 'FURN-1'), (2, 2, NULL), (3, 3, 'SHIP');
INSERT INTO sale_order VALUES (1, 'S1', 'sale', '2026-03-01 10:00'), (2, 'S2', 'done', '2026-03-01 23:30'),
                              (3, 'S3', 'cancel', '2026-03-02 10:00'), (4, 'S4', 'draft', '2026-03-02 11:00');
INSERT INTO sale_order_line VALUES (1, 1, 1, 2, 49.5, NULL), (2, 1, 1, 1, 49.5, NULL), (3, 1, 3, 1, 5, NULL),
    (4, 2, 2, 4, 20, NULL), (5, 3, 1, 7, 49.5, NULL), (6, 4, 1, 7, 49.5, NULL), (7, 1, NULL, 0, 0, 'line_note');
INSERT INTO pos_order VALUES (1, 'P1', 'done', '2026-03-01 12:00'), (2, 'P2', 'paid', '2026-03-01 13:00'),
                             (3, 'P3', 'cancel', '2026-03-01 14:00');
INSERT INTO pos_order_line VALUES (1, 1, 1, 5, 49.5), (2, 2, 1, -1, 49.5), (3, 3, 1, 9, 49.5);
"""

WOOCOMMERCE = """
CREATE TABLE wp_posts (ID bigint PRIMARY KEY, post_title text, post_type varchar(20), post_status varchar(20));
CREATE TABLE wp_wc_product_meta_lookup (product_id bigint PRIMARY KEY, sku varchar(100), stock_quantity double);
CREATE TABLE wp_wc_order_stats (order_id bigint PRIMARY KEY, parent_id bigint, date_created datetime,
    status varchar(20));
CREATE TABLE wp_wc_order_product_lookup (order_item_id bigint PRIMARY KEY, order_id bigint, product_id bigint,
    variation_id bigint, date_created datetime, product_qty int, product_net_revenue double);
INSERT INTO wp_posts VALUES (10, 'Tea', 'product', 'publish'), (11, 'Cup', 'product', 'publish'),
    (12, 'Old', 'product', 'trash');
INSERT INTO wp_wc_product_meta_lookup VALUES (10, 'TEA-1', 30), (11, '', 5), (12, 'OLD', 1), (21, 'CUP-RED', 8);
INSERT INTO wp_posts VALUES (21, 'Cup - red', 'product_variation', 'publish');
INSERT INTO wp_wc_order_stats VALUES (1, 0, '2026-03-01 09:00:00', 'wc-completed'),
    (2, 0, '2026-03-01 10:00:00', 'wc-cancelled'),
    (3, 0, '2026-03-02 10:00:00', 'wc-refunded'), (4, 3, '2026-03-02 11:00:00', 'wc-completed');
INSERT INTO wp_wc_order_product_lookup VALUES (1, 1, 10, 0, '2026-03-01 09:00:00', 2, 9.0),
    (2, 1, 11, 21, '2026-03-01 09:00:00', 1, 4.0),
    (3, 2, 10, 0, '2026-03-01 10:00:00', 9, 40.5), (4, 3, 11, 0, '2026-03-02 10:00:00', 3, 12.0),
    (5, 4, 11, 0, '2026-03-02 11:00:00', -2, -8.0);
"""

ERPNEXT = """
CREATE TABLE `tabSales Invoice` (name varchar(140) PRIMARY KEY, posting_date date, docstatus int, is_return int);
CREATE TABLE `tabSales Invoice Item` (name varchar(140) PRIMARY KEY, parent varchar(140), item_code varchar(140),
    qty decimal(21,9), stock_qty decimal(21,9), base_net_rate decimal(21,9), conversion_factor decimal(21,9));
INSERT INTO `tabSales Invoice` VALUES ('SI-1', '2026-03-01', 1, 0), ('SI-2', '2026-03-01', 2, 0),
    ('SI-3', '2026-03-02', 1, 0), ('SI-4', '2026-03-02', 1, 1);
INSERT INTO `tabSales Invoice Item` VALUES ('a', 'SI-1', 'SKU 7', 2, 24, 12, 12),
    ('b', 'SI-2', 'SKU 7', 5, 60, 12, 12), ('c', 'SI-3', 'SKU 7', 1, 12, 12, 12),
    ('d', 'SI-4', 'SKU 7', -1, -2, 12, 12), ('e', 'SI-3', 'Ä-1', 1, 1.5, 3, 1);
"""


def documented(heading: str) -> str:
    """The query that the manual gives under a heading."""
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    found = re.search(rf"^### {re.escape(heading)}$.*?```sql\n(.*?)```", text, re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[1]
