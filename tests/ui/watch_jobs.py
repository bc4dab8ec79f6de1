"""The jobs of a window that watches folders: it imports for real, with a tiny encoder."""

from pathlib import Path

from ui_jobs import count

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from tiny_encoder import GridEncoder


def import_folder(context, folder, **options):
    """Imports for real, with an encoder that needs no model."""
    with Catalog.join(context.folder) as catalog:
        store = EmbeddingStore(catalog.folder / "embeddings", "grid:fp32", 12)
        wanted = ImportOptions.from_args(**options)
        result = yield from run_import(catalog, Path(folder), wanted, GridEncoder(), store)
    return {"run_id": result.run_id, "counts": result.counts, "products": result.products}


JOBS = {"count": count, "import": import_folder}
