//! One row a track, the release's fields repeated (RFC 4180).
use crate::{
    ern::Kind,
    exporter::{Exporter, Form, Frame, Loss, Manner, Order},
    record::{
        Record, Text,
        credit::{Contributor, Writer},
        deal::Deal,
        performer::{Performer, Role},
        release::{Medium, Release, ReleaseEvent, RightsLine, Title},
        territory::Territory,
        track::Track,
    },
    span::{Span, Spanned},
};
use std::{borrow::Cow, fmt::Display, io};

pub(super) const EXPORTERS: &[Exporter] =
    &[Exporter { name: "csv", extension: "csv", about: "a row for each track", frame, manner: Manner::Files, body }];

/// What parts the entries of a list in a cell.
const SEPARATOR: &str = "; ";

/// What a row is about.
struct Row<'a> {
    release: &'a Release,
    medium: Option<(usize, &'a Medium)>,
    track: &'a Track,
}

/// What a column says of a row.
type Column = for<'a> fn(&Row<'a>) -> Cell<'a>;

/// The columns before this one say the same in each row of a release.
const FIRST_OF_TRACK: &str = "medium";

/// The columns, in their order.
const COLUMNS: &[(&str, Column)] = &[
    ("release_title", |row| one(row.release.title.as_ref())),
    ("release_version", |row| one(row.release.version.as_ref())),
    ("release_title_language", |row| one(row.release.title_language.as_ref())),
    ("release_other_titles", |row| list(row.release.titles.iter().map(other_title))),
    ("release_type", |row| one(row.release.kind.as_ref())),
    ("secondary_types", |row| list(row.release.secondary_types.iter().map(entry))),
    ("release_performers", |row| credited(&row.release.performers, Role::Main)),
    ("release_featured", |row| credited(&row.release.performers, Role::Featured)),
    ("release_with", |row| credited(&row.release.performers, Role::With)),
    ("release_remixers", |row| credited(&row.release.performers, Role::Remixer)),
    ("release_credited_as", |row| list(row.release.performers.iter().filter_map(credited_as))),
    ("label", |row| one(row.release.label.as_ref())),
    ("catalog_number", |row| one(row.release.catalog_number.as_ref())),
    ("barcode", |row| word(row.release.barcode.as_ref().map(|barcode| barcode.compact()))),
    ("grid", |row| word(row.release.grid.as_ref().map(|grid| grid.compact()))),
    ("release_date", |row| text(row.release.dates().map(|date| date.value).min())),
    ("release_events", |row| list(row.release.release_events.iter().map(event))),
    ("original_release_date", |row| text(row.release.original_release_date.as_deref())),
    ("genres", |row| list(row.release.genres.iter().map(entry))),
    ("p_line", |row| text(row.release.p_line.as_ref().map(rights))),
    ("c_line", |row| text(row.release.c_line.as_ref().map(rights))),
    ("credits", |row| list(row.release.credits.iter().map(credit))),
    ("release_explicit", |row| one(row.release.explicit.as_ref())),
    ("artwork", |row| one(row.release.artwork.as_ref())),
    ("release_deals", |row| list(row.release.deals.iter().map(deal))),
    ("release_notes", |row| one(row.release.notes.as_ref())),
    ("medium", |row| text(row.medium.map(|(number, _)| number))),
    ("medium_format", |row| one(row.medium.and_then(|(_, medium)| medium.format.as_ref()))),
    ("medium_title", |row| one(row.medium.and_then(|(_, medium)| medium.title.as_ref()))),
    ("track", |row| text(row.track.number.as_deref())),
    ("title", |row| one(row.track.title.as_ref())),
    ("version", |row| one(row.track.version.as_ref())),
    ("title_language", |row| one(row.track.title_language.as_ref())),
    ("other_titles", |row| list(row.track.titles.iter().map(other_title))),
    ("performers", |row| credited(performers(row), Role::Main)),
    ("featured", |row| credited(performers(row), Role::Featured)),
    ("with", |row| credited(performers(row), Role::With)),
    ("remixers", |row| credited(performers(row), Role::Remixer)),
    ("credited_as", |row| list(row.track.performers.iter().filter_map(credited_as))),
    ("cover_of", |row| one(row.track.cover_of.as_ref().and_then(|cover| cover.performer.as_ref()))),
    ("cover_title", |row| one(row.track.cover_of.as_ref().and_then(|cover| cover.title.as_ref()))),
    ("cover_isrc", |row| {
        word(row.track.cover_of.as_ref().and_then(|cover| cover.isrc.as_ref()).map(|isrc| isrc.compact()))
    }),
    ("bonus", |row| text(row.track.bonus.as_deref())),
    ("isrc", |row| word(row.track.isrc.as_ref().map(|isrc| isrc.compact()))),
    ("iswc", |row| word(row.track.iswc.as_ref().map(|iswc| iswc.compact()))),
    ("duration", |row| text(row.track.duration.as_deref())),
    ("language", |row| one(row.track.language.as_ref())),
    ("writers", |row| list(row.track.writers.iter().map(writer))),
    ("track_credits", |row| list(row.track.credits.iter().map(credit))),
    ("explicit", |row| one(row.track.explicit.as_ref())),
    ("track_p_line", |row| text(row.track.p_line.as_ref().map(rights))),
    ("audio", |row| one(row.track.audio.as_ref())),
    ("deals", |row| list(row.track.deals.iter().map(deal))),
    ("printed", |row| one(row.track.printed.as_ref())),
    ("notes", |row| one(row.track.notes.as_ref())),
];

fn frame(_: Form) -> Frame {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    Frame { head: format!("{}\r\n", names.join(",")), ..Frame::default() }
}

fn body(record: &Record, _: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Vec<Loss>> {
    let mut losses = Vec::new();
    let (of_release, of_track) =
        COLUMNS.split_at(COLUMNS.iter().position(|(name, _)| *name == FIRST_OF_TRACK).unwrap_or(0));
    let mut beginning = Vec::new();
    for row in rows(&record.release) {
        if beginning.is_empty() {
            write(&row, of_release, &mut beginning, &mut losses)?;
            beginning.truncate(beginning.len() - LINE_BREAK.len());
        }
        out.extend_from_slice(&beginning);
        out.push(b',');
        write(&row, of_track, out, &mut losses)?;
    }
    // The release's cells say the same in each row, and its performers may be the track's.
    losses.sort_by_key(|loss| loss.span);
    losses.dedup_by_key(|loss| loss.span);
    Ok(losses)
}

/// What each row ends with.
const LINE_BREAK: &str = "\r\n";

/// Writes some cells as a row of their own.
fn write(row: &Row<'_>, columns: &[(&str, Column)], out: &mut Vec<u8>, losses: &mut Vec<Loss>) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    for (name, column) in columns {
        let Cell { text, parted } = column(row);
        writer.write_field(&*text)?;
        losses.extend(parted.into_iter().map(|span| loss(name, span)));
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

fn rows(release: &Release) -> impl Iterator<Item = Row<'_>> {
    let alone = release.tracks.iter().map(|track| (None, track));
    let media = release.media.iter().zip(1..);
    let on_media =
        media.flat_map(|(medium, number)| medium.tracks.iter().map(move |track| (Some((number, medium)), track)));
    alone.chain(on_media).map(move |(medium, track)| Row { release, medium, track })
}

/// A cell's text, and the values in it that its separator would tear apart.
struct Cell<'a> {
    text: Cow<'a, str>,
    parted: Vec<Span>,
}

/// An entry of a list: its text and where it was written.
type Entry<'a> = (Cow<'a, str>, Option<Span>);

fn loss(column: &str, span: Span) -> Loss {
    Loss {
        kind: Kind::NotCarried,
        span,
        message: format!("the CSV column `{column}` cannot hold this as one entry: `;` parts the entries of a list"),
        help: "write two entries, if they are two; else take it from the JSON or XML, which hold it as it is"
            .to_owned(),
    }
}

fn one(value: Option<&Spanned<Text>>) -> Cell<'_> {
    word(value.map(|value| value.as_str()))
}

fn word(value: Option<&str>) -> Cell<'_> {
    Cell { text: value.unwrap_or_default().into(), parted: Vec::new() }
}

fn text(value: Option<impl Display>) -> Cell<'static> {
    Cell { text: value.map_or(Cow::Borrowed(""), |value| value.to_string().into()), parted: Vec::new() }
}

fn list<'a>(mut entries: impl Iterator<Item = Entry<'a>>) -> Cell<'a> {
    let mut cell = Cell { text: "".into(), parted: Vec::new() };
    let add = |cell: &mut Cell<'a>, (text, span): Entry<'a>, is_first: bool| {
        if text.contains(';') {
            cell.parted.extend(span);
        }
        if is_first {
            cell.text = text;
        } else {
            let all = cell.text.to_mut();
            all.push_str(SEPARATOR);
            all.push_str(&text);
        }
    };
    if let Some(first) = entries.next() {
        add(&mut cell, first, true);
    }
    entries.for_each(|entry| add(&mut cell, entry, false));
    cell
}

/// A track's own performers, or the release's.
fn performers<'a>(row: &Row<'a>) -> &'a [Performer] {
    if row.track.performers.is_empty() { &row.release.performers } else { &row.track.performers }
}

fn credited(performers: &[Performer], role: Role) -> Cell<'_> {
    let named = performers.iter().filter(|performer| performer.role == role);
    list(named.filter_map(|performer| performer.name.as_ref()).map(entry))
}

fn credited_as(performer: &Performer) -> Option<Entry<'_>> {
    let (name, credited_as) = (performer.name.as_ref()?, performer.credited_as.as_ref()?);
    Some((format!("{} as {}", name.value, credited_as.value).into(), Some(credited_as.span)))
}

fn entry(value: &Spanned<Text>) -> Entry<'_> {
    (value.as_str().into(), Some(value.span))
}

fn other_title(title: &Title) -> Entry<'_> {
    let [language, text] = [&title.language, &title.title].map(|part| part.as_ref().map_or("", |part| part.as_str()));
    (format!("{language}: {text}").into(), title.title.as_ref().map(|title| title.span))
}

/// `2018-11-30 in FR, BE`, `2018-12-07 not in US`, or the day alone for the whole world.
fn event(event: &ReleaseEvent) -> Entry<'_> {
    let mut text = event.date.as_ref().map_or_else(String::new, |date| date.to_string());
    text += &places(&event.territories, &event.excluded_territories);
    (text.into(), event.date.as_ref().map(|date| date.span))
}

/// ` in FR, BE`, ` not in US`, or nothing for the whole world.
fn places(territories: &[Spanned<Territory>], excluded: &[Spanned<Territory>]) -> String {
    let lists = [("in", territories), ("not in", excluded)].into_iter().filter(|(_, list)| !list.is_empty());
    lists.fold(String::new(), |text, (word, list)| format!("{text} {word} {}", joined(list)))
}

fn joined<T: Display>(values: &[Spanned<T>]) -> String {
    values.iter().map(|value| value.value.to_string()).collect::<Vec<_>>().join(", ")
}

/// `PayAsYouGoModel: PermanentDownload in FR, BE from 2018-11-30 to 2019-11-29 (release)`
fn deal(deal: &Deal) -> Entry<'_> {
    let mut text = format!("{}: {}", joined(&deal.commercial_models), joined(&deal.use_types));
    text += &places(&deal.territories, &deal.excluded_territories);
    let days = [("from", &deal.start_date), ("to", &deal.end_date)].into_iter();
    text.extend(days.filter_map(|(word, day)| Some(format!(" {word} {}", day.as_ref()?.value))));
    let pre_order = deal.pre_order.as_ref().map(|is_so| format!("pre-order: {}", is_so.value));
    let details = pre_order.into_iter().chain(deal.scope.as_ref().map(|scope| scope.to_string()));
    let details = details.collect::<Vec<_>>().join(", ");
    (if details.is_empty() { text.into() } else { format!("{text} ({details})").into() }, None)
}

fn rights(line: &RightsLine) -> String {
    let year = line.year.as_ref().map_or_else(String::new, |year| year.to_string());
    format!("{year} {}", line.owner.as_ref().map_or("", |owner| owner.as_str()))
}

fn credit(credit: &Contributor) -> Entry<'_> {
    let place = [&credit.name, &credit.role].into_iter().flatten().find(|part| part.contains(SEPARATOR.trim_end()));
    let role = credit.role.as_ref().map_or("", |role| role.as_str());
    (named(credit.name.as_ref(), &[role]), place.map(|part| part.span))
}

fn writer(writer: &Writer) -> Entry<'_> {
    let role = writer.role.as_ref().map_or("", |role| role.as_str());
    let ipi = writer.ipi.as_ref().map_or("", |ipi| ipi.compact());
    (named(writer.name.as_ref(), &[role, ipi]), writer.name.as_ref().map(|name| name.span))
}

/// `Roma Zver (producer)`
fn named<'a>(name: Option<&'a Spanned<Text>>, details: &[&str]) -> Cow<'a, str> {
    let text = name.map_or("", |name| name.as_str());
    if details.iter().all(|detail| detail.is_empty()) {
        return text.into();
    }
    let details: Vec<&str> = details.iter().copied().filter(|detail| !detail.is_empty()).collect();
    format!("{text} ({})", details.join(", ")).into()
}
