//! Writes a made-up catalog: `cargo run --release --example generate -- 1000 FOLDER`.
#[path = "../benches/generator/mod.rs"]
mod generator;

use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (count, folder) = match (arguments.next().and_then(|count| count.parse::<usize>().ok()), arguments.next()) {
        (Some(count), Some(folder)) => (count, PathBuf::from(folder)),
        _ => return Err(io::Error::other("usage: generate COUNT FOLDER")),
    };
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("performers.yaml"), generator::roster())?;
    for number in 0..count {
        fs::write(folder.join(format!("r{number:06}.yaml")), generator::release(number))?;
    }
    Ok(())
}
