"""Changes one cell of a workbook as another program does.

usage: change_cell.py FILE.xlsx SHEET OLD NEW
"""

import sys

import openpyxl

path, sheet, old, new = sys.argv[1:]
book = openpyxl.load_workbook(path)
cells = [cell for row in book[sheet].iter_rows() for cell in row if cell.value == old]
assert len(cells) == 1, f"{old!r} stands in {len(cells)} cells"
cells[0].value = new
book.save(path)
