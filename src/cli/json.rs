//! The JSON of the contract, as types: a field is here or it is not in the answer. Times are Japan
//! Standard Time with `+09:00`, days are civil days in Japan.

mod doctor;
mod document;
mod guide;
mod support;

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    app::{event::CertificateFact, failure::Failure, settings::Language},
    core::{
        cert::{BirthDate, Certificate, Holder, IssuerTrust, KeyUsages, MarkedText, Sex},
        rules::{Attempts, JST, ValidityReport, jst_date},
    },
    i18n::failure::failure_text,
};

pub(super) use doctor::{DoctorJson, RungJson};
pub(super) use document::{SignJson, SignedFileJson, VerifiedFileJson, VerifyJson, signatures};
pub(super) use guide::{
    CalendarEntryJson, CalendarJson, GuideJson, GuideTopicJson, LeftOutJson, PrintedJson,
    TopicNameJson,
};
pub(super) use support::SupportJson;

/// A moment in Japan, to the second: `2026-11-22T13:00:00+09:00`.
pub(super) fn moment(at: Timestamp) -> String {
    let whole = Timestamp::from_second(at.as_second()).unwrap_or(at);
    format!("{}+09:00", JST.to_datetime(whole))
}

/// A path, as far as it is text.
pub(super) fn path(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Anything that failed as a whole.
#[derive(Serialize)]
pub(super) struct ErrorAnswer {
    pub error: ErrorJson,
}

/// A failure.
#[derive(Serialize)]
pub(super) struct ErrorJson {
    pub code: &'static str,
    pub exit: u8,
    pub message: String,
    pub meaning: String,
    pub remedy: String,
    pub remaining: Option<u8>,
}

impl ErrorJson {
    pub(super) fn of(failure: &Failure, language: Language) -> Self {
        let text = failure_text(language, failure);
        Self {
            code: failure.code(),
            exit: failure.exit() as u8,
            message: text.what,
            meaning: text.meaning,
            remedy: text.remedy,
            remaining: failure.remaining(),
        }
    }
}

/// `status`
#[derive(Serialize)]
pub(super) struct StatusJson {
    pub app: AppJson,
    pub time: String,
    pub demo: bool,
    pub readers: Vec<ReaderJson>,
}

#[derive(Serialize)]
pub(super) struct AppJson {
    pub name: &'static str,
    pub version: &'static str,
}

#[derive(Serialize)]
pub(super) struct ReaderJson {
    pub name: String,
    pub state: &'static str,
    pub card: Option<CardJson>,
    /// Why its card could not be read to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorJson>,
}

#[derive(Serialize)]
pub(super) struct CardJson {
    pub kind: &'static str,
    #[serde(flatten)]
    pub facts: Option<CardFactsJson>,
}

/// What is said of a My Number Card only.
#[derive(Serialize)]
pub(super) struct CardFactsJson {
    pub token: Option<String>,
    pub certificates: BothJson<CertificateStateJson>,
    pub pins: BothJson<Option<AttemptsJson>>,
}

/// The same for both sides of the card.
#[derive(Serialize)]
pub(super) struct BothJson<T> {
    pub auth: T,
    pub sign: T,
}

#[derive(Serialize)]
pub(super) struct AttemptsJson {
    pub remaining: u8,
    pub max: u8,
    pub blocked: bool,
}

impl From<Attempts> for AttemptsJson {
    fn from(attempts: Attempts) -> Self {
        Self {
            remaining: attempts.remaining,
            max: attempts.max,
            blocked: attempts.is_blocked(),
        }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum CertificateStateJson {
    Read(Box<ReadCertificateJson>),
    Unread { present: bool, state: &'static str },
}

#[derive(Serialize)]
pub(super) struct ReadCertificateJson {
    pub present: bool,
    #[serde(flatten)]
    pub summary: CertificateSummaryJson,
    pub renewal: RenewalJson,
    pub issuer_trust: &'static str,
}

/// What `status` and `certificate show` both say of a certificate.
#[derive(Serialize)]
pub(super) struct CertificateSummaryJson {
    pub subject: String,
    pub issuer: String,
    pub serial: String,
    pub not_before: String,
    pub not_after: String,
    pub expires_on: String,
    pub days_left: i32,
    pub state: &'static str,
}

impl CertificateSummaryJson {
    fn of(certificate: &Certificate, report: &ValidityReport) -> Self {
        Self {
            subject: certificate.subject().to_owned(),
            issuer: certificate.issuer().to_owned(),
            serial: certificate.serial().to_string(),
            not_before: moment(certificate.not_before()),
            not_after: moment(certificate.not_after()),
            expires_on: report.expires_on.to_string(),
            days_left: report.days_left,
            state: report.state.name(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct RenewalJson {
    pub from: String,
    pub until: String,
    pub open: bool,
}

impl CertificateStateJson {
    /// What is known of one certificate at `now`.
    pub(super) fn of(fact: Option<&CertificateFact>, now: Timestamp) -> Self {
        match fact {
            Some(CertificateFact::Read(certificate, trust)) => Self::read(certificate, *trust, now),
            Some(CertificateFact::Absent) => Self::Unread {
                present: false,
                state: "absent",
            },
            Some(CertificateFact::NeedsPin) => Self::Unread {
                present: true,
                state: "needs-pin",
            },
            Some(CertificateFact::Unreadable) | None => Self::Unread {
                present: true,
                state: "unreadable",
            },
        }
    }

    fn read(certificate: &Certificate, trust: IssuerTrust, now: Timestamp) -> Self {
        let report = ValidityReport::at(certificate.validity(), now);
        Self::Read(Box::new(ReadCertificateJson {
            present: true,
            summary: CertificateSummaryJson::of(certificate, &report),
            renewal: RenewalJson {
                from: report.renewal.from.to_string(),
                until: report.renewal.until.to_string(),
                open: report.renewal.is_open(jst_date(now)),
            },
            issuer_trust: trust.name(),
        }))
    }
}

/// `certificate show`
#[derive(Serialize)]
pub(super) struct ShowJson {
    pub kind: &'static str,
    pub reader: String,
    pub certificate: CertificateJson,
}

#[derive(Serialize)]
pub(super) struct CertificateJson {
    #[serde(flatten)]
    pub summary: CertificateSummaryJson,
    pub issuer_trust: &'static str,
    pub key: String,
    pub signature_algorithm: String,
    pub sha256: String,
    pub key_usage: Vec<&'static str>,
    pub extended_key_usage: Vec<String>,
    pub policies: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderJson>,
}

#[derive(Serialize)]
pub(super) struct HolderJson {
    pub name: Option<String>,
    pub birth_date: Option<String>,
    pub sex: &'static str,
    pub address: Option<String>,
    pub name_substituted: Vec<bool>,
    pub address_substituted: Vec<bool>,
}

impl CertificateJson {
    pub(super) fn of(certificate: &Certificate, trust: IssuerTrust, now: Timestamp) -> Self {
        let report = ValidityReport::at(certificate.validity(), now);
        Self {
            summary: CertificateSummaryJson::of(certificate, &report),
            issuer_trust: trust.name(),
            key: certificate.key().to_string(),
            signature_algorithm: certificate.signature_algorithm_name(),
            sha256: certificate.fingerprint().to_string(),
            key_usage: certificate
                .key_usage()
                .map(KeyUsages::names)
                .unwrap_or_default(),
            extended_key_usage: certificate.extended_key_usage().to_vec(),
            policies: certificate.policies().to_vec(),
            holder: certificate.holder().map(HolderJson::of),
        }
    }
}

impl HolderJson {
    fn of(holder: &Holder) -> Self {
        let text =
            |marked: &Option<MarkedText>| marked.as_ref().map(|marked| marked.text().to_owned());
        let marks = |marked: &Option<MarkedText>| {
            marked
                .as_ref()
                .map(|marked| marked.substituted().to_vec())
                .unwrap_or_default()
        };
        Self {
            name: text(&holder.name),
            birth_date: holder
                .birth_date
                .and_then(BirthDate::date)
                .map(|day| day.to_string()),
            sex: holder.sex.unwrap_or(Sex::Unknown).name(),
            address: text(&holder.address),
            name_substituted: marks(&holder.name),
            address_substituted: marks(&holder.address),
        }
    }
}

/// `certificate export`
#[derive(Serialize)]
pub(super) struct ExportJson {
    pub kind: &'static str,
    pub reader: String,
    pub file: String,
    pub format: &'static str,
    pub sha256: String,
}

/// `pin status`
#[derive(Serialize)]
pub(super) struct PinStatusJson {
    pub reader: String,
    pub pins: BothJson<Option<AttemptsJson>>,
}

/// `pin change`
#[derive(Serialize)]
pub(super) struct PinChangeJson {
    pub kind: &'static str,
    pub changed: &'static str,
    pub remaining: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorJson>,
}

/// `pin test`
#[derive(Serialize)]
pub(super) struct PinTestJson {
    pub kind: &'static str,
    pub works: bool,
    pub card_ms: Option<u64>,
    pub remaining: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorJson>,
}

/// `simulate`
#[derive(Serialize)]
pub(super) struct SimulateJson {
    pub profile: String,
    pub ended: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_in_japan_to_the_second() {
        let at = Timestamp::from_millisecond(1_795_000_000_987).expect("in range");
        assert_eq!(moment(at), "2026-11-18T20:06:40+09:00");
    }
}
