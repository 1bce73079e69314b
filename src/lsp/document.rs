//! An open document: its text as the editor has it, and what was found in it.
use super::{
    address::{self, Address},
    kind::{Kind, kind},
    text::{Encoding, Text},
};
use crate::{
    check::{self, Inputs, Options},
    finding::Finding,
    settings,
    source::shown,
};
use gen_lsp_types::{TextDocumentItem, Uri};
use std::path::{Path, PathBuf};

/// A document that is open in the editor.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: Text,
    pub(super) kind: Kind,
    /// The path that it is taken for.
    pub(super) path: PathBuf,
    address: Address,
    language: String,
    found: Found,
    is_checked: bool,
}

/// What was found in the text as it is now.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of their places.
    pub(super) findings: Vec<Finding>,
    /// What has kept us from looking: settings that cannot be used, a roster that cannot be read.
    pub(super) troubles: Vec<String>,
}

impl Document {
    /// A document as the editor opens it. One that is nowhere yet is taken to lie in the folder that the editor has open.
    pub(super) fn new(item: TextDocumentItem, folder: &Path, encoding: Encoding) -> Self {
        let address = address::read(item.uri.as_ref());
        let path = match &address {
            Address::File(path) => path.clone(),
            _ => folder.join("untitled.yaml"),
        };
        let language = String::from(item.language_id);
        let kind = kind(&address, &language, &item.text);
        let text = Text::new(item.text, encoding);
        Self {
            uri: item.uri,
            version: item.version,
            text,
            kind,
            path,
            address,
            language,
            found: Found::default(),
            is_checked: false,
        }
    }

    /// Whether other documents are checked by what stands in it.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self.kind, Kind::Roster | Kind::Settings)
    }

    /// Takes note that what was found may be no longer so. What was a record once stays one, whatever is missing from it meanwhile.
    pub(super) fn forget(&mut self) {
        self.is_checked = false;
        if self.kind == Kind::Other {
            self.kind = kind(&self.address, &self.language, self.text.as_str());
        }
    }

    /// Looks at it, if it is another than when we last did.
    pub(super) fn check(&mut self, options: &Options) {
        if !self.is_checked {
            self.found = self.look(options);
            self.is_checked = true;
        }
    }

    /// What was found when it was checked last.
    pub(super) fn found(&self) -> &Found {
        &self.found
    }

    fn look(&self, options: &Options) -> Found {
        let text = self.text.as_str();
        match self.kind {
            Kind::Other => Found::default(),
            Kind::Settings => Found { findings: settings::faults(&self.path, text.to_owned()), troubles: Vec::new() },
            Kind::Record | Kind::Roster => match check::check(Inputs::text(&self.path, text), options) {
                Ok(checked) => {
                    let own = shown(&self.path);
                    let mut findings = checked.findings;
                    findings.retain(|finding| finding.place.path() == own);
                    Found { findings, troubles: checked.failures.iter().map(ToString::to_string).collect() }
                }
                Err(failure) => Found { findings: Vec::new(), troubles: vec![failure.to_string()] },
            },
        }
    }
}
