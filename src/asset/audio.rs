//! What an audio file says of itself: its format, sample rate, bit depth and channels.
use super::bytes;
use std::io::{self, Read, Seek, SeekFrom};

/// A recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Audio {
    /// DDEX's word for what holds the sound, where that is not the codec's own.
    pub(crate) container: Option<&'static str>,
    /// DDEX's word for the codec.
    pub(crate) codec: &'static str,
    /// The usual ending of such a file's name.
    pub(crate) extension: &'static str,
    pub(crate) channels: u16,
    /// In hertz.
    pub(crate) sample_rate: u32,
    /// Of each sample; a compressed one has none.
    pub(crate) bits: Option<u16>,
}

/// No file has more parts before the one that is looked for.
const MOST: usize = 1000;

/// Looks at the beginning of a file; none, if it is no recording of a known format.
pub(super) fn look(file: &mut (impl Read + Seek)) -> io::Result<Option<Audio>> {
    let audio = match bytes(file)? {
        [b'f', b'L', b'a', b'C'] => flac(file),
        [b'R', b'I', b'F', b'F'] => wav(file),
        [b'F', b'O', b'R', b'M'] => aiff(file),
        [b'I', b'D', b'3', _] => {
            let [_, _, size @ ..]: [u8; 6] = bytes(file)?;
            // Seven bits of each byte count (ID3v2, 3.1).
            let size = size.iter().fold(0, |size, byte| size << 7 | i64::from(byte & 0x7F));
            file.seek(SeekFrom::Current(size))?;
            let header = bytes(file)?;
            Ok(mp3(header))
        }
        header => Ok(mp3(header)),
    };
    audio.map(|audio| audio.filter(|audio| audio.channels > 0 && audio.sample_rate > 0))
}

/// The first block of a FLAC file tells of the stream (RFC 9639, 8.2).
fn flac(file: &mut impl Read) -> io::Result<Option<Audio>> {
    let [kind, ..]: [u8; 4] = bytes(file)?;
    let block: [u8; 18] = bytes(file)?;
    if kind & 0x7F != 0 {
        return Ok(None);
    }
    // 20 bits of sample rate, 3 of channels less one, 5 of bits less one.
    let packed = u32::from_be_bytes([block[10], block[11], block[12], block[13]]);
    Ok(Some(Audio {
        container: None,
        codec: "FLAC",
        extension: "flac",
        channels: (packed >> 9 & 0x7) as u16 + 1,
        sample_rate: packed >> 12,
        bits: Some((packed >> 4 & 0x1F) as u16 + 1),
    }))
}

/// Plain samples, or those of the extensible form, whose own format says nothing of the codec.
const PLAIN: [u16; 2] = [1, 0xFFFE];

/// Goes from part to part until the one that tells the format.
fn wav(file: &mut (impl Read + Seek)) -> io::Result<Option<Audio>> {
    let [_, _, _, _, form @ ..]: [u8; 8] = bytes(file)?;
    if form != *b"WAVE" {
        return Ok(None);
    }
    for _ in 0..MOST {
        let name: [u8; 4] = bytes(file)?;
        let size = u32::from_le_bytes(bytes(file)?);
        if name == *b"fmt " {
            let format: [u8; 16] = bytes(file)?;
            let number = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
            let sample_rate = u32::from_le_bytes([format[4], format[5], format[6], format[7]]);
            let audio = Audio {
                container: Some("WAV"),
                codec: "PCM",
                extension: "wav",
                channels: number(2),
                sample_rate,
                bits: Some(number(14)),
            };
            return Ok(PLAIN.contains(&number(0)).then_some(audio));
        }
        file.seek(SeekFrom::Current(i64::from(size) + i64::from(size % 2)))?;
    }
    Ok(None)
}

/// The same for the form that has its numbers the other way round.
fn aiff(file: &mut (impl Read + Seek)) -> io::Result<Option<Audio>> {
    let [_, _, _, _, form @ ..]: [u8; 8] = bytes(file)?;
    if form != *b"AIFF" {
        return Ok(None);
    }
    for _ in 0..MOST {
        let name: [u8; 4] = bytes(file)?;
        let size = u32::from_be_bytes(bytes(file)?);
        if name == *b"COMM" {
            let [channels, _, _, bits]: [[u8; 2]; 4] = [bytes(file)?, bytes(file)?, bytes(file)?, bytes(file)?];
            let [channels, bits] = [channels, bits].map(u16::from_be_bytes);
            let sample_rate = extended(bytes(file)?);
            let codec = "PCM";
            return Ok(Some(Audio {
                container: Some("AIFF"),
                codec,
                extension: "aiff",
                channels,
                sample_rate,
                bits: Some(bits),
            }));
        }
        file.seek(SeekFrom::Current(i64::from(size) + i64::from(size % 2)))?;
    }
    Ok(None)
}

/// A whole number as a float of eighty bits; nought, if it is none of a usual size.
fn extended(number: [u8; 10]) -> u32 {
    let [high, low, mantissa @ ..] = number;
    let exponent = u16::from_be_bytes([high, low]);
    let shift = (16383 + 63_u16).checked_sub(exponent).filter(|shift| (32..64).contains(shift));
    shift.map_or(0, |shift| (u64::from_be_bytes(mantissa) >> shift) as u32)
}

/// The head of a frame of MPEG audio, layer III (ISO 11172-3, 2.4.1.3).
fn mp3(header: [u8; 4]) -> Option<Audio> {
    let header = u32::from_be_bytes(header);
    let (version, layer, rate, mode) = (header >> 19 & 3, header >> 17 & 3, header >> 10 & 3, header >> 6 & 3);
    let is_frame = header >> 21 == 0x7FF && layer == 1 && header >> 12 & 0xF != 0xF;
    let rate = [44100, 48000, 32000].get(rate as usize)?;
    let sample_rate = match version {
        3 => *rate,
        2 => rate / 2,
        0 => rate / 4,
        _ => return None,
    };
    let channels = if mode == 3 { 1 } else { 2 };
    is_frame.then_some(Audio { container: None, codec: "MP3", extension: "mp3", channels, sample_rate, bits: None })
}

#[cfg(test)]
mod tests {
    use super::{Audio, look};
    use std::io::Cursor;

    const CD: Audio =
        Audio { container: None, codec: "FLAC", extension: "flac", channels: 2, sample_rate: 44100, bits: Some(16) };

    #[test]
    fn formats_are_read_from_the_header() {
        let flac = b"fLaC\0\0\0\x22\x10\0\x10\0\0\0\0\0\0\0\x0A\xC4\x42\xF0\0\0\0\0";
        let wav =
            b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0fmt \x10\0\0\0\x01\0\x02\0\x44\xAC\0\0\x10\xB1\x02\0\x04\0\x10\0";
        let aiff = b"FORM\0\0\0\0AIFFCOMM\0\0\0\x12\0\x02\0\0\0\0\0\x18\x40\x0E\xBB\x80\0\0\0\0\0\0";
        let mp3 = b"\xFF\xFB\x90\x64";
        let tagged = b"ID3\x04\0\0\0\0\0\x02xx\xFF\xF3\x90\xC4";
        for (bytes, audio) in [
            (&flac[..], CD),
            (wav, Audio { container: Some("WAV"), codec: "PCM", extension: "wav", ..CD }),
            (
                aiff,
                Audio {
                    container: Some("AIFF"),
                    codec: "PCM",
                    extension: "aiff",
                    sample_rate: 48000,
                    bits: Some(24),
                    ..CD
                },
            ),
            (mp3, Audio { codec: "MP3", extension: "mp3", bits: None, ..CD }),
            (tagged, Audio { codec: "MP3", extension: "mp3", bits: None, channels: 1, sample_rate: 22050, ..CD }),
        ] {
            assert_eq!(look(&mut Cursor::new(bytes)).expect("it is long enough"), Some(audio), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_recording_is_none() {
        let compressed = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x55\0\x02\0\x44\xAC\0\0\x10\xB1\x02\0\x04\0\x10\0";
        for bytes in
            [&b"title: x"[..], b"RIFF\0\0\0\0AVI ", b"FORM\0\0\0\0AIFC", b"\xFF\xFF\xFF\xFF", compressed, b"OggS"]
        {
            assert_eq!(look(&mut Cursor::new(bytes)).unwrap_or_default(), None, "{bytes:?}");
        }
        assert!(look(&mut Cursor::new(b"fLaC\0")).is_err());
    }
}
