//! The invented person whose card it is. What the certificate makes of it: `issue::names`.

use jiff::civil::Date;
use serde::Deserialize;

/// An invented person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "HolderText")]
pub struct Holder {
    /// Family and given name with U+3000 between them.
    pub name: String,
    /// One per character of the name: whether it stands for another one.
    pub name_substitutes: Vec<bool>,
    /// Day of birth.
    pub birth_date: Date,
    /// 性別.
    pub sex: Sex,
    /// From the prefecture on.
    pub address: String,
    /// One per character of the address.
    pub address_substitutes: Vec<bool>,
    /// In Latin letters, for the subject and the CRL's name.
    pub prefecture: String,
    /// In Latin letters.
    pub municipality: String,
}

/// 性別 as the certificate codes it (jpki-card §4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// 女.
    Female,
    /// 男.
    Male,
    /// 不明.
    Unknown,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct HolderText {
    name: String,
    name_substitutes: Option<String>,
    birth_date: String,
    sex: Sex,
    address: String,
    address_substitutes: Option<String>,
    prefecture: String,
    municipality: String,
}

impl TryFrom<HolderText> for Holder {
    type Error = String;

    fn try_from(text: HolderText) -> Result<Self, String> {
        let birth_date = text
            .birth_date
            .parse()
            .map_err(|error| format!("birth-date: {error}"))?;
        Ok(Self {
            name_substitutes: flags(text.name_substitutes.as_deref(), &text.name)?,
            address_substitutes: flags(text.address_substitutes.as_deref(), &text.address)?,
            name: text.name,
            birth_date,
            sex: text.sex,
            address: text.address,
            prefecture: text.prefecture,
            municipality: text.municipality,
        })
    }
}

/// One `0` or `1` per character of `of`; none given means that nothing is substituted.
fn flags(given: Option<&str>, of: &str) -> Result<Vec<bool>, String> {
    let count = of.chars().count();
    let Some(given) = given else {
        return Ok(vec![false; count]);
    };
    if given.len() == count && given.bytes().all(|byte| matches!(byte, b'0' | b'1')) {
        Ok(given.bytes().map(|byte| byte == b'1').collect())
    } else {
        Err(format!(
            "substitutes must be {count} times 0 or 1, one per character"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_one_per_character() {
        assert_eq!(flags(None, "見本　花子"), Ok(vec![false; 5]));
        assert_eq!(flags(Some("001"), "一二三"), Ok(vec![false, false, true]));
        assert!(flags(Some("0"), "一二").is_err());
        assert!(flags(Some("0x"), "一二").is_err());
    }
}
