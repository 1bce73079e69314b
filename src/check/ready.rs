//! What every run needs, made ready while it is still looking for its files.
use super::{
    Options,
    cores::meanwhile_anywhere,
    unit::{Text, Unit, process},
};
use crate::stream::Piece;
use rayon::{ThreadPool, Yield, yield_now};
use std::{
    panic::catch_unwind,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Longer than it takes, where the other thread has a core.
const USUAL: Duration = Duration::from_millis(5);

/// What is made ready on another thread.
pub(super) struct Preparation(Arc<AtomicBool>);

impl Preparation {
    /// Begins it.
    pub(super) fn begin(pool: &ThreadPool) -> Self {
        let is_done = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&is_done);
        pool.spawn(move || {
            // What panics here does so again where it is needed.
            meanwhile_anywhere(|| drop(catch_unwind(make_ready)));
            own.store(true, Ordering::Release);
        });
        Self(is_done)
    }

    /// Waits for its end, at first without sleeping: that takes less time than to be woken.
    pub(super) fn wait(&self) {
        let start = Instant::now();
        while !self.0.load(Ordering::Acquire) {
            if matches!(yield_now(), Some(Yield::Executed)) {
                continue;
            }
            if start.elapsed() < USUAL {
                thread::yield_now();
            } else {
                thread::sleep(USUAL);
            }
        }
    }
}

/// A sound record.
const SAMPLE: &str = include_str!("../init/blue-hour.yaml");

/// Looks at a record that is always there. The rosters of the run are read meanwhile.
fn make_ready() {
    let unit = Unit {
        number: 0,
        path: Path::new("").into(),
        text: Text::Piece(Piece { bytes: SAMPLE.into(), ..Piece::default() }),
        roster: None,
        rules: Arc::default(),
        is_stdin: false,
    };
    process(vec![unit], &Options::default(), &|_, _, _| ());
}
