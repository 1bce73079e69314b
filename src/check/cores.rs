//! On which cores the threads of a run begin.
//!
//! A system may let a new thread, or one that it wakes, wait for the core of the thread that called it, although another core has
//! nothing to do; it sees that some ticks later. Virtual machines do so, and a run over a thousand records is nearly over by then.
//! So the threads keep off the core of the calling thread until they have a record to look at, and go wherever the system wants from
//! there on.
pub(super) use system::{Cores, go_anywhere, keep_off, meanwhile_anywhere};

/// Nothing is known of other systems.
#[cfg(not(target_os = "linux"))]
mod system {
    #[derive(Clone, Copy)]
    pub(in crate::check) struct Cores;

    impl Cores {
        pub(in crate::check) fn of_caller() -> Option<Self> {
            None
        }
    }

    pub(in crate::check) fn keep_off(_: Cores) {}

    pub(in crate::check) fn go_anywhere() {}

    pub(in crate::check) fn meanwhile_anywhere(work: impl FnOnce()) {
        work();
    }
}

#[cfg(target_os = "linux")]
mod system {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity};
    use std::cell::Cell;

    thread_local! {
        /// The cores of a thread that is kept off one of them.
        static KEPT: Cell<Option<Cores>> = const { Cell::new(None) };
    }

    /// The cores that threads may use, and those of them that the calling thread is not on.
    #[derive(Clone, Copy)]
    pub(in crate::check) struct Cores {
        allowed: CpuSet,
        others: CpuSet,
    }

    impl Cores {
        /// None, if there is no other core, or the system does not tell.
        pub(in crate::check) fn of_caller() -> Option<Self> {
            let (allowed, own) = (sched_getaffinity(None).ok()?, sched_getcpu());
            let mut others = allowed;
            if own < CpuSet::MAX_CPU {
                others.unset(own);
            }
            (others.count() > 0).then_some(Self { allowed, others })
        }
    }

    /// Keeps the thread off the core that the caller was on. Where that is not allowed, it stays where it is.
    pub(in crate::check) fn keep_off(cores: Cores) {
        if sched_setaffinity(None, &cores.others).is_ok() {
            KEPT.set(Some(cores));
        }
    }

    /// Lets a thread that has been kept off a core go wherever the system wants.
    pub(in crate::check) fn go_anywhere() {
        if let Some(Cores { allowed, .. }) = KEPT.take() {
            // Nobody minds if it stays among the others.
            let _ = sched_setaffinity(None, &allowed);
        }
    }

    /// The same while something is being done: who waits for it should not wait for a core that somebody else holds.
    pub(in crate::check) fn meanwhile_anywhere(work: impl FnOnce()) {
        let kept = KEPT.get();
        go_anywhere();
        work();
        kept.into_iter().for_each(keep_off);
    }

    #[cfg(test)]
    mod tests {
        use super::{Cores, KEPT, go_anywhere, keep_off, meanwhile_anywhere};
        use rustix::thread::sched_getaffinity;
        use std::thread;

        #[test]
        fn a_thread_is_kept_off_a_core_until_it_works() {
            let count = || sched_getaffinity(None).expect("it is known").count();
            let Some(cores) = Cores::of_caller() else { return };
            let thread = thread::spawn(move || {
                let all = count();
                keep_off(cores);
                // A sandbox may not allow it.
                let kept = all - u32::from(KEPT.get().is_some());
                assert_eq!(count(), kept);
                meanwhile_anywhere(|| assert_eq!(count(), all));
                assert_eq!(count(), kept);
                go_anywhere();
                assert_eq!(count(), all);
                meanwhile_anywhere(|| assert_eq!(count(), all));
                assert_eq!(count(), all);
            });
            thread.join().expect("it counts right");
        }
    }
}
