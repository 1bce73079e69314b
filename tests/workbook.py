"""Reads workbooks with openpyxl, a program that is not ours: types, lists to choose from, notes, no formula anywhere.

usage: workbook.py EXPORT.xlsx [REVIEW.xlsx]
"""

import datetime
import sys

import openpyxl

EXPORT = ["Releases", "Tracks", "Credits", "Performers"]
HIDDEN = ["record", "document", "pointer"]
TEXTS = {
    "release", "title", "version", "titles", "label", "catalog_number", "barcode", "grid", "isrc", "iswc", "cover_isrc", "type",
    "explicit", "p_line", "c_line", "notes", "name", "role", "part", "pointer", "record", "performers", "language",
}


def columns(sheet):
    return {cell.value: cell.column_letter for cell in sheet[1]}


def look_at_sheet(sheet):
    assert sheet.freeze_panes == "B2", f"{sheet.title}: the head does not stay in place"
    assert sheet.auto_filter.ref, f"{sheet.title}: no filter"
    own = columns(sheet)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate} is a formula"
    for name in HIDDEN:
        assert sheet.column_dimensions[own[name]].hidden, f"{sheet.title}: {name} is not hidden"
    for name, letter in own.items():
        assert name in HIDDEN or sheet[f"{letter}1"].comment, f"{sheet.title}: the head {name} has no note"
        for cell in sheet[letter][1:]:
            if name in TEXTS and cell.value is not None:
                assert cell.data_type == "s" and cell.number_format == "@", f"{sheet.title}!{cell.coordinate}: {cell.value!r}"


def choices(sheet, column):
    found = [rule for rule in sheet.data_validations.dataValidation if f"{column}2" in rule.sqref]
    assert len(found) == 1, f"{sheet.title}!{column}: {len(found)} lists to choose from"
    return found[0].formula1.strip('"').split(",")


def look_at_export(book):
    assert [name for name in book.sheetnames if name in EXPORT] == EXPORT, book.sheetnames
    for name in EXPORT:
        look_at_sheet(book[name])
    releases, tracks, credits = (book[name] for name in EXPORT[:3])
    own = columns(releases)
    assert choices(releases, own["type"]) == ["album", "single", "ep", "broadcast", "other"]
    assert choices(releases, own["explicit"]) == ["explicit", "clean", "none"]
    assert "featured" in choices(credits, columns(credits)["role"]) and "composer" in choices(credits, columns(credits)["role"])
    assert choices(credits, columns(credits)["part"]) == ["performers", "writers", "credits"]
    assert "length and purpose" in releases[own["type"] + "1"].comment.text
    for cell in releases[own["release_date"]][1:]:
        assert isinstance(cell.value, (datetime.date, datetime.datetime)), cell.value
    own = columns(tracks)
    for number in tracks[own["number"]][1:]:
        assert number.data_type == "n" and isinstance(number.value, int), number.value
    durations = [cell for cell in tracks[own["duration"]][1:] if cell.value is not None]
    assert durations, "no track has a duration"
    for duration in durations:
        assert isinstance(duration.value, (datetime.time, datetime.timedelta)) and duration.number_format == "[m]:ss", duration.value
    for cell in tracks[own["release"]][1:]:
        assert cell.hyperlink and cell.hyperlink.location.startswith("'Releases'!"), cell.coordinate


def look_at_review(book):
    assert book.sheetnames[0] == "Findings", book.sheetnames
    findings = book["Findings"]
    own = columns(findings)
    count = 0
    for row in range(2, findings.max_row + 1):
        code, link = findings[f"{own['code']}{row}"].value, findings[f"{own['cell']}{row}"]
        if not link.value:
            continue
        name, place = link.value.split("!")
        assert link.hyperlink.location == f"'{name}'!{place}", link.hyperlink.location
        cell = book[name][place]
        assert code in cell.comment.text, f"{link.value} has no note of {code}"
        assert cell.fill.fgColor.rgb not in (None, "00000000"), f"{link.value} is not coloured"
        count += 1
    assert count >= 3, f"{count} findings lead to a cell"
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), f"{sheet.title} has a formula"


look_at_export(openpyxl.load_workbook(sys.argv[1]))
if len(sys.argv) > 2:
    look_at_review(openpyxl.load_workbook(sys.argv[2]))
print("openpyxl reads what was meant.")
