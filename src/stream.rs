//! A stream of documents, read piece by piece: each piece begins where a document begins.
use std::{
    io::{self, Read},
    mem,
};

/// How much a piece should hold, unless a single document is longer.
const PIECE: usize = 256 << 10;

/// Some documents of a stream.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    pub(crate) bytes: Vec<u8>,
    /// The lines and bytes of the stream before it.
    pub(crate) first_line: usize,
    pub(crate) first_byte: u64,
    /// How long its one document is, if it is too long: then only the beginning is there.
    pub(crate) too_long: Option<u64>,
}

/// The pieces of a stream.
pub(crate) struct Pieces<R> {
    reader: R,
    limit: usize,
    buffer: Vec<u8>,
    line: usize,
    byte: u64,
    at_end: bool,
    /// A directive was seen: what is behind it is not cut any more.
    is_whole: bool,
}

impl<R: Read> Pieces<R> {
    /// `limit` is how many bytes a document may have.
    pub(crate) fn new(reader: R, limit: u32) -> Self {
        Self { reader, limit: limit as usize, buffer: Vec::new(), line: 0, byte: 0, at_end: false, is_whole: false }
    }

    /// Reads on. At the end nothing comes.
    fn fill(&mut self) -> io::Result<()> {
        let before = self.buffer.len();
        let read = self.reader.by_ref().take(PIECE as u64).read_to_end(&mut self.buffer)?;
        self.at_end = read == 0;
        debug_assert_eq!(before + read, self.buffer.len(), "a reader adds what it says");
        Ok(())
    }

    fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        let mut searched = 0;
        loop {
            let enough = self.buffer.len() >= PIECE && !self.is_whole;
            if enough {
                let (cut, directive) = last_document(&self.buffer, searched);
                self.is_whole |= directive;
                if let Some(cut) = cut.filter(|_| !self.is_whole) {
                    return Ok(Some(self.take(cut)));
                }
                searched = self.buffer.len();
            }
            if self.buffer.len() > self.limit + PIECE && !self.is_whole {
                return self.skip_document().map(Some);
            }
            if self.at_end {
                return Ok((!self.buffer.is_empty()).then(|| self.take(self.buffer.len())));
            }
            self.fill()?;
        }
    }

    /// The first bytes of the buffer as a piece.
    fn take(&mut self, length: usize) -> Piece {
        let rest = self.buffer.split_off(length);
        let bytes = mem::replace(&mut self.buffer, rest);
        let piece = Piece { first_line: self.line, first_byte: self.byte, too_long: None, bytes };
        self.pass(&piece.bytes);
        piece
    }

    /// Counts what lies behind.
    fn pass(&mut self, bytes: &[u8]) {
        self.byte += bytes.len() as u64;
        let breaks = bytes
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
        self.line += breaks.count();
    }

    /// A document that is longer than it may be: its beginning is kept, the rest is passed over without being kept.
    fn skip_document(&mut self) -> io::Result<Piece> {
        let (first_line, first_byte) = (self.line, self.byte);
        let start: Vec<u8> = self.buffer.iter().copied().take(4096).collect();
        let mut length = 0;
        loop {
            // A marker may lie across the end of what was read.
            let cut = first_document(&self.buffer, usize::from(length == 0));
            let passed =
                cut.unwrap_or_else(|| self.buffer.len() - self.buffer.len().min(4) * usize::from(!self.at_end));
            length += passed as u64;
            let piece = self.take(passed);
            drop(piece);
            if cut.is_some() || self.at_end {
                return Ok(Piece { bytes: start, first_line, first_byte, too_long: Some(length) });
            }
            self.fill()?;
        }
    }
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_piece().transpose()
    }
}

/// Where the last document of the text begins, if it is not the first; and whether a line begins with `%`. What was
/// searched before is not searched again.
fn last_document(text: &[u8], searched: usize) -> (Option<usize>, bool) {
    let from = searched.saturating_sub(4);
    let lines = line_starts(text, from);
    let mut cut = None;
    for line in lines {
        match text[line..] {
            [b'%', ..] => return (None, true),
            [b'-', b'-', b'-', b' ' | b'\t' | b'\r' | b'\n', ..] if line > 0 => cut = Some(line),
            _ => {}
        }
    }
    (cut, false)
}

/// Where the next document begins, at the earliest at `from`.
fn first_document(text: &[u8], from: usize) -> Option<usize> {
    let marker = |line: &usize| matches!(text[*line..], [b'-', b'-', b'-', b' ' | b'\t' | b'\r' | b'\n', ..]);
    line_starts(text, from).find(|line| *line >= from && marker(line))
}

/// Where lines begin behind a byte; the text's own beginning counts too.
fn line_starts(text: &[u8], from: usize) -> impl Iterator<Item = usize> {
    let breaks = memchr::memchr2_iter(b'\n', b'\r', &text[from..]);
    (from == 0).then_some(0).into_iter().chain(breaks.map(move |at| from + at + 1))
}

#[cfg(test)]
mod tests {
    use super::{PIECE, Pieces};

    fn pieces(text: &str, limit: u32) -> Vec<(String, usize, u64, Option<u64>)> {
        let pieces = Pieces::new(text.as_bytes(), limit).map(|piece| piece.expect("a text can be read"));
        pieces
            .map(|piece| {
                let text = String::from_utf8(piece.bytes).expect("the text was UTF-8");
                (text, piece.first_line, piece.first_byte, piece.too_long)
            })
            .collect()
    }

    #[test]
    fn the_pieces_of_a_stream_are_the_stream() {
        let document = format!("---\ntitle: é\nnotes: {}\r\n", "x".repeat(5000));
        let text = document.repeat(300);
        let pieces = pieces(&text, 1 << 20);
        assert!(pieces.len() > 3);
        let mut whole = String::new();
        for (piece, line, byte, too_long) in &pieces {
            assert!(piece.starts_with("---\n"));
            assert_eq!((*line, *byte, *too_long), (whole.lines().count(), whole.len() as u64, None));
            whole.push_str(piece);
        }
        assert_eq!(whole, text);
    }

    #[test]
    fn a_document_that_is_too_long_is_passed_over() {
        let long = format!("---\ntitle: {}\n", "x".repeat(3 * PIECE));
        let text = format!("---\na: 1\n{long}---\nb: 2\n");
        let pieces = pieces(&text, 1000);
        let kinds: Vec<(bool, usize)> =
            pieces.iter().map(|(_, line, _, too_long)| (too_long.is_some(), *line)).collect();
        assert_eq!(kinds, [(false, 0), (true, 2), (false, 4)]);
        assert_eq!(pieces[1].3, Some(long.len() as u64));
        assert_eq!(pieces[2].0, "---\nb: 2\n");
    }

    #[test]
    fn behind_a_directive_nothing_is_cut() {
        let document = format!("---\nnotes: {}\n", "x".repeat(PIECE / 2));
        let text = format!("{document}{document}...\n%YAML 1.2\n{document}{document}{document}");
        let pieces = pieces(&text, u32::MAX);
        let whole: String = pieces.iter().map(|(piece, ..)| piece.as_str()).collect();
        assert_eq!(whole, text);
        assert!(pieces.last().expect("there are pieces").0.contains("%YAML"));
    }
}
