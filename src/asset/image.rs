//! What an image file says of itself: its format and its size.
use super::bytes;
use std::io::{self, Read, Seek, SeekFrom};

/// An image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Image {
    /// DDEX's word for the format.
    pub(crate) codec: &'static str,
    /// The usual ending of such a file's name.
    pub(crate) extension: &'static str,
    /// In pixels.
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// No file has more parts before the one that tells its size.
const MOST: usize = 1000;

/// Looks at the beginning of a file; none, if it is no image of a known format.
pub(super) fn look(file: &mut (impl Read + Seek)) -> io::Result<Option<Image>> {
    match bytes(file)? {
        [0xFF, 0xD8] => jpeg(file),
        [0x89, b'P'] => png(file),
        _ => Ok(None),
    }
}

/// Goes from marker to marker until the one that begins a frame (ITU-T T.81, B.2.2).
fn jpeg(file: &mut (impl Read + Seek)) -> io::Result<Option<Image>> {
    for _ in 0..MOST {
        let [0xFF, marker] = bytes(file)? else { return Ok(None) };
        if marker == 0xFF {
            // A byte that only fills.
            file.seek(SeekFrom::Current(-1))?;
            continue;
        }
        let length = u16::from_be_bytes(bytes(file)?);
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            let [_, high, low, wide, narrow] = bytes(file)?;
            let [height, width] = [[high, low], [wide, narrow]].map(|pair| u32::from(u16::from_be_bytes(pair)));
            let image = Image { codec: "JPEG", extension: "jpg", width, height };
            return Ok(Some(image).filter(|image| image.width > 0 && image.height > 0));
        }
        if length < 2 {
            return Ok(None);
        }
        file.seek(SeekFrom::Current(i64::from(length) - 2))?;
    }
    Ok(None)
}

/// The first part of a PNG file is its header (W3C PNG, 11.2.1).
fn png(file: &mut impl Read) -> io::Result<Option<Image>> {
    if bytes(file)? != *b"NG\r\n\x1A\n" || bytes(file)? != *b"\0\0\0\x0DIHDR" {
        return Ok(None);
    }
    let [width, height] = [bytes(file)?, bytes(file)?].map(u32::from_be_bytes);
    let image = Image { codec: "PNG", extension: "png", width, height };
    Ok(Some(image).filter(|image| image.width > 0 && image.height > 0))
}

#[cfg(test)]
mod tests {
    use super::{Image, look};
    use std::io::Cursor;

    #[test]
    fn sizes_are_read_from_the_header() {
        let png = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x0B\xB8\0\0\x0B\xB7\x08\x02\0\0\0";
        let image = look(&mut Cursor::new(png)).expect("it is long enough");
        assert_eq!(image, Some(Image { codec: "PNG", extension: "png", width: 3000, height: 2999 }));
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04xx\xFF\xFF\xC4\0\x02\xFF\xC2\0\x11\x08\x05\xDC\x0B\xB8\x03";
        let image = look(&mut Cursor::new(jpeg)).expect("it is long enough");
        assert_eq!(image, Some(Image { codec: "JPEG", extension: "jpg", width: 3000, height: 1500 }));
    }

    #[test]
    fn what_is_no_image_is_none() {
        for bytes in
            [&b"GIF89a"[..], b"title: x", b"\xFF\xD8\xFF\xE0\0\0", b"\xFF\xD8xx", b"\x89PNX\r\n\x1A\n\0\0\0\x0DIHDR"]
        {
            assert_eq!(look(&mut Cursor::new(bytes)).unwrap_or_default(), None, "{bytes:?}");
        }
        assert!(look(&mut Cursor::new(b"\xFF")).is_err());
    }
}
