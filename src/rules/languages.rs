//! L: the languages of titles and songs.
use crate::{
    diagnostic::Change,
    record::{
        Record, Text,
        language::{Language, mistakes::Doubt},
        release::Title,
        track::Track,
    },
    rule::{Findings, Rule, rule},
    script::Script,
    sound::Sound,
    span::{Span, Spanned},
    sung::{instrumental_title, instrumental_version},
    wording::signs::{OPENING, SET_OFF, Signs},
    writing::{contradiction, expected, is_plainly_in},
};

pub(super) const RULES: &[Rule] = &[
    rule!("L001", "language-unknown", Error, Record(language_unknown), Safe),
    rule!("L002", "language-against-script", Warning, Record(language_against_script)),
    rule!("L003", "instrumental-with-language", Warning, Record(instrumental_with_language), Proposal),
];

/// Every language tag of a record.
fn tags(record: &Record) -> impl Iterator<Item = &Spanned<Text>> {
    let release = &record.release;
    let own = release.title_language.iter().chain(release.titles.iter().filter_map(|title| title.language.as_ref()));
    own.chain(release.all_tracks().flat_map(|track| {
        let titles = track.titles.iter().filter_map(|title| title.language.as_ref());
        track.title_language.iter().chain(&track.language).chain(titles)
    }))
}

/// Every language, script and country that a record names is one.
fn language_unknown(record: &Record, findings: &mut Findings) {
    SOUND.with(|sound| {
        // Most tracks have the tag of the one before.
        let mut last = "";
        tags(record).for_each(|tag| {
            if tag.as_str() == last {
                return;
            }
            if !sound.has(tag) {
                if let Some(doubt) = Language::parse(tag).ok().and_then(|language| language.doubt()) {
                    return tell(tag, doubt, findings);
                }
                sound.add(tag);
            }
            last = tag;
        });
    });
}

thread_local! {
    /// Few tags stand on very many tracks.
    static SOUND: Sound = Sound::new(64);
}

fn tell(tag: &Spanned<Text>, doubt: Doubt, findings: &mut Findings) {
    let finding = findings.on(tag.part(doubt.at), doubt.message);
    finding.help(doubt.help);
    match doubt.instead.map(|instead| Change::Write(tag.span, instead)) {
        Some(change) if doubt.is_certain => _ = finding.mend([change]),
        Some(change) => _ = finding.propose([change]),
        None => {}
    }
}

/// A title is in a script that its language is written in.
fn language_against_script(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let mut check = |title: Option<&Spanned<Text>>, signs: Signs, tagged: Option<&Tagged<'_>>, is_own: bool| {
        let Some((title, (tag, language, expected))) = title.zip(tagged) else { return };
        if expected.is_none_or(|scripts| is_plainly_in(scripts, signs)) {
            return;
        }
        let Some(found) = contradiction(*expected, title).filter(|found| is_own || !found.is_transliteration) else {
            return;
        };
        let (message, help) = (found.message(language, title), found.help(language));
        findings.at(title, message).also(tag.span, "the language").help(help);
    };
    let signs = |title: Option<&Spanned<Text>>| title.map_or_else(Signs::default, |title| Signs::of(title));
    let whole = tagged(release.title_language.as_ref());
    check(release.title.as_ref(), signs(release.title.as_ref()), whole.as_ref(), true);
    let mut check_other = |other: &Title| {
        let title = other.title.as_ref();
        check(title, signs(title), tagged(other.language.as_ref()).as_ref(), true);
    };
    release.titles.iter().for_each(&mut check_other);
    release.all_tracks().flat_map(|track| &track.titles).for_each(check_other);
    for (track, signs) in record.signed_tracks() {
        let title = track.title.as_ref();
        match tagged(track.title_language.as_ref()) {
            _ if track.title_language.is_none() => check(title, signs.title, whole.as_ref(), false),
            own => check(title, signs.title, own.as_ref(), true),
        }
    }
}

/// A language as the record has it, and read, and the scripts that it is written in.
type Tagged<'a> = (&'a Spanned<Text>, Language, Option<&'static [Script]>);

fn tagged(tag: Option<&Spanned<Text>>) -> Option<Tagged<'_>> {
    let tag = tag?;
    let language = Language::parse(tag).ok()?;
    Some((tag, language, expected(&language)))
}

/// Nobody sings on an instrumental: its language is `zxx`.
fn instrumental_with_language(record: &Record, findings: &mut Findings) {
    let says = |track: &'_ Track, is_parted: bool| -> Option<Span> {
        let version = track.version.as_ref().and_then(|version| Some(version.part(instrumental_version(version)?)));
        let title = || track.title.as_ref().filter(|_| is_parted);
        version.or_else(|| title().and_then(|title| Some(title.part(instrumental_title(title)?))))
    };
    for (track, signs) in record.signed_tracks() {
        let Some(language) = &track.language else { continue };
        // Most titles have neither brackets nor a dash that sets something off.
        let Some(word) = says(track, signs.title.any(OPENING | SET_OFF)) else { continue };
        if !Language::parse(language).is_ok_and(|language| language.is_of_words()) {
            continue;
        }
        findings
            .at(language, format!("this track is instrumental, and `{}` is the language of words", language.value))
            .also(word, "nobody sings")
            .help("write `zxx`, which means that there are no words")
            .propose([Change::Write(language.span, "zxx".to_owned())]);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        script::Script,
        sung::instrumental_title,
        title::soundtrack::abbreviated,
        wording::{
            samples::mixtures,
            signs::{CAPITALS, DOTTED, OPENING, SET_OFF, Signs},
        },
        writing::{contradiction, is_plainly_in},
    };

    #[test]
    fn signs_hide_no_finding() {
        for title in mixtures() {
            let signs = Signs::of(&title);
            for scripts in [&[Script::Latin][..], &[Script::Cyrillic], &[Script::Greek, Script::Latin], &[Script::Kana]]
            {
                let is_asked = !is_plainly_in(scripts, signs);
                assert!(is_asked || contradiction(Some(scripts), &title).is_none(), "{title:?} {scripts:?}");
            }
            assert!(signs.any(OPENING | SET_OFF) || instrumental_title(&title).is_none(), "{title:?}");
            assert!(signs.any(CAPITALS | DOTTED) || abbreviated(&title).is_none(), "{title:?}");
        }
    }
}
