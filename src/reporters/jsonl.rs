//! Each finding as a JSON value on a line of its own.
use crate::{
    printable::JsonWriter,
    reporter::{Report, Reporter},
    view::View,
};
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "jsonl",
    about: "each finding as JSON on a line of its own",
    reader: "programs that read line by line, such as `jq`",
    is_workbook: false,
    write,
}];

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let out = &mut JsonWriter(out);
    for view in report.views() {
        line(&view, out)?;
        writeln!(out)?;
    }
    Ok(())
}

pub(super) fn line(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    Ok(serde_json::to_writer(out, view)?)
}
