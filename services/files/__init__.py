"""Reading and writing files: columns, tables, uploads, what a spreadsheet shows.

The rooms, floor by floor; each imports only from floors below its own (tests/architecture/floors.py).

9  tables     files small enough to be read while their sender waits.
8  report     what a file was understood as, in words.
7  reading    a file of any kind, read twice: how it is written, and its rows.
6  rows       from records to rows: what is none, what does not count, what a line above has said.
5  columns    which column is what and how its cells are read, decided from all of their values.
4  sheets     sheets of a workbook with the same headings.
4  heads      where a table begins, what its headings stand for, what stands above it.
3  saved_profiles: how files with these headings are to be read, as a shop has saved it.
3  formats    from bytes to records: text of any encoding and width, workbooks, HTML, XML, JSON, archives.
2  headings   what columns are called, also in the files of well-known systems.
2  lines      kinds of lines: cancelled, returned, of totals, of shipping; kinds of documents.
1  options, uploads: what the sender says about a file, and the file on its way in.
1  values     what cells say by themselves: days, lengths of time, numbers, packs, sizes, codes.
0  languages  what columns, days and kinds of lines are called in the languages of the world.
0  writing    what is written for spreadsheets: CSV and XLSX.
0  fields, findings, questions, records: what every room speaks.
"""
