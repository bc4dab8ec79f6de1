"""Columns are guessed by the names that people and shop systems give them, or by what they hold."""

import pytest

from shelftag.importing.tables.guessing import guess
from shelftag.importing.tables.keys import ProductKeys
from shelftag.importing.tables.reading import Table

SHOPIFY_NEW = (
    "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,"
    "Status,SKU,Barcode,Option1 name,Option1 value,Price,Compare-at price,Cost per item,"
    "Inventory quantity,Product image URL,Image position,Variant image URL"
)
SHOPIFY_OLD = (
    "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Variant SKU,"
    "Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,"
    "Image Src,Image Position"
)
WOOCOMMERCE = (
    'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Short description,Description,'
    "In stock?,Stock,Sale price,Regular price,Categories,Tags,Images,Parent,Brands"
)
GOOGLE = (
    "id,title,description,link,image link,availability,price,brand,gtin,mpn,"
    "google_product_category,product_type,item_group_id"
)


def guessed(shop, path) -> dict[str, str]:
    """Column by field."""
    with shop.database.read() as session, Table(path) as table:
        mapping = guess(table.columns, list(table.rows()), ProductKeys(session))
    return {field.value: column for column, field in mapping.columns.items()}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (SHOPIFY_NEW, {"title": "Title", "group": "URL handle", "description": "Description",
                       "brand": "Vendor", "category": "Product category", "sku": "SKU",
                       "gtin": "Barcode", "price": "Price", "quantity": "Inventory quantity",
                       "file": "Product image URL"}),
        (SHOPIFY_OLD, {"title": "Title", "group": "Handle", "description": "Body (HTML)",
                       "brand": "Vendor", "category": "Product Category", "sku": "Variant SKU",
                       "gtin": "Variant Barcode", "price": "Variant Price",
                       "quantity": "Variant Inventory Qty", "file": "Image Src"}),
        (WOOCOMMERCE, {"title": "Name", "description": "Description", "brand": "Brands",
                       "category": "Categories", "sku": "SKU", "price": "Regular price",
                       "gtin": "GTIN, UPC, EAN, or ISBN", "quantity": "Stock", "file": "Images"}),
        (GOOGLE, {"title": "title", "description": "description", "brand": "brand", "sku": "id",
                  "gtin": "gtin", "price": "price", "category": "product_type",
                  "file": "image link", "group": "item_group_id"}),
        ("货号,商品名称,售价,库存,品牌,类目,条形码,图片", {
            "sku": "货号", "title": "商品名称", "price": "售价", "quantity": "库存",
            "brand": "品牌", "category": "类目", "gtin": "条形码", "file": "图片"}),
        ("Artikel-Nr.,Bezeichnung,VK-Preis,Lagerbestand,Marke,Warengruppe,EAN,Bilddatei,Währung", {
            "sku": "Artikel-Nr.", "title": "Bezeichnung", "price": "VK-Preis",
            "quantity": "Lagerbestand", "brand": "Marke", "category": "Warengruppe", "gtin": "EAN",
            "file": "Bilddatei", "currency": "Währung"}),
        ("Referencia,Nombre,Precio,Existencias,Marca,Categoría,Código de barras,Imagen", {
            "sku": "Referencia", "title": "Nombre", "price": "Precio", "quantity": "Existencias",
            "brand": "Marca", "category": "Categoría", "gtin": "Código de barras",
            "file": "Imagen"}),
        ("RÉFÉRENCE,Désignation,Prix,Quantité,Marque,Catégorie,Code-barres,Fichier,Emplacement", {
            "sku": "RÉFÉRENCE", "title": "Désignation", "price": "Prix", "quantity": "Quantité",
            "brand": "Marque", "category": "Catégorie", "gtin": "Code-barres", "file": "Fichier",
            "location": "Emplacement"}),
    ],
)  # fmt: skip
def test_names_of_five_languages_and_three_shop_systems_are_known(shop, write, header, expected):
    import csv

    count = len(next(csv.reader([header])))
    assert guessed(shop, write(f"{header}\n{','.join('x' * count)}\n")) == expected


def test_columns_without_a_known_name_are_told_by_what_they_hold(shop, write):
    shop.add({"cup.jpg": "A-1", "pot.jpg": "A-2"})
    text = "foo,bar,baz,qux,n\n4006381333931,cup,12.50,A-1,1\n4006381333948,pot,3.20,A-2,2\n"
    assert guessed(shop, write(text)) == {
        "file": "bar", "sku": "qux", "gtin": "foo", "price": "baz",
    }  # fmt: skip


def test_a_column_of_pictures_is_told_even_where_none_is_known(shop, write):
    assert guessed(shop, write("x,y\na.jpg,1\nb.PNG,2\n")) == {"file": "x"}


def test_the_separator_of_category_paths_is_told(shop, write):
    def separator(*cells: str) -> str:
        path = write("SKU;Kategorie\n" + "".join(f"A;{cell}\n" for cell in cells))
        with shop.database.read() as session, Table(path) as table:
            rows = list(table.rows())
            return guess(table.columns, rows, ProductKeys(session)).category_separator

    assert separator("Food > Fruit", "Food/Drinks > Tea") == ">"
    assert separator("Food/Fruit", "Food/Tea") == "/"
    assert separator("Food | Fruit", "Tea") == "|"
    assert separator("Fruit", "Tea") == ">"


def test_the_own_export_is_known_by_its_product_ids(shop, write):
    from shelftag.exchange.catalogue import export_catalogue

    shop.add({"cup.jpg": "A-1"})
    target = write("")
    for _ in export_catalogue(shop.catalog, target):
        pass
    found = guessed(shop, target)
    assert found["product"] == "product_id"
    assert (found["file"], found["category"], found["sku"]) == ("photos", "category", "sku")
