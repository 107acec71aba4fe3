"""Reading and writing files: columns, tables, uploads, what a spreadsheet shows."""
