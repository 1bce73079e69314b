//! How the findings about parts of titles speak.
use crate::title::{Kind, Part};

/// What is wrong.
pub(crate) fn message(part: &Part) -> String {
    let first = part.values.first().copied().unwrap_or_default();
    match (part.kind, part.values.len()) {
        (Kind::Guest | Kind::With, 1) => format!("the title names a guest, `{first}`"),
        (Kind::Guest | Kind::With, _) => "the title names guests".to_owned(),
        (Kind::Cover, 1) => format!("the title says that this is a cover of `{first}`"),
        (Kind::Cover, _) => "the title says that this is a cover".to_owned(),
        (Kind::Version, _) => format!("the title ends in a version, `{first}`"),
        (Kind::Redundant, _) => format!("`{first}` says nothing about this recording"),
        (Kind::Bonus, _) => "the title says that this is a bonus track".to_owned(),
        (Kind::Dash, _) => format!("`{first}` stands in the title behind a dash"),
    }
}

/// What stands beside the place.
pub(crate) const fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Guest | Kind::With => "guests belong in `performers`",
        Kind::Cover => "the original belongs in `cover_of`",
        Kind::Version => "a version belongs in `version`",
        Kind::Redundant => "every recording is this",
        Kind::Bonus => "this belongs in `bonus`",
        Kind::Dash => "is this a version?",
    }
}

/// What can be done, given what remains of the title.
pub(crate) fn help(part: &Part, rest: &str) -> String {
    let first = part.values.first().copied().unwrap_or_default();
    let left = if rest.is_empty() { "delete it".to_owned() } else { format!("write `{rest}`") };
    match (part.kind, part.values.is_empty()) {
        (Kind::Guest, false) => format!("{left}, and add {} to `performers`", entries(part, "featured")),
        (Kind::With, false) => format!("{left}, and add {} to `performers`", entries(part, "with")),
        (Kind::Guest | Kind::With, true) => {
            "name guests in `performers`, and the remixer with `role: remixer`".to_owned()
        }
        (Kind::Cover, false) => format!("{left}, and add `cover_of: {first}`"),
        (Kind::Cover, true) => format!("{left}, and say in `cover_of` whose song it is"),
        (Kind::Version, _) => format!("{left}, and add `version: {first}`"),
        (Kind::Redundant, _) => left,
        (Kind::Bonus, _) => format!("{left}, and add `bonus: true`"),
        (Kind::Dash, _) => format!("{left}, and add `version: {first}`, if that is what it is"),
    }
}

fn entries(part: &Part, role: &str) -> String {
    let entries: Vec<_> = part.values.iter().map(|name| format!("`{{name: {name}, role: {role}}}`")).collect();
    entries.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{help, message};
    use crate::title::{parts, rest};

    #[test]
    fn findings_say_what_is_and_what_to_do() {
        for (title, said, advice) in [
            (
                "L’été (feat. Jenia Lubich)",
                "the title names a guest, `Jenia Lubich`",
                "write `L’été`, and add `{name: Jenia Lubich, role: featured}` to `performers`",
            ),
            (
                "Perfect Day (Lou Reed Cover)",
                "the title says that this is a cover of `Lou Reed`",
                "write `Perfect Day`, and add `cover_of: Lou Reed`",
            ),
            ("Sundown (Original Mix)", "`Original Mix` says nothing about this recording", "write `Sundown`"),
        ] {
            let found = parts(title, &|_| false);
            let part = found.first().expect("each has one");
            assert_eq!((message(part), help(part, &rest(title, &found))), (said.to_owned(), advice.to_owned()));
        }
    }
}
