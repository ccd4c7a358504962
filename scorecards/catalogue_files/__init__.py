"""Catalogue files: what is measured, as a folder or a workbook says it. Read and checked without the database."""
