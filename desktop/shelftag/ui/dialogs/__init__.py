"""The dialogs: each is imported when it is opened, so that none slows the start."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shelftag.ui.dialogs.bulk_edit import BulkEditDialog
    from shelftag.ui.dialogs.class_map import ClassMapDialog
    from shelftag.ui.dialogs.delete_category import DeleteCategoryDialog
    from shelftag.ui.dialogs.doctor import DoctorDialog
    from shelftag.ui.dialogs.export_catalog import ExportCatalogDialog
    from shelftag.ui.dialogs.export_labels import ExportLabelsDialog
    from shelftag.ui.dialogs.folders import FoldersDialog
    from shelftag.ui.dialogs.history import HistoryDialog
    from shelftag.ui.dialogs.import_dialog import ImportDialog
    from shelftag.ui.dialogs.import_report import ImportReportDialog
    from shelftag.ui.dialogs.imports import ImportsDialog
    from shelftag.ui.dialogs.leaving import LeavingDialog
    from shelftag.ui.dialogs.look_alikes import LookAlikesDialog
    from shelftag.ui.dialogs.models import ModelsDialog
    from shelftag.ui.dialogs.places import choose_catalog, new_catalog
    from shelftag.ui.dialogs.search_name import SearchNameDialog
    from shelftag.ui.dialogs.table_import import TableImportDialog
    from shelftag.ui.dialogs.table_report import TableReportDialog
    from shelftag.ui.dialogs.taxonomy import TaxonomyDialog
    from shelftag.ui.dialogs.welcome import WelcomeWindow
    from shelftag.ui.dialogs.what_changed import WhatChangedDialog, WouldChangeDialog

__all__ = [
    "BulkEditDialog",
    "ClassMapDialog",
    "DeleteCategoryDialog",
    "DoctorDialog",
    "ExportCatalogDialog",
    "ExportLabelsDialog",
    "FoldersDialog",
    "HistoryDialog",
    "ImportDialog",
    "ImportReportDialog",
    "ImportsDialog",
    "LeavingDialog",
    "LookAlikesDialog",
    "ModelsDialog",
    "SearchNameDialog",
    "TableImportDialog",
    "TableReportDialog",
    "TaxonomyDialog",
    "WelcomeWindow",
    "WhatChangedDialog",
    "WouldChangeDialog",
    "choose_catalog",
    "new_catalog",
]

_MODULES = {
    "ClassMapDialog": "class_map",
    "DeleteCategoryDialog": "delete_category",
    "BulkEditDialog": "bulk_edit",
    "DoctorDialog": "doctor",
    "ExportCatalogDialog": "export_catalog",
    "ExportLabelsDialog": "export_labels",
    "FoldersDialog": "folders",
    "HistoryDialog": "history",
    "ImportDialog": "import_dialog",
    "ImportReportDialog": "import_report",
    "ImportsDialog": "imports",
    "LeavingDialog": "leaving",
    "LookAlikesDialog": "look_alikes",
    "ModelsDialog": "models",
    "SearchNameDialog": "search_name",
    "TableImportDialog": "table_import",
    "TableReportDialog": "table_report",
    "TaxonomyDialog": "taxonomy",
    "WelcomeWindow": "welcome",
    "WhatChangedDialog": "what_changed",
    "WouldChangeDialog": "what_changed",
    "choose_catalog": "places",
    "new_catalog": "places",
}


def __getattr__(name: str) -> Any:
    """Imports a dialog's module at its first use."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
