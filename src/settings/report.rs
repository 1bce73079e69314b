//! The settings in force for a path, and where each comes from, in plain words.
use super::{Resolver, Settings, config::Config};
use crate::{failure::Failure, record::Text, rules, ruleset::Profile, span::Spanned, unsaved::Unsaved};
use std::{fs, path::Path};

const DEFAULT: &str = "default";
const LINE: &str = "command line";
/// Nobody reads a longer list of silent rules.
const MOST: usize = 30;

/// A line for each setting.
///
/// # Errors
///
/// A settings file that cannot be used, or a path that is not there.
pub(crate) fn report(settings: &Settings, path: &Path) -> Result<Vec<String>, Failure> {
    let meta = fs::metadata(path).map_err(|error| Failure::io("read", path, &error))?;
    // A folder is asked for as any record in it would be.
    let record = if meta.is_dir() { path.join("*") } else { path.to_owned() };
    let mut resolver = Resolver::new(settings, Unsaved::default())?;
    let ruleset = resolver.of(&record)?;
    let config = resolver.config(&record)?;
    let (config, fits) = config.map_or((None, Vec::new()), |(config, fits)| (Some(config), fits));
    let line = &settings.choice;
    let mut lines = vec![match config {
        Some(config) => format!("settings file: {}", config.path()),
        None => "settings file: none".to_owned(),
    }];
    let profile = if ruleset.asked().is_feed { Profile::Feed } else { Profile::Editorial };
    let said = config.and_then(|config| Some(config.at(config.keys.profile.as_ref()?)));
    let from = if line.profile.is_some() { LINE.to_owned() } else { said.unwrap_or_else(|| DEFAULT.to_owned()) };
    lines.push(format!("profile: {} ({from})", profile.word()));
    // The choice of the command line stands for the file's.
    let file = config.filter(|_| line.select.is_empty());
    let of_file = |list: fn(&Config) -> &Vec<Spanned<Text>>| {
        file.map_or_else(Vec::new, |config| {
            list(config).iter().map(|word| format!("{} ({})", word.value, config.at(word))).collect()
        })
    };
    let select = of_file(|config| &config.keys.select);
    lines.push(listed("select", select, &line.select, "ALL (default)"));
    let extended = of_file(|config| &config.keys.extend_select);
    lines.push(listed("extend-select", extended, &line.extend_select, "none (default)"));
    lines.push(listed("ignore", of_file(|config| &config.keys.ignore), &line.ignore, "none (default)"));
    let severity = config.map_or_else(Vec::new, |config| {
        let weight = |(rule, word): &(Spanned<Text>, Spanned<Text>)| {
            format!("{} is {} {} ({})", rule.value, article(word), word.value, config.at(rule))
        };
        config.keys.severity.0.iter().map(weight).collect()
    });
    lines.push(listed("severity", severity, &[], "as each rule has it (default)"));
    let paths = config.map_or_else(Vec::new, |config| {
        let ignored = |(at, (pattern, rules)): (usize, &(Spanned<Text>, Vec<Spanned<Text>>))| {
            let rules: Vec<&str> = rules.iter().map(|rule| rule.as_str()).collect();
            let fit = if fits.contains(&at) { "fits" } else { "does not fit" };
            format!("{} ignores {}, and {fit} ({})", pattern.value, rules.join(" "), config.at(pattern))
        };
        config.keys.per_path.0.iter().enumerate().map(ignored).collect()
    });
    lines.push(listed("per-path-ignores", paths, &[], "none (default)"));
    let house = config.map_or_else(Vec::new, |config| {
        let settled = |(matter, word): &(Spanned<Text>, Spanned<Text>)| {
            format!("{} is {} ({})", matter.value, word.value, config.at(matter))
        };
        config.keys.house.0.iter().map(settled).collect()
    });
    lines.push(listed("house-style", house, &[], "none, so its rules are silent (default)"));
    let feeds = config.map_or_else(Vec::new, |config| {
        config.keys.feed_names().map(|name| format!("{} ({})", name.value, config.at(name))).collect()
    });
    lines.push(listed("feeds", feeds, &[], "none (default)"));
    lines.push(match &ruleset.silent()[..] {
        [] => "so no rule is switched off".to_owned(),
        silent if silent.len() <= MOST => format!("so these rules are switched off: {}", silent.join(" ")),
        silent => format!("so {} of {} rules are switched off", silent.len(), rules::all().count()),
    });
    Ok(lines)
}

fn article(severity: &str) -> &'static str {
    if severity == "warning" { "a" } else { "an" }
}

fn listed(key: &str, mut file: Vec<String>, line: &[String], nothing: &str) -> String {
    file.extend(line.iter().map(|word| format!("{word} ({LINE})")));
    if file.is_empty() { format!("{key}: {nothing}") } else { format!("{key}: {}", file.join("; ")) }
}
