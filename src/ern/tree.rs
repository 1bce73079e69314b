//! The message as a tree: every part that we send, its attributes and elements in the order of the standard.
//!
//! A field without `Option` or `Vec` is there in each message, because the standard demands it.
use super::{
    Party as Company, Version,
    node::{Node, Out, Playing, Reference, Some1, nodes},
};
use crate::record::date::{Date, PartialDate};
use std::{borrow::Cow, io};

nodes! {
    Message<'a> {
        "MessageHeader" header: Header<'a>,
        "PartyList" parties: PartyList<'a>,
        "ResourceList" resources: ResourceList<'a>,
        "ReleaseList" releases: ReleaseList<'a>,
        "DealList" deals: Option<DealList<'a>>,
    }

    Header<'a> {
        "MessageThreadId" thread: &'a str,
        "MessageId" id: &'a str,
        "MessageSender" sender: MessagingParty<'a>,
        "SentOnBehalfOf" on_behalf_of: Option<MessagingParty<'a>>,
        "MessageRecipient" recipients: Vec<MessagingParty<'a>>,
        "MessageCreatedDateTime" created: &'a str,
        "MessageControlType" control: &'static str,
    }

    MessagingParty<'a> {
        "PartyId" id: &'a str,
        "PartyName" name: MessagingPartyName<'a>,
    }

    MessagingPartyName<'a> {
        "FullName" full: &'a str,
    }

    PartyList<'a> {
        "Party" parties: Vec<Party<'a>>,
    }

    Party<'a> {
        "PartyReference" reference: Reference,
        "PartyName" names: Some1<PartyName<'a>>,
        "PartyId" id: Option<PartyId<'a>>,
    }

    PartyName<'a> {
        ["LanguageAndScriptCode" language: Option<&'a str>, "IsDefault" is_default: Option<bool>, "IsInOriginalLanguage" is_original: Option<bool>]
        "FullName" full: &'a str,
    }

    PartyId<'a> {
        "ISNI" isni: Option<&'a str>,
        "IpiNameNumber" ipi: Option<&'a str>,
        "ProprietaryId" own: Vec<ProprietaryId<'a>>,
    }

    ProprietaryId<'a> {
        ["Namespace" namespace: &'a str]
        = id: Cow<'a, str>,
    }

    ResourceList<'a> {
        "SoundRecording" recordings: Vec<SoundRecording<'a>>,
        "Image" images: Vec<Image<'a>>,
    }

    SoundRecording<'a> {
        "ResourceReference" reference: Reference,
        "Type" kind: &'static str,
        "SoundRecordingEdition" edition: Edition<'a>,
        "WorkId" work: Option<WorkId<'a>>,
        "DisplayTitleText" title_texts: Some1<TitleText<'a>>,
        "DisplayTitle" titles: Some1<Title<'a>>,
        "VersionType" version: Option<&'static str>,
        "DisplayArtistName" artist_name: String,
        "DisplayArtist" artists: Vec<DisplayArtist>,
        "Contributor" contributors: Vec<Contributor<'a>>,
        "Duration" duration: Playing,
        "ParentalWarningType" advisory: Option<&'static str>,
        "RelatedResource" related: Option<RelatedResource<'a>>,
        "IsCover" is_cover: Option<bool>,
        "IsInstrumental" is_instrumental: Option<bool>,
        "LanguageOfPerformance" language: Option<&'a str>,
    }

    Edition<'a> {
        "ResourceId" id: RecordingId<'a>,
        "PLine" p_line: Option<PLine<'a>>,
        "TechnicalDetails" file: Option<AudioDetails>,
    }

    RecordingId<'a> {
        "ISRC" isrc: &'a str,
    }

    WorkId<'a> {
        "ISWC" iswc: &'a str,
    }

    PLine<'a> {
        "Year" year: Option<u16>,
        "PLineCompany" company: Option<&'a str>,
        "PLineText" text: String,
    }

    CLine<'a> {
        "Year" year: Option<u16>,
        "CLineCompany" company: Option<&'a str>,
        "CLineText" text: String,
    }

    AudioDetails {
        "TechnicalResourceDetailsReference" reference: Reference,
        "DeliveryFile" file: AudioFile,
    }

    AudioFile {
        "Type" kind: &'static str,
        "ContainerFormat" container: Option<&'static str>,
        "AudioCodecType" codec: &'static str,
        "NumberOfChannels" channels: u16,
        "SamplingRate" sample_rate: Measure,
        "BitsPerSample" bits: Option<u16>,
        "File" file: File,
        "IsProvidedInDelivery" is_delivered: bool,
    }

    Measure {
        ["UnitOfMeasure" unit: &'static str]
        = number: String,
    }

    File {
        "URI" uri: String,
        "HashSum" hash: HashSum,
        "FileSize" kilobytes: String,
    }

    HashSum {
        "Algorithm" algorithm: &'static str,
        "HashSumValue" value: String,
    }

    TitleText<'a> {
        ["LanguageAndScriptCode" language: Option<&'a str>, "IsDefault" is_default: Option<bool>]
        = text: Cow<'a, str>,
    }

    Title<'a> {
        ["LanguageAndScriptCode" language: Option<&'a str>, "IsDefault" is_default: Option<bool>]
        "TitleText" text: &'a str,
        "SubTitle" version: Option<SubTitle<'a>>,
    }

    SubTitle<'a> {
        ["SequenceNumber" number: usize, "IsDisplayedInTitle" is_displayed: bool, "SubTitleType" kind: &'static str]
        = text: &'a str,
    }

    DisplayArtist {
        ["SequenceNumber" number: usize]
        "ArtistPartyReference" party: Reference,
        "DisplayArtistRole" role: &'static str,
    }

    Contributor<'a> {
        ["SequenceNumber" number: usize]
        "ContributorPartyReference" party: Reference,
        "Role" roles: Vec<Role<'a>>,
    }

    RoleValue<'a> {
        ["Namespace" namespace: Option<&'a str>, "UserDefinedValue" own: Option<&'a str>]
        = value: &'static str,
    }

    RelatedResource<'a> {
        "ResourceRelationshipType" kind: &'static str,
        "ResourceId" id: RecordingId<'a>,
    }

    Image<'a> {
        "ResourceReference" reference: Reference,
        "Type" kind: &'static str,
        "ResourceId" id: ImageId<'a>,
        "Contributor" contributors: Vec<Contributor<'a>>,
        "TechnicalDetails" file: Option<ImageDetails>,
    }

    ImageId<'a> {
        "ProprietaryId" id: ProprietaryId<'a>,
    }

    ImageDetails {
        "TechnicalResourceDetailsReference" reference: Reference,
        "ImageCodecType" codec: &'static str,
        "ImageHeight" height: Measure,
        "ImageWidth" width: Measure,
        "File" file: File,
        "IsProvidedInDelivery" is_delivered: bool,
    }

    ReleaseList<'a> {
        "Release" release: Release<'a>,
        "TrackRelease" tracks: Vec<TrackRelease<'a>>,
    }

    Release<'a> {
        "ReleaseReference" reference: Reference,
        "ReleaseType" kind: ReleaseType<'a>,
        "ReleaseId" id: ReleaseId<'a>,
        "DisplayTitleText" title_texts: Some1<TitleText<'a>>,
        "DisplayTitle" titles: Some1<Title<'a>>,
        "VersionType" versions: Vec<&'static str>,
        "DisplayArtistName" artist_name: String,
        "DisplayArtist" artists: Vec<DisplayArtist>,
        "ReleaseLabelReference" label: LabelReference,
        "PLine" p_line: Option<PLine<'a>>,
        "CLine" c_line: Option<CLine<'a>>,
        "Duration" duration: Playing,
        "DisplayGenre" | "Genre" genres: Vec<Genre<'a>>,
        "ReleaseDate" dates: Vec<ReleaseDate<'a>>,
        "OriginalReleaseDate" original_date: Option<PartialDate>,
        "ParentalWarningType" advisory: Option<&'static str>,
        "IsSingleArtistCompilation" is_single_compilation: Option<bool>,
        "IsMultiArtistCompilation" is_multi_compilation: Option<bool>,
        "ResourceGroup" group: ResourceGroup<'a>,
        "IsSoundtrack" is_soundtrack: Option<bool>,
    }

    ReleaseType<'a> {
        ["Namespace" namespace: Option<&'a str>, "UserDefinedValue" own: Option<&'a str>]
        = value: &'static str,
    }

    ReleaseId<'a> {
        "GRid" grid: Option<&'a str>,
        "ICPN" icpn: Option<&'a str>,
        "CatalogNumber" catalog_number: Option<CatalogNumber<'a>>,
        "ProprietaryId" own: Option<ProprietaryId<'a>>,
    }

    CatalogNumber<'a> {
        ["Namespace" namespace: &'a str]
        = number: &'a str,
    }

    LabelReference {
        ["IsDefault" is_default: bool, "LabelType" kind: &'static str, "ApplicableTerritoryCode" territory: &'static str]
        = party: String,
    }

    Genre<'a> {
        ["ApplicableTerritoryCode" territory: Option<&'static str>, "IsDefault" is_default: Option<bool>]
        "GenreText" text: &'a str,
    }

    ReleaseDate<'a> {
        ["ApplicableTerritoryCode" territory: &'a str, "IsDefault" is_default: Option<bool>]
        = day: String,
    }

    ResourceGroup<'a> {
        ["ResourceGroupType" kind: Option<&'static str>]
        "DisplayTitleText" title_text: Option<TitleText<'a>>,
        "DisplayTitle" title: Option<Title<'a>>,
        "SequenceNumber" number: Option<u32>,
        "ResourceGroup" groups: Vec<ResourceGroup<'a>>,
        "ResourceGroupContentItem" items: Vec<ContentItem>,
        "LinkedReleaseResourceReference" cover: Option<Linked>,
    }

    ContentItem {
        "SequenceNumber" number: u32,
        "ReleaseResourceReference" resource: Reference,
        "IsBonusResource" is_bonus: Option<bool>,
    }

    Linked {
        ["LinkDescription" what: &'static str]
        = resource: String,
    }

    TrackRelease<'a> {
        "ReleaseReference" reference: Reference,
        "ReleaseId" id: ReleaseId<'a>,
        "ReleaseResourceReference" resource: Reference,
        "ReleaseLabelReference" label: LabelReference,
        "DisplayGenre" | "Genre" genres: Vec<Genre<'a>>,
    }

    DealList<'a> {
        "ReleaseDeal" deals: Vec<ReleaseDeal<'a>>,
    }

    ReleaseDeal<'a> {
        "DealReleaseReference" releases: Vec<Reference>,
        "Deal" deals: Vec<Deal<'a>>,
    }

    Deal<'a> {
        "DealTerms" terms: DealTerms<'a>,
    }

    DealTerms<'a> {
        "TerritoryCode" territories: Vec<&'a str>,
        "ExcludedTerritoryCode" excluded: Vec<&'a str>,
        "ValidityPeriod" period: Period,
        "CommercialModelType" models: Vec<&'a str>,
        "UseType" uses: Vec<&'a str>,
        "IsPreOrderDeal" is_pre_order: Option<bool>,
    }

    Period {
        "StartDate" start: Date,
        "EndDate" end: Option<Date>,
    }
}

/// What somebody did: in an element of its own since 4.3.2.
pub(super) struct Role<'a>(pub(super) RoleValue<'a>);

impl Node for Role<'_> {
    fn write(&self, name: &str, out: &mut Out<'_>) -> io::Result<()> {
        match out.version {
            Version::V43 => self.0.write(name, out),
            Version::V432 => out.element(name, |out| self.0.write("Value", out)),
        }
    }
}

impl<'a> MessagingParty<'a> {
    /// Who sends or receives.
    pub(super) fn of(party: &'a Company) -> Self {
        Self { id: party.dpid.compact(), name: MessagingPartyName { full: &party.name } }
    }
}
