"""Arabic, Persian, Hebrew, Thai, Vietnamese and Indonesian with Malay."""

from services.files.languages.language import Language

_ARABIC = Language(
    sure={
        "product_sku": "رمز الصنف, رمز المنتج, كود الصنف, كود المنتج, رقم الصنف, رقم المنتج, الباركود, باركود, "
        "الكود, الرمز, "
        "رمز المادة, رقم المادة, كد کالا, شناسه کالا, کد کالا, کد محصول, بارکد",
        "product_name": "اسم الصنف, اسم المنتج, اسم المادة, وصف المنتج, الوصف, البيان, نام کالا, نام محصول, شرح کالا",
        "date": "التاريخ, تاريخ, تاريخ البيع, تاريخ الفاتورة, تاريخ الطلب, اليوم, الشهر, تاریخ, تاریخ فروش, تاریخ "
        "فاکتور",
        "quantity": "الكمية, كمية, الكمية المباعة, العدد, عدد الوحدات, الوحدات المباعة, تعداد, مقدار, تعداد فروش",
        "price": "السعر, سعر, سعر الوحدة, سعر البيع, قیمت, قیمت واحد, فی",
        "store": "الفرع, فرع, المتجر, اسم الفرع, شعبه, فروشگاه",
        "status": "الحالة, حالة الطلب, وضعیت, وضعیت سفارش",
        "order": "رقم الفاتورة, رقم الطلب, الفاتورة, شماره فاکتور, شماره سفارش",
        "movement": "نوع الحركة, نوع المستند, نوع العملية",
        "on_hand": "المخزون, الرصيد, الكمية المتوفرة, الكمية المتاحة, رصيد المخزون, موجودی",
        "category": "الفئة, التصنيف, المجموعة, دسته, گروه کالا",
        "supplier": "المورد, اسم المورد, تامین کننده",
        "unit_cost": "التكلفة, سعر الشراء, سعر التكلفة, قیمت خرید",
    },
    loose={
        "product_sku": "الصنف, المنتج, المادة, کالا, محصول",
        "product_name": "الصنف, المنتج, المادة, کالا, محصول",
        "quantity": "المبيعات, المباع, فروش",
    },
    months=(
        "يناير", "فبراير", "مارس", "ابريل أبريل", "مايو", "يونيو", "يوليو", "اغسطس أغسطس", "سبتمبر", "اكتوبر أكتوبر",
        "نوفمبر", "ديسمبر",
    ),
    cancelled="ملغي ملغاة ملغى لغو",
    returns="مرتجع مرتجعات استرجاع برگشت",
    totals="الاجمالي الإجمالي المجموع اجمالي إجمالي مجموع جمع",
    continental="الكمية|التاريخ|تاريخ",
    yes="نعم",
    no="لا",
)  # fmt: skip
_HEBREW = Language(
    sure={
        "product_sku": 'מק"ט, מקט, קוד פריט, מספר פריט, קוד מוצר, ברקוד, מפתח פריט, מספר מוצר',
        "product_name": "שם פריט, שם מוצר, תיאור פריט, תיאור מוצר, תאור פריט, תיאור",
        "date": "תאריך, תאריך מכירה, תאריך חשבונית, תאריך הזמנה, תאריך מסמך, יום, חודש, שבוע",
        "quantity": "כמות, כמות שנמכרה, כמות נמכרת, כמות מכירה, יחידות, יחידות שנמכרו",
        "price": "מחיר, מחיר יחידה, מחיר מכירה, מחיר ליחידה",
        "store": "סניף, חנות, שם סניף",
        "status": "סטטוס, סטטוס הזמנה, מצב",
        "order": "מספר חשבונית, מספר הזמנה, הזמנה, חשבונית, מספר קבלה",
        "movement": "סוג מסמך, סוג תנועה",
        "on_hand": "מלאי, יתרה, כמות במלאי, יתרת מלאי",
        "category": "קטגוריה, קבוצה, מחלקה",
        "supplier": "ספק, שם ספק",
        "unit_cost": "עלות, מחיר קנייה, מחיר עלות",
    },
    loose={"product_sku": "פריט, מוצר", "product_name": "פריט, מוצר", "quantity": "מכירות, נמכר"},
    months=(
        "ינואר", "פברואר", "מרץ מרס", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר",
    ),
    cancelled="בוטל מבוטל בוטלה",
    returns="החזרה זיכוי החזר",
    totals='סהכ סה"כ סך_הכל',
    continental="תאריך|כמות",
    week="שבוע",
    month="חודש",
    yes="כן",
    no="לא",
)  # fmt: skip
_THAI = Language(
    sure={
        "product_sku": "รหัสสินค้า, รหัส, รหัสสินค้า/บริการ, บาร์โค้ด",
        "product_name": "ชื่อสินค้า, รายการ, รายละเอียดสินค้า",
        "date": "วันที่, วันที่ขาย, วันที่ใบเสร็จ, วันที่สั่งซื้อ, เดือน, สัปดาห์",
        "quantity": "จำนวน, จำนวนที่ขาย, จำนวนขาย, ปริมาณ, ปริมาณที่ขาย",
        "price": "ราคา, ราคาต่อหน่วย, ราคาขาย",
        "store": "สาขา, ร้าน, ชื่อสาขา",
        "status": "สถานะ, สถานะคำสั่งซื้อ",
        "order": "เลขที่ใบเสร็จ, หมายเลขคำสั่งซื้อ, เลขที่เอกสาร",
        "on_hand": "คงเหลือ, สินค้าคงเหลือ, จำนวนคงเหลือ, สต็อก",
        "category": "หมวดหมู่, ประเภทสินค้า",
        "supplier": "ผู้จำหน่าย, ผู้ขาย",
        "unit_cost": "ต้นทุน, ราคาทุน",
    },
    loose={"product_sku": "สินค้า", "product_name": "สินค้า", "quantity": "ยอดขาย"},
    months=(
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
        "พฤศจิกายน", "ธันวาคม",
    ),
    cancelled="ยกเลิก ยกเลิกแล้ว",
    returns="คืนสินค้า คืน",
    totals="รวม รวมทั้งหมด รวมทั้งสิ้น",
    continental="วันที่|จำนวน",
)  # fmt: skip
_VIETNAMESE = Language(
    sure={
        "product_sku": "ma hang, ma hang hoa, ma san pham, ma sp, ma vach, ma vat tu",
        "product_name": "ten hang, ten hang hoa, ten san pham, ten sp, ten vat tu",
        "date": "ngay, ngay ban, thoi gian, ngay hoa don, ngay dat hang, ngay chung tu, thang, tuan",
        "quantity": "so luong, so luong ban, sl, sl ban, so luong da ban",
        "price": "gia, don gia, gia ban",
        "store": "chi nhanh, cua hang, kho ban",
        "status": "trang thai, trang thai don hang",
        "order": "ma hoa don, so hoa don, ma don hang, so chung tu",
        "returned": "so luong tra, sl tra",
        "on_hand": "ton kho, so luong ton",
        "category": "nhom hang, danh muc, loai hang",
        "supplier": "nha cung cap",
        "unit_cost": "gia von, gia nhap, gia mua",
    },
    loose={"product_sku": "hang hoa, san pham", "product_name": "hang hoa, san pham", "quantity": "da ban"},
    cancelled="da_huy huy",
    returns="tra_hang",
    totals="tong tong_cong",
    continental="ngay|soluong",
)
_INDONESIAN = Language(
    sure={
        "product_sku": "kode barang, kode produk, kode item, kode, kod barang, kod produk, kode sku, nomor barang",
        "product_name": "nama barang, nama produk, nama item, nama produk/jasa",
        "date": "tanggal, tgl, tanggal penjualan, tanggal faktur, tanggal transaksi, waktu pesanan dibuat, tarikh, "
        "tarikh jualan, bulan, minggu",
        "quantity": "kuantitas, jumlah terjual, qty terjual, terjual, kuantiti, jumlah barang, banyaknya",
        "price": "harga, harga satuan, harga jual",
        "store": "toko, cabang, gerai, cawangan, kedai",
        "status": "status pesanan, status",
        "order": "no faktur, nomor faktur, no pesanan, nomor pesanan, no transaksi, no struk, no invois",
        "returned": "jumlah retur, returned quantity",
        "on_hand": "stok, sisa stok, stok akhir, saldo stok",
        "category": "kategori, golongan",
        "supplier": "pemasok, pembekal",
        "unit_cost": "harga beli, harga pokok, hpp",
    },
    loose={"product_sku": "barang, produk", "product_name": "barang, produk", "quantity": "jumlah, penjualan, jualan"},
    months=("januari", "februari", "maret mac", "april", "mei", "juni jun", "juli julai", "agustus ogos", "september",
            "oktober", "november", "desember disember"),
    cancelled="batal dibatalkan",
    returns="retur pengembalian",
    totals="total jumlah_total grand_total",
    continental="tanggal|jumlah|barang|tarikh",
)  # fmt: skip
LANGUAGES = (_ARABIC, _HEBREW, _THAI, _VIETNAMESE, _INDONESIAN)
