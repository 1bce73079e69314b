//! The language server: an editor tells what is typed, and gets findings, fixes, explanations and proposals.
//!
//! One message after the other, on one thread; what is typed meanwhile waits in the inbox. A document is checked when nothing waits, so
//! that only its newest text is.
mod actions;
mod address;
mod completion;
mod cursor;
mod diagnostics;
mod document;
mod hover;
mod inbox;
mod kind;
mod names;
mod server;
mod text;
mod wire;

use crate::check::Options;
use inbox::Inbox;
use server::Server;
use std::io::{BufRead, Write};

/// Speaks with an editor until it says goodbye or is gone; says whether it took its leave in the proper way.
pub(crate) fn serve(input: impl BufRead + Send + 'static, output: &mut dyn Write, options: Options) -> bool {
    let mut inbox = Inbox::new(input);
    let mut server = Server::new(output, options);
    // An editor that cannot be answered is gone.
    server.run(&mut inbox).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Inbox, Server};
    use crate::check::Options;
    use serde_json::{Value, json};

    /// What the server says to messages that are all there before it looks at the first.
    fn said(messages: &[Value]) -> Vec<Value> {
        let framed = messages.iter().map(|message| {
            let body = message.to_string();
            format!("Content-Length: {}\r\n\r\n{body}", body.len())
        });
        let mut inbox = Inbox::full(framed.collect::<String>().as_bytes());
        let mut output = Vec::new();
        Server::new(&mut output, Options::default()).run(&mut inbox).expect("a vector takes all");
        let output = String::from_utf8(output).expect("it is JSON");
        let bodies =
            output.split("Content-Length: ").skip(1).map(|message| &message[message.find('{').expect("JSON")..]);
        bodies.map(|body| serde_json::from_str(body).expect("it is JSON")).collect()
    }

    fn asked(id: i32, method: &str, params: Value) -> Value {
        json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
    }

    fn told(method: &str, params: Value) -> Value {
        json!({"jsonrpc": "2.0", "method": method, "params": params})
    }

    fn opened(text: &str) -> Value {
        let document = json!({"uri": "untitled:x", "languageId": "yaml", "version": 1, "text": text});
        told("textDocument/didOpen", json!({"textDocument": document}))
    }

    #[test]
    fn only_the_newest_text_is_checked() {
        let mut messages = vec![asked(1, "initialize", json!({"capabilities": {}})), opened("title: x")];
        messages.extend((2..500).map(|version| {
            let document = json!({"uri": "untitled:x", "version": version});
            told("textDocument/didChange", json!({"textDocument": document, "contentChanges": [{"text": "title: y"}]}))
        }));
        let said = said(&messages);
        let versions: Vec<&Value> = said[1..].iter().map(|message| &message["params"]["version"]).collect();
        assert_eq!(versions, [499]);
    }

    #[test]
    fn without_a_pause_a_text_is_checked_now_and_then() {
        let mut messages = vec![asked(1, "initialize", json!({"capabilities": {}})), opened("title: x")];
        messages.extend((0..3000).map(|_| told("$/setTrace", json!({}))));
        messages.push(asked(2, "shutdown", Value::Null));
        let said = said(&messages);
        assert_eq!(said[1]["method"], "textDocument/publishDiagnostics");
    }

    #[test]
    fn a_request_that_is_called_off_is_not_answered() {
        let place = json!({"textDocument": {"uri": "untitled:x"}, "position": {"line": 0, "character": 0}});
        let said = said(&[
            asked(1, "initialize", json!({"capabilities": {}})),
            asked(2, "textDocument/hover", place.clone()),
            asked(3, "textDocument/hover", place),
            told("$/cancelRequest", json!({"id": 3})),
            told("$/cancelRequest", json!({"id": "nobody"})),
        ]);
        assert_eq!(said.len(), 3);
        assert_eq!((&said[1]["id"], &said[1]["result"]), (&json!(2), &Value::Null));
        assert_eq!((&said[2]["id"], &said[2]["error"]["code"]), (&json!(3), &json!(-32800)));
    }

    #[test]
    fn the_editor_is_asked_to_watch_files_if_it_can() {
        let can = json!({"capabilities": {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}});
        let said = said(&[
            asked(1, "initialize", can),
            told("initialized", json!({})),
            json!({"jsonrpc": "2.0", "id": 1, "result": null}),
            json!({"jsonrpc": "2.0", "id": 1, "error": {"code": 1, "message": "no"}}),
        ]);
        assert_eq!(said.len(), 2);
        assert_eq!(said[1]["method"], "client/registerCapability");
    }
}
