//! On which cores the threads of a run begin.
//!
//! A system may let a new thread, or one that it wakes, wait for the core of the thread that called it, although another core has
//! nothing to do; it sees that some ticks later. Virtual machines do so, and a run over a thousand records is nearly over by then.
//! So the threads keep off the core of the calling thread until they have work to do, and go wherever the system wants from there on.

/// Nothing is known of other systems.
#[cfg(not(target_os = "linux"))]
mod system {
    pub(in crate::check) struct Cores;

    impl Cores {
        pub(in crate::check) fn of_caller() -> Option<Self> {
            None
        }

        pub(in crate::check) fn keep_off(&self) {}
    }

    pub(in crate::check) fn go_anywhere() {}
}

#[cfg(target_os = "linux")]
mod system {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity};
    use std::cell::Cell;

    thread_local! {
        /// Where this thread may go as soon as it has work to do.
        static ALLOWED: Cell<Option<CpuSet>> = const { Cell::new(None) };
    }

    /// The cores that threads may use, and those of them that the calling thread is not on.
    pub(in crate::check) struct Cores {
        allowed: CpuSet,
        others: CpuSet,
    }

    impl Cores {
        /// None, if there is no other core.
        pub(in crate::check) fn of_caller() -> Option<Self> {
            let (allowed, own) = (sched_getaffinity(None).ok()?, sched_getcpu());
            let mut others = allowed;
            if own < CpuSet::MAX_CPU {
                others.unset(own);
            }
            (others.count() > 0).then_some(Self { allowed, others })
        }

        /// Keeps a thread that begins off the core of the caller. Where that is not allowed, it stays where it is.
        pub(in crate::check) fn keep_off(&self) {
            if sched_setaffinity(None, &self.others).is_ok() {
                ALLOWED.set(Some(self.allowed));
            }
        }
    }

    /// Lets a thread that has been kept off a core go wherever the system wants.
    pub(in crate::check) fn go_anywhere() {
        if let Some(allowed) = ALLOWED.take() {
            // Nobody minds if it stays among the others.
            let _ = sched_setaffinity(None, &allowed);
        }
    }

    #[cfg(test)]
    mod tests {
        use super::{Cores, go_anywhere};
        use rustix::thread::sched_getaffinity;
        use std::thread;

        #[test]
        fn a_thread_is_kept_off_a_core_until_it_works() {
            let count = || sched_getaffinity(None).expect("it is known").count();
            let Some(cores) = Cores::of_caller() else { return assert_eq!(count(), 1) };
            thread::scope(|scope| {
                scope.spawn(|| {
                    let before = count();
                    cores.keep_off();
                    assert_eq!(count(), before - 1);
                    go_anywhere();
                    assert_eq!(count(), before);
                    go_anywhere();
                    assert_eq!(count(), before);
                });
            });
        }
    }
}

pub(super) use system::{Cores, go_anywhere};
