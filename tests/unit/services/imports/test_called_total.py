import io

from services.catalogue.product_service import ProductFilter
from services.planning import product_files, supplier_files


def test_a_supplier_and_a_product_may_be_called_as_totals_are(database):
    supplier_files.import_suppliers(io.BytesIO(b"name,lead_time_days\nMill,7\nSumme,3\nFarm,9\n"))
    product_files.import_products(io.BytesIO(b"sku,name,on_hand\nA,Tea,3\nTotal,Fuel,4\nTotal,,7\n"))
    assert [name for name, *_ in supplier_files.rows()] == ["Farm", "Mill", "Summe"]
    assert [sku for sku, *_ in product_files.rows(ProductFilter())] == ["A", "Total"]
