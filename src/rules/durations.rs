//! U: how long tracks play.
use crate::{
    diagnostic::Change,
    record::{Record, duration::Duration},
    rule::{Findings, Rule, rule},
    span::Spanned,
};

pub(super) const RULES: &[Rule] = &[
    rule!("U001", "duration-zero", Warning, Record(duration_zero)),
    rule!("U002", "duration-too-long", Warning, Record(duration_too_long), Proposal),
];

fn durations(record: &Record) -> impl Iterator<Item = &Spanned<Duration>> {
    record.release.all_tracks().filter_map(|track| track.duration.as_ref())
}

/// A track plays for some time.
fn duration_zero(record: &Record, findings: &mut Findings) {
    for duration in durations(record).filter(|duration| duration.seconds == 0) {
        findings.at(duration, "this track has no length").help("write how long it plays, or leave `duration` out");
    }
}

/// More seconds than a track has: three hours.
const LONG: u32 = 3 * 3600;

/// A track plays for three hours at most.
fn duration_too_long(record: &Record, findings: &mut Findings) {
    for duration in durations(record).filter(|duration| duration.seconds > LONG) {
        let finding = findings.at(duration, format!("this track plays for {} hours", duration.seconds / 3600));
        // A spreadsheet makes `3:20:00` of `3:20`.
        let meant = Duration { seconds: duration.seconds / 60 };
        if duration.seconds.is_multiple_of(60) && meant.seconds < 3600 {
            finding
                .help(format!("write `{meant}`, if these are minutes and seconds"))
                .propose([Change::Write(duration.span, meant.to_string())]);
        } else {
            finding.help("compare it with the recording: minutes and seconds, such as `3:20`, or hours before them");
        }
    }
}
