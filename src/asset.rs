//! A file that a record names, a recording or an image: found below the record's folder, looked into, and hashed.
mod audio;
mod image;

pub(crate) use audio::Audio;
pub(crate) use image::Image;

use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Component, Path, PathBuf},
};

/// A file, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asset<T> {
    /// Where it really is.
    pub(crate) path: PathBuf,
    pub(crate) kind: T,
    /// Its bytes, counted.
    pub(crate) size: u64,
    /// The hash of its bytes, in small hexadecimal digits.
    pub(crate) sha256: String,
}

/// Reads a recording that a record in the folder names.
///
/// # Errors
///
/// A sentence that says why it cannot be delivered.
pub(crate) fn audio(folder: &Path, written: &str) -> Result<Asset<Audio>, String> {
    read(folder, written, audio::look, "a FLAC, WAV, AIFF or MP3 file")
}

/// Reads an image that a record in the folder names.
///
/// # Errors
///
/// A sentence that says why it cannot be delivered.
pub(crate) fn image(folder: &Path, written: &str) -> Result<Asset<Image>, String> {
    read(folder, written, image::look, "a JPEG or PNG file")
}

/// Whether a path, as it is written, can lead out of the folder it is seen from.
pub(crate) fn leads_out(written: &str) -> bool {
    let is_inner = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    // The sign between folders, or behind the letter of a disk, on some systems.
    written.contains(['\\', ':', '\0']) || !Path::new(written).components().all(is_inner)
}

fn read<T>(
    folder: &Path,
    written: &str,
    look: fn(&mut File) -> io::Result<Option<T>>,
    due: &str,
) -> Result<Asset<T>, String> {
    let path = locate(folder, written)?;
    let trouble = |error: io::Error| format!("`{written}` cannot be read: {}", reason(&error));
    let mut file = File::open(&path).map_err(trouble)?;
    let kind = match look(&mut file) {
        Ok(Some(kind)) => kind,
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(trouble(error)),
        _ => return Err(format!("`{written}` is not {due}, whatever its name says")),
    };
    let (size, sha256) = hashed(&mut file).map_err(trouble)?;
    Ok(Asset { path, kind, size, sha256 })
}

/// The real file, which lies in the record's folder or below it, also behind links.
fn locate(folder: &Path, written: &str) -> Result<PathBuf, String> {
    if leads_out(written) {
        return Err(format!("`{written}` is not below the record's folder"));
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real =
        |path: &Path| fs::canonicalize(path).map_err(|error| format!("`{written}` cannot be read: {}", reason(&error)));
    let path = real(&folder.join(written))?;
    if !path.starts_with(real(folder)?) {
        return Err(format!("`{written}` is a link that leads out of the record's folder"));
    }
    // Whatever else there is would perhaps never end.
    if !path.is_file() {
        return Err(format!("`{written}` is not a file"));
    }
    Ok(path)
}

fn reason(error: &io::Error) -> String {
    let reason = error.to_string();
    reason.split(" (os error").next().unwrap_or_default().to_lowercase()
}

fn hashed(file: &mut File) -> io::Result<(u64, String)> {
    file.seek(SeekFrom::Start(0))?;
    let mut hash = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        size += count as u64;
        hash.update(&buffer[..count]);
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok((size, text))
}

/// So many bytes from here on.
fn bytes<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::leads_out;

    #[test]
    fn a_path_stays_below_its_folder() {
        for inner in ["a.flac", "audio/a.flac", "./a.flac", "audio/Été 1.flac", "..a/b"] {
            assert!(!leads_out(inner), "{inner}");
        }
        for outer in
            ["../a.flac", "a/../../b", "a/../b", "/etc/passwd", "..", "C:a", "C:\\a", "a\\b", "\\\\host\\a", "a\0b"]
        {
            assert!(leads_out(outer), "{outer}");
        }
    }
}
