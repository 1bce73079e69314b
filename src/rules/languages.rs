//! L: the languages of titles and songs.
use crate::{
    diagnostic::Change,
    record::{
        Record, Text,
        language::{Language, mistakes::Doubt},
        track::Track,
    },
    rule::{Findings, Rule, rule},
    script::Script,
    sound::Sound,
    span::{Span, Spanned},
    sung::{instrumental_title, instrumental_version},
    writing::{contradiction, expected},
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
        for tag in tags(record).filter(|tag| !sound.has(tag)) {
            match Language::parse(tag).ok().and_then(|language| language.doubt()) {
                Some(doubt) => tell(tag, doubt, findings),
                None => sound.add(tag),
            }
        }
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
    let mut check = |title: Option<&Spanned<Text>>, tagged: Option<Tagged<'_>>, is_own: bool| {
        let Some((title, (tag, language, expected))) = title.zip(tagged) else { return };
        let Some(found) = contradiction(expected, title).filter(|found| is_own || !found.is_transliteration) else {
            return;
        };
        let (message, help) = (found.message(&language, title), found.help(&language));
        findings.at(title, message).also(tag.span, "the language").help(help);
    };
    let whole = tagged(release.title_language.as_ref());
    check(release.title.as_ref(), whole, true);
    release.titles.iter().for_each(|title| check(title.title.as_ref(), tagged(title.language.as_ref()), true));
    for track in release.all_tracks() {
        let is_own = track.title_language.is_some();
        check(track.title.as_ref(), if is_own { tagged(track.title_language.as_ref()) } else { whole }, is_own);
        track.titles.iter().for_each(|title| check(title.title.as_ref(), tagged(title.language.as_ref()), true));
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
    let says = |track: &'_ Track| -> Option<Span> {
        let version = track.version.as_ref().and_then(|version| Some(version.part(instrumental_version(version)?)));
        version.or_else(|| track.title.as_ref().and_then(|title| Some(title.part(instrumental_title(title)?))))
    };
    for track in record.release.all_tracks() {
        let Some(language) = &track.language else { continue };
        let Some(word) = says(track) else { continue };
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
