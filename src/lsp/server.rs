//! What the server knows, and what it does with each message.
use super::{
    actions::{self, FIX_ALL},
    address::{self, Address},
    completion::completion,
    diagnostics,
    document::Document,
    hover::hover,
    inbox::{Event, Inbox},
    text::Encoding,
    wire::{self, Incoming},
};
use crate::{check::Options, unsaved::Unsaved};
use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionRequest, CodeActionResponse, CompletionOptions,
    CompletionRequest, CompletionResponse, DidChangeTextDocumentNotification, DidChangeTextDocumentParams,
    DidChangeWatchedFilesNotification, DidCloseTextDocumentNotification, DidCloseTextDocumentParams,
    DidOpenTextDocumentNotification, DidOpenTextDocumentParams, DidSaveTextDocumentNotification,
    DidSaveTextDocumentParams, ErrorCodes, ExitNotification, Hover, HoverRequest, InitializeRequest, InitializeResult,
    InitializedNotification, Notification, PublishDiagnosticsNotification, PublishDiagnosticsParams,
    RegistrationParams, RegistrationRequest, Request, ServerCapabilities, ServerInfo, ShutdownRequest,
    TextDocumentContentChangeEvent, TextDocumentPositionParams, TextDocumentSyncKind, TextDocumentSyncOptions, Uri,
    json_rpc::{Error, Id, RequestObject, ResponseObject},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

const INITIALIZE: &str = InitializeRequest::METHOD.as_str();
const INITIALIZED: &str = InitializedNotification::METHOD.as_str();
const SHUTDOWN: &str = ShutdownRequest::METHOD.as_str();
const EXIT: &str = ExitNotification::METHOD.as_str();
const OPEN: &str = DidOpenTextDocumentNotification::METHOD.as_str();
const CHANGE: &str = DidChangeTextDocumentNotification::METHOD.as_str();
const SAVE: &str = DidSaveTextDocumentNotification::METHOD.as_str();
const CLOSE: &str = DidCloseTextDocumentNotification::METHOD.as_str();
const FILES: &str = DidChangeWatchedFilesNotification::METHOD.as_str();
const CODE_ACTION: &str = CodeActionRequest::METHOD.as_str();
const COMPLETION: &str = CompletionRequest::METHOD.as_str();
const HOVER: &str = HoverRequest::METHOD.as_str();
/// The protocol's own numbers beside those of JSON-RPC.
const CALLED_OFF: ErrorCodes = ErrorCodes::Custom(-32800);
const REQUEST_FAILED: ErrorCodes = ErrorCodes::Custom(-32803);

/// How far the conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nobody has introduced themselves.
    New,
    Open,
    /// The editor has asked us to end.
    Ending,
}

pub(super) struct Server<'o> {
    output: &'o mut dyn Write,
    options: Options,
    stage: Stage,
    editor: Editor,
    documents: BTreeMap<String, Document>,
    /// The documents that are to be checked; the last one first.
    due: Vec<String>,
}

/// What the editor has said of itself.
#[derive(Debug, Default)]
struct Editor {
    encoding: Encoding,
    /// The folder that is open in it.
    folder: PathBuf,
    /// Whether an edit may name the version that it is for.
    knows_versions: bool,
    /// Whether it watches files for us.
    watches: bool,
}

impl Editor {
    /// What the editor says with `initialize`. What it says in another way than the protocol has it counts as not said.
    fn new(params: &Value) -> Self {
        let is_true = |pointer| params.pointer(pointer) == Some(&Value::Bool(true));
        let offered = params.pointer("/capabilities/general/positionEncodings").and_then(Value::as_array);
        let mut encodings = offered.into_iter().flatten().filter_map(Value::as_str);
        let root = params.pointer("/workspaceFolders/0/uri").or(params.pointer("/rootUri")).and_then(Value::as_str);
        Self {
            encoding: encodings.find_map(Encoding::named).unwrap_or_default(),
            folder: match root.map(address::read) {
                Some(Address::File(path)) => path,
                _ => PathBuf::new(),
            },
            knows_versions: is_true("/capabilities/workspace/workspaceEdit/documentChanges"),
            watches: is_true("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// After so many messages without a pause documents are checked all the same.
const MOST_WITHOUT_CHECK: usize = 1000;

impl<'o> Server<'o> {
    pub(super) fn new(output: &'o mut dyn Write, options: Options) -> Self {
        let (documents, due) = (BTreeMap::new(), Vec::new());
        Self { output, options, stage: Stage::New, editor: Editor::default(), documents, due }
    }

    /// Answers until the editor leaves; says whether it asked us to end before it did.
    ///
    /// # Errors
    ///
    /// The editor cannot be written to.
    pub(super) fn run(&mut self, inbox: &mut Inbox) -> io::Result<bool> {
        let mut without_check = 0;
        loop {
            let event = match self.due.is_empty() {
                true => match inbox.wait() {
                    Some(event) => Some(event),
                    None => return Ok(self.stage == Stage::Ending),
                },
                false if without_check < MOST_WITHOUT_CHECK => inbox.ready(),
                false => None,
            };
            without_check += 1;
            match event {
                None => {
                    without_check = 0;
                    self.check_next()?;
                }
                Some(Event::CalledOff(id)) => {
                    let error = error(CALLED_OFF, "the request was called off".to_owned());
                    wire::write(self.output, &ResponseObject::from_error(id, error))?;
                }
                Some(Event::Message(Incoming::Bad(id, error))) => {
                    wire::write(self.output, &ResponseObject::from_error(id, error))?;
                }
                Some(Event::Message(Incoming::Request(message))) => {
                    let (method, id, params) = message.into_parts();
                    let params = params.unwrap_or_default();
                    match id {
                        None if method == EXIT => return Ok(self.stage == Stage::Ending),
                        None if self.stage == Stage::Open => self.take(&method, params)?,
                        None => {}
                        Some(id) => {
                            let answer = self.answer(&method, id, params);
                            wire::write(self.output, &answer)?;
                        }
                    }
                }
            }
        }
    }

    /// Answers a request.
    fn answer(&mut self, method: &str, id: Id, params: Value) -> ResponseObject {
        match (self.stage, method) {
            (Stage::New, INITIALIZE) => {
                self.editor = Editor::new(&params);
                self.stage = Stage::Open;
                answered::<InitializeRequest>(id, Ok(introduction(&self.editor)))
            }
            (Stage::Open, SHUTDOWN) => {
                self.stage = Stage::Ending;
                self.due.clear();
                answered::<ShutdownRequest>(id, Ok(()))
            }
            (Stage::Open, CODE_ACTION) => answered::<CodeActionRequest>(id, self.code_actions(params)),
            (Stage::Open, COMPLETION) => answered::<CompletionRequest>(id, self.completion(params)),
            (Stage::Open, HOVER) => answered::<HoverRequest>(id, self.hover(params)),
            (stage, method) => {
                let (code, why) = match stage {
                    Stage::New => (ErrorCodes::ServerNotInitialized, "`initialize` comes first".to_owned()),
                    Stage::Open => (ErrorCodes::MethodNotFound, format!("there is no `{method}` here")),
                    Stage::Ending => (ErrorCodes::InvalidRequest, "the server is about to end".to_owned()),
                };
                ResponseObject::from_error(id, error(code, why))
            }
        }
    }

    fn code_actions(&mut self, params: Value) -> Result<Option<Vec<CodeActionResponse>>, Error> {
        let params: CodeActionParams = read(params)?;
        let Some(document) = self.documents.get_mut(params.text_document.uri.as_ref()) else { return Ok(None) };
        let actions = actions::actions(document, &params, &self.options, self.editor.knows_versions);
        let actions = actions.map_err(|failure| error(REQUEST_FAILED, failure.to_string()))?;
        Ok(Some(actions.into_iter().map(CodeActionResponse::CodeAction).collect()))
    }

    fn completion(&self, params: Value) -> Result<Option<CompletionResponse>, Error> {
        let place: TextDocumentPositionParams = read(params)?;
        let document = self.documents.get(place.text_document.uri.as_ref());
        let list = document.map(|document| completion(document, place.position, &self.options));
        Ok(list.map(CompletionResponse::CompletionList))
    }

    fn hover(&mut self, params: Value) -> Result<Option<Hover>, Error> {
        let place: TextDocumentPositionParams = read(params)?;
        let document = self.documents.get_mut(place.text_document.uri.as_ref());
        Ok(document.and_then(|document| hover(document, place.position, &self.options)))
    }

    /// Takes in what the editor tells. What cannot be understood is passed over: nobody waits for an answer.
    fn take(&mut self, method: &str, params: Value) -> io::Result<()> {
        match method {
            INITIALIZED if self.editor.watches => self.watch_files()?,
            OPEN => {
                if let Ok(params) = read::<DidOpenTextDocumentParams>(params) {
                    let uri = params.text_document.uri.to_string();
                    let document = Document::new(params.text_document, &self.editor.folder, self.editor.encoding);
                    self.documents.insert(uri.clone(), document);
                    self.touched(&uri);
                }
            }
            CHANGE => {
                if let Ok(params) = read::<DidChangeTextDocumentParams>(params) {
                    self.change(params);
                }
            }
            SAVE => {
                if let Ok(params) = read::<DidSaveTextDocumentParams>(params) {
                    self.touched(params.text_document.uri.as_ref());
                }
            }
            CLOSE => {
                if let Ok(params) = read::<DidCloseTextDocumentParams>(params) {
                    self.close(params.text_document.uri)?;
                }
            }
            FILES => self.all_are_due(),
            _ => {}
        }
        Ok(())
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.text_document_identifier.uri.to_string();
        let Some(document) = self.documents.get_mut(&uri) else { return };
        document.version = params.text_document.version;
        for change in params.content_changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    document.text.change(Some(part.range), &part.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    document.text.change(None, &whole.text);
                }
            }
        }
        self.touched(&uri);
    }

    /// Nothing more is said of a document that is closed. What it was for others is in its file now.
    fn close(&mut self, uri: Uri) -> io::Result<()> {
        let Some(document) = self.documents.remove(uri.as_ref()) else { return Ok(()) };
        self.due.retain(|due| due != uri.as_ref());
        if document.is_shared() {
            self.all_are_due();
        }
        let params = PublishDiagnosticsParams { uri, version: None, diagnostics: Vec::new() };
        self.tell::<PublishDiagnosticsNotification>(params)
    }

    /// A text is another, so it is to be checked; with a roster or settings, all are.
    fn touched(&mut self, uri: &str) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        document.forget();
        if document.is_shared() {
            self.all_are_due();
        }
        self.due.retain(|due| due != uri);
        self.due.push(uri.to_owned());
    }

    fn all_are_due(&mut self) {
        self.documents.values_mut().for_each(Document::forget);
        self.due = self.documents.keys().cloned().collect();
        let shared = self.documents.values().filter(|document| document.is_shared());
        self.options.unsaved =
            Unsaved::new(shared.map(|document| (document.path.as_path(), Arc::from(document.text.as_str()))));
    }

    /// Checks a document, and tells what was found.
    fn check_next(&mut self) -> io::Result<()> {
        let document = self.due.pop().and_then(|uri| self.documents.get_mut(&uri));
        let Some(document) = document else { return Ok(()) };
        document.check(&self.options);
        let (uri, version) = (document.uri.clone(), Some(document.version));
        let diagnostics = diagnostics::all(document, &self.options.unsaved);
        self.tell::<PublishDiagnosticsNotification>(PublishDiagnosticsParams { uri, version, diagnostics })
    }

    /// Asks the editor to say when a roster or settings are changed by somebody else.
    fn watch_files(&mut self) -> io::Result<()> {
        let watchers = json!([{"globPattern": "**/performers.{yaml,yml}"}, {"globPattern": "**/gatefold.toml"}]);
        let registration = json!({"registrations": [{
            "id": "files",
            "method": FILES,
            "registerOptions": {"watchers": watchers},
        }]});
        let params: RegistrationParams = serde_json::from_value(registration)?;
        let request = RequestObject::from_request::<RegistrationRequest>(Id::Number(1), params);
        wire::write(self.output, &request)
    }

    fn tell<N: Notification>(&mut self, params: N::Params) -> io::Result<()> {
        wire::write(self.output, &RequestObject::from_notification::<N>(params))
    }
}

/// The parameters of a message, or what is wrong with them.
fn read<T: DeserializeOwned>(params: Value) -> Result<T, Error> {
    serde_json::from_value(params).map_err(|why| error(ErrorCodes::InvalidParams, why.to_string()))
}

fn answered<R: Request>(id: Id, result: Result<R::Result, Error>) -> ResponseObject {
    match result {
        Ok(result) => ResponseObject::from_success::<R>(id, result),
        Err(error) => ResponseObject::from_error(id, error),
    }
}

fn error(code: ErrorCodes, message: String) -> Error {
    Error { code, message, data: None }
}

/// Who we are, and what we can do.
fn introduction(editor: &Editor) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(true.into()),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::from(FIX_ALL.to_owned())]),
        ..CodeActionOptions::default()
    };
    let completion = CompletionOptions {
        trigger_characters: Some([" ", "[", "\"", "'"].map(str::to_owned).to_vec()),
        ..CompletionOptions::default()
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(editor.encoding.kind()),
        text_document_sync: Some(sync.into()),
        code_action_provider: Some(actions.into()),
        hover_provider: Some(true.into()),
        completion_provider: Some(completion),
        ..ServerCapabilities::default()
    };
    let server_info = ServerInfo { name: "gatefold".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    InitializeResult { capabilities, server_info: Some(server_info) }
}
