//! A file is brought to its place in a delivery, and is the one that its message speaks of.
use crate::{ern::Resource, failure::Failure};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::Path,
};

/// How files are brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Copy,
    /// The same file under a second name: no room is needed, and both must be on one disk.
    Link,
}

/// Brings a file to its place, which is shown as another.
///
/// # Errors
///
/// It cannot be read or written, or it has changed since its message was made.
pub(super) fn copy(how: How, file: &Resource, target: &Path, shown: &Path) -> Result<(), Failure> {
    let source = &file.source;
    let found = match how {
        How::Copy => {
            let mut input = File::open(source).map_err(|error| Failure::io("read", source, &error))?;
            let mut output = OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(target)
                .map_err(|error| Failure::io("write", shown, &error))?;
            passed(&mut input, &mut output).map_err(|Trouble { is_reading, error }| {
                if is_reading { Failure::io("read", source, &error) } else { Failure::io("write", shown, &error) }
            })?
        }
        How::Link => {
            fs::hard_link(source, target).map_err(|error| Failure::io("link", source, &error))?;
            let mut input = File::open(target).map_err(|error| Failure::io("read", source, &error))?;
            passed(&mut input, &mut io::sink()).map_err(|Trouble { error, .. }| Failure::io("read", source, &error))?
        }
    };
    if found != file.sha256 {
        let why = "it has changed since its message was made; deliver again";
        return Err(Failure::new(format!("cannot deliver {}: {why}", source.display())));
    }
    Ok(())
}

/// Which of the two could not be done.
struct Trouble {
    is_reading: bool,
    error: io::Error,
}

/// Passes all bytes on, and returns their hash in small hexadecimal digits.
fn passed(input: &mut impl Read, output: &mut impl Write) -> Result<String, Trouble> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let count = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Trouble { is_reading: true, error }),
        };
        hash.update(&buffer[..count]);
        output.write_all(&buffer[..count]).map_err(|error| Trouble { is_reading: false, error })?;
    }
    output.flush().map_err(|error| Trouble { is_reading: false, error })?;
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{How, Resource, copy};
    use std::{fs, path::Path};

    const SILENCE: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_file_that_has_changed_or_gone_is_not_delivered() {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("same"), "").expect("it is written");
        fs::write(at("changed"), "x").expect("it is written");
        for how in [How::Copy, How::Link] {
            for (name, why) in
                [("same", None), ("changed", Some("it has changed since")), ("gone", Some("no such file"))]
            {
                let file = Resource { source: at(name), target: String::new(), sha256: SILENCE.to_owned() };
                let target = at(&format!("{name}-{how:?}"));
                let done = copy(how, &file, &target, Path::new("shown"));
                assert_eq!(done.is_err(), why.is_some(), "{how:?} {name}: {done:?}");
                if let (Err(failure), Some(why)) = (done, why) {
                    assert!(failure.to_string().contains(why), "{failure}");
                }
            }
        }
    }
}
