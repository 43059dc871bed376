//! The names in a demo certificate: subject, holder data, issuer in Japanese, CRL (jpki-card §4.2
//! to §4.4). Strings are `UTF8String`, the country `PrintableString`.

use der::asn1::{ObjectIdentifier, SetOfVec};
use der::{Any, Tag};
use jiff::civil::{Date, date};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::pkix::name::{GeneralName, GeneralNames, OtherName};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};

use super::{IssueError, Mark};
use crate::core::jpki::Slot;
use crate::sim::profile::{Holder, Sex};

pub(super) const COUNTRY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
pub(super) const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
pub(super) const UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const LOCALITY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.7");

/// The organisation of everything the demo CA issues.
pub(super) const DEMO: &str = "INKAN DEMO - NOT REAL";

/// No municipality has this code.
const MUNICIPALITY_CODE: &str = "99999";

/// otherName types of the sign certificate (jpki-card §4.4).
const HOLDER_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.1");
const NAME_SUBSTITUTES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.2");
const SEX: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.3");
const BIRTH_DATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.4");
const ADDRESS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.5");
const ADDRESS_SUBSTITUTES: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.6");

/// `C=JP` and then these, one attribute a level.
pub(super) fn name(parts: &[(ObjectIdentifier, &str)]) -> Result<Name, IssueError> {
    let level = |oid, tag, text: &str| {
        let value = Any::new(tag, text.as_bytes())?;
        let attributes = SetOfVec::from_iter([AttributeTypeAndValue { oid, value }])?;
        Ok(RelativeDistinguishedName(attributes))
    };
    let country = std::iter::once(level(COUNTRY, Tag::PrintableString, "JP"));
    let others = parts
        .iter()
        .map(|(oid, text)| level(*oid, Tag::Utf8String, text));
    country
        .chain(others)
        .collect::<Result<Vec<_>, IssueError>>()
        .map(RdnSequence)
}

/// What the demo CA issues for, in its name.
pub(super) fn purpose(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "INKAN DEMO for user authentication - NOT REAL",
        Slot::Sign => "INKAN DEMO for digital signature - NOT REAL",
    }
}

/// The demo CA's other name.
pub(super) fn authority_in_japanese(slot: Slot) -> Result<Name, IssueError> {
    let purpose = match slot {
        Slot::Auth => "練習用見本利用者証明用",
        Slot::Sign => "練習用見本署名用",
    };
    name(&[
        (ORGANIZATION, "練習用見本（本物ではありません）"),
        (UNIT, purpose),
        (UNIT, "練習用見本認証局"),
    ])
}

/// `C=JP, CN=` 14 characters, municipality, `003A`; nothing personal.
pub(super) fn auth_subject(mark: Mark) -> Result<Name, IssueError> {
    let [.., high, middle, low] = mark.0;
    let digits = u32::from_be_bytes([0, high, middle, low]);
    let number = format!("DEMO{digits:010}{MUNICIPALITY_CODE}003A");
    name(&[(COMMON_NAME, &number)])
}

/// `C=JP, L=, L=, CN=` time of application, five digits, municipality, `003A`.
pub(super) fn sign_subject(holder: &Holder, from: Date, mark: Mark) -> Result<Name, IssueError> {
    let [.., high, low] = mark.0;
    let sequence = u16::from_be_bytes([high, low]);
    let number = format!(
        "{}102030{sequence:05}{MUNICIPALITY_CODE}003A",
        from.strftime("%Y%m%d")
    );
    name(&[
        (LOCALITY, &holder.prefecture),
        (LOCALITY, &holder.municipality),
        (COMMON_NAME, &number),
    ])
}

/// The directory entry of the CRL.
pub(super) fn crl(slot: Slot, holder: &Holder) -> Result<Name, IssueError> {
    name(&[
        (ORGANIZATION, DEMO),
        (UNIT, purpose(slot)),
        (UNIT, "CRL Distribution Points"),
        (UNIT, &holder.prefecture),
        (COMMON_NAME, &format!("{} CRLDP", holder.municipality)),
    ])
}

/// The six otherNames, in the order of real cards: .1, .4, .3, .5, .2, .6.
pub(super) fn holder_names(holder: &Holder) -> Result<GeneralNames, IssueError> {
    let sex = match holder.sex {
        Sex::Male => "1",
        Sex::Female => "2",
        Sex::Unknown => "3",
    };
    let birth = holder.birth_date;
    let birth = format!("{}{}", era(birth), birth.strftime("%Y%m%d"));
    let flags = |flags: &[bool]| -> String {
        flags
            .iter()
            .map(|substituted| if *substituted { '1' } else { '0' })
            .collect()
    };
    let parts = [
        (HOLDER_NAME, holder.name.clone()),
        (BIRTH_DATE, birth),
        (SEX, sex.to_owned()),
        (ADDRESS, holder.address.clone()),
        (NAME_SUBSTITUTES, flags(&holder.name_substitutes)),
        (ADDRESS_SUBSTITUTES, flags(&holder.address_substitutes)),
    ];
    parts
        .into_iter()
        .map(|(type_id, text)| {
            let value = Any::new(Tag::Utf8String, text.as_bytes())?;
            Ok(GeneralName::OtherName(OtherName { type_id, value }))
        })
        .collect()
}

/// 1 明治, 2 大正, 3 昭和, 4 平成, 5 令和: the era of a day.
fn era(day: Date) -> u8 {
    let begins = [
        (5, date(2019, 5, 1)),
        (4, date(1989, 1, 8)),
        (3, date(1926, 12, 25)),
        (2, date(1912, 7, 30)),
    ];
    begins
        .iter()
        .find(|(_, first)| day >= *first)
        .map_or(1, |(era, _)| *era)
}

#[cfg(test)]
mod tests {
    use der::Encode;

    use super::*;
    use crate::sim::Profile;

    #[test]
    fn eras_change_on_their_first_day() {
        let cases = [
            (date(2019, 5, 1), 5),
            (date(2019, 4, 30), 4),
            (date(1989, 1, 7), 3),
            (date(1926, 12, 25), 3),
            (date(1926, 12, 24), 2),
            (date(1912, 7, 29), 1),
        ];
        for (day, expected) in cases {
            assert_eq!(era(day), expected, "{day}");
        }
    }

    /// The test vector of jpki-card §4.4: the bytes of a real card's otherName.
    #[test]
    fn an_other_name_has_the_bytes_of_a_real_card() {
        let mut holder = Profile::built_in("normal").expect("compiled in").holder;
        holder.name = "黒桐　幹也".to_owned();
        let names = holder_names(&holder).expect("encodes");
        let expected = [
            0xA0, 0x1F, 0x06, 0x0A, 0x2A, 0x83, 0x08, 0x8C, 0x9B, 0x55, 0x08, 0x05, 0x05, 0x01,
            0xA0, 0x11, 0x0C, 0x0F, 0xE9, 0xBB, 0x92, 0xE6, 0xA1, 0x90, 0xE3, 0x80, 0x80, 0xE5,
            0xB9, 0xB9, 0xE4, 0xB9, 0x9F,
        ];
        assert_eq!(
            names.first().expect("six").to_der().expect("encodes"),
            expected
        );
        assert_eq!(names.len(), 6);
    }
}
