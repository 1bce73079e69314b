//! How a workbook looks: formats by kind, colours of findings, widths, notes.
use super::{Entry, Head, Mark};
use crate::{
    column::{Kind, On},
    diagnostic::Severity,
    sheet::Cell,
};
use rust_xlsxwriter::{Format, FormatAlign, FormatUnderline, Note, Url, Worksheet, XlsxError};

/// Behind the fields stands where a row is from, for the way back.
pub(super) const PLACE_FIELDS: [(&str, Kind, &str); 3] = [
    ("record", Kind::Code, "The path of the file that this row is from."),
    ("document", Kind::Number, "Which record of that file it is, from 0."),
    ("pointer", Kind::Code, "Where in the record it is from (JSON Pointer)."),
];

const HEAD: &str = "#DCE6EC";
const READING: &str = "#6B7780";
/// The height of a line in points, and of the highest row in lines.
pub(super) const LINE: f64 = 15.0;
pub(super) const HIGHEST: usize = 8;
const LINK: &str = "#0B5394";

/// The formats.
pub(super) struct Look {
    head: Format,
    note: Note,
}

/// Columns are no narrower and no wider than that, in characters.
const NARROWEST: usize = 7;
const WIDEST: usize = 44;

/// How wide a column is: its longest text and its head fit, within reason.
pub(super) fn width(head: &Head, longest: usize) -> f64 {
    // Beside its name, a head has a button for the filter.
    let own = head.name.chars().count() + 4;
    let wide = longest.clamp(NARROWEST, WIDEST).max(own) + 1;
    u32::try_from(wide).map_or(10.0, f64::from)
}

impl Look {
    pub(super) fn new() -> Self {
        let head = Format::new().set_bold().set_background_color(HEAD).set_align(FormatAlign::Top);
        let note = Note::new("").set_author("Gatefold").add_author_prefix(false).set_width(300);
        Self { head, note }
    }

    /// Writes the heads, and says how cells look that are not written yet.
    pub(super) fn head(&self, worksheet: &mut Worksheet, heads: &[Head]) -> Result<(), XlsxError> {
        for (col, head) in (0..).zip(heads) {
            worksheet.set_column_format(col, &plain(head))?;
            worksheet.write_string_with_format(0, col, head.name, &self.head)?;
            if !head.note.is_empty() {
                worksheet.insert_note(0, col, &self.note(&head.note))?;
            }
        }
        Ok(())
    }

    /// A note that is as high as its text.
    fn note(&self, text: &str) -> Note {
        let lines: usize = text.lines().map(|line| line.chars().count() / 48 + 1).sum();
        let mut note = self.note.clone().set_height(u32::try_from(lines * 15 + 12).unwrap_or(200));
        note.reset_text(text);
        note
    }

    /// Writes a cell, and says how many characters wide and how many lines high it is.
    pub(super) fn cell(
        &self,
        worksheet: &mut Worksheet,
        (row, col): (u32, u16),
        entry: &Entry<'_>,
        head: &Head,
        mark: Option<&Mark>,
    ) -> Result<(usize, usize), XlsxError> {
        let format = mark.map(|mark| marked(plain(head), mark.severity));
        if let Some(mark) = mark.filter(|mark| !mark.note.is_empty()) {
            worksheet.insert_note(row, col, &self.note(&mark.note))?;
        }
        let number = |worksheet: &mut Worksheet, number: f64| {
            match &format {
                Some(format) => worksheet.write_number_with_format(row, col, number, format),
                None => worksheet.write_number(row, col, number),
            }
            .map(|_| ())
        };
        let text = |worksheet: &mut Worksheet, text: &str| {
            match &format {
                Some(format) => worksheet.write_string_with_format(row, col, text, format),
                None => worksheet.write_string(row, col, text),
            }
            .map(|_| size(text, head.kind))
        };
        match entry {
            Entry::Cell(Cell::Nothing) => {
                if let Some(format) = &format {
                    worksheet.write_blank(row, col, format)?;
                }
                Ok((0, 1))
            }
            Entry::Text(own) => text(worksheet, own),
            Entry::Cell(Cell::Text(own)) => text(worksheet, own),
            Entry::Number(own) | Entry::Cell(Cell::Number(own)) => number(worksheet, f64::from(*own)).map(|()| (4, 1)),
            Entry::Cell(Cell::Day(day)) => number(worksheet, f64::from(*day)).map(|()| (10, 1)),
            Entry::Cell(Cell::Seconds(seconds)) => number(worksheet, f64::from(*seconds) / 86_400.0).map(|()| (6, 1)),
            Entry::Cell(Cell::Flag(flag)) => {
                match &format {
                    Some(format) => worksheet.write_boolean_with_format(row, col, *flag, format)?,
                    None => worksheet.write_boolean(row, col, *flag)?,
                };
                Ok((5, 1))
            }
            Entry::Link(own, target) => {
                let url = Url::new(target).set_text(*own);
                let link =
                    format.unwrap_or_else(|| plain(head)).set_font_color(LINK).set_underline(FormatUnderline::Single);
                worksheet.write_url_with_format(row, col, url, &link)?;
                Ok((own.chars().count(), 1))
            }
        }
    }
}

/// How wide and how high a text is. Only lists go over several lines.
fn size(text: &str, kind: Kind) -> (usize, usize) {
    // No text has more characters than bytes.
    if kind != Kind::List {
        return (if text.len() > WIDEST { WIDEST } else { text.chars().count() }, 1);
    }
    let long = |line: &str| line.chars().count();
    let lines = text.lines().map(|line| long(line) / (WIDEST + 1) + 1).sum();
    (text.lines().map(long).max().unwrap_or_default().min(WIDEST), lines)
}

/// How the cells of a column look.
fn plain(head: &Head) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    let format = match head.kind {
        // As texts they stay what they are, also when somebody writes them anew.
        Kind::Words | Kind::Code | Kind::Notes => format.set_num_format("@"),
        Kind::List => format.set_num_format("@").set_text_wrap(),
        Kind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        Kind::Duration => format.set_num_format("[m]:ss").set_align(FormatAlign::Right),
        Kind::Number => format.set_num_format("0").set_align(FormatAlign::Center),
        Kind::Flag => format.set_align(FormatAlign::Center),
    };
    if head.on == On::Reading { format.set_font_color(READING) } else { format }
}

fn marked(format: Format, severity: Severity) -> Format {
    format.set_background_color(match severity {
        Severity::Error => "#F8B4AB",
        Severity::Warning => "#FFE08A",
        Severity::Info => "#CFE3F7",
    })
}
