"""An import's statements look at the rows that they mean: with 100,000 photos all else is felt."""

import re
from pathlib import Path

from PIL import Image
from sqlalchemy import event
from sqlalchemy.engine import Engine

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.importing import pipeline
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from tiny_encoder import GridEncoder

LARGE = re.compile(
    "SCAN (photo|photo_file|product|product_photo|embedding_row|import_outcome|label_event)( |$)"
)
OPTIONS = ImportOptions(folder_categories=True, trusted=True)


def test_no_statement_of_a_batch_goes_through_a_whole_table(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(pipeline, "WRITE_SECONDS", 0)
    (tmp_path / "in" / "Food").mkdir(parents=True)
    for number in range(40):
        colour = (number * 37 % 256, number * 91 % 256, number)
        Image.new("RGB", (40, 30), colour).save(tmp_path / "in" / "Food" / f"A-{number}_1.jpg")
    statements: dict[str, object] = {}

    def note(_connection, _cursor, statement, parameters, _context, many):
        if not many and statement.startswith(("SELECT", "UPDATE")):
            statements[statement] = parameters

    with Catalog.create(tmp_path / "catalogue") as catalog:
        store = EmbeddingStore(catalog.folder / "embeddings", "grid:fp32", 12)
        job = run_import(catalog, tmp_path / "in", OPTIONS, GridEncoder(), store)
        while next(job).phase != "phase.import":
            pass
        event.listen(Engine, "before_cursor_execute", note)  # the first batch is through
        try:
            while next(job).done < 40:
                pass
        finally:
            event.remove(Engine, "before_cursor_execute", note)
            job.close()
        assert len(statements) >= 8
        with catalog.database.read() as session:
            for text, parameters in statements.items():
                query = f"EXPLAIN QUERY PLAN {text}"
                rows = session.connection().exec_driver_sql(query, parameters)
                for step in [row[3] for row in rows]:
                    assert not LARGE.match(step), (text, step)
                    assert "(active=?)" not in step, (text, step)
