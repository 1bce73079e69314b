//! T: the letters of titles and names.
use crate::{
    rule::{Rule, rule},
    wording::{
        apostrophes::{accent_as_apostrophe, quote_direction},
        blanks::{double_blank, odd_blank, padded_text},
        brackets::unbalanced_brackets,
        capitals::odd_capitals,
        casing::{all_capitals, all_lower_case},
        emoji::emoji,
        explicit::explicit_in_title,
        invisible::invisible_character,
        length::title_too_long,
        mojibake::mojibake,
        normal::not_nfc,
        placeholders::placeholder_title,
        promotion::promotion,
        punctuation::blank_before_punctuation,
        quotes::unbalanced_quotes,
        scripts::two_scripts_in_a_word,
        signs::{
            ACCENT, ADDRESS, APOSTROPHE, CLOSING, CURLY, DOTTED, DOTTED_CAPITAL, DOUBLE_BLANK, EMOJI, HUMP, INVISIBLE,
            LONG, LOOSE, LOWER, MIXED, NUMBERED, ODD_BLANK, OPENING, PADDED, PHRASE, SELLING, SET_OFF, STRAIGHT_DOUBLE,
            STRAIGHT_SINGLE, SUSPECT, TURNED, UNPRINTABLE, UNSTABLE, UPPER, WIDE_BRACKET,
        },
        unprintable::unprintable_character,
    },
};

pub(super) const RULES: &[Rule] = &[
    rule!("T001", "padded-text", Error, Text(PADDED | ODD_BLANK, padded_text), Safe),
    rule!("T002", "double-blank", Error, Text(DOUBLE_BLANK | ODD_BLANK, double_blank), Safe),
    rule!("T003", "odd-blank", Warning, Text(ODD_BLANK, odd_blank), Safe),
    rule!("T004", "invisible-character", Error, Text(INVISIBLE, invisible_character), Safe),
    rule!("T005", "unprintable-character", Error, Text(UNPRINTABLE, unprintable_character)),
    rule!("T006", "not-nfc", Error, Text(UNSTABLE, not_nfc), Safe),
    rule!("T007", "mojibake", Error, Text(SUSPECT, mojibake), Proposal),
    rule!("T008", "two-scripts-in-a-word", Error, Text(MIXED, two_scripts_in_a_word), Proposal),
    rule!("T009", "quote-direction", Warning, Text(TURNED, quote_direction), Proposal),
    rule!("T010", "accent-as-apostrophe", Warning, Text(ACCENT, accent_as_apostrophe), Safe),
    rule!("T011", "unbalanced-brackets", Warning, Text(OPENING | CLOSING | WIDE_BRACKET, unbalanced_brackets)),
    rule!("T012", "unbalanced-quotes", Warning, Text(CURLY | STRAIGHT_DOUBLE, unbalanced_quotes)),
    rule!("T013", "blank-before-punctuation", Warning, Text(LOOSE | ODD_BLANK, blank_before_punctuation), Safe),
    rule!("T014", "all-capitals", Warning, Titles(UPPER | LOWER, all_capitals)),
    rule!("T015", "all-lower-case", Warning, Titles(UPPER | LOWER, all_lower_case)),
    rule!("T016", "odd-capitals", Warning, Text(HUMP | DOTTED_CAPITAL | APOSTROPHE | STRAIGHT_SINGLE, odd_capitals)),
    rule!("T017", "placeholder-title", Warning, Title(PHRASE | NUMBERED, placeholder_title)),
    rule!("T018", "promotion-in-title", Warning, Title(ADDRESS | DOTTED | OPENING | SELLING, promotion)),
    rule!(
        "T019",
        "explicit-in-title",
        Warning,
        Title(PHRASE | OPENING | WIDE_BRACKET | SET_OFF, explicit_in_title),
        Proposal
    ),
    rule!("T020", "title-too-long", Warning, Text(LONG, title_too_long)),
    rule!("T022", "emoji-in-title", Warning, Text(EMOJI, emoji)),
];

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::{
        rule::Check,
        wording::{Wording, samples::mixtures},
    };

    #[test]
    fn no_classes_hide_a_finding() {
        for text in mixtures() {
            let wording = Wording::new(&text, "");
            for rule in RULES {
                let (Check::Text(classes, check) | Check::Title(classes, check)) = rule.check else { continue };
                let is_asked = wording.signs.any(classes);
                assert!(is_asked || check(&wording).is_empty(), "{}: {text:?} {:?}", rule.code, wording.signs);
            }
        }
    }

    #[test]
    fn titles_of_capitals_and_small_letters_are_of_neither() {
        let titles = mixtures();
        let titles: Vec<Wording<'_>> = titles.iter().map(|title| Wording::new(title, "")).collect();
        for rule in RULES {
            let Check::Titles(classes, check) = rule.check else { continue };
            for list in titles.chunks(3) {
                let is_asked = list.iter().all(|title| !title.signs.all(classes));
                assert!(is_asked || check(list).is_empty(), "{}", rule.code);
            }
        }
    }
}
