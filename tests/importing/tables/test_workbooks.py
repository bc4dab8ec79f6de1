"""Workbooks: numbers are what they were, and traps are not sprung."""

import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from shelftag.importing.tables.reading import Table
from shelftag_api.errors import ShelftagError


def refused(path, **wanted) -> str:
    with pytest.raises(ShelftagError) as caught, Table(path) as table:
        list(table.rows())
    return caught.value.message_id


def test_numbers_keep_all_their_digits(workbook, read):
    path = workbook(List=[
        ["SKU", "EAN", "Price", "Stock", "Since", "On"],
        [1001.0, 4006381333931.0, 12.5, 3, date(2026, 9, 3), True],
        ["0012", 4006381333931, 19.990000000000002, -1.0, datetime(2026, 9, 3, 8, 5), None],
    ])  # fmt: skip
    assert read(path)[1] == [
        ("1001", "4006381333931", "12.5", "3", "2026-09-03", "TRUE"),
        ("0012", "4006381333931", "19.99", "-1", "2026-09-03T08:05:00", ""),
    ]


def test_zeros_that_a_format_shows_are_kept(tmp_path, read):
    book = openpyxl.Workbook()
    book.active.append(["SKU", "EAN"])
    book.active.append([12, 36000291452])
    book.active["A2"].number_format = "00000"
    book.active["B2"].number_format = "0000000000000"
    book.save(tmp_path / "zeros.xlsx")
    assert read(tmp_path / "zeros.xlsx")[1] == [("00012", "0036000291452")]


def test_the_first_sheet_that_is_shown_is_read_and_others_can_be_chosen(tmp_path, read):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.sheet_state = "hidden"
    for name in ("商品", "Old"):
        book.create_sheet(name).append(["SKU", name])
    book.save(tmp_path / "sheets.xlsx")
    with Table(tmp_path / "sheets.xlsx") as table:
        assert table.sheets == ("商品", "Old")
        assert table.columns == ("SKU", "商品")
    assert read(tmp_path / "sheets.xlsx", sheet="Old")[0] == ("SKU", "Old")
    with pytest.raises(ShelftagError) as caught:
        read(tmp_path / "sheets.xlsx", sheet="None")
    assert caught.value.message_id == "tables.no_sheet"


def test_merged_titles_and_empty_rows_above_the_names_are_passed_over(tmp_path, read):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Price list, autumn"
    sheet.merge_cells("A1:C1")
    for column, name in zip("ABC", ("SKU", "Title", "Price"), strict=True):
        sheet[f"{column}4"] = name
    sheet["A6"], sheet["C6"] = "A-1", 2.5
    book.save(tmp_path / "merged.xlsx")
    assert read(tmp_path / "merged.xlsx") == (("SKU", "Title", "Price"), [("A-1", "", "2.5")])


def test_a_formula_is_what_it_last_gave_and_never_run(tmp_path, read, write):
    book = openpyxl.Workbook()
    book.active.append(["SKU", "Price"])
    book.active.append(["A-1", "=1+1"])  # never computed: there is no value
    book.save(tmp_path / "formula.xlsx")
    assert read(tmp_path / "formula.xlsx")[1] == [("A-1", "")]
    assert read(write("SKU,Title\nA-1,=1+1\n"))[1] == [("A-1", "=1+1")]


def test_the_content_decides_not_the_name(workbook, read, tmp_path):
    path = workbook(List=[["SKU", "Title"], ["A-1", "Cup"]])
    assert read(path.rename(tmp_path / "list.csv"))[1] == [("A-1", "Cup")]


def test_formatted_but_empty_columns_do_not_count(tmp_path, read):
    book = openpyxl.Workbook()
    book.active.append(["SKU", "Title"])
    book.active.append(["A-1", "Cup"])
    book.active["XFD2"] = " "
    book.save(tmp_path / "wide.xlsx")
    assert read(tmp_path / "wide.xlsx") == (("SKU", "Title"), [("A-1", "Cup")])


def packed(path, **parts: bytes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


def test_a_zip_bomb_is_not_unpacked(workbook, tmp_path):
    path = workbook(List=[["SKU"], ["A-1"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * (64 << 20))
    assert refused(path) == "tables.trap"


def replaced(source, target, part_name: str, content: bytes):
    """Copies a workbook with other content in one of its parts."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        assert part_name in old.namelist()
        for part in old.infolist():
            new.writestr(part, content if part.filename == part_name else old.read(part))
    return target


def test_entities_that_multiply_are_not_expanded(workbook, tmp_path):
    entities = "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
    )  # fmt: skip
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    ).encode()
    source = workbook(List=[["SKU", "Title"], ["A-1", "Cup"]])
    target = replaced(source, tmp_path / "entities.xlsx", "xl/worksheets/sheet1.xml", bomb)
    assert refused(target) == "tables.damaged"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(workbook, cut):
    path = workbook(List=[["SKU", "Title"], *[["A-1", f"Cup {i}"] for i in range(500)]])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    assert refused(path) == "tables.damaged"


def test_a_workbook_with_broken_parts_is_refused(workbook, tmp_path):
    source = workbook(List=[["SKU", "Title"], ["A-1", "Cup"]])
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"):
        for junk in (b"", b"<a>", b"\0" * 99, b"<worksheet/>"):
            target = replaced(source, tmp_path / "broken.xlsx", name, junk)
            assert refused(target) in ("tables.damaged", "tables.empty", "tables.no_sheet")


def test_archives_that_are_no_workbook_are_refused(tmp_path):
    assert refused(packed(tmp_path / "a.xlsx", mimetype=b"application/x")) == "tables.other_kind"


def test_a_password_and_the_old_format_are_told_apart(tmp_path):
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    old = tmp_path / "old.xls"
    old.write_bytes(start)
    assert refused(old) == "tables.old_kind"
    old.write_bytes(start + "EncryptedPackage".encode("utf-16-le"))
    assert refused(old) == "tables.password"
