//! The quick tests and the schema library agree, wherever the quick ones say anything.
use super::{PERFORMERS, RELEASE, json::NodeRef};
use crate::generator::{self, Dice};
use crate::{
    document::{self, Limits},
    source::{File, Source},
};
use std::env;

/// A record with some values changed, held against the schema in both ways. `GATEFOLD_DIFFERENTIAL` says how many.
#[test]
fn the_quick_answer_is_that_of_the_library() {
    let count: u64 = env::var("GATEFOLD_DIFFERENTIAL").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let (mut sound, mut faulty) = (0, 0);
    let cases = count / 10;
    for number in 0..cases {
        let mut dice = Dice::new(number);
        let (schema, mut text) = match dice.below(4) {
            0 => (&PERFORMERS, ROSTER.to_owned()),
            1 => (&RELEASE, generator::release(dice.below(500))),
            _ => (&RELEASE, EVERY_FIELD.to_owned()),
        };
        for _ in 0..dice.below(3) {
            change(&mut text, &mut dice);
        }
        let source = Source::whole(File { number: 0, path: "record.yaml".into() }, text);
        let tapes = document::read(&source, &Limits::default(), &mut Vec::new()).tapes;
        let Some(tape) = tapes.first() else { continue };
        let is_valid = schema.validator().is_valid(NodeRef { tape, index: 0 });
        assert!(is_valid || !schema.quick().is_sound(tape), "this was taken for sound\n{}", source.text);
        assert!(!is_valid || !schema.quick().is_faulty(tape), "this was taken for faulty\n{}", source.text);
        sound += u64::from(schema.quick().is_sound(tape));
        faulty += u64::from(schema.quick().is_faulty(tape));
    }
    assert!(sound * 10 > cases && faulty * 10 > cases, "of {cases}, {sound} were sound and {faulty} faulty");
}

const ROSTER: &str = include_str!("../../input/performers.yaml");

/// A record with each kind of field.
const EVERY_FIELD: &str = include_str!("every-field.yaml");

/// A value, a line or a name becomes another.
fn change(text: &mut String, dice: &mut Dice) {
    const VALUES: &[&str] = &[
        "",
        "~",
        "1",
        "0",
        "-1",
        "1.0",
        "1e3",
        "99999999999999999999",
        "true",
        "x",
        "\"\"",
        "\" \"",
        "\"x\\ny\"",
        "[]",
        "[x]",
        "[x, x]",
        "[1, 1]",
        "{}",
        "{name: x}",
        "{x: y}",
        "2018-02-30",
        "2018-11-30",
        "0000-01-01",
        "2018-11",
        "2018",
        "20181130",
        "GBXWZ0800015",
        "GB-XWZ-08-00015",
        "ISRC GB-XWZ-08-00015",
        "gbxwz0800015",
        "GBXWZ080001",
        "\"3:20\"",
        "\"1:03:20\"",
        "\"123:59\"",
        "\"3:60\"",
        "fr",
        "ru-Latn",
        "pt-BR",
        "es-419",
        "fr-",
        "FR",
        "\"5901234123457\"",
        "\"590 1234 123457\"",
        "NO",
        "UK",
        "Лето",
        "\"\\u00A0\"",
        "\"\\u3000\"",
        "main",
        "album",
        "T-034.524.680-1",
        "T0345246801",
        "\"014107338\"",
        "[fr, de]",
        "[live, live]",
    ];
    let lines: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let start = *dice.one(&lines);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    match dice.below(8) {
        0 => text.replace_range(start..end, ""),
        1 => text.insert_str(start, "extra: 1\n"),
        2 => {
            let line = text[start..end].to_owned();
            text.insert_str(start, &format!("{line}\n"));
        }
        _ => {
            let line = &text[start..end];
            let value = line.find(": ").map(|at| at + 2).or_else(|| line.find("- ").map(|at| at + 2));
            let Some(value) = value else { return };
            text.replace_range(start + value..end, VALUES[dice.below(VALUES.len())]);
        }
    }
}
