//! DDEX's own schemas, where the user has them: a second opinion on a message.
use crate::{
    ern::{
        Version,
        incoming::{Origin, origin},
    },
    failure::Failure,
};
use std::{fmt, fs, path::Path};
use uppsala::XsdValidator;

/// The schemas of a folder: `release-notification.xsd` in it, or in folders of it that are named after versions.
pub struct DdexSchema {
    schemas: Vec<(Version, XsdValidator)>,
}

/// Why the schema refuses a message.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    /// Where, counted from 1.
    pub(crate) line: usize,
}

impl DdexSchema {
    /// Reads the schemas of a folder.
    ///
    /// # Errors
    ///
    /// A folder without a schema of a version that is known, or a schema that cannot be read.
    pub fn load(folder: &Path) -> Result<Self, Failure> {
        let mut schemas: Vec<(Version, XsdValidator)> = Vec::new();
        let names = Version::ALL.map(Version::name);
        for folder in std::iter::once(folder.to_owned()).chain(names.map(|name| folder.join(name))) {
            let path = folder.join("release-notification.xsd");
            if !path.is_file() {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
            let failure = |error: &dyn fmt::Display| Failure::new(format!("cannot read {}: {error}", path.display()));
            let document = uppsala::parse(&text).map_err(|error| failure(&error))?;
            let target = text.split_once("targetNamespace=\"").and_then(|(_, rest)| rest.split('"').next());
            let Some(Origin::Known(version)) = target.map(origin) else { continue };
            if schemas.iter().all(|(known, _)| *known != version) {
                let schema = XsdValidator::from_schema_with_base_path(&document, Some(&folder));
                schemas.push((version, schema.map_err(|error| failure(&error))?));
            }
        }
        if schemas.is_empty() {
            let message = format!(
                "there is no schema of ERN {} in {} (`release-notification.xsd`)",
                names.join(" or "),
                folder.display()
            );
            return Err(Failure::new(message));
        }
        Ok(Self { schemas })
    }

    /// What the schema of that version has against a message; nothing at all, if there is no such schema.
    pub(crate) fn refusals(&self, version: Version, text: &str) -> Option<Vec<Refusal>> {
        let (_, schema) = self.schemas.iter().find(|(known, _)| *known == version)?;
        let errors = match uppsala::parse(text) {
            Ok(document) => schema.validate(&document),
            Err(error) => return Some(vec![Refusal { message: error.to_string(), line: 1 }]),
        };
        let refusal =
            |error: uppsala::ValidationError| Refusal { line: error.line.unwrap_or(1), message: error.message };
        Some(errors.into_iter().map(refusal).collect())
    }
}

impl fmt::Debug for DdexSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.schemas.iter().map(|(version, _)| version.name())).finish()
    }
}
