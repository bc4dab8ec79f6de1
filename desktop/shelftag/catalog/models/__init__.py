"""SQLAlchemy models: the words of the catalogue as tables."""

from shelftag.catalog.models.base import Base
from shelftag.catalog.models.category import Category
from shelftag.catalog.models.importing import ImportOutcome, ImportRun, WatchedFolder
from shelftag.catalog.models.labels import LabelEvent, Prediction
from shelftag.catalog.models.learning import EmbeddingRow, ModelVersion
from shelftag.catalog.models.operation import Change, Operation
from shelftag.catalog.models.photo import Photo, PhotoFile, PhotoReading, Root
from shelftag.catalog.models.product import Product, ProductPhoto
from shelftag.catalog.models.search import SavedSearch
from shelftag.catalog.models.setting import Setting

__all__ = [
    "Base",
    "Category",
    "Change",
    "EmbeddingRow",
    "ImportOutcome",
    "ImportRun",
    "LabelEvent",
    "ModelVersion",
    "Operation",
    "Photo",
    "PhotoFile",
    "PhotoReading",
    "Prediction",
    "Product",
    "ProductPhoto",
    "Root",
    "SavedSearch",
    "Setting",
    "WatchedFolder",
]
