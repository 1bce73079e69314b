//! The leaves of a record that are written as text: read from it and written back without a detour.

/// Lets a type that is parsed from a text and displayed as one stand in a record.
macro_rules! leaf {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::decode::Decode for $type {
            fn decode(node: $crate::decode::Node<'_>) -> Result<Self, $crate::decode::Refusal> {
                node.text()?.parse().map_err(|error| node.refused(error))
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )+};
}
pub(crate) use leaf;
