//! A: exceptions that a record makes from the rules.
use crate::rule::rows;

rows! {
    WITHOUT_REASON: "A001", "allow-without-reason", Error, Exception;
    UNKNOWN_RULE: "A002", "allow-unknown-rule", Error, Exception;
    EXCUSES_NOTHING: "A003", "allow-excuses-nothing", Warning, Exception;
}
