"""What a column of a table can hold, and what such columns are called by people and by shops."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum


class TableField(StrEnum):
    """What a column holds."""

    SKU = "sku"
    TITLE = "title"
    DESCRIPTION = "description"
    BRAND = "brand"
    CATEGORY = "category"
    PRICE = "price"
    CURRENCY = "currency"
    QUANTITY = "quantity"
    GTIN = "gtin"
    LOCATION = "location"
    FILE = "file"
    GROUP = "group"
    PRODUCT = "product"


KEYS = (TableField.PRODUCT, TableField.FILE, TableField.SKU, TableField.GTIN)
"""Fields by which a row finds its product, the surest first."""
VALUES = (
    TableField.TITLE, TableField.SKU, TableField.GTIN, TableField.BRAND, TableField.DESCRIPTION,
    TableField.PRICE, TableField.CURRENCY, TableField.QUANTITY, TableField.LOCATION,
)  # fmt: skip
"""Fields that are columns of a product; their names are the columns'."""

USUAL_NAMES: Mapping[TableField, tuple[str, ...]] = {
    TableField.SKU: (
        "SKU", "Variant SKU", "Article number", "Article no", "Item number", "Item no", "Item code",
        "Product code", "Product number", "Part number", "Stock code", "Article", "Item",
        "货号", "商品编号", "商品编码", "产品编号", "商品货号", "编号", "编码", "款号", "貨號",
        "商品編號", "商家编码", "规格编码",
        "Artikelnummer", "Artikelnr", "Artikel-Nr.", "Art.-Nr.", "ArtNr", "Bestellnummer",
        "Produktnummer", "Artikel",
        "Código", "Código de artículo", "Código de producto", "Referencia", "Ref", "Artículo",
        "Référence", "Référence produit", "Code article", "Code produit", "UGS", "Réf",
        "id", "Product id", "Offer id", "ID produit", "MPN",
    ),
    TableField.TITLE: (
        "Title", "Product title", "Product name", "Item name", "Name", "Product",
        "标题", "商品标题", "商品名称", "产品名称", "名称", "品名", "商品名", "標題", "商品名稱",
        "名稱", "宝贝标题",
        "Titel", "Bezeichnung", "Artikelbezeichnung", "Produktname", "Artikelname", "Produkt",
        "Título", "Nombre", "Nombre del producto", "Denominación", "Producto",
        "Titre", "Nom", "Nom du produit", "Désignation", "Libellé", "Produit",
    ),
    TableField.DESCRIPTION: (
        "Description", "Product description", "Body (HTML)", "Body HTML", "Long description",
        "Details", "Short description",
        "描述", "商品描述", "产品描述", "详情", "商品详情", "说明", "简介", "商品说明",
        "Beschreibung", "Produktbeschreibung", "Artikelbeschreibung", "Langtext",
        "Kurzbeschreibung",
        "Descripción", "Descripción del producto", "Descripción corta",
        "Description du produit", "Descriptif", "Description courte",
    ),
    TableField.BRAND: (
        "Brand", "Vendor", "Manufacturer", "Brands", "Make",
        "品牌", "厂商", "生产厂家", "制造商", "供应商",
        "Marke", "Hersteller", "Lieferant", "Marca", "Fabricante", "Proveedor", "Marque",
        "Fabricant", "Fournisseur",
    ),
    TableField.CATEGORY: (
        "Category", "Category path", "Categories", "Product category", "Product type",
        "Product types", "Google product category", "Item category", "Type",
        "类别", "分类", "类目", "品类", "商品类别", "商品分类", "产品分类", "商品类目", "類別",
        "分類", "宝贝类目",
        "Kategorie", "Kategorien", "Produktkategorie", "Warengruppe", "Artikelgruppe",
        "Categoría", "Categorías", "Categoría del producto", "Familia",
        "Catégorie", "Catégories", "Catégorie de produit", "Famille", "Rayon",
    ),
    TableField.PRICE: (
        "Price", "Regular price", "Variant price", "Selling price", "Retail price", "Unit price",
        "RRP", "Sales price",
        "价格", "售价", "单价", "零售价", "销售价", "一口价", "價格", "售價",
        "Preis", "Verkaufspreis", "VK", "VK-Preis", "Einzelpreis", "Regulärer Preis", "UVP",
        "Precio", "Precio de venta", "Precio normal", "PVP",
        "Prix", "Prix de vente", "Prix régulier", "Tarif régulier", "Prix TTC",
    ),
    TableField.CURRENCY: (
        "Currency", "Currency code", "币种", "货币", "Währung", "Moneda", "Divisa", "Devise",
    ),
    TableField.QUANTITY: (
        "Quantity", "Inventory quantity", "Variant inventory qty", "Stock", "Stock quantity",
        "In stock", "Qty", "On hand", "Inventory",
        "库存", "库存数量", "数量", "存量", "庫存", "數量",
        "Bestand", "Lagerbestand", "Menge", "Anzahl", "Lager",
        "Cantidad", "Existencias", "Inventario", "Quantité", "Stock disponible", "Inventaire",
    ),
    TableField.GTIN: (
        "GTIN", "Barcode", "Variant barcode", "EAN", "UPC", "EAN code", "EAN13", "ISBN", "Bar code",
        "GTIN, UPC, EAN, or ISBN", "GTIN code", "EAN/UPC",
        "条码", "条形码", "商品条码", "商品条形码", "条码号", "國際條碼", "條碼", "国际条码",
        "Strichcode", "EAN-Code", "GTIN/EAN", "EAN/GTIN",
        "Código de barras", "Code-barres", "Code barre", "Gencod",
    ),
    TableField.LOCATION: (
        "Location", "Storage location", "Shelf", "Bin", "Bin location",
        "位置", "货位", "库位", "货架", "存放位置", "仓位",
        "Lagerort", "Lagerplatz", "Regal", "Standort", "Ubicación", "Estante", "Emplacement",
        "Étagère",
    ),
    TableField.FILE: (
        "File", "File name", "Photo", "Photo file", "Photos", "Image", "Image file", "Image name",
        "Images", "Picture", "Pictures", "Product image URL", "Image src", "Image link",
        "Image URL", "Variant image URL", "Variant image", "File path", "Path", "Photo name",
        "图片", "照片", "图片文件", "文件名", "图片名称", "图片名", "主图", "图片路径", "文件",
        "商品图片", "圖片", "檔名", "宝贝图片",
        "Bild", "Bilder", "Bilddatei", "Dateiname", "Datei", "Foto", "Fotos", "Bildname",
        "Bild-URL",
        "Imagen", "Imágenes", "Archivo", "Fichero", "Nombre de archivo",
        "Fichier", "Nom du fichier", "Image du produit",
    ),
    TableField.GROUP: (
        "URL handle", "Handle", "Item group id", "Parent SKU", "Group id",
    ),
}  # fmt: skip
"""Names by field, the best first. English, Chinese, German, Spanish, French; Shopify, WooCommerce,
Google Merchant. Shelftag's own product ids are told by their contents."""


def simple(name: str) -> str:
    """Returns a column's name as it is compared: small letters and digits, without accents."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


FIELD_OF = {
    simple(name): (field, rank)
    for field, names in USUAL_NAMES.items()
    for rank, name in reversed(list(enumerate(names)))
}
"""Field and rank among its names by simplified name."""
