"""Text tables: encodings, separators, quotes and column names are told by themselves."""

import pytest

from shelftag.importing.tables.delimited import TextTable
from shelftag.importing.tables.encodings import detect_encoding
from shelftag.importing.tables.reading import Table, TableFormat
from shelftag_api.errors import ShelftagError

TEXTS = {
    "Chinese": (
        "货号,名称,价格,类别\n"
        "A-1,男士纯棉短袖T恤,59.00,服装>男装\nA-2,蓝色马克杯,25,厨房\n"
    ),
    "Taiwan": (
        "貨號,名稱,價格,類別\n"
        "A-1,男士純棉短袖T恤,59.00,服裝>男裝\nA-2,藍色陶瓷馬克杯,25,廚房\n"
    ),
    "Japanese": (
        "商品番号,商品名,価格\n"
        "A-1,メンズ綿半袖Tシャツ,5900\nA-2,青い陶器のマグカップ,2500\n"
    ),
    "Korean": "상품코드,상품명,가격\nA-1,남성 면 반팔 티셔츠,5900\nA-2,파란 도자기 머그컵,2500\n",
    "German": "Artikelnummer,Bezeichnung\nA-1,Grüne Tasse für Kaffee\nA-2,Schöne Schüssel weiß\n",
    "one umlaut": "SKU,Titel\nA-1,Tasse\nA-2,Tasse grün\n",
    "French": (
        "Référence,Désignation\n"
        "A-1,Théière émaillée décorée\nA-2,Crème brûlée à l’ancienne\n"
    ),
    "Spanish": "Código,Descripción\nA-1,Camiseta de niño algodón\nA-2,Año nuevo «edición»\n",
    "Polish": "Kod,Nazwa\nA-1,Żółta łyżka\nA-2,Zielony kubek z gałęzią\n",
    "Russian": "Артикул,Название\nA-1,Зелёная кружка\nA-2,Ложка деревянная\n",
    "Greek": "Κωδικός,Τίτλος\nA-1,Πράσινη κούπα\nA-2,Ξύλινο κουτάλι\n",
    "Turkish": "Kod,Ürün adı\nA-1,Yeşil çay bardağı şık\nA-2,Kırmızı ağaç kaşık\n",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("Chinese", "utf-8"), ("Chinese", "utf-8-sig"), ("Chinese", "utf-16"),
        ("Chinese", "utf-16-le"), ("Chinese", "utf-16-be"), ("Chinese", "utf-32"),
        ("Chinese", "gb18030"), ("Taiwan", "big5"), ("Japanese", "cp932"), ("Japanese", "euc_jp"),
        ("Korean", "cp949"), ("German", "cp1252"), ("one umlaut", "cp1252"), ("French", "cp1252"),
        ("Spanish", "cp1252"), ("Polish", "cp1250"), ("Russian", "cp1251"), ("Greek", "cp1253"),
        ("Turkish", "cp1254"), ("German", "mac_roman"), ("German", "utf-16-le"),
    ],
)  # fmt: skip
def test_every_encoding_is_told_by_the_bytes(write, read, language, encoding):
    text = TEXTS[language]
    columns, rows = read(write(text, encoding=encoding))
    assert ",".join(columns) == text.splitlines()[0]
    assert [",".join(row) for row in rows] == text.splitlines()[1:]


def test_a_few_broken_characters_do_not_change_the_encoding(write, read):
    data = TEXTS["Chinese"].encode() * 20 + "A-3,坏".encode()[:-1] + b",1,\n"
    path = write(data)
    assert detect_encoding(path) == "utf-8"
    assert "\ufffd" in read(path)[1][-1][1]


def test_the_owner_may_choose_another_encoding(write, read):
    columns, _ = read(write(TEXTS["German"], encoding="cp1252"), encoding="cp1251")
    assert columns == ("Artikelnummer", "Bezeichnung")
    with pytest.raises(ShelftagError) as caught:
        TableFormat.from_json({"encoding": "klingon"})
    assert caught.value.message_id == "tables.no_encoding"


def test_an_encoding_that_cannot_be_is_refused(write):
    with pytest.raises(ShelftagError) as caught:
        Table(write(TEXTS["German"]), TableFormat(encoding="utf-16"))
    assert caught.value.message_id == "tables.wrong_encoding"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_told_by_the_rows(write, read, separator):
    rows = [
        ["SKU", "Titel", "Preis"], ["A-1", "Hemd, blau; neu | alt", "12,50"],
        ["A-2", 'mit "Anführung"', "1.234,00"], ["A-3", "zwei\nZeilen", "3,20"],
    ]  # fmt: skip
    lines = (separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    columns, below = read(write("\r\n".join(lines)))
    assert [list(columns), *map(list, below)] == rows


def test_decimal_commas_and_commas_in_titles_are_no_separators(write):
    text = "SKU;Titel;Preis\n" + "".join(f"A-{i};Hemd, blau, neu;{i},50\n" for i in range(9))
    assert TextTable(write(text)).separator == ";"
    assert TextTable(write("SKU\nA-1\nA-2\n")).separator == ","


def test_the_line_by_which_excel_names_the_separator_is_obeyed(write):
    with Table(write("sep=|\r\nSKU|Preis, netto\r\nA-1|2,50\r\n")) as table:
        assert table.columns == ("SKU", "Preis, netto")
        assert [(row.line, row.cells) for row in table.rows()] == [(3, ("A-1", "2,50"))]


def test_titles_above_the_column_names_are_passed_over(write):
    text = "Lieferliste Herbst;;\nStand 3.9.2026;;\n\nArtikelnummer;Titel;Preis\nA-1;Hemd;9,90\n"
    with Table(write(text)) as table:
        assert table.columns == ("Artikelnummer", "Titel", "Preis")
        assert table.format.header == 4
        assert [row.line for row in table.rows()] == [5]


def test_a_table_without_column_names_gets_letters(write):
    with Table(write("A-1,4006381333931,2.50\nA-2,4006381333948,3.50\n")) as table:
        assert table.format.header == 0
        assert table.columns == ("A", "B", "C")
        assert len(list(table.rows())) == 2


def test_the_owner_may_say_which_line_holds_the_names(write, read):
    path = write("foo,bar\nSKU,Title\nA-1,Cup\n")
    assert read(path, header=1)[0] == ("foo", "bar")
    assert len(read(path, header=0)[1]) == 3


def test_names_that_are_missing_or_double_become_different(write, read):
    assert read(write("SKU,,Price,Price\nA,b,1,2\n"))[0] == ("SKU", "B", "Price", "Price (2)")


def test_short_rows_are_filled_and_long_ones_noticed(write):
    with Table(write("SKU,Title,Price\nA-1\nA-2,Cup, large,2.50\n\n,,\nA-3,x,1,,,\n")) as table:
        rows = [(row.line, row.cells, row.surplus) for row in table.rows()]
    assert rows == [
        (2, ("A-1", "", ""), 0), (3, ("A-2", "Cup", "large"), 1), (6, ("A-3", "x", "1"), 0),
    ]  # fmt: skip


def test_what_spreadsheets_wrap_cells_in_is_taken_off(write, read):
    _, rows = read(write("SKU,Title,Note\n=\"0012\",'=SUM(A1),'quoted'\n"))
    assert rows == [("0012", "=SUM(A1)", "'quoted'")]


def test_null_bytes_and_control_characters_do_no_harm(write, read):
    text = "SKU,Title\nA-1,\0Green\x07 cup\0\n" + "A-2,A title that is long enough\n" * 20
    assert read(write(text))[1][0] == ("A-1", "Green  cup")


@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        (b"", "tables.empty"),
        (b"\r\n \r\n", "tables.empty"),
        (b"\xef\xbb\xbf\n", "tables.empty"),
        (b",,,\n,,,\n", "tables.empty"),
        (bytes(range(256)) * 40, "tables.binary"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)), "tables.binary"),
        (b"SKU,Title\nA-1,\"" + b"x" * (2 << 20), "tables.no_end"),
        (",".join(f"c{i}" for i in range(5_000)).encode() + b"\n1\n", "tables.too_many_columns"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_reason(write, data, message_id):
    with pytest.raises(ShelftagError) as caught, Table(write(data)) as table:
        list(table.rows())
    assert caught.value.message_id == message_id


def test_a_cell_of_a_megabyte_is_read(write, read):
    long = "x" * (1 << 20 >> 1)
    assert read(write(f"SKU,Title\nA-1,{long}\n"))[1] == [("A-1", long)]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ShelftagError) as caught:
            Table(path)
        assert caught.value.message_id == "tables.missing"
