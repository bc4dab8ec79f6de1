"""Words of a search that are conditions, in English and Chinese; the rest is searched as text."""

from datetime import date, timedelta

import pytest

from shelftag.catalog.conditions import DUPLICATES, Conditions
from shelftag.catalog.search_words import read_words

TODAY = date.today()


@pytest.mark.parametrize(
    ("english", "chinese", "conditions"),
    [
        ("price:none", "价格:无", {"missing": {"price"}}),
        ("barcode:none", "条码：没有", {"missing": {"gtin"}}),
        ("source:model", "来源:模型", {"sources": {"model"}}),
        ("Source:Owner", "来源：我", {"sources": {"owner"}}),
        ("confidence:<60", "置信度:<60%", {"confidence_below": 0.6}),
        ("confidence:>80%", "置信度:>80", {"confidence_from": 0.8}),
        ("confidence:60-80", "置信度:60-80%", {"confidence_from": 0.6, "confidence_below": 0.8}),
        ("model:3", "模型:3", {"model": 3}),
        ("import:12", "批次:12", {"import_run": 12}),
        ("corrected:yes", "更正:是", {"corrected": True}),
        ("duplicate:any", "重复:任意", {"duplicates": set(DUPLICATES)}),
        ("flag:not-a-product", "标记:非商品", {"flags": {"not_a_product"}}),
        ("attribute:colour=red", "属性:colour＝red", {"attributes": {("colour", "red")}}),
        ("sku:123", "货号:123", {"texts": {("sku", "123")}}),
        ('brand:"Nord Sea"', '品牌:"Nord Sea"', {"texts": {("brand", "Nord Sea")}}),
        ("imported:today", "导入:今天", {"imported_from": TODAY, "imported_to": TODAY}),
        ("imported:7d", "导入:7天", {"imported_within": 7}),
        ("labelled:>2026-03-01", "标注:>2026-03-01", {"labelled_from": date(2026, 3, 2)}),
        ("imported:<2026", "导入:<2026", {"imported_to": date(2025, 12, 31)}),
        (
            "imported:2026-02", "导入:2026-2",
            {"imported_from": date(2026, 2, 1), "imported_to": date(2026, 2, 28)},
        ),
        (
            "imported:2026-12-30..2027-01", "导入:2026-12-30..2027-1",
            {"imported_from": date(2026, 12, 30), "imported_to": date(2027, 1, 31)},
        ),
        (
            "labelled:yesterday", "标注:昨天",
            {"labelled_from": TODAY - timedelta(1), "labelled_to": TODAY - timedelta(1)},
        ),
    ],
)  # fmt: skip
def test_a_condition_is_understood_in_both_languages(english, chinese, conditions):
    wanted = Conditions(
        **{k: frozenset(v) if isinstance(v, set) else v for k, v in conditions.items()}
    )
    for typed in (english, chinese):
        assert read_words(typed) == ("", wanted)
        assert read_words(f"red {typed} 短袖") == ("red 短袖", wanted)


def test_several_conditions_add_up():
    text, wanted = read_words("source:model mug source:none price:none sku:none confidence:<50")
    assert text == "mug"
    assert wanted.sources == {"model", "none"}
    assert wanted.missing == {"price", "sku"}
    assert wanted.confidence_below == 0.5


@pytest.mark.parametrize(
    "typed",
    [
        "a:b", "https://shop.example", "confidence:", "confidence:<600", "confidence:x",
        "imported:2026-13", "imported:0000", "imported:2026-02-30", "source:him", "model:x",
        "model:99999999999999999999", "corrected:no", "flag:nice", "duplicate:title", "8:30",
        "attribute:=red", "labelled:<2026-01..2026-02", "confidence:<20-40", ":", "price:", "：",
        "imported:9999-12-31",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_searched_as_text(typed):
    assert read_words(typed) == (typed, Conditions())
    assert read_words(f"red {typed}") == (f"red {typed}", Conditions())


def test_a_search_without_conditions_stays_as_it_is():
    assert read_words("") == ("", Conditions())
    assert read_words("男士 短袖T恤  12:30") == ("男士 短袖T恤 12:30", Conditions())
