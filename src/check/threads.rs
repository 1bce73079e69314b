//! The threads of a run, once they are needed.
use super::{
    Options,
    cores::{Cores, keep_off},
};
use crate::failure::Failure;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::{cell::OnceCell, num::NonZeroUsize, sync::Arc, thread};

/// How many there are to be, and the threads, if any were asked for.
pub(super) struct Threads {
    jobs: Option<NonZeroUsize>,
    pool: OnceCell<Option<Arc<ThreadPool>>>,
}

impl Threads {
    pub(super) fn new(options: &Options) -> Self {
        Self { jobs: options.jobs, pool: OnceCell::new() }
    }

    /// The threads; none, if one core alone is asked for or there.
    ///
    /// # Errors
    ///
    /// They cannot be started.
    pub(super) fn get(&self) -> Result<Option<Arc<ThreadPool>>, Failure> {
        if let Some(pool) = self.pool.get() {
            return Ok(pool.clone());
        }
        let pool = self.start()?;
        Ok(self.pool.get_or_init(|| pool).clone())
    }

    /// Those that were needed.
    pub(super) fn started(&self) -> Option<Arc<ThreadPool>> {
        self.pool.get().cloned().flatten()
    }

    fn start(&self) -> Result<Option<Arc<ThreadPool>>, Failure> {
        let jobs = self.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        if jobs == 1 {
            return Ok(None);
        }
        // The calling thread does its share, so that there are no more threads than asked for; unless it belongs to an earlier run.
        let cores = Cores::of_caller();
        let begin = move |_| cores.into_iter().for_each(keep_off);
        let builder = || ThreadPoolBuilder::new().num_threads(jobs).start_handler(begin);
        let own = builder().use_current_thread().build();
        let pool = own.or_else(|_| builder().build());
        // Those that were put on the core of this one leave it at once.
        thread::yield_now();
        pool.map(|pool| Some(Arc::new(pool))).map_err(|error| Failure::new(format!("cannot start threads: {error}")))
    }
}
