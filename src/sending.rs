//! What the command line says of the messages to be sent: which version, which feed, their names and their date.
use crate::{
    cli::Send,
    ern::{Feed, Message, Party, Purpose, Version, placeholder},
    failure::Failure,
    record::Record,
    ruleset::{Choice, Feeds, Profile, Ruleset},
};

/// The messages of a run.
pub(crate) struct Sending {
    version: Version,
    /// With `{name}` where the record's name stands.
    id: String,
    date: String,
    is_test: bool,
    purpose: Purpose,
    has_files: bool,
    /// Whether the files are copied beside the messages.
    is_delivery: bool,
    feed: Option<String>,
}

/// What stands for the record's name in the id of a message.
const NAME: &str = "{name}";

impl Sending {
    /// Takes in the options.
    ///
    /// # Errors
    ///
    /// The id or the date is missing: the clock is not asked, so that the same options give the same bytes.
    pub(crate) fn new(asked: &Send, is_delivery: bool) -> Result<Self, Failure> {
        let need = |value: &Option<String>, option: &str, example: &str| {
            let why = format!("a message needs `{option}`, such as `{option} {example}`: the clock is never asked");
            value.clone().ok_or_else(|| Failure::new(why))
        };
        let purpose = match (asked.update, asked.takedown) {
            (_, true) => Purpose::Takedown,
            (true, false) => Purpose::Update,
            (false, false) => Purpose::Delivery,
        };
        Ok(Self {
            version: asked.ern_version.unwrap_or_default(),
            id: need(&asked.message_id, "--message-id", "2018-11-15-{name}")?,
            date: need(&asked.message_date, "--message-date", "2018-11-15T09:00:00Z")?,
            is_test: asked.test,
            purpose,
            has_files: purpose == Purpose::Delivery || asked.with_files,
            is_delivery,
            feed: asked.feed.clone(),
        })
    }

    /// What a record is checked for before it is sent: all that a delivery needs. A test may have placeholders; what is taken out
    /// of the shops needs no deal and comes at any time.
    pub(crate) fn choose(&self, choice: &mut Choice) {
        choice.profile = Some(Profile::Feed);
        if self.is_test {
            choice.ignore.push("placeholder".to_owned());
        }
        if self.purpose == Purpose::Takedown {
            choice.ignore.extend(["deal-missing", "short-notice"].map(str::to_owned));
        }
    }

    /// Whether two records would get messages of one id.
    pub(crate) fn has_one_id(&self) -> bool {
        !self.id.contains(NAME)
    }

    /// The message about a record.
    ///
    /// # Errors
    ///
    /// A sentence that says why there is none.
    pub(crate) fn message<'a>(&'a self, record: &Record, rules: &'a Ruleset) -> Result<Message<'a>, String> {
        let feed = self.feed(&rules.feeds)?;
        if !self.is_test {
            earnest(feed)?;
        }
        let id = self.id.replace(NAME, &record.name);
        let Self { version, date, is_test, purpose, has_files, is_delivery, .. } = self;
        Ok(Message {
            version: *version,
            feed,
            id,
            date,
            is_test: *is_test,
            purpose: *purpose,
            has_files: *has_files,
            needs_files: *has_files && *is_delivery,
        })
    }

    fn feed<'a>(&self, feeds: &'a Feeds) -> Result<&'a Feed, String> {
        let names = || feeds.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match (&self.feed, &feeds[..]) {
            (_, []) => Err("no `[feed.NAME]` in a `gatefold.toml` says who sends the message, and to whom".to_owned()),
            (None, [(_, only)]) => Ok(only),
            (None, _) => Err(format!("there are several feeds, {}: say which with `--feed`", names())),
            (Some(wanted), _) => {
                let feed = feeds.iter().find(|(name, _)| name == wanted).map(|(_, feed)| feed);
                feed.ok_or_else(|| format!("there is no feed `{wanted}` in the settings; there is {}", names()))
            }
        }
    }
}

/// Whether everybody has a real number; if not, the whole list.
fn earnest(feed: &Feed) -> Result<(), String> {
    let all = std::iter::once(&feed.sender).chain(&feed.on_behalf_of).chain(&feed.recipients);
    let kept = all.filter(|party| placeholder::is_dpid(&party.dpid));
    let names: Vec<String> = kept.map(|Party { dpid, name }| format!("`{}` of {name}", dpid.value)).collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(format!("only a test can be sent (`--test`): in the settings, these only keep a place: {}", names.join(", ")))
}
