//! X: what an export cannot carry.
use crate::rule::rows;

rows! {
    NOT_CARRIED: "X001", "value-not-carried", Warning, Export;
}
