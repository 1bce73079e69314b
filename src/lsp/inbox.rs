//! What the editor has said and nobody has looked at yet. A request that was called off is known as such before its turn comes.
use super::wire::{self, Incoming};
use gen_lsp_types::json_rpc::{Id, RequestObject};
use serde_json::Value;
use std::{
    collections::VecDeque,
    io::BufRead,
    sync::mpsc::{Receiver, TryRecvError, channel},
    thread,
};

/// Messages that wait.
pub(super) struct Inbox {
    receiver: Receiver<Incoming>,
    waiting: VecDeque<Event>,
    is_open: bool,
}

/// A message whose turn has come.
#[derive(Debug)]
pub(super) enum Event {
    Message(Incoming),
    /// A request that nobody waits for any more.
    CalledOff(Id),
}

impl Inbox {
    /// Reads the messages on a thread of its own, so that the editor never has to wait until it may write.
    pub(super) fn new(mut input: impl BufRead + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        thread::spawn(move || {
            while let Some(incoming) = wire::read(&mut input) {
                if sender.send(incoming).is_err() {
                    break;
                }
            }
        });
        Self { receiver, waiting: VecDeque::new(), is_open: true }
    }

    /// Messages that are all there, with none to follow.
    #[cfg(test)]
    pub(super) fn full(mut input: impl BufRead) -> Self {
        let mut inbox = Self { receiver: channel().1, waiting: VecDeque::new(), is_open: true };
        while let Some(incoming) = wire::read(&mut input) {
            inbox.take(incoming);
        }
        inbox
    }

    /// The next message that is there already.
    pub(super) fn ready(&mut self) -> Option<Event> {
        while self.is_open {
            match self.receiver.try_recv() {
                Ok(incoming) => self.take(incoming),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => self.is_open = false,
            }
        }
        self.waiting.pop_front()
    }

    /// The next message, whenever it comes; none, if no more will.
    pub(super) fn wait(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready() {
                return Some(event);
            }
            match self.receiver.recv() {
                Ok(incoming) => self.take(incoming),
                Err(_) => return None,
            }
        }
    }

    fn take(&mut self, incoming: Incoming) {
        let Some(called_off) = called_off(&incoming) else {
            self.waiting.push_back(Event::Message(incoming));
            return;
        };
        let is_it = |event: &&mut Event| match event {
            Event::Message(Incoming::Request(request)) => request.id() == Some(&called_off),
            _ => false,
        };
        if let Some(event) = self.waiting.iter_mut().find(is_it) {
            *event = Event::CalledOff(called_off);
        }
    }
}

/// The request that a message calls off.
fn called_off(incoming: &Incoming) -> Option<Id> {
    let Incoming::Request(request) = incoming else { return None };
    let id = |request: &RequestObject| request.params().and_then(|params| params.get("id")).cloned();
    (request.method() == "$/cancelRequest").then(|| serde_json::from_value(id(request).unwrap_or(Value::Null)).ok())?
}
