//! What a document is to us: a record, a roster, settings, or something that is none of our business.
use super::address::Address;
use crate::{
    files::is_roster,
    schema::{self, nearest},
    settings::is_config,
};
use std::{ffi::OsStr, path::Path};

/// What an open document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Record,
    Roster,
    Settings,
    Other,
}

/// What the text at that address is, of which the editor says that it is in that language.
pub(super) fn kind(address: &Address, language: &str, text: &str) -> Kind {
    match address {
        Address::File(path) if is_config(path) => Kind::Settings,
        Address::File(path) if is_roster(path) => Kind::Roster,
        Address::File(path) if is_yaml(path) && is_release(text) => Kind::Record,
        Address::Untitled if language == "yaml" && is_release(text) => Kind::Record,
        _ => Kind::Other,
    }
}

fn is_yaml(path: &Path) -> bool {
    matches!(path.extension().and_then(OsStr::to_str), Some("yaml" | "yml"))
}

/// Whether a text is meant to be a record: its schema line says so, or most of its outermost keys are fields of one. An editor opens
/// other YAML too, and nobody wants a build file checked for its performers.
fn is_release(text: &str) -> bool {
    if let Some(schema) = schema_line(text) {
        return schema.contains("release.schema.json");
    }
    let fields = schema::RELEASE.fields(&[]);
    let (mut known, mut count) = (0, 0);
    for key in outer_keys(text).take(100) {
        let is_meant = fields.contains(&key) || nearest(key, fields.iter().copied()).is_some();
        known += usize::from(is_meant);
        count += 1;
    }
    known * 2 > count
}

/// What `# yaml-language-server: $schema=…` names, in the comments that the text begins with.
fn schema_line(text: &str) -> Option<&str> {
    let comments = text
        .trim_start_matches('\u{FEFF}')
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with(['#', '-', '%']));
    let mut lines =
        comments.filter_map(|line| line.trim_start_matches('#').trim().strip_prefix("yaml-language-server:"));
    lines.next()?.trim().strip_prefix("$schema=")
}

/// The keys that begin a line.
fn outer_keys(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split(['\n', '\r']).map(|line| line.trim_start_matches('\u{FEFF}'));
    let lines =
        lines.filter(|line| line.starts_with(|sign: char| sign.is_alphanumeric() || matches!(sign, '"' | '\'')));
    lines.filter_map(|line| line.split_once(':')).map(|(key, _)| key.trim_matches(['"', '\'', ' ']))
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};
    use crate::lsp::address::Address;

    #[test]
    fn records_are_told_from_other_documents() {
        let file = |path: &str| Address::File(path.into());
        let leto = include_str!("../../input/leto.yaml");
        for (address, text, expected) in [
            (file("/m/leto.yaml"), leto, Kind::Record),
            (Address::Untitled, leto, Kind::Record),
            (Address::Elsewhere, leto, Kind::Other),
            (file("/m/leto.json"), leto, Kind::Other),
            (file("/m/performers.yaml"), "", Kind::Roster),
            (file("/m/gatefold.toml"), "", Kind::Settings),
            (file("/m/Cargo.toml"), "title: x", Kind::Other),
            (file("/m/x.yml"), "title: x", Kind::Record),
            (file("/m/x.yml"), "titel: x\ntracks: [", Kind::Record),
            (file("/m/x.yml"), "# yaml-language-server: $schema=../schemas/release.schema.json\n", Kind::Record),
            (file("/m/x.yml"), "# yaml-language-server: $schema=other.json\ntitle: x", Kind::Other),
            (file("/m/x.yml"), "", Kind::Other),
            (file("/m/ci.yml"), "name: CI\non: push\njobs:\n  test:\n", Kind::Other),
            (file("/m/compose.yaml"), "version: '3'\nservices:\n  web:\n", Kind::Other),
            (file("/m/_config.yml"), "title: x\nemail: y\nbaseurl: z\ntheme: w\n", Kind::Other),
        ] {
            assert_eq!(kind(&address, "yaml", text), expected, "{address:?} {text}");
        }
        assert_eq!(kind(&Address::Untitled, "plaintext", leto), Kind::Other);
    }
}
