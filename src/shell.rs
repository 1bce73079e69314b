//! What a shell and `man` know of the program, made from what can be asked of it.
use crate::{cli::Cli, failure::Failure, schema};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use std::io;

/// A script that completes verbs, flags and their words.
pub(crate) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "gatefold", &mut script);
    script
}

/// The manual page of the program, or of a verb.
///
/// # Errors
///
/// There is no such verb.
pub(crate) fn manual(verb: Option<&str>) -> Result<Vec<u8>, Failure> {
    let mut program = Cli::command();
    program.build();
    let page = match verb {
        None => program,
        Some(verb) => page(&program, verb)?,
    };
    let mut text = Vec::new();
    let written: io::Result<()> = clap_mangen::Man::new(page).render(&mut text);
    written.expect("a list of bytes takes all");
    Ok(text)
}

fn page(program: &Command, verb: &str) -> Result<Command, Failure> {
    if let Some(page) = program.find_subcommand(verb) {
        return Ok(page.clone().version(env!("CARGO_PKG_VERSION")));
    }
    let hint = schema::nearest(verb, program.get_subcommands().map(Command::get_name));
    let hint = hint.map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
    Err(Failure::new(format!("there is no verb {verb}{hint}")))
}
