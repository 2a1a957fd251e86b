"""Spreadsheets: matters that come in from Excel or CSV, and the register that goes out."""
