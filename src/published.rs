//! The JSON Schemas as they are published.
use serde_json::Value;
use std::sync::OnceLock;

/// The text of a schema, read when it is asked for.
pub(crate) struct Published {
    pub(crate) text: &'static str,
    value: OnceLock<Value>,
}

pub(crate) static RELEASE: Published = Published::new(include_str!("../schemas/release.schema.json"));
pub(crate) static PERFORMERS: Published = Published::new(include_str!("../schemas/performers.schema.json"));
pub(crate) static CONFIG: Published = Published::new(include_str!("../schemas/config.schema.json"));
pub(crate) static REPORT: Published = Published::new(include_str!("../schemas/report.schema.json"));

impl Published {
    const fn new(text: &'static str) -> Self {
        Self { text, value: OnceLock::new() }
    }

    /// The schema as a value.
    pub(crate) fn value(&self) -> &Value {
        self.value.get_or_init(|| serde_json::from_str(self.text).expect("the schema is JSON, as a test has seen"))
    }
}
