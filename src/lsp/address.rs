//! The addresses of documents (URIs), and the paths that they stand for.
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

/// Where a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// In a file.
    File(PathBuf),
    /// Nowhere yet.
    Untitled,
    /// Elsewhere: an older version, a web page. Such documents are not looked at.
    Elsewhere,
}

/// What a URI stands for.
pub(super) fn read(uri: &str) -> Address {
    match uri.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => {
            path(rest, cfg!(windows)).map_or(Address::Elsewhere, Address::File)
        }
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("untitled") => Address::Untitled,
        _ => Address::Elsewhere,
    }
}

/// The path behind `file:`, as Windows writes it or as others do.
fn path(rest: &str, is_windows: bool) -> Option<PathBuf> {
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => ("", rest),
    };
    let mut bytes = unescaped(path.as_bytes());
    if bytes.contains(&0) || bytes.first() != Some(&b'/') {
        return None;
    }
    let is_here = host.is_empty() || host.eq_ignore_ascii_case("localhost");
    if is_windows {
        // `/c:/music` is `c:/music`; a host is that of a share.
        if is_here && bytes.get(2) == Some(&b':') {
            bytes.remove(0);
        } else if !is_here {
            bytes.splice(0..0, format!("//{host}").into_bytes());
        }
    } else if !is_here {
        return None;
    }
    from_bytes(bytes)
}

/// `%C3%A9` is `é`. A `%` before anything else stands for itself.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let digit = |at: usize| text.get(at).and_then(|digit| char::from(*digit).to_digit(16));
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match (text[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    bytes
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere not all bytes are a path")]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

/// The address of a file.
pub(super) fn of(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut bytes = path.into_os_string().into_encoded_bytes();
    if cfg!(windows) {
        bytes.iter_mut().filter(|byte| **byte == b'\\').for_each(|byte| *byte = b'/');
    }
    let mut uri = String::from(if bytes.first() == Some(&b'/') { "file://" } else { "file:///" });
    for byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{Address, of, path, read};
    use std::path::{Path, PathBuf};

    #[test]
    fn paths_are_read_from_addresses() {
        for (uri, unix, windows) in [
            ("///music/leto.yaml", Some("/music/leto.yaml"), Some("/music/leto.yaml")),
            ("//localhost/a%20b/%C3%A9t%c3%a9.yaml", Some("/a b/été.yaml"), Some("/a b/été.yaml")),
            ("///c%3A/music/leto.yaml", Some("/c:/music/leto.yaml"), Some("c:/music/leto.yaml")),
            ("///C:/100%/x%2.yaml", Some("/C:/100%/x%2.yaml"), Some("C:/100%/x%2.yaml")),
            ("//server/share/x.yaml", None, Some("//server/share/x.yaml")),
            ("/short/x.yaml", Some("/short/x.yaml"), Some("/short/x.yaml")),
            ("///a.yaml?version=1#L3", Some("/a.yaml"), Some("/a.yaml")),
            ("///a%00b", None, None),
            ("//", None, None),
            ("", None, None),
        ] {
            assert_eq!(path(uri, false), unix.map(PathBuf::from), "{uri}");
            if cfg!(unix) {
                assert_eq!(path(uri, true), windows.map(PathBuf::from), "{uri}");
            }
        }
        assert_eq!(read("untitled:Untitled-1"), Address::Untitled);
        for uri in ["git:/a.yaml", "https://example.com/a.yaml", "a.yaml", "", ":", "é"] {
            assert_eq!(read(uri), Address::Elsewhere, "{uri}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_address_leads_back_to_its_path() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        for path in [Path::new("/a b/#é?%41.yaml"), Path::new(OsStr::from_bytes(b"/not/utf-8/\xFF.yaml"))] {
            assert_eq!(read(&of(path)), Address::File(path.to_owned()));
        }
    }
}
