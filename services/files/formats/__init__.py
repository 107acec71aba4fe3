"""From bytes to records: text of any encoding and width, workbooks, HTML, XML, JSON, archives."""
