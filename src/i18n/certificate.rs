//! A certificate in words: its state, its dates, its issuer, its holder and every field. The window and the
//! command line say the same.

use super::{date::birth_day, texts::Texts};
use crate::{
    app::view_model::CertificateWord,
    core::{
        cert::{BirthDate, Certificate, IssuerTrust, KeyId, MarkedText, Sex},
        jpki::Slot,
        rules::JST,
    },
};

/// The one word about it.
pub fn state(word: CertificateWord, slot: Slot, texts: &Texts) -> &'static str {
    let home = &texts.home;
    match word {
        CertificateWord::Absent => (home.absent)(slot),
        CertificateWord::Expired => home.expired,
        CertificateWord::NeedsPin => home.needs_pin,
        CertificateWord::NotYetValid => home.not_yet,
        CertificateWord::Reading => home.reading,
        CertificateWord::Renewable => home.renewable,
        CertificateWord::Unreadable => home.unreadable,
        CertificateWord::Within => home.within,
    }
}

/// The days to the expiry date, or since.
pub fn days(left: i32, texts: &Texts) -> String {
    let days = u64::from(left.unsigned_abs());
    if left < 0 {
        (texts.home.days_over)(days)
    } else {
        (texts.home.days_left)(days)
    }
}

/// What is known of its issuer.
pub fn trust(trust: IssuerTrust, texts: &Texts) -> &'static str {
    match trust {
        IssuerTrust::Demo => texts.details.demo,
        IssuerTrust::Trusted => texts.details.trusted,
        IssuerTrust::Untrusted => texts.details.untrusted,
    }
}

/// A name or an address, as it is recorded.
pub fn recorded<'a>(text: Option<&'a MarkedText>, texts: &Texts) -> &'a str {
    text.map_or(texts.details.unreadable, MarkedText::text)
}

/// A birth date, as far as it is recorded.
pub fn birth_date(birth: Option<BirthDate>, texts: &Texts) -> String {
    match birth {
        Some(BirthDate::Known { date, .. } | BirthDate::EraDisagrees { date, .. }) => {
            birth_day(texts.language, date)
        }
        Some(BirthDate::Partial { year, month, .. }) => (texts.details.partial_birth)(year, month),
        Some(BirthDate::Unreadable) | None => texts.details.unreadable.to_owned(),
    }
}

/// The sex, if it is recorded.
pub fn sex(sex: Option<Sex>, texts: &Texts) -> &'static str {
    match sex {
        Some(Sex::Female) => texts.details.female,
        Some(Sex::Male) => texts.details.male,
        Some(Sex::Unknown) | None => texts.details.sex_unknown,
    }
}

/// Every field that it has, besides the serial number and the subject, which lead to the holder.
pub fn fields(certificate: &Certificate, texts: &Texts) -> Vec<(&'static str, String)> {
    let words = &texts.details;
    let moment = |at| texts.moment(JST.to_datetime(at));
    let list = |values: &[String]| values.join(", ");
    let usage = certificate.key_usage();
    let usage = usage.map(|usage| usage.names().join(", "));
    let id = |id: Option<&KeyId>| id.map(ToString::to_string).unwrap_or_default();
    let mut fields = vec![
        (words.issuer, certificate.issuer().to_owned()),
        (words.not_before, moment(certificate.not_before())),
        (words.not_after, moment(certificate.not_after())),
        (words.key, certificate.key().to_string()),
        (
            words.signature_algorithm,
            certificate.signature_algorithm_name(),
        ),
        (words.key_usage, usage.unwrap_or_default()),
        (
            words.extended_key_usage,
            list(certificate.extended_key_usage()),
        ),
        (words.policies, list(certificate.policies())),
        (words.subject_key_id, id(certificate.subject_key_id())),
        (words.authority_key_id, id(certificate.authority_key_id())),
        (
            words.crl,
            certificate
                .crl_distribution_point()
                .unwrap_or_default()
                .to_owned(),
        ),
        (
            words.ocsp,
            certificate.ocsp_url().unwrap_or_default().to_owned(),
        ),
        (
            words.unknown_critical,
            list(certificate.unknown_critical_extensions()),
        ),
        (words.fingerprint, certificate.fingerprint().to_string()),
    ];
    fields.retain(|(_, value)| !value.is_empty());
    fields
}
