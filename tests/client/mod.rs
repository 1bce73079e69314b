//! An editor as far as the language server sees one: it says things over the wire, and waits for what comes back.
#![allow(dead_code, reason = "each of those who use it uses a part")]
#![allow(clippy::needless_pass_by_value, reason = "what is said is made where it is said")]
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

/// After this time the server is taken to hang.
const HANG: Duration = Duration::from_mins(1);

pub(crate) struct Client {
    process: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    told: Vec<Value>,
    next: i64,
}

impl Client {
    /// Starts the server in a folder; nothing is said yet.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_gatefold"))
            .arg("lsp")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(process.stdout.take().expect("it was asked for"));
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = process.stdin.take();
        Self { process, input, messages, told: Vec::new(), next: 0 }
    }

    /// Starts it, and introduces an editor that has the folder open.
    pub(crate) fn open(folder: &Path, encodings: &[&str]) -> Self {
        let mut client = Self::start(folder, &[]);
        client.introduce(folder, encodings);
        client
    }

    pub(crate) fn introduce(&mut self, folder: &Path, encodings: &[&str]) -> Value {
        let capabilities = json!({
            "general": {"positionEncodings": encodings},
            "workspace": {"workspaceEdit": {"documentChanges": true}},
        });
        let params = json!({"processId": null, "rootUri": uri(folder), "capabilities": capabilities});
        let answer = self.ask("initialize", params);
        self.tell("initialized", json!({}));
        answer
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the wire is open");
        input.write_all(bytes).expect("the server reads");
        input.flush().expect("the server reads");
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.raw(&framed(&json!({"jsonrpc": "2.0", "method": method, "params": params})));
    }

    /// The answer to a request: what is in `result`, or the whole of `error`.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.raw(&framed(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})));
        loop {
            let message = self.next_message();
            if message["id"] == id && message.get("method").is_none() {
                return message.get("error").or(message.get("result")).cloned().expect("an answer has one of them");
            }
            self.told.push(message);
        }
    }

    pub(crate) fn next_message(&mut self) -> Value {
        self.messages.recv_timeout(HANG).expect("the server neither hangs nor dies")
    }

    pub(crate) fn open_document(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Changes a document: parts of it, or all.
    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: &[Value]) {
        let document = json!({"uri": uri, "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// What is said of that version of a document.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: impl Into<Option<i32>>) -> Vec<Value> {
        let version = version.into();
        let is_it = |message: &Value| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && params["version"].as_i64() == version.map(i64::from)
        };
        let known = self.told.iter().position(is_it);
        let mut message = match known {
            Some(at) => self.told.remove(at),
            None => self.next_message(),
        };
        while !is_it(&message) {
            self.told.push(message);
            message = self.next_message();
        }
        message["params"]["diagnostics"].as_array().expect("it is a list").clone()
    }

    /// Their codes.
    pub(crate) fn codes(&mut self, uri: &str, version: impl Into<Option<i32>>) -> Vec<String> {
        let diagnostics = self.diagnostics(uri, version);
        diagnostics.iter().map(|one| one["code"].as_str().unwrap_or("none").to_owned()).collect()
    }

    /// Forgets what was told and not asked for.
    pub(crate) fn forget(&mut self) {
        self.told.clear();
    }

    /// Ends in the proper way.
    pub(crate) fn leave(mut self) -> ExitStatus {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        self.process.wait().expect("it ends")
    }

    /// Hangs up.
    pub(crate) fn hang_up(mut self) -> ExitStatus {
        self.input = None;
        self.process.wait().expect("it ends")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((_, number)) => length = number.parse().ok(),
            None => break,
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server speaks JSON"))
}

/// The address of a path without odd signs in it.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// A place in a text, as `line, character` in UTF-16, as a byte.
pub(crate) fn byte(text: &str, position: &Value) -> usize {
    let line = usize::try_from(position["line"].as_u64().expect("it is a number")).expect("it is small");
    let character = usize::try_from(position["character"].as_u64().expect("it is a number")).expect("it is small");
    let mut start = 0;
    for _ in 0..line {
        let end = text[start..].find(['\n', '\r']).expect("there is such a line");
        start += end + if text[start + end..].starts_with("\r\n") { 2 } else { 1 };
    }
    let mut units = 0;
    for (at, sign) in text[start..].char_indices() {
        if units == character {
            return start + at;
        }
        units += sign.len_utf16();
    }
    assert_eq!(units, character, "a place in the text");
    text.len()
}

/// A text after the edits of an action.
pub(crate) fn applied(text: &str, action: &Value) -> String {
    let edits = action["edit"]["documentChanges"][0]["edits"].as_array().expect("the action has edits");
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (byte(text, &range["start"]), byte(text, &range["end"]), edit["newText"].as_str().expect("it is a text"))
        })
        .collect();
    edits.sort_unstable();
    let mut new = text.to_owned();
    for (start, end, with) in edits.into_iter().rev() {
        new.replace_range(start..end, with);
    }
    new
}
