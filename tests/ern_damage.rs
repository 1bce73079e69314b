//! Messages are damaged in every way that people and programs know, and `check` has to tell each damage at its line.
//!
//! The first test needs nothing but our own messages: its damages break an order, a reference, an identifier, the calendar or a
//! clause by how they are made. The others hold our tables against DDEX's own schemas, which are found through `GATEFOLD_TEST_DATA`.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use gatefold::{DdexSchema, Finding, Inputs, Options, Severity};
use proptest::prelude::{Strategy, any, proptest};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    io::Cursor,
    path::{Path, PathBuf},
    sync::Arc,
};
use uppsala::XsdValidator;

/// Our own messages: 26 tracks, and two.
const MESSAGES: [&str; 2] = ["tests/feed/leto.ern.xml", "docs/messages/low-tide.xml"];

fn check(text: impl Into<Vec<u8>>) -> Vec<Finding> {
    let reader = Cursor::new(text.into());
    let inputs = Inputs { paths: Vec::new(), stdin: Some(("message.xml".into(), Box::new(reader))) };
    let checked = gatefold::check(inputs, &Options::default()).unwrap();
    assert_eq!((checked.messages, checked.count), (1, 0));
    checked.findings
}

fn told(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| format!("{}:{} {}", finding.place.start.line, finding.code, finding.message);
    findings.iter().map(line).collect()
}

/// An element that stands on a line of its own.
struct Leaf {
    /// Counted from 0, as that of what it is in.
    line: usize,
    parent: usize,
    name: String,
}

/// A message as lines, and what stands on each.
struct Lines {
    texts: Vec<String>,
    leaves: Vec<Leaf>,
    /// The first and the last line of each element that holds others, by name.
    blocks: Vec<(String, usize, usize)>,
}

fn name_of(tag: &str) -> String {
    tag.trim_start_matches(['<', '/']).chars().take_while(|sign| !" >/".contains(*sign)).collect()
}

impl Lines {
    /// Takes apart a message with one tag or one leaf on each line.
    fn new(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let (mut open, mut leaves, mut blocks) = (Vec::new(), Vec::new(), Vec::new());
        for (at, line) in lines.iter().enumerate() {
            let tag = line.trim();
            let name = name_of(tag);
            if tag.starts_with("</") {
                let (name, start): (String, usize) = open.pop().unwrap();
                blocks.push((name, start, at));
            } else if tag.contains("</") || tag.ends_with("/>") {
                leaves.push(Leaf { line: at, parent: open.last().unwrap().1, name });
            } else if tag.starts_with('<') && !tag.starts_with("<?") && !tag.starts_with("<!") {
                open.push((name, at));
            }
        }
        assert!(open.is_empty());
        Self { texts: lines, leaves, blocks }
    }

    /// The text with some lines in place of those from one up to another.
    fn with(&self, range: std::ops::Range<usize>, new: &[String]) -> String {
        let mut lines = self.texts.clone();
        lines.splice(range, new.iter().cloned());
        lines.join("\n") + "\n"
    }
}

/// What is done to an element.
#[derive(Clone, Copy)]
enum Damage {
    /// Its text becomes another one.
    Text(&'static str),
    /// Its text gets something behind or in front of it.
    Around(&'static str, &'static str),
    /// It goes; what it was in is to blame.
    Drop,
    /// It stands twice.
    Repeat,
    /// It changes places with the line behind it.
    Swap,
    /// It is called otherwise.
    Rename(&'static str),
    /// It gets an attribute.
    Attribute(&'static str),
    /// It loses an attribute.
    Without(&'static str),
    /// Its attribute gets another value.
    Value(&'static str, &'static str),
    /// A line comes before it.
    Before(&'static str),
    /// A line comes behind it.
    Behind(&'static str),
}

use Damage::{Around, Attribute, Before, Behind, Drop, Rename, Repeat, Swap, Text, Value, Without};

/// A kind of damage: what it is called, the element, what is done to it, and the rule that has to tell it.
const KINDS: &[(&str, &str, Damage, &str)] = &[
    ("unknown element", "Duration", Rename("Durration"), "E011"),
    ("element of ERN 3", "ReleaseType", Rename("ReleaseTypeOfErn3"), "E011"),
    ("stranger between elements", "ISRC", Before("<Isrc>GBXWZ0800015</Isrc>"), "E011"),
    ("prefix where none is due", "TitleText", Rename("ern:TitleText"), "E011"),
    ("order", "PartyReference", Swap, "E012"),
    ("order of a recording", "ResourceReference", Swap, "E012"),
    ("order of a release", "ReleaseReference", Swap, "E012"),
    ("missing reference", "PartyReference", Drop, "E013"),
    ("missing duration", "Duration", Drop, "E013"),
    ("missing title", "DisplayTitleText", Drop, "E013"),
    ("missing role", "DisplayArtistRole", Drop, "E013"),
    ("missing name of a performer", "DisplayArtistName", Drop, "E013"),
    ("missing genre", "GenreText", Drop, "E013"),
    ("missing label", "ReleaseLabelReference", Drop, "E013"),
    ("missing message id", "MessageId", Drop, "E013"),
    ("missing date of the message", "MessageCreatedDateTime", Drop, "E013"),
    ("missing party id", "PartyId", Drop, "E013"),
    ("missing start", "StartDate", Drop, "E013"),
    ("repeated element", "ResourceReference", Repeat, "E014"),
    ("repeated duration", "Duration", Repeat, "E014"),
    ("repeated message id", "MessageId", Repeat, "E014"),
    ("both kinds of territory", "TerritoryCode", Behind("<ExcludedTerritoryCode>US</ExcludedTerritoryCode>"), "E015"),
    ("unknown attribute", "Duration", Attribute("Unit=\"s\""), "E016"),
    ("attribute missing", "ProprietaryId", Without("Namespace"), "E017"),
    ("unknown role", "DisplayArtistRole", Text("LeadSinger"), "E018"),
    ("unknown type", "Type", Text("SoundRecording"), "E018"),
    ("unknown type of a release", "ReleaseType", Text("LongPlayer"), "E018"),
    ("unknown territory", "TerritoryCode", Text("FRA"), "E018"),
    ("unknown use", "UseType", Text("Streaming"), "E018"),
    ("unknown model", "CommercialModelType", Text("Subscription"), "E018"),
    ("unknown advisory", "ParentalWarningType", Text("None"), "E018"),
    ("blank in a word", "UseType", Around("", " "), "E018"),
    ("playing time", "Duration", Text("2:21"), "E019"),
    ("kind of number", "SequenceNumber", Text("one"), "E019"),
    ("year", "Year", Text("18"), "E019"),
    ("date in another order", "StartDate", Text("30/11/2018"), "E019"),
    ("time without a day", "MessageCreatedDateTime", Text("09:00:00Z"), "E019"),
    ("party id that is none", "PartyId", Text("EXAMPLE"), "E019"),
    ("wrong kind of reference", "ArtistPartyReference", Text("A1"), "E019"),
    ("release for a recording", "ReleaseResourceReference", Text("R0"), "E019"),
    ("language", "DisplayTitleText", Attribute("LanguageAndScriptCode=\"english\""), "E019"),
    ("stray text", "ISRC", Before("stray"), "E020"),
    ("party that is not there", "ArtistPartyReference", Text("P999"), "E030"),
    ("contributor that is not there", "ContributorPartyReference", Text("P999"), "E030"),
    ("recording that is not there", "ReleaseResourceReference", Text("A999"), "E030"),
    ("release that is not there", "DealReleaseReference", Text("R999"), "E030"),
    ("label that is not there", "ReleaseLabelReference", Text("P999"), "E030"),
    ("cover that is a recording", "LinkedReleaseResourceReference", Text("A1"), "E031"),
    ("track that is an image", "ReleaseResourceReference", Text("IMAGE"), "E031"),
    ("party twice", "PartyReference", Text("FIRST"), "E032"),
    ("recording twice", "ResourceReference", Text("FIRST"), "E032"),
    ("release twice", "ReleaseReference", Text("FIRST"), "E032"),
    ("ISRC too short", "ISRC", Text("GBXWZ080001"), "E040"),
    ("ISRC with a letter", "ISRC", Text("GBXWZ08OOO15"), "E040"),
    ("ISRC in print", "ISRC", Text("GB-XWZ-08-00015"), "E040"),
    ("check digit of a barcode", "ICPN", Text("5901234123458"), "E041"),
    ("check digit of a party", "PartyId", Text("PADPIDA0000000000R"), "E041"),
    ("check digits of an IPI", "IpiNameNumber", Text("00014107339"), "E041"),
    ("check digit of an ISNI", "ISNI", Text("0000000121032684"), "E041"),
    ("ISRC twice", "ISRC", Text("FIRST"), "E042"),
    ("day that is not there", "StartDate", Text("2018-02-30"), "E050"),
    ("day of release that is not there", "ReleaseDate", Text("2018-02-30"), "E050"),
    ("no zone", "MessageCreatedDateTime", Text("2018-11-15T09:00:00"), "E051"),
    ("end before start", "StartDate", Behind("<EndDate>2001-01-01</EndDate>"), "E052"),
    ("number twice", "SequenceNumber", Text("FIRST"), "E053"),
    ("number left out", "SequenceNumber", Text("99"), "E054"),
    ("empty title", "TitleText", Text(""), "E056"),
    ("blank name", "FullName", Text(" "), "E056"),
    ("second release date", "ReleaseDate", Repeat, "E057"),
    ("second track release", "ReleaseResourceReference", Text("FIRST"), "E063"),
    ("book that is read", "Type", Text("SpokenWordSoundRecording"), "E064"),
    ("title that differs", "DisplayTitleText", Text("Something Else"), "E068"),
    ("no use", "UseType", Drop, "E076"),
    ("no model", "CommercialModelType", Drop, "E076"),
    (
        "cover in a track release",
        "ReleaseLabelReference",
        Before("<LinkedReleaseResourceReference>A1</LinkedReleaseResourceReference>"),
        "E078",
    ),
    ("no advisory", "ParentalWarningType", Drop, "E080"),
    ("unknown entity", "TitleText", Around("", "&nbsp;"), "E006"),
    ("bare ampersand", "TitleText", Around("R & B ", ""), "E006"),
    ("control character", "FullName", Around("\u{1}", ""), "E005"),
    ("tag never closed", "FullName", Around("", "<FullName>"), "E001"),
    ("unknown value of an attribute", "SubTitle", Value("SubTitleType", "Remix"), "E018"),
];

/// Damages of more than a line: what they are called, the rule that has to tell them, each text with what comes in its place, and a text
/// on the line at which it is told (without one: any line that is new). `{ISRC}` and `{ICPN}` are the message's first ones.
type Clause = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

const AUDIO: &str = "ReleaseProfileVersionId=\"Audio\"";
const BOX: (&str, &str) = (AUDIO, "ReleaseProfileVersionId=\"Audio\" ReleaseProfileVariantVersionId=\"BoxedSet\"");
/// The message that has no deal before its day of release.
const LOW_TIDE: (&str, &str) = ("0077778620921", "0077778620921");
const ITEMS: &str = "<ResourceGroup>\n        <ResourceGroupContentItem>\n";
const ENDS_ITEM: &str = "</ReleaseResourceReference>\n        </ResourceGroupContentItem>";
const ENDS_DEAL: &str = "</UseType>\n        </DealTerms>";

const CLAUSES: &[Clause] = &[
    (
        "side of a download",
        "E081",
        &[(
            ITEMS,
            "<ResourceGroup>\n<ResourceGroup ResourceGroupType=\"Side\"></ResourceGroup>\n<ResourceGroupContentItem>\n",
        )],
        "",
    ),
    (
        "ISRC for a catalogue number",
        "E082",
        &[(
            "<ReleaseId>\n        <ProprietaryId",
            "<ReleaseId>\n<CatalogNumber Namespace=\"X\">{ISRC}</CatalogNumber>\n<ProprietaryId",
        )],
        "",
    ),
    ("track release known by the ISRC alone", "E083", &[("\">{ICPN}_{ISRC}<", "\">{ISRC}<")], ""),
    (
        "early track that does not say so",
        "E084",
        &[(
            ENDS_DEAL,
            "</UseType>\n<InstantGratificationResourceList><DealResourceReference>A1</DealResourceReference></InstantGratificationResourceList>\n</DealTerms>",
        )],
        "",
    ),
    (
        "early track without a deal",
        "E085",
        &[(
            ENDS_ITEM,
            "</ReleaseResourceReference>\n<IsInstantGratificationResource>true</IsInstantGratificationResource>\n</ResourceGroupContentItem>",
        )],
        "",
    ),
    (
        "incentive without a pre-order",
        "E085",
        &[
            LOW_TIDE,
            (
                ENDS_ITEM,
                "</ReleaseResourceReference>\n<IsPreOrderIncentiveResource>1</IsPreOrderIncentiveResource>\n</ResourceGroupContentItem>",
            ),
        ],
        "",
    ),
    (
        "file without a name",
        "E086",
        &[(
            "low-tide-cover</ProprietaryId>\n      </ResourceId>",
            "low-tide-cover</ProprietaryId>\n</ResourceId>\n<TechnicalDetails><TechnicalResourceDetailsReference>T9</TechnicalResourceDetailsReference>\n<IsProvidedInDelivery>true</IsProvidedInDelivery></TechnicalDetails>",
        )],
        "",
    ),
    ("box of nothing", "E087", &[BOX], "<Release>"),
    (
        "box of one",
        "E087",
        &[
            BOX,
            (
                ITEMS,
                "<ResourceGroup>\n<ResourceGroup ResourceGroupType=\"ReleaseComponent\"><ReleaseId><ICPN>5901234123457</ICPN></ReleaseId></ResourceGroup>\n<ResourceGroupContentItem>\n",
            ),
        ],
        "<Release>",
    ),
    (
        "release in a box without a number",
        "E088",
        &[
            BOX,
            (
                ITEMS,
                "<ResourceGroup>\n<ResourceGroup ResourceGroupType=\"ReleaseComponent\"></ResourceGroup>\n<ResourceGroupContentItem>\n",
            ),
        ],
        "",
    ),
    (
        "work without a title",
        "E089",
        &[(
            ITEMS,
            "<ResourceGroup>\n<ResourceGroup ResourceGroupType=\"MultiWorkPart\"></ResourceGroup>\n<ResourceGroupContentItem>\n",
        )],
        "",
    ),
    (
        "classical without a composer",
        "E090",
        &[(AUDIO, "ReleaseProfileVersionId=\"Audio\" ReleaseProfileVariantVersionId=\"Classical\"")],
        "<SoundRecording>",
    ),
    (
        "guests alone",
        "E091",
        &[(
            "feat. Dara Quinn</DisplayArtistName>\n      <DisplayArtist SequenceNumber=\"1\">\n        <ArtistPartyReference>P1</ArtistPartyReference>\n        <DisplayArtistRole>MainArtist",
            "feat. Dara Quinn</DisplayArtistName>\n<DisplayArtist SequenceNumber=\"1\">\n<ArtistPartyReference>P1</ArtistPartyReference>\n<DisplayArtistRole>FeaturedArtist",
        )],
        "",
    ),
    (
        "nothing on it",
        "E092",
        &[(
            "        <ResourceGroupContentItem>\n          <SequenceNumber>1</SequenceNumber>\n          <ReleaseResourceReference>A1</ReleaseResourceReference>\n        </ResourceGroupContentItem>\n        <ResourceGroupContentItem>\n          <SequenceNumber>2</SequenceNumber>\n          <ReleaseResourceReference>A2</ReleaseResourceReference>\n        </ResourceGroupContentItem>\n        <Linked",
            "        <Linked",
        )],
        "<ResourceGroup>",
    ),
    (
        "booklet without a number",
        "E093",
        &[
            (
                "  </ResourceList>",
                "<Text><ResourceReference>A99</ResourceReference><Type>LinerNotes</Type></Text>\n</ResourceList>",
            ),
            (
                "</ResourceGroup>\n    </Release>",
                "<LinkedReleaseResourceReference>A99</LinkedReleaseResourceReference>\n</ResourceGroup>\n</Release>",
            ),
        ],
        "<Text>",
    ),
    (
        "two moving covers",
        "E065",
        &[(
            "  </ResourceList>",
            "<Video><Type>FrontCoverVideo</Type></Video>\n<Video><Type>FrontCoverVideo</Type></Video>\n</ResourceList>",
        )],
        "",
    ),
];

/// How many elements of a name are damaged in each message.
const EACH: usize = 12;

/// What an element becomes, and the lines (from 1) at which that may be told.
fn damaged(message: &Lines, leaf: &Leaf, damage: Damage) -> Option<(String, Vec<usize>)> {
    let line = &message.texts[leaf.line];
    let indent = &line[..line.len() - line.trim_start().len()];
    let (front, rest) = line.split_once('>')?;
    let (text, close) = rest.rsplit_once("</").map_or((rest, String::new()), |(text, end)| (text, format!("</{end}")));
    let (at, here) = (leaf.line, leaf.line + 1);
    let one = |new: String| Some((message.with(at..at + 1, &[new]), vec![here]));
    match damage {
        Text(new) => {
            let new = match new {
                "FIRST" => {
                    let own = |other: &&Leaf| other.name == leaf.name && other.line < leaf.line;
                    let first = message.leaves.iter().find(own)?;
                    message.texts[first.line].split(['>', '<']).nth(2)?
                }
                "IMAGE" => {
                    let (_, start, _) = message.blocks.iter().find(|(name, ..)| name == "Image")?;
                    message.texts[start + 1].split(['>', '<']).nth(2)?
                }
                new => new,
            };
            (new != text).then(|| one(format!("{front}>{new}{close}")))?
        }
        Around(before, behind) => one(format!("{front}>{before}{text}{behind}{close}")),
        Drop => Some((message.with(at..at + 1, &[]), vec![leaf.parent + 1])),
        Repeat => Some((message.with(at..at + 1, &[line.clone(), line.clone()]), vec![here, here + 1])),
        Swap => {
            // The line behind may begin an element with others in it, which goes as a whole.
            let next = at + 1;
            let last = message.blocks.iter().find(|(_, start, _)| *start == next).map_or(next, |(.., end)| *end);
            if message.texts[next].trim().starts_with("</") {
                return None;
            }
            let mut new = message.texts[next..=last].to_vec();
            new.push(line.clone());
            Some((message.with(at..last + 1, &new), vec![here, last + 1]))
        }
        Rename(name) => {
            let front = front.replacen(&leaf.name, name, 1);
            // A name that is not known here leaves a gap as well.
            Some((message.with(at..at + 1, &[format!("{front}>{text}</{name}>")]), vec![here, leaf.parent + 1]))
        }
        Attribute(attribute) => {
            (!front.contains("LanguageAndScriptCode")).then(|| one(format!("{front} {attribute}>{text}{close}")))?
        }
        Without(name) => {
            let (before, rest) = front.split_once(&format!(" {name}=\""))?;
            one(format!("{before}{}>{text}{close}", rest.split_once('"')?.1))
        }
        Value(name, value) => {
            let (before, rest) = front.split_once(&format!(" {name}=\""))?;
            one(format!("{before} {name}=\"{value}\"{}>{text}{close}", rest.split_once('"')?.1))
        }
        Before(new) => {
            let lines = [format!("{indent}{new}"), line.clone()];
            Some((message.with(at..at + 1, &lines), vec![here]))
        }
        Behind(new) => {
            let lines = [line.clone(), format!("{indent}{new}")];
            Some((message.with(at..at + 1, &lines), vec![here + 1]))
        }
    }
}

#[test]
fn every_damage_is_told_at_its_line() {
    let (mut missed, mut count, mut elsewhere) = (Vec::new(), 0, 0);
    let mut kinds = BTreeSet::new();
    for path in MESSAGES {
        let text = fs::read_to_string(path).unwrap();
        let known: BTreeSet<String> = told(&check(text.as_str())).into_iter().collect();
        let errors: Vec<String> = check(text.as_str())
            .iter()
            .filter(|it| it.severity == Severity::Error)
            .map(|it| it.message.clone())
            .collect();
        assert_eq!(errors, [""; 0], "{path} is to be sound");
        let message = Lines::new(&text);
        for (kind, name, damage, code) in KINDS {
            let leaves = message.leaves.iter().filter(|leaf| leaf.name == *name);
            let mut own = 0;
            for leaf in leaves {
                let Some((text, lines)) = damaged(&message, leaf, *damage) else { continue };
                let parent = name_of(message.texts[leaf.parent].trim());
                if !breaks(kind, &parent, &message, leaf) {
                    continue;
                }
                if own == EACH {
                    break;
                }
                own += 1;
                let new: Vec<Finding> = check(text)
                    .into_iter()
                    .filter(|finding| !told(std::slice::from_ref(finding)).iter().all(|line| known.contains(line)))
                    .collect();
                let is_there = |finding: &&Finding| finding.code == *code;
                let at_line = new.iter().filter(is_there).any(|finding| {
                    lines.contains(&finding.place.start.line)
                        || finding.others.iter().any(|(place, _)| lines.contains(&place.start.line))
                });
                count += 1;
                kinds.insert(*kind);
                elsewhere += usize::from(new.iter().any(is_there_at(code)) && !at_line);
                if !at_line {
                    missed.push(format!("{path}: {kind} at {lines:?} in {parent}: {:?}", told(&new)));
                }
            }
        }
    }
    println!("{count} damages of {} kinds", kinds.len());
    assert!(missed.is_empty(), "{} of {count} ({elsewhere} elsewhere):\n{}", missed.len(), missed.join("\n"));
    assert!(count >= 300 && kinds.len() >= 30, "{count} damages of {} kinds", kinds.len());
}

/// A text with a damage at one of its places, and the lines (from 1) at which that may be told; nothing, if there is no such place.
fn with_clause(text: &str, (_, _, changes, told_at): &Clause, number: usize) -> Option<(String, BTreeSet<usize>)> {
    let first = |name: &str| text.split_once(&format!("<{name}>"))?.1.split('<').next();
    let (isrc, icpn) = (first("ISRC")?, first("ICPN")?);
    let filled = |text: &str| text.replace("{ISRC}", isrc).replace("{ICPN}", icpn);
    let mut new = text.to_owned();
    let mut lines = BTreeSet::new();
    for (at, (old, with)) in changes.iter().enumerate() {
        let (old, with) = (filled(old), filled(with));
        // Only the last change has several places.
        let number = if at + 1 == changes.len() { number } else { 0 };
        let (start, _) = new.match_indices(&old).nth(number)?;
        new.replace_range(start..start + old.len(), &with);
        let line = new[..start].matches('\n').count() + 1;
        lines.extend(line..=line + with.matches('\n').count());
    }
    if !told_at.is_empty() {
        let own = new.lines().enumerate().filter(|(_, line)| line.contains(told_at));
        lines = own.map(|(at, _)| at + 1).collect();
    }
    Some((new, lines))
}

#[test]
fn every_broken_clause_is_told_at_its_line() {
    let (mut missed, mut count) = (Vec::new(), 0);
    let mut kinds = BTreeSet::new();
    for path in MESSAGES {
        let text = fs::read_to_string(path).unwrap();
        let known: BTreeSet<&str> = check(text.as_str()).iter().map(|finding| finding.code).collect();
        for clause in CLAUSES {
            let (kind, code, ..) = clause;
            assert!(!known.contains(code), "{path} has {code} already");
            for (new, lines) in (0..EACH).map_while(|number| with_clause(&text, clause, number)) {
                let found = check(new);
                let is_told = |finding: &Finding| finding.code == *code && lines.contains(&finding.place.start.line);
                count += 1;
                kinds.insert(kind);
                if !found.iter().any(is_told) {
                    missed.push(format!("{path}: {kind} at {lines:?}: {:?}", told(&found)));
                }
            }
        }
    }
    println!("{count} broken clauses of {} kinds", kinds.len());
    assert!(missed.is_empty(), "{} of {count}:\n{}", missed.len(), missed.join("\n"));
    assert_eq!(kinds.len(), CLAUSES.len());
}

fn is_there_at(code: &str) -> impl Fn(&Finding) -> bool {
    move |finding| finding.code == code
}

/// Whether a damage of that kind breaks anything there.
fn breaks(kind: &str, parent: &str, message: &Lines, leaf: &Leaf) -> bool {
    let text = message.texts[leaf.line].split(['>', '<']).nth(2).unwrap_or_default();
    let many = |name: &str| {
        let own = |other: &&Leaf| other.parent == leaf.parent && other.name == name;
        message.leaves.iter().filter(own).count()
    };
    match kind {
        "missing duration" | "unknown advisory" | "no advisory" | "book that is read" => parent == "SoundRecording",
        "repeated duration" | "language" => ["SoundRecording", "Release"].contains(&parent),
        "missing title" | "missing name of a performer" => {
            ["SoundRecording", "Release"].contains(&parent) && many(&leaf.name) == 1
        }
        "missing label" | "no use" | "no model" => many(&leaf.name) == 1,
        "missing party id" | "party id that is none" | "check digit of a party" => parent.starts_with("Message"),
        "unknown type" => ["SoundRecording", "Image"].contains(&parent),
        "number twice" => text != "1",
        // That of the original of a cover is no recording's of the message.
        "ISRC twice" => parent == "ResourceId" && message.texts[leaf.parent - 1].contains("<SoundRecordingEdition>"),
        "ISRC too short" | "ISRC with a letter" | "ISRC in print" => leaf.name == "ISRC" && parent == "ResourceId",
        "track that is an image" => parent == "ResourceGroupContentItem",
        "second track release" | "cover in a track release" => parent == "TrackRelease",
        "title that differs" => {
            ["SoundRecording", "Release"].contains(&parent)
                && !message.texts[leaf.line].contains("LanguageAndScriptCode=\"ru")
        }
        _ => true,
    }
}

/// DDEX's own schema of a version.
fn official(version: &str) -> Option<XsdValidator> {
    let Some(data) = env::var_os("GATEFOLD_TEST_DATA") else {
        println!("NOT RUN: our tables against DDEX's schema of ERN {version}, since GATEFOLD_TEST_DATA is not set");
        return None;
    };
    let folder = Path::new(&data).join("ddex").join(version);
    let text = fs::read_to_string(folder.join("release-notification.xsd")).expect("the schema is among the test data");
    let schema = uppsala::parse(&text).unwrap();
    Some(XsdValidator::from_schema_with_base_path(&schema, Some(&folder)).unwrap())
}

/// What the schema has to say; nothing, if the text cannot be read.
fn verdict(schema: &XsdValidator, text: &str) -> Option<Vec<String>> {
    let document = uppsala::parse(text).ok()?;
    Some(schema.validate(&document).iter().map(ToString::to_string).collect())
}

/// The messages that DDEX's schemas are asked about: ours, DDEX's samples and the skeleton.
fn all_messages(version: &str) -> Vec<(PathBuf, String)> {
    let data = PathBuf::from(env::var_os("GATEFOLD_TEST_DATA").unwrap()).join("ddex");
    let mut paths = Vec::new();
    if version == "4.3" {
        let samples = fs::read_dir(data.join("samples/4.3")).expect("the samples are among the test data");
        paths.extend(samples.map(|entry| entry.unwrap().path()));
    } else {
        paths.extend(MESSAGES.map(PathBuf::from));
        paths.push(data.join("skeleton-4.3.2.xml"));
    }
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

/// Whether a finding is about what a schema says.
fn is_of_schema(finding: &Finding) -> bool {
    ("E011"..="E020").contains(&finding.code)
}

#[test]
fn our_tables_say_what_the_official_schema_says() {
    for version in ["4.3.2", "4.3"] {
        let Some(schema) = official(version) else { continue };
        let (mut count, mut broken, mut wrong) = (0, 0, Vec::new());
        for (path, text) in all_messages(version) {
            assert_eq!(verdict(&schema, &text).unwrap(), [""; 0]);
            assert!(!check(text.as_str()).iter().any(is_of_schema), "{}", path.display());
            for (kind, damaged) in systematic(&text) {
                let Some(errors) = verdict(&schema, &damaged) else { continue };
                let own = check(damaged.as_str());
                count += 1;
                broken += usize::from(!errors.is_empty());
                // `uppsala` looks at no attribute of an element whose content is a plain text, nor at blanks around a word.
                let is_lax = (kind.starts_with("attribute") && own.iter().any(|it| it.code == "E016"))
                    || (kind.starts_with("blank") && own.iter().any(|it| ["E018", "E019"].contains(&it.code)));
                if errors.is_empty() == own.iter().any(is_of_schema) && !(errors.is_empty() && is_lax) {
                    wrong.push(format!("{}: {kind}: {errors:?} but {:?}", path.display(), told(&own)));
                }
            }
        }
        println!("ERN {version}: {count} messages, {broken} of them broken, judged alike");
        wrong.truncate(20);
        assert!(wrong.is_empty(), "{version}: {}", wrong.join("\n"));
        assert!(broken >= 300, "{broken}");
    }
}

/// Where the official schema and our tables refuse the same, neither is told to be wrong.
#[test]
fn the_same_fault_is_no_disagreement() {
    let Some(data) = env::var_os("GATEFOLD_TEST_DATA") else {
        println!("NOT RUN: our tables beside DDEX's schema, since GATEFOLD_TEST_DATA is not set");
        return;
    };
    let schema = DdexSchema::load(&Path::new(&data).join("ddex")).expect("the schemas are among the test data");
    let options = Options { ddex_schema: Some(Arc::new(schema)), ..Options::default() };
    let (mut count, mut wrong) = (0, Vec::new());
    for (path, text) in ["4.3.2", "4.3"].into_iter().flat_map(all_messages) {
        for (kind, damaged) in systematic(&text).into_iter().step_by(3) {
            let reader = Cursor::new(damaged.into_bytes());
            let inputs = Inputs { paths: Vec::new(), stdin: Some(("message.xml".into(), Box::new(reader))) };
            let mut found = gatefold::check(inputs, &options).unwrap().findings;
            found.retain(|finding| finding.code == "E021");
            count += 1;
            if !found.is_empty() {
                wrong.push(format!("{}: {kind}: {:?}", path.display(), told(&found)));
            }
        }
    }
    println!("{count} damaged messages without a disagreement");
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 500, "{count}");
}

/// A message with one tag, text or attribute after the other dropped, repeated, moved or spoiled; some of them, evenly.
fn systematic(text: &str) -> Vec<(String, String)> {
    const PLACES: usize = 25;
    let is_tag = |at: &usize| !text[*at..].starts_with("<!") && !text[*at..].starts_with("<?");
    let tags: Vec<usize> = text.match_indices('<').map(|(at, _)| at).filter(is_tag).collect();
    let leaves: Vec<(usize, usize, usize)> = tags
        .windows(2)
        .filter(|pair| !text[pair[0]..].starts_with("</") && text[pair[1]..].starts_with("</"))
        .filter_map(|pair| {
            let end = pair[1] + text[pair[1]..].find('>')? + 1;
            Some((pair[0], pair[1], end))
        })
        .collect();
    let mut all = Vec::new();
    let step = (leaves.len() / PLACES).max(1);
    for (at, (start, close, end)) in leaves.iter().copied().enumerate().step_by(step) {
        let leaf = &text[start..end];
        let name = name_of(leaf);
        let mut add = |kind: &str, new: String| {
            all.push((format!("{kind} {name} at byte {start}"), format!("{}{new}{}", &text[..start], &text[end..])));
        };
        let inner = start + leaf.find('>').unwrap() + 1;
        let content = &text[inner..close];
        add("drop", String::new());
        add("repeat", format!("{leaf}{leaf}"));
        add("rename", leaf.replace(&name, "Unknown"));
        add("spoil", leaf.replacen(&format!(">{content}<"), ">§<", 1));
        add("empty", leaf.replacen(&format!(">{content}<"), "><", 1));
        add("blank", leaf.replacen(&format!(">{content}<"), &format!("> {content}<"), 1));
        add("attribute", leaf.replacen(&name, &format!("{name} Unknown=\"1\""), 1));
        if let Some((_, next_close, next_end)) = leaves.get(at + 1).copied().filter(|_| leaf.len() < 2000) {
            let between = &text[end..leaves[at + 1].0];
            if between.trim().is_empty() && next_close < next_end {
                let other = &text[leaves[at + 1].0..next_end];
                all.push((
                    format!("swap {name} at byte {start}"),
                    format!("{}{other}{between}{leaf}{}", &text[..start], &text[next_end..]),
                ));
            }
        }
    }
    all
}

#[test]
fn the_samples_have_no_fault_but_their_own() {
    if env::var_os("GATEFOLD_TEST_DATA").is_none() {
        println!("NOT RUN: DDEX's samples, since GATEFOLD_TEST_DATA is not set");
        return;
    }
    let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in all_messages("4.3") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let line = |finding: &Finding| format!("{} {}", finding.place.start.line, finding.code);
        codes.insert(name, check(text).iter().map(line).collect());
    }
    let due: &[(&str, &[&str])] = &[
        // No release date.
        ("1 Audio", &["1154 E072"]),
        ("2 Video", &[]),
        // Made-up barcodes.
        ("3 MixedMedia", &["897 E041", "928 E041", "993 E041"]),
        ("4 SimpleAudioSingle", &["114 E072"]),
        ("5 SimpleVideoSingle", &[]),
        ("6 Ringtone", &[]),
        // No zone.
        ("7 LongformMusicalWorkVideo", &["28 E051"]),
        // No message id, no zone, a made-up barcode.
        ("8 DjMix", &["7 E056", "8 E056", "15 E051", "364 E041"]),
        // Made-up party ids, parties that nothing leads to, no release date, one number for two track releases.
        ("Variant Classical", &["11 E040", "17 E040", "45 E033", "51 E033", "954 E072", "1107 E070"]),
    ];
    let due: BTreeMap<String, Vec<String>> = due
        .iter()
        .map(|(name, codes)| ((*name).to_owned(), codes.iter().map(|code| (*code).to_owned()).collect()))
        .collect();
    assert_eq!(codes, due);
}

#[test]
fn hostile_messages_are_refused() {
    let deep =
        format!("<ern:NewReleaseMessage xmlns:ern='http://ddex.net/xml/ern/432'>{}", "<ResourceGroup>".repeat(200_000));
    let mut wide = String::new();
    (0..1_200_000).for_each(|number| write!(wide, " a{number}=''").unwrap());
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><a>&b;</a>";
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>";
    for (text, code) in [
        (deep.as_str(), "E003"),
        (&format!("<a{wide}/>"), "E003"),
        (bomb, "E002"),
        (outside, "E002"),
        ("", "E001"),
        ("\u{FEFF}", "E001"),
        ("<a/>", "E008"),
        ("<NewReleaseMessage xmlns='http://ddex.net/xml/ern/383'/>", "E008"),
        ("<Other xmlns='http://ddex.net/xml/ern/43'/>", "E008"),
    ] {
        let found = check(text);
        assert_eq!(
            found.iter().map(|it| it.code).collect::<BTreeSet<_>>(),
            BTreeSet::from([code]),
            "{}",
            &text[..text.len().min(80)]
        );
    }
    // Many faults in a message that is sound as XML.
    let many = format!(
        "<ern:NewReleaseMessage xmlns:ern='http://ddex.net/xml/ern/432'>{}</ern:NewReleaseMessage>",
        "<a/>".repeat(400_000)
    );
    assert!(check(many).len() < 5000);
    assert_eq!(check(b"<a>\xff</a>".to_vec())[0].code, "E004");
}

#[test]
fn a_message_that_is_cut_anywhere_is_told_to_be() {
    let text = fs::read_to_string(MESSAGES[1]).unwrap();
    let end = text.trim_end().len();
    for at in (0..end).step_by(3).filter(|at| text.is_char_boundary(*at)) {
        let found = check(&text[..at]);
        assert!(found.iter().any(|finding| finding.code < "E009"), "cut at {at}: {:?}", told(&found));
    }
}

proptest! {
    /// Whatever bytes become others, the message is judged, and judged alike each time.
    #[test]
    fn any_bytes_are_judged(places in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>().prop_map(|byte| if byte < 128 { b"<>&;/=\"' \n"[byte as usize % 10] } else { byte })), 1..6)) {
        let mut bytes = fs::read(MESSAGES[1]).unwrap();
        for (at, byte) in places {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let found = told(&check(bytes.clone()));
        assert_eq!(found, told(&check(bytes)));
    }

    #[test]
    fn random_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        assert!(!check(bytes).is_empty());
    }
}

#[test]
fn a_missing_cover_is_told_at_the_list_of_resources() {
    for path in MESSAGES {
        let text = fs::read_to_string(path).unwrap();
        let line = text.lines().position(|line| line.trim() == "<ResourceList>").unwrap() + 1;
        let found = check(text.replace("<Type>FrontCoverImage<", "<Type>BackCoverImage<"));
        let places: Vec<usize> =
            found.iter().filter(|it| it.code == "E065").map(|finding| finding.place.start.line).collect();
        assert_eq!(places, [line], "{path}");
    }
}
