//! Arguments in, exit status out.
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// What one core has asked for another may give back without waiting, and small rooms cost less than with most systems' own.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    gatefold::run()
}
