//! The rules over real titles: on `right.txt` nothing is found, on `wrong.txt` just what it says.
use crate::title::disc;
use crate::title::soundtrack;
use crate::title::{Part, parts, rest};

/// The roster of the tables.
fn is_known(name: &str) -> bool {
    matches!(name, "Sun & Moon" | "Zveri")
}

fn joined<'a>(found: &[Part<'a>], of: impl Fn(&Part<'a>) -> String) -> String {
    found.iter().map(of).collect::<Vec<_>>().join(" | ")
}

#[test]
fn nothing_is_found_in_true_titles() {
    let mut wrong = Vec::new();
    for title in include_str!("right.txt").lines() {
        let found = parts(title, &is_known);
        let others = disc::in_title(title).is_some() || soundtrack::abbreviated(title).is_some();
        if !found.is_empty() || others {
            wrong.push(format!("{title}: {found:?} {others}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn parts_of_titles_are_found() {
    let mut wrong = Vec::new();
    for line in include_str!("wrong.txt").lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [code, title, at, left, values] = columns[..] else { panic!("{line}") };
        let found = seen(code, title);
        let expected = [code, at, left, values].map(str::to_owned);
        if found != expected {
            wrong.push(format!("{title}\n   {expected:?}\n   {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Code, place, rest and values, as the table has them.
fn seen(code: &str, title: &str) -> [String; 4] {
    let point = |range: Option<std::ops::Range<usize>>| range.map_or_else(String::new, |range| title[range].to_owned());
    let only = |at: String| [code.to_owned(), at, String::new(), String::new()];
    match code {
        "V009" => only(point(soundtrack::abbreviated(title))),
        "V015" => {
            let (gone, at) = disc::in_title(title).unwrap_or_default();
            [code.to_owned(), title[at].to_owned(), title[..gone.start].to_owned(), String::new()]
        }
        "V016" => only(if disc::is_number_alone(title) { title.to_owned() } else { String::new() }),
        _ => {
            let found = parts(title, &is_known);
            let codes = joined(&found, |part| part.kind.code().to_owned());
            let places = joined(&found, |part| title[part.at.clone()].to_owned());
            [codes, places, rest(title, &found), joined(&found, |part| part.values.join(";"))]
        }
    }
}

#[test]
fn parts_of_versions_are_found() {
    for (version, expected) in [
        ("Acoustic & Bass Demo", &[][..]),
        ("Live at Wembley", &[]),
        ("feat. Jenia Lubich", &[("V001", "Jenia Lubich")]),
        ("Radio Edit feat. Jenia Lubich", &[("V001", "Jenia Lubich")]),
        ("Live (feat. Jenia Lubich)", &[("V001", "Jenia Lubich")]),
        ("Talking Heads Cover", &[("V002", "Talking Heads")]),
        ("Karaoke Version Originally Performed By Queen", &[("V002", "Queen")]),
        ("Bonus Track", &[("V004", "")]),
        ("Bonus Track Version", &[]),
    ] {
        let found = crate::title::parts_of_version(version, &is_known);
        let found: Vec<_> = found.iter().map(|part| (part.kind.code(), part.values.join(";"))).collect();
        let expected: Vec<_> = expected.iter().map(|(code, values)| (*code, (*values).to_owned())).collect();
        assert_eq!(found, expected, "{version}");
    }
}

#[test]
fn no_text_stops_the_reading() {
    let pieces = [
        "(",
        ")",
        "（",
        " - ",
        "–",
        "feat.",
        "feat. ",
        "é",
        "👩‍👩‍👧",
        "\u{301}",
        ":",
        "Live",
        " ",
        "\"",
        "w/",
        "İ",
        "ß",
        "Bonus: ",
    ];
    for one in pieces {
        for two in pieces {
            for three in pieces {
                for text in
                    [format!("{one}{two}{three}"), format!("A{one}{two}{three}B"), format!("{one}x{two}y{three}")]
                {
                    let found = parts(&text, &is_known);
                    assert!(found.iter().all(|part| text.get(part.at.clone()).is_some()), "{text}");
                    assert!(found.is_empty() || !rest(&text, &found).is_empty(), "{text}");
                    assert!(found.windows(2).all(|pair| pair[0].gone.end <= pair[1].gone.start), "{text}: {found:?}");
                    _ = crate::title::parts_of_version(&text, &is_known);
                    _ = (disc::in_title(&text), soundtrack::abbreviated(&text), soundtrack::says_soundtrack(&text));
                }
            }
        }
    }
}

#[test]
fn long_texts_are_read_in_no_time() {
    for piece in [
        "(",
        ")",
        "()",
        "(Live) ",
        " - ",
        "- ",
        "feat. ",
        "feat. A & ",
        "(feat. A) ",
        "w/ ",
        "O.S.T ",
        "a ",
        "—",
        "-",
        "Feat. ",
        "with ",
        "Bonus: ",
        "Cover) (",
        "É ",
    ] {
        let text = format!("A {}", piece.repeat(100_000));
        let start = std::time::Instant::now();
        _ = parts(&text, &is_known);
        _ = (disc::in_title(&text), soundtrack::abbreviated(&text));
        assert!(start.elapsed().as_secs() < 3, "{piece}: {:?}", start.elapsed());
    }
}
