"""Plain values to files: PDF and XLSX. No database."""
