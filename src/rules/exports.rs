//! X: what an export cannot carry, and what keeps one from being made.
use crate::rule::rows;

rows! {
    NOT_CARRIED: "X001", "value-not-carried", Warning, Export;
    MESSAGE_INCOMPLETE: "X002", "message-incomplete", Error, Export;
    FILE_UNUSABLE: "X003", "file-unusable", Error, Export;
}
