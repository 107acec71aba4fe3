"""Reading and writing files: `tables` and `reading` are its doors, `report` says how a file was understood.

The rooms, floor by floor; each imports only from floors below its own (tests/architecture/floors.py).

6  rows       from records to rows: what is none, what does not count, what a line above has said.
5  columns    which column is what and how its cells are read, decided from all of their values.
4  heads      where a table begins, what its headings stand for, what stands above it.
3  formats    from bytes to records: text of any encoding and width, workbooks, HTML, XML, JSON, archives.
2  headings   what columns are called, also in the files of well-known systems.
2  lines      kinds of lines: cancelled, returned, of totals, of shipping; kinds of documents.
1  values     what cells say by themselves: days, lengths of time, numbers, packs, sizes, codes.
0  languages  what columns, days and kinds of lines are called in the languages of the world.
0  writing    what is written for spreadsheets: CSV and XLSX.
0  fields, findings, options, questions, records: what every room speaks
"""
