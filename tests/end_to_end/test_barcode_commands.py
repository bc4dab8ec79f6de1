"""Barcodes from the photos of an import to the catalogue, through the commands."""

from drawn_codes import code, photo, save


def test_an_import_reads_barcodes_and_reports_what_the_owner_should_look_at(commands, tmp_path):
    for number, (name, text) in enumerate(
        [("green tea.jpg", "4006381333931"), ("tea box.jpg", "4006381333931"),
         ("MUG-1_1.jpg", "9780306406157"), ("MUG-1_2.jpg", "96385074")]
    ):  # fmt: skip
        kind = "EAN8" if len(text) == 8 else "EAN13"
        save(photo(code(kind, text, 3), size=(900, 700), seed=number), tmp_path / "in" / name)
    said = commands.shelftag("import", tmp_path / "in", "--no-codes")
    assert "4 photos imported into 3 products" in said
    assert "looked at" not in said
    said = commands.shelftag("read-codes")
    assert "4 photos looked at" in said
    assert "barcodes on 4 of them; 2 products got their barcode number" in said
    assert "its photos show different barcode numbers" in said
    assert "4006381333931 is on several products" in said
    assert "Barcode numbers from photos for 2 products" in commands.shelftag("history")
    assert "2 of 2 products" in commands.shelftag("list", "--search", "4006381333931")
    save(photo(code("EAN13", "0036000291452", 3), seed=9), tmp_path / "new" / "CUP-1.jpg")
    said = commands.shelftag("import", tmp_path / "new")
    assert "1 photos looked at" in said
    assert "1 of 1 products" in commands.shelftag("list", "--search", "036000291452")
