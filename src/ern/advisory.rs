//! The parental advisory.
use crate::record::release::Release;

/// The standard's word for a track's.
pub(super) fn code(advisory: &str) -> &'static str {
    match advisory {
        "explicit" => "Explicit",
        "clean" => "ExplicitContentEdited",
        _ => "NotExplicit",
    }
}

/// That of a release: the gravest of its tracks', if each has one.
pub(super) fn of_release(release: &Release) -> Option<&'static str> {
    let all: Option<Vec<&str>> =
        release.all_tracks().map(|track| release.advisory(track).map(|advisory| advisory.as_str())).collect();
    let all = all.filter(|all| !all.is_empty())?;
    let gravest = ["explicit", "clean"].into_iter().find(|advisory| all.contains(advisory));
    Some(code(gravest.unwrap_or("none")))
}
