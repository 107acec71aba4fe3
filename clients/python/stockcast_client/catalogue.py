"""Products, what was sold of them, and what is on hand."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Literal, Unpack

from stockcast_client.documents import (
    Category,
    CategoryPage,
    Day,
    FileOptions,
    InheritedTerms,
    LastCountPage,
    MergedProduct,
    MergePreview,
    Offer,
    OfferFilters,
    OfferPage,
    Period,
    Product,
    ProductChange,
    ProductFields,
    ProductFileReport,
    ProductFilters,
    ProductPage,
    ProductSupplier,
    ProductSuppliers,
    ProductSupplierTerms,
    Sale,
    SalePage,
    SaleRow,
    SalesCounts,
    StockCounts,
    StockFileReport,
    StockLevel,
    StockLevelPage,
    StockRow,
    Submitted,
    Supplier,
    SupplierFields,
    SupplierPage,
    SupplierTerms,
    Undone,
)
from stockcast_client.operations import Room, every, operation
from stockcast_client.planning_documents import BulkCounts, BulkFilter, Profile, ProfilePage

# A path, an open file, or the bytes themselves.
File = Path | BinaryIO | bytes


class Products(Room):
    @operation("GET", "/products")
    def page(
        self,
        q: str | None = None,
        category: str | None = None,
        supplier: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ProductPage:
        """One page of the catalogue."""

    def all(self, **filters: Unpack[ProductFilters]) -> Iterator[Product]:
        """The whole catalogue, or what fits of it."""
        return every(self.page, **filters)

    @operation("GET", "/products/{sku}")
    def get(self, sku: str) -> Product:
        """One product. Raises NotFound."""

    @operation("POST", "/products")
    def create(self, sku: str, **fields: Unpack[ProductFields]) -> Product:
        """A new product. Raises Conflict if there is one of this code."""

    @operation("PATCH", "/products/{sku}")
    def update(self, sku: str, if_match: str | None = None, **fields: Unpack[ProductChange]) -> Product:
        """Change these fields; None is a value, what is not named stays."""

    @operation("PATCH", "/products")
    def change_many(
        self,
        change: ProductChange,
        product_skus: Sequence[str] | None = None,
        filter: BulkFilter | None = None,
        dry_run: bool = False,
    ) -> BulkCounts:
        """Change these fields of many products, all or none: those named, or those a filter finds."""

    @operation("POST", "/products/import")
    def import_file(self, file: File, dry_run: bool = False, **options: Unpack[FileOptions]) -> ProductFileReport:
        """Change and add products by a file of at most 100,000 rows; an empty cell leaves what is there."""

    @operation("POST", "/products/{sku}/rename")
    def rename(self, sku: str, to: str, if_match: str | None = None) -> Product:
        """Give it another code; what still comes under the old one is about it. Raises Conflict."""

    @operation("GET", "/products/{sku}/merge")
    def preview_merge(self, sku: str, into: str) -> MergePreview:
        """What a merge would move. Raises Conflict as the merge would."""

    @operation("POST", "/products/{sku}/merge")
    def merge(self, sku: str, into: str, if_match: str | None = None) -> MergedProduct:
        """Make both one: sales and stock add up, orders and events move. Its task can be undone. Raises Conflict."""

    @operation("DELETE", "/products/{sku}")
    def delete(self, sku: str, if_match: str | None = None) -> None:
        """Delete a product with all its history."""


class Sales(Room):
    @operation("POST", "/sales")
    def record(self, rows: Sequence[SaleRow], source: str = "default") -> SalesCounts:
        """Write up to 10,000 days of one source, all or none; rows of a day add up, the same again changes nothing."""

    @operation("POST", "/sales/import")
    def import_file(
        self,
        file: File,
        dry_run: bool = False,
        source: str = "default",
        span: Literal["day", "week", "month"] | None = None,
        **options: Unpack[FileOptions],
    ) -> Submitted:
        """Have a file of any size imported, CSV or XLSX, plain or packed; `Tasks.wait` follows it."""

    @operation("POST", "/imports/{task_id}/undo")
    def undo(self, task_id: str) -> Undone:
        """Take an import back, within 30 days. Raises Conflict for one that was undone before."""

    @operation("GET", "/sales/import/{task_id}/rejected")
    def rejected(self, task_id: str) -> str:
        """Every row an import rejected, as CSV. Raises NotFound when it took all."""

    @operation("GET", "/products/{sku}/sales")
    def page(
        self,
        sku: str,
        from_: Day | None = None,
        to: Day | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> SalePage:
        """One page of what was sold."""

    def history(self, sku: str, **period: Unpack[Period]) -> Iterator[Sale]:
        """What was sold, oldest day first."""
        return every(self.page, sku=sku, **period)


class Stock(Room):
    @operation("GET", "/stock")
    def last_counts(
        self,
        q: str | None = None,
        category: str | None = None,
        supplier: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> LastCountPage:
        """One page of products with their last count."""

    @operation("POST", "/stock")
    def record(self, rows: Sequence[StockRow]) -> StockCounts:
        """Write up to 10,000 levels, all or none; the newest day is what is on hand."""

    @operation("POST", "/stock/import")
    def import_file(
        self, file: File, dry_run: bool = False, create_products: bool = False, **options: Unpack[FileOptions]
    ) -> StockFileReport:
        """The same from a file of at most 100,000 rows; unknown products are refused, unless they are to be created."""

    @operation("GET", "/products/{sku}/stock")
    def page(
        self,
        sku: str,
        from_: Day | None = None,
        to: Day | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> StockLevelPage:
        """One page of the levels."""

    def history(self, sku: str, **period: Unpack[Period]) -> Iterator[StockLevel]:
        """What was on hand, oldest day first."""
        return every(self.page, sku=sku, **period)


class Suppliers(Room):
    @operation("GET", "/suppliers")
    def page(self, limit: int | None = None, cursor: str | None = None) -> SupplierPage:
        """One page of the suppliers."""

    def all(self) -> Iterator[Supplier]:
        """All suppliers, by name."""
        return every(self.page)

    @operation("POST", "/suppliers")
    def create(self, name: str, **terms: Unpack[SupplierTerms]) -> Supplier:
        """A new supplier. Raises Conflict if there is one of this name."""

    @operation("GET", "/suppliers/{supplier_id}")
    def get(self, supplier_id: int) -> Supplier:
        """One supplier."""

    @operation("PATCH", "/suppliers/{supplier_id}")
    def update(self, supplier_id: int, if_match: str | None = None, **fields: Unpack[SupplierFields]) -> Supplier:
        """Change these fields; products and orders take over a new name."""

    @operation("DELETE", "/suppliers/{supplier_id}")
    def delete(self, supplier_id: int, if_match: str | None = None) -> None:
        """Forget what a supplier asks; products keep its name."""

    @operation("POST", "/suppliers/import")
    def import_file(self, file: File, dry_run: bool = False, **options: Unpack[FileOptions]) -> ProductFileReport:
        """Change and add suppliers by a file of at most 10,000 rows; an empty cell leaves what is there."""

    @operation("GET", "/product-suppliers")
    def offers_page(
        self,
        product_sku: str | None = None,
        supplier: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> OfferPage:
        """One page of what suppliers ask for products."""

    def offers(self, **filters: Unpack[OfferFilters]) -> Iterator[Offer]:
        """What suppliers ask for products, by product and supplier."""
        return every(self.offers_page, **filters)

    @operation("POST", "/product-suppliers/import")
    def import_offers(self, file: File, dry_run: bool = False, **options: Unpack[FileOptions]) -> ProductFileReport:
        """Change and add what suppliers ask for products; an empty cell leaves what is there."""

    @operation("GET", "/products/{sku}/suppliers")
    def of_product(self, sku: str, limit: int | None = None, cursor: str | None = None) -> ProductSuppliers:
        """Who delivers a product, and for what."""

    @operation("GET", "/products/{sku}/suppliers/{supplier_id}")
    def terms(self, sku: str, supplier_id: int) -> ProductSupplier:
        """What one supplier asks for a product."""

    @operation("PUT", "/products/{sku}/suppliers/{supplier_id}")
    def put_terms(
        self, sku: str, supplier_id: int, if_match: str | None = None, **terms: Unpack[ProductSupplierTerms]
    ) -> ProductSupplier:
        """What a supplier asks for a product, all of it, as of now."""

    @operation("DELETE", "/products/{sku}/suppliers/{supplier_id}")
    def delete_terms(self, sku: str, supplier_id: int, if_match: str | None = None) -> None:
        """It does not deliver the product."""


class Categories(Room):
    @operation("GET", "/categories")
    def page(self, limit: int | None = None, cursor: str | None = None) -> CategoryPage:
        """One page of the categories."""

    def all(self) -> Iterator[Category]:
        """All categories and what their products inherit, by name."""
        return every(self.page)

    @operation("GET", "/categories/{name}")
    def get(self, name: str) -> Category:
        """One category. Raises NotFound."""

    @operation("PATCH", "/categories/{name}")
    def update(self, name: str, if_match: str | None = None, **terms: Unpack[InheritedTerms]) -> Category:
        """Change what products of a category inherit where neither they nor their supplier say anything."""


class ImportProfiles(Room):
    @operation("GET", "/import-profiles")
    def all(self, limit: int | None = None, cursor: str | None = None) -> ProfilePage:
        """The kinds of files that are recognised by their headings."""

    @operation("POST", "/import-profiles")
    def save(
        self,
        name: str,
        headings: Sequence[str],
        mapping: dict[str, Any],
        decimal: Literal["", ",", "."] = "",
        date_order: Literal["", "dmy", "mdy", "ymd"] = "",
    ) -> Profile:
        """Have files with these headings read like this."""

    @operation("GET", "/import-templates/{kind}")
    def template(self, kind: str) -> str:
        """A file of a kind to fill in, as CSV: what is known, with columns for what is to be said."""

    @operation("DELETE", "/import-profiles/{name}")
    def delete(self, name: str) -> None:
        """Forget a saved kind."""
