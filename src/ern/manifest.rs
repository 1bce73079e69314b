//! What closes a batch of messages: a `ManifestMessage` of DDEX's choreography for releases (ERN Choreography SFTP 1.7), which
//! says that the batch is complete and what is in it. Its schema was not to be had; this follows the standard's data dictionary.
use super::{
    Feed, Purpose, Version,
    node::{Out, nodes},
    tree::MessagingParty,
};
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use std::io;

/// A batch of messages.
#[derive(Debug)]
pub(crate) struct Batch<'a> {
    pub(crate) feed: &'a Feed,
    /// As in the messages.
    pub(crate) date: &'a str,
    pub(crate) is_test: bool,
    /// The name of its folder.
    pub(crate) folder: &'a str,
    pub(crate) messages: Vec<Item<'a>>,
}

/// A message of a batch.
#[derive(Debug)]
pub(crate) struct Item<'a> {
    pub(crate) id: &'a str,
    /// Its file, seen from the batch's folder.
    pub(crate) url: String,
    pub(crate) grid: Option<&'a str>,
    pub(crate) barcode: Option<&'a str>,
    pub(crate) purpose: Purpose,
    /// The hash of its file (MD5, as receivers have it), in small hexadecimal digits.
    pub(crate) md5: &'a str,
}

nodes! {
    Manifest<'a> {
        "MessageHeader" header: Header<'a>,
        "IsTestFlag" is_test: bool,
        "RootDirectory" folder: &'a str,
        "NumberOfMessages" count: u64,
        "MessageInBatch" messages: Vec<MessageInBatch<'a>>,
    }

    Header<'a> {
        "MessageSender" sender: MessagingParty<'a>,
        "SentOnBehalfOf" on_behalf_of: Option<MessagingParty<'a>>,
        "MessageRecipient" recipients: Vec<MessagingParty<'a>>,
        "MessageCreatedDateTime" created: &'a str,
    }

    MessageInBatch<'a> {
        "MessageType" kind: &'static str,
        "MessageId" id: &'a str,
        "URL" url: String,
        "IncludedReleaseId" release: ReleaseId<'a>,
        "DeliveryType" delivery: &'static str,
        "ProductType" product: &'static str,
        "HashSum" hash: HashSum<'a>,
    }

    ReleaseId<'a> {
        "GRid" grid: Option<&'a str>,
        "ICPN" barcode: Option<&'a str>,
    }

    HashSum<'a> {
        "HashSumValue" value: &'a str,
        "HashSumAlgorithmType" algorithm: &'static str,
    }
}

/// Writes what closes a batch.
///
/// # Errors
///
/// Nothing that a vector can do wrong.
pub(crate) fn write(batch: &Batch<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    const ROOT: &str = "ern-c-sftp:ManifestMessage";
    let party = MessagingParty::of;
    let manifest = Manifest {
        header: Header {
            sender: party(&batch.feed.sender),
            on_behalf_of: batch.feed.on_behalf_of.as_ref().map(party),
            recipients: batch.feed.recipients.iter().map(party).collect(),
            created: batch.date,
        },
        is_test: batch.is_test,
        folder: batch.folder,
        count: batch.messages.len() as u64,
        messages: batch.messages.iter().map(message).collect(),
    };
    let mut start = BytesStart::new(ROOT);
    start.push_attribute(("xmlns:ern-c-sftp", "http://ddex.net/xml/ern-c-sftp/17"));
    start.push_attribute(("MessageVersionId", "1.7"));
    let mut xml = Out::new(out, Version::default());
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.event(Event::Start(start))?;
    manifest.write_parts(&mut xml)?;
    xml.event(Event::End(BytesEnd::new(ROOT)))?;
    out.push(b'\n');
    Ok(())
}

fn message<'a>(item: &Item<'a>) -> MessageInBatch<'a> {
    MessageInBatch {
        kind: "NewReleaseMessage",
        id: item.id,
        url: item.url.clone(),
        release: ReleaseId { grid: item.grid, barcode: item.barcode },
        delivery: match item.purpose {
            Purpose::Delivery => "NewReleaseDelivery",
            Purpose::Update => "ReDelivery",
            Purpose::Takedown => "TakeDown",
        },
        product: "AudioProduct",
        hash: HashSum { value: item.md5, algorithm: "MD5" },
    }
}
