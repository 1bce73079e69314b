//! Messages as they pass over the wire: a length, an empty line, and JSON (JSON-RPC 2.0, as the Language Server Protocol frames it).
use gen_lsp_types::{
    ErrorCodes,
    json_rpc::{Error, Id, RequestObject},
};
use serde_json::Value;
use std::io::{self, BufRead, ErrorKind, Read, Write};

/// What came in.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A request, or, without an `id`, a notification.
    Request(RequestObject),
    /// Something that cannot be read, and what to answer.
    Bad(Id, Error),
}

/// No message is longer: an editor sends whole texts, and a document may have 64 MiB.
const LONGEST: u64 = 256 << 20;
/// No line of a head is longer.
const LONGEST_LINE: u64 = 4096;

/// Reads the next message that asks or tells something; none, if no more will come.
pub(super) fn read(input: &mut impl BufRead) -> Option<Incoming> {
    loop {
        match read_body(input) {
            Ok(body) => match serde_json::from_slice(&body) {
                // An answer to what we have asked the editor for; we need none.
                Ok(Value::Object(fields)) if !fields.contains_key("method") && fields.contains_key("id") => {}
                Ok(value) => return Some(understood(value)),
                Err(error) => return Some(bad(Id::Null, ErrorCodes::ParseError, error.to_string())),
            },
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                return Some(bad(Id::Null, ErrorCodes::ParseError, error.to_string()));
            }
            Err(_) => return None,
        }
    }
}

fn understood(value: Value) -> Incoming {
    let id = value.get("id").cloned().and_then(|id| serde_json::from_value(id).ok());
    match serde_json::from_value(value) {
        Ok(request) => Incoming::Request(request),
        Err(error) => bad(id.unwrap_or(Id::Null), ErrorCodes::InvalidRequest, error.to_string()),
    }
}

fn bad(id: Id, code: ErrorCodes, message: String) -> Incoming {
    Incoming::Bad(id, Error { code, message, data: None })
}

/// The body of a message.
///
/// # Errors
///
/// `InvalidData` for a head without a usable length; it was passed over. All else is the end.
fn read_body(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut length = None;
    let mut lines = 0;
    loop {
        let line = read_line(input)?;
        if line.is_empty() && lines > 0 {
            break;
        }
        lines += 1;
        let field = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        length = field.and_then(|(_, length)| length.trim().parse::<u64>().ok()).or(length);
    }
    let invalid = |message: &str| io::Error::new(ErrorKind::InvalidData, message.to_owned());
    let length = length.ok_or_else(|| invalid("the message has no `Content-Length`"))?;
    if length > LONGEST {
        let passed = io::copy(&mut input.take(length), &mut io::sink())?;
        return Err(if passed == length {
            invalid("the message is too long")
        } else {
            ErrorKind::UnexpectedEof.into()
        });
    }
    // Room is made as the bytes come: a length alone costs nothing.
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if body.len() as u64 == length { Ok(body) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

/// A line of a head, without what ends it.
fn read_line(input: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned())
}

/// Writes a message.
pub(super) fn write(output: &mut dyn Write, message: &impl serde::Serialize) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(&body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::{Incoming, read};

    /// What is read of some bytes: the methods, or the numbers of the errors.
    fn said(bytes: &str) -> Vec<String> {
        let mut input = bytes.as_bytes();
        std::iter::from_fn(|| read(&mut input))
            .map(|incoming| match incoming {
                Incoming::Request(request) => request.method().to_owned(),
                Incoming::Bad(_, error) => i32::from(error.code).to_string(),
            })
            .collect()
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn a_bad_message_is_told_and_the_next_one_is_read() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"exit"}"#);
        for (bytes, error) in [
            (framed("{"), "-32700"),
            (framed("7"), "-32600"),
            (framed("[]"), "-32600"),
            (framed(r#"{"jsonrpc":"1.0","method":"exit"}"#), "-32600"),
            (framed(r#"{"jsonrpc":"2.0","method":7,"id":1}"#), "-32600"),
            ("Content-Length: x\r\n\r\n".to_owned(), "-32700"),
            ("Content-Length: -1\r\n\r\n".to_owned(), "-32700"),
            ("Content-Length: 99999999999999999999999999\r\n\r\n".to_owned(), "-32700"),
            ("nonsense\r\n\r\n".to_owned(), "-32700"),
        ] {
            assert_eq!(said(&format!("{bytes}{good}")), [error, "exit"], "{bytes}");
        }
        assert_eq!(
            said(&format!("content-length:33\n\n{}", &good[good.find('{').expect("there is a brace")..])),
            ["exit"]
        );
    }

    #[test]
    fn a_message_that_ends_too_early_is_the_end() {
        assert!(said("").is_empty());
        assert!(said("Content-Length: 10").is_empty());
        assert!(said("Content-Length: 10\r\n\r\n{}").is_empty());
        assert_eq!(said("Content-Length: 18446744073709551615\r\n\r\n{}"), Vec::<String>::new());
        assert!(said(&framed(r#"{"jsonrpc":"2.0","id":1,"result":null}"#)).is_empty(), "an answer is no question");
    }
}
