"""Sidecar tables: CSV, TSV and XLSX files whose rows tell something about products."""
