//! The sheets of shops: those of a settings file, and those that come with the program.
use super::{
    ConfigFile, Resolver, Settings,
    config::{ColumnKeys, Config, SheetKeys},
};
use crate::{
    diagnostic::Diagnostic,
    document::SYNTAX,
    failure::Failure,
    record::Text,
    schema::nearest,
    shop::{self, Form, Part, Place, Shop, ShopColumn},
    span::Spanned,
    unsaved::Unsaved,
};
use std::path::{Path, PathBuf};

/// The sheets that come with the program, as settings files.
const SHIPPED: &[&str] =
    &[include_str!("../../sheets/distributor.toml"), include_str!("../../sheets/youtube-art-tracks.toml")];

/// The shop's sheet of a name, for records at a path; or the one sheet of a file, if the name is that of a `.toml`.
///
/// # Errors
///
/// Settings that cannot be used, or a name that no sheet has.
pub(crate) fn shop(settings: &Settings, record: &Path, name: &str) -> Result<Shop, Failure> {
    if shop::is_file(name) {
        let settings = Settings { file: ConfigFile::At(name.into()), ..Settings::default() };
        let mut resolver = Resolver::new(&settings, Unsaved::default())?;
        let mut shops = resolver.config(record)?.map_or_else(Vec::new, |(config, _)| config.shops.clone());
        return match (shops.pop(), shops.is_empty()) {
            (Some(shop), true) => Ok(shop),
            _ => Err(Failure::new(format!("{name} is to hold one sheet, as `[sheet.our-shop]`"))),
        };
    }
    let mut resolver = Resolver::new(settings, Unsaved::default())?;
    let mut own = resolver.config(record)?.map_or_else(Vec::new, |(config, _)| config.shops.clone());
    own.extend(shipped());
    if let Some(at) = own.iter().position(|shop| shop.name == name) {
        return Ok(own.swap_remove(at));
    }
    let names: Vec<&str> = own.iter().map(|shop| shop.name.as_str()).collect();
    Err(Failure::new(match nearest(name, names.iter().copied()) {
        Some(near) => format!("there is no sheet `{name}`; did you mean `{near}`?"),
        None => format!("there is no sheet `{name}`: the sheets are {}", names.join(", ")),
    }))
}

fn shipped() -> impl Iterator<Item = Shop> {
    SHIPPED.iter().flat_map(|text| {
        let mut found = Vec::new();
        Config::new(Path::new("sheets"), (*text).to_owned(), PathBuf::new(), &mut found).shops
    })
}

/// A sheet as a settings file has it. What names no column is told.
pub(super) fn read(name: &Spanned<Text>, keys: &SheetKeys, found: &mut Vec<Diagnostic>) -> Shop {
    let is_of_releases = keys.rows.as_ref().is_some_and(|rows| rows.as_str() == "releases");
    let columns = keys.columns.iter().map(|column| read_column(column, found)).collect();
    Shop { name: name.value.clone(), is_of_releases, columns }
}

fn read_column(keys: &ColumnKeys, found: &mut Vec<Diagnostic>) -> ShopColumn {
    let mut place = |name: &Option<Spanned<Text>>| {
        let name = name.as_ref()?;
        let place = Place::named(name);
        if place.is_none() {
            let hint =
                nearest(name, Place::names()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            found.push(SYNTAX.finding(name.span, format!("`{}` is no column of the CSV{hint}", name.value)));
        }
        place
    };
    let text = |text: &Option<Spanned<Text>>| text.as_deref().cloned();
    ShopColumn {
        title: text(&keys.title).unwrap_or_default(),
        field: place(&keys.field),
        or: place(&keys.or),
        version: place(&keys.version),
        text: text(&keys.text).unwrap_or_default(),
        form: Form {
            date: text(&keys.date),
            separator: text(&keys.separator),
            entry: keys.entry.as_ref().map(|entry| entry.value as usize),
            part: keys.part.as_ref().map(|part| if part.as_str() == "year" { Part::Year } else { Part::Owner }),
            roles: keys.roles.iter().map(|role| role.value.clone()).collect(),
            world: text(&keys.world),
            words: keys.words.0.iter().map(|(own, word)| (own.value.clone(), word.value.clone())).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, SHIPPED, shipped};
    use std::path::{Path, PathBuf};

    #[test]
    fn the_sheets_that_come_with_the_program_can_be_read() {
        for text in SHIPPED {
            let mut found = Vec::new();
            Config::new(Path::new("sheets"), (*text).to_owned(), PathBuf::new(), &mut found);
            assert_eq!(found, []);
        }
        let names: Vec<_> = shipped().map(|shop| shop.name.to_string()).collect();
        assert_eq!(names, ["distributor", "youtube-art-tracks"]);
        assert!(shipped().all(|shop| shop.columns.len() > 15));
    }
}
