"""What is written for spreadsheets: CSV and XLSX."""
