//! Work on many things at once, on all threads, whose results are taken in the order of the things.
use crate::failure::Failure;
use rayon::{ThreadPool, Yield, yield_now};
use std::{
    collections::VecDeque,
    sync::mpsc::{Sender, channel},
};

/// How many batches may be under way for each thread: enough that none has to wait for what the calling one does meanwhile, few
/// enough that a result is still in the nearest memory when it is taken.
const BATCHES: usize = 8;

/// Does the work of things, and takes what came of them, in order; a thread gets `at_once` things at a time. The calling thread
/// takes, and helps as long as there is nothing to take.
///
/// # Errors
///
/// The first that `take` has; nothing more is begun then.
pub(super) fn abreast<U: Send, D: Send>(
    pool: &ThreadPool,
    at_once: usize,
    mut things: impl Iterator<Item = U>,
    work: &(impl Fn(Vec<U>) -> Vec<D> + Sync),
    mut take: impl FnMut(D) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let most = BATCHES * pool.current_num_threads();
    pool.in_place_scope_fifo(|scope| {
        let (sender, receiver) = channel();
        // What came of each batch under way, the oldest first; none, if it is not done yet.
        let mut line: VecDeque<Option<Vec<D>>> = VecDeque::new();
        let mut taken = 0;
        let mut is_end = false;
        loop {
            while line.len() < most && !is_end {
                let batch: Vec<U> = things.by_ref().take(at_once).collect();
                is_end = batch.is_empty();
                if !is_end {
                    let report = Report { number: taken + line.len(), done: None, sender: sender.clone() };
                    line.push_back(None);
                    scope.spawn_fifo(move |_| report.send(work(batch)));
                }
            }
            if line.is_empty() {
                return Ok(());
            }
            let has_taken = taken;
            while let Some(Some(_)) = line.front() {
                line.pop_front().flatten().into_iter().flatten().try_for_each(&mut take)?;
                taken += 1;
            }
            let is_idle = || taken == has_taken && !matches!(yield_now(), Some(Yield::Executed));
            let came = match receiver.try_recv() {
                Ok(came) => Some(came),
                // The oldest batch is on another thread, and nothing is left to begin.
                Err(_) if is_idle() => receiver.recv().ok(),
                Err(_) => None,
            };
            match came {
                None => {}
                Some((number, Some(done))) => line[number - taken] = Some(done),
                // The thread panicked, and so will this one, as soon as the others are done.
                Some((_, None)) => return Ok(()),
            }
        }
    })
}

/// Says what came of a batch when it is dropped; nothing, if its work panicked.
struct Report<D> {
    number: usize,
    done: Option<Vec<D>>,
    sender: Sender<(usize, Option<Vec<D>>)>,
}

impl<D> Report<D> {
    fn send(mut self, done: Vec<D>) {
        self.done = Some(done);
    }
}

impl<D> Drop for Report<D> {
    fn drop(&mut self) {
        // Nobody listens after a failure.
        let _ = self.sender.send((self.number, self.done.take()));
    }
}

#[cfg(test)]
mod tests {
    use super::abreast;
    use crate::failure::Failure;
    use rayon::{ThreadPool, ThreadPoolBuilder};
    use std::{
        panic::{AssertUnwindSafe, catch_unwind},
        thread,
        time::Duration,
    };

    fn pool() -> ThreadPool {
        ThreadPoolBuilder::new().num_threads(3).build().expect("there are threads")
    }

    #[test]
    fn what_came_of_things_is_taken_in_their_order() {
        // Some take longer than others.
        let work = |thing: u64| {
            if thing % 17 < 2 {
                thread::sleep(Duration::from_micros(thing % 300));
            }
            thing * 2
        };
        let work = |things: Vec<u64>| things.into_iter().map(work).collect();
        for at_once in [1, 4, 1000] {
            for count in [0, 1, 5, 1000] {
                let mut taken = Vec::new();
                let take = |thing| {
                    taken.push(thing);
                    Ok(())
                };
                abreast(&pool(), at_once, 0..count, &work, take).expect("nothing fails");
                assert_eq!(taken, (0..count).map(|thing| thing * 2).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_failure_ends_it_and_a_panic_is_passed_on() {
        let take = |thing| if thing < 100 { Ok(()) } else { Err(Failure::new("the disk is full")) };
        assert!(abreast(&pool(), 4, 0.., &|things| things, take).is_err());
        let work = |things: Vec<u32>| {
            assert!(!things.contains(&500), "as asked");
            things
        };
        let panicked = catch_unwind(AssertUnwindSafe(|| abreast(&pool(), 4, 0.., &work, |_| Ok(()))));
        assert!(panicked.is_err());
    }
}
