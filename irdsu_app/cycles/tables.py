"""Tables for spreadsheets, as the whole house writes them (design/tables.py)."""

from irdsu_app.design.tables import Cell, Table, csv_of, safe, xlsx_of

__all__ = ["Cell", "Table", "csv_of", "safe", "xlsx_of"]
