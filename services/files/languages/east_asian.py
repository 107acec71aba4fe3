"""Japanese, Chinese (both scripts) and Korean."""

from services.files.languages.language import Language

_JAPANESE = Language(
    sure={
        "product_sku": "商品コード, 商品番号, 品番, 商品id, 商品管理番号, janコード, jan, バーコード, "
        "アイテムコード, 型番",
        "product_name": "商品名, 品名, 商品名称, アイテム名",
        "date": "日付, 売上日, 販売日, 取引日, 注文日, 年月日, 日時, 取引日時, 注文日時, 週, 月, 年月",
        "quantity": "数量, 販売数, 販売数量, 売上数, 売上数量, 個数, 販売点数, 点数",
        "price": "単価, 販売単価, 価格, 販売価格, 売価",
        "store": "店舗, 店舗名, 店舗コード, 店名",
        "status": "ステータス, 状態, 注文ステータス",
        "cancelled": "キャンセル, 取消, 取消日",
        "order": "注文番号, 伝票番号, レシート番号, 取引id, 受注番号",
        "movement": "取引区分, 区分, 取引種別, 種別",
        "returned": "返品数, 返品数量",
        "on_hand": "在庫, 在庫数, 在庫数量, 現在庫, 現在庫数, 数量",
        "category": "カテゴリ, カテゴリー, 部門, 部門名, 分類, 商品分類",
        "supplier": "仕入先, 仕入先名, 仕入れ先",
        "unit_cost": "原価, 仕入単価, 仕入価格",
        "lead_time_days": "リードタイム, 納期, リードタイム日数",
        "pack_size": "入数, ロット, 発注単位, ケース入数",
        "min_order": "最小発注数, 最低発注数量, 最小ロット",
    },
    loose={"product_sku": "商品, 品目, 商品名", "product_name": "商品, 品目", "quantity": "販売"},
    cancelled="キャンセル キャンセル済み 取消 取消済",
    draft="下書き",
    returns="返品 返金",
    totals="合計 小計 総計 総合計",
    week="週",
    month="月 年月",
    yes="はい",
    no="いいえ",
)
_CHINESE = Language(
    sure={
        "product_sku": "商品编码, 商品编号, 商品代码, 产品编码, 产品编号, 货号, 物料编码, 条码, 条形码, 商品条码, "
        "商家编码, 商家sku, sku编码, "
        "商品編號, 產品編號, 貨號, 條碼, 商品貨號, 料號, 品號",
        "product_name": "商品名称, 宝贝标题, 产品名称, 品名, 物料名称, 商品標題, 商品名稱, 產品名稱",
        "date": "日期, 销售日期, 订单日期, 下单时间, 交易日期, 付款时间, 订单创建时间, "
        "订单付款时间, 创建时间, 周, 月份, 銷售日期, 訂單日期, 交易時間",
        "quantity": "数量, 销售数量, 销量, 件数, 购买数量, 宝贝数量, 商品数量, 销售件数, 实发数量, 出库数量, "
        "发货数量, 實發數量, 數量, 銷售數量, 銷量, 件數",
        "price": "单价, 价格, 售价, 销售单价, 單價, 價格, 售價",
        "store": "门店, 店铺, 门店名称, 店铺名称, 門市, 店鋪, 分店",
        "status": "状态, 订单状态, 狀態, 訂單狀態",
        "order": "订单号, 订单编号, 单号, 訂單編號, 訂單號碼, 單號",
        "movement": "单据类型, 类型, 交易类型, 交易類型",
        "returned": "退货数量, 退貨數量",
        "on_hand": "库存, 库存数量, 现有库存, 可用库存, 庫存, 庫存數量, 現有庫存",
        "category": "类别, 分类, 商品分类, 類別, 分類",
        "supplier": "供应商, 供应商名称, 供應商",
        "unit_cost": "成本, 成本价, 进价, 采购价, 進價, 成本價",
        "lead_time_days": "交货期, 提前期, 采购周期, 交期, 前置時間",
        "pack_size": "包装数量, 箱规, 装箱数, 包裝數量",
        "min_order": "最小订购量, 起订量, 最小訂購量",
    },
    loose={"product_sku": "商品, 产品, 產品, 商品名称", "product_name": "商品, 产品, 產品"},
    cancelled="已取消 取消 交易关闭 已关闭 作废 已作廢",
    draft="草稿",
    returns="退货 退款 退貨",
    totals="合计 总计 小计 總計 小計",
    week="周",
    month="月份",
    yes="是",
    no="否",
)
_KOREAN = Language(
    sure={
        "product_sku": "상품코드, 품목코드, 상품번호, 바코드, 제품코드, 자재코드",
        "product_name": "상품명, 품목명, 제품명",
        "date": "날짜, 일자, 판매일, 판매일자, 주문일, 주문일자, 거래일자, 주, 월",
        "quantity": "수량, 판매수량, 판매량, 주문수량, 개수",
        "price": "단가, 가격, 판매가, 판매단가",
        "store": "매장, 매장명, 지점, 점포",
        "status": "상태, 주문상태",
        "order": "주문번호, 전표번호, 영수증번호",
        "movement": "구분, 거래구분, 유형",
        "on_hand": "재고, 재고수량, 현재고",
        "category": "분류, 카테고리",
        "supplier": "공급업체, 거래처, 공급처",
        "unit_cost": "원가, 매입가, 매입단가",
        "lead_time_days": "리드타임, 납기",
    },
    loose={"product_sku": "상품, 품목, 제품", "product_name": "상품, 품목, 제품", "quantity": "판매"},
    cancelled="취소 취소됨 주문취소",
    returns="반품 환불",
    totals="합계 소계 총계",
    week="주",
    month="월",
    yes="예 네",
    no="아니오 아니요",
)
LANGUAGES = (_JAPANESE, _CHINESE, _KOREAN)
