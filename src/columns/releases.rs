//! What is said of a release as a whole.
use super::forms::{
    CREDIT, DEAL, EVENT, EXCEPTION, OTHER_TITLE, RIGHTS, add, credit, deal, entry, event, exception, other_title,
    put_billing, put_credited, put_credited_as, put_rights,
};
use crate::{
    column::{
        Back::{CreditedAs, Events, FirstDay, Parts, Performers},
        Cell, Column,
        Kind::{Code, Date, List, Notes, Words},
        On::{Both, Csv, Reading, Sheet},
        Value, column, special,
    },
    record::{
        date::{Date as Day, PartialDate},
        performer::Role,
        release::Release,
    },
    span::Spanned,
};

pub(crate) type OfRelease = for<'a> fn(&'a Release, &mut Cell<'a>);

/// The columns, in their order.
pub(crate) const RELEASE: &[Column<OfRelease>] = &[
    column("release_title", "title", Words, Both, |release, cell| cell.put_text(release.title.as_ref())),
    column("release_version", "version", Words, Both, |release, cell| cell.put_text(release.version.as_ref())),
    column("release_title_language", "title_language", Code, Both, |release, cell| {
        cell.put_text(release.title_language.as_ref());
    }),
    special("release_other_titles", "titles", List, Both, Parts(&OTHER_TITLE), |release, cell| {
        cell.put_list(release.titles.iter(), other_title);
    }),
    column("release_type", "type", Code, Both, |release, cell| cell.put_text(release.kind.as_ref())),
    column("secondary_types", "secondary_types", List, Both, |release, cell| {
        cell.put_list(release.secondary_types.iter(), entry);
    }),
    column("performers_line", "performers", Words, Reading, |release, cell| put_billing(cell, &release.performers)),
    special("release_performers", "performers", List, Csv, Performers(Role::Main), |release, cell| {
        put_credited(cell, &release.performers, Role::Main);
    }),
    special("release_featured", "performers", List, Csv, Performers(Role::Featured), |release, cell| {
        put_credited(cell, &release.performers, Role::Featured);
    }),
    special("release_with", "performers", List, Csv, Performers(Role::With), |release, cell| {
        put_credited(cell, &release.performers, Role::With);
    }),
    special("release_remixers", "performers", List, Csv, Performers(Role::Remixer), |release, cell| {
        put_credited(cell, &release.performers, Role::Remixer);
    }),
    special("release_credited_as", "performers", List, Csv, CreditedAs, |release, cell| {
        put_credited_as(cell, &release.performers);
    }),
    column("label", "label", Words, Both, |release, cell| cell.put_text(release.label.as_ref())),
    column("catalog_number", "catalog_number", Code, Both, |release, cell| {
        cell.put_text(release.catalog_number.as_ref());
    }),
    column("barcode", "barcode", Code, Both, |release, cell| {
        cell.put(release.barcode.as_ref(), |barcode| Value::signs(barcode.signs()));
    }),
    column("grid", "grid", Code, Both, |release, cell| {
        cell.put(release.grid.as_ref(), |grid| Value::signs(grid.signs()));
    }),
    special("release_date", "release_date", Date, Both, FirstDay, |release, cell| {
        cell.put(release.dates().min_by_key(|date| date.value), |date| Value::Date(*date));
    }),
    special("release_events", "release_events", List, Csv, Events(&EVENT), |release, cell| {
        cell.put_list(release.release_events.iter(), event);
    }),
    // One day for the whole world is the date, and nothing else.
    special("release_events", "release_events", List, Sheet, Events(&EVENT), |release, cell| {
        match &release.release_events[..] {
            [only] if only.territories.is_empty() && only.excluded_territories.is_empty() => {}
            events => cell.put_list(events.iter(), event),
        }
    }),
    column("original_release_date", "original_release_date", Date, Both, |release, cell| {
        put_partial(cell, release.original_release_date.as_ref());
    }),
    column("genres", "genres", List, Both, |release, cell| cell.put_list(release.genres.iter(), entry)),
    special("p_line", "p_line", Words, Both, Parts(&RIGHTS), |release, cell| put_rights(cell, release.p_line.as_ref())),
    special("c_line", "c_line", Words, Both, Parts(&RIGHTS), |release, cell| put_rights(cell, release.c_line.as_ref())),
    special("credits", "credits", List, Csv, Parts(&CREDIT), |release, cell| {
        cell.put_list(release.credits.iter(), credit);
    }),
    column("release_explicit", "explicit", Code, Both, |release, cell| cell.put_text(release.explicit.as_ref())),
    column("artwork", "artwork", Words, Both, |release, cell| cell.put_text(release.artwork.as_ref())),
    special("release_deals", "deals", List, Both, Parts(&DEAL), |release, cell| {
        cell.put_list(release.deals.iter(), deal);
    }),
    column("release_notes", "notes", Notes, Both, |release, cell| cell.put_text(release.notes.as_ref())),
    special("release_allow", "allow", List, Sheet, Parts(&EXCEPTION), |release, cell| {
        cell.put_list(release.allow.iter(), exception);
    }),
];

/// A day is one; a month or a year alone is a text.
fn put_partial<'a>(cell: &mut Cell<'a>, date: Option<&'a Spanned<PartialDate>>) {
    let Some(Spanned { value: partial, span, .. }) = date else { return };
    let day = match *partial {
        PartialDate { year, month: Some(month), day: Some(day) } => Day::new(year, month, day),
        _ => None,
    };
    match day {
        Some(day) => cell.put(date, |_| Value::Date(day)),
        None => cell.put_written(Some(*span), |out| add(out, partial)),
    }
}
