//! The XML of `JUnit`, which nearly every CI system shows: a suite for each file, a case for each finding.
use crate::{
    drawing::draw,
    reporter::{Report, Reporter},
    view::View,
};
use annotate_snippets::Renderer;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "junit",
    about: "a test report in XML: what fails the run is a failed test, all else has passed with a word",
    reader: "Jenkins, GitLab, Azure DevOps, CircleCI: among the test results",
    is_workbook: false,
    write,
}];

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let views: Vec<View<'_>> = report.views().collect();
    let unread: Vec<String> = report.failures().collect();
    let failed = |views: &[View<'_>]| views.iter().filter(|view| fails(report, view)).count();
    let tests = (views.len() + unread.len()).max(1).to_string();
    let (failures, errors) = (failed(&views).to_string(), unread.len().to_string());
    let all = [("name", "gatefold"), ("tests", &tests), ("failures", &failures), ("errors", &errors)];
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites").with_attributes(all).write_inner_content(|xml| {
        for own in views.chunk_by(|one, other| one.place.path == other.place.path) {
            let path = text(&own[0].place.path);
            let (tests, failures) = (own.len().to_string(), failed(own).to_string());
            let suite = [("name", &path[..]), ("tests", &tests), ("failures", &failures), ("errors", "0")];
            xml.create_element("testsuite")
                .with_attributes(suite)
                .write_inner_content(|xml| own.iter().try_for_each(|view| case(report, view, xml)))?;
        }
        if !unread.is_empty() {
            let suite = [("name", "gatefold"), ("tests", &errors), ("failures", "0"), ("errors", &errors)];
            xml.create_element("testsuite")
                .with_attributes(suite)
                .write_inner_content(|xml| unread.iter().try_for_each(|failure| unreadable(failure, xml)))?;
        } else if views.is_empty() {
            // Some readers refuse a report without a test.
            let suite = [("name", "gatefold"), ("tests", "1"), ("failures", "0"), ("errors", "0")];
            xml.create_element("testsuite").with_attributes(suite).write_inner_content(|xml| {
                let case = [("name", "nothing to report"), ("classname", "gatefold"), ("time", "0")];
                xml.create_element("testcase").with_attributes(case).write_empty()?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    writeln!(xml.into_inner())
}

fn fails(report: &Report, view: &View<'_>) -> bool {
    view.severity == "error" || (view.severity == "warning" && report.deny_warnings)
}

fn case(report: &Report, view: &View<'_>, xml: &mut Writer<&mut dyn Write>) -> io::Result<()> {
    let at = view.place.start.at;
    let name = format!("{} (line {}, column {})", view.title(), at.line, at.column);
    let path = text(&view.place.path);
    let case = [("name", &name[..]), ("classname", &path), ("time", "0")];
    let drawing = text(&draw(view.finding, &Renderer::plain()));
    xml.create_element("testcase").with_attributes(case).write_inner_content(|xml| {
        let drawing = BytesText::new(&drawing);
        if fails(report, view) {
            let message = text(&view.sentence());
            let failure = [("message", &message[..]), ("type", view.severity)];
            xml.create_element("failure").with_attributes(failure).write_text_content(drawing)?;
        } else {
            xml.create_element("system-out").write_text_content(drawing)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn unreadable(failure: &str, xml: &mut Writer<&mut dyn Write>) -> io::Result<()> {
    let case = [("name", "a file could not be read"), ("classname", "gatefold"), ("time", "0")];
    xml.create_element("testcase").with_attributes(case).write_inner_content(|xml| {
        let message = text(failure);
        xml.create_element("error").with_attributes([("message", &message[..]), ("type", "failure")]).write_empty()?;
        Ok(())
    })?;
    Ok(())
}

/// XML has no place for these two.
fn text(text: &str) -> String {
    text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}
