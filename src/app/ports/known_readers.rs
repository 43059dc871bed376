//! Readers that are known by their names: `assets/readers.toml`, parsed once. The one place that
//! tells a computer's own key store from a reader; a card is never told by its reader's name.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{ReaderKind, ReaderName, System, UsbDevice};

/// How a reader reaches the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Make {
    /// The card is pushed in.
    Contact,
    /// The card is laid on.
    Contactless,
    /// Software of the system: never holds a My Number Card.
    Platform,
    /// Software for tests; what lies in it is put there by the person.
    Virtual,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KnownReader {
    /// Parts of its name, in lower case: one of them is in the name that the service gives it.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// How it reaches the card.
    pub make: Make,
    /// What people call it.
    pub model: String,
    /// Its numbers on the USB, where its class there does not say that it is a reader.
    #[serde(default)]
    pub usb: Vec<UsbDevice>,
    /// The systems for which there is no driver.
    #[serde(default)]
    pub no_driver_on: Vec<System>,
    /// What to mind, in Japanese.
    pub remark_ja: Option<String>,
    /// The same in English.
    pub remark_en: Option<String>,
    /// The same in plain Japanese.
    pub remark_ja_easy: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    reader: Vec<KnownReader>,
}

/// The data. That it parses is tested; a program built with another file knows no reader.
static READERS: LazyLock<Vec<KnownReader>> = LazyLock::new(|| {
    let parsed: Result<Table, _> = toml::from_str(include_str!("../../../assets/readers.toml"));
    parsed.unwrap_or_default().reader
});

/// All entries, in their order.
pub fn known_readers() -> &'static [KnownReader] {
    &READERS
}

/// The first entry that this name fits.
pub fn known_reader(name: &ReaderName) -> Option<&'static KnownReader> {
    READERS
        .iter()
        .find(|reader| reader.patterns.iter().any(|part| name.matches(part)))
}

/// The entry with these numbers.
pub fn known_device(device: UsbDevice) -> Option<&'static KnownReader> {
    READERS.iter().find(|reader| reader.usb.contains(&device))
}

/// Whether there is known to be no driver for this device.
pub fn unsupported_device(device: UsbDevice, system: System) -> bool {
    known_device(device).is_some_and(|reader| reader.no_driver_on.contains(&system))
}

/// Whether a reader of this name is something that is plugged in.
pub fn is_device(name: &ReaderName) -> bool {
    let make = known_reader(name).map(|reader| reader.make);
    !matches!(make, Some(Make::Platform | Make::Virtual))
}

/// Whether a reader of this name can hold a My Number Card at all.
pub fn reader_kind(name: &ReaderName) -> ReaderKind {
    match known_reader(name).map(|reader| reader.make) {
        Some(Make::Platform) => ReaderKind::Platform,
        Some(Make::Contact | Make::Contactless | Make::Virtual) | None => ReaderKind::Physical,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> ReaderName {
        ReaderName(name.to_owned())
    }

    #[test]
    fn the_data_parses_and_is_whole() {
        assert!(known_readers().len() > 10);
        for reader in known_readers() {
            let model = &reader.model;
            assert!(
                !reader.patterns.is_empty() || !reader.usb.is_empty(),
                "{model}: nothing to know it by"
            );
            for part in &reader.patterns {
                assert_eq!(*part, part.to_lowercase(), "{model}");
                assert!(part.len() >= 5, "{model}: {part} fits too much");
            }
            for other in [&reader.remark_en, &reader.remark_ja_easy] {
                assert_eq!(
                    reader.remark_ja.is_some(),
                    other.is_some(),
                    "{model}: a remark in some languages only"
                );
            }
            let ends =
                |text: &Option<String>, end| text.as_ref().is_none_or(|it| it.ends_with(end));
            assert!(ends(&reader.remark_ja, '。'), "{model}");
            assert!(ends(&reader.remark_ja_easy, '。'), "{model}");
            assert!(ends(&reader.remark_en, '.'), "{model}");
        }
    }

    #[test]
    fn software_of_the_system_is_told_from_readers() {
        use ReaderKind::{Physical, Platform};
        let table = [
            ("Windows Hello for Business 1", Platform),
            ("Microsoft Virtual Smart Card 0", Platform),
            ("Microsoft UICC ISO Reader 3af2e7a1 0", Platform),
            ("WINDOWS HELLO for Business 0", Platform),
            ("Virtual PCD 00 00", Physical),
            ("Virtual PCD 00 01", Physical),
            ("Sony FeliCa Port/PaSoRi 3.0 0", Physical),
            ("ACS ACR39U ICC Reader 00 00", Physical),
            ("Alcor Micro AU9540 00 00", Physical),
            ("Microsoft Usbccid Smartcard Reader (WUDF) 0", Physical),
            (
                "SCM Microsystems Inc. SCR33x USB Smart Card Reader 0",
                Physical,
            ),
            ("A reader that nobody has seen 0", Physical),
            ("", Physical),
        ];
        for (name, kind) in table {
            assert_eq!(reader_kind(&named(name)), kind, "{name}");
        }
    }

    #[test]
    fn how_a_reader_reaches_the_card_is_known_by_its_name() {
        let make = |name: &str| known_reader(&named(name)).map(|reader| reader.make);
        for contact in [
            "ACS ACR39U ICC Reader 00 00",
            "Alcor Micro AU9540 00 00",
            "Gemalto PC Twin Reader (1B0E5A2F) 00 00",
            "SCM Microsystems Inc. SCR 3310 [CCID Interface] (21120842219412) 00 00",
        ] {
            assert_eq!(make(contact), Some(Make::Contact), "{contact}");
        }
        for contactless in [
            "Sony FeliCa Port/PaSoRi 3.0 0",
            "ACS ACR122U PICC Interface 00 00",
        ] {
            assert_eq!(make(contactless), Some(Make::Contactless), "{contactless}");
        }
        assert_eq!(make("Virtual PCD 00 00"), Some(Make::Virtual));
        assert_eq!(make("A reader that nobody has seen 0"), None);
    }

    #[test]
    fn a_reader_without_driver_is_known_by_its_numbers() {
        let rc_s320 = UsbDevice {
            vendor: 0x054C,
            product: 0x01BB,
        };
        assert!(unsupported_device(rc_s320, System::Linux));
        assert!(!unsupported_device(rc_s320, System::Windows));
        let other = UsbDevice {
            vendor: 0x04E6,
            product: 0x5116,
        };
        assert!(
            System::ALL
                .iter()
                .all(|system| !unsupported_device(other, *system))
        );
    }

    #[test]
    fn numbers_of_another_form_are_refused() {
        for wrong in [
            "",
            "054C",
            "054C:",
            "54C:1BB",
            "054C:01BG",
            "054C:01BB:0",
            "+54C:01BB",
        ] {
            assert!(UsbDevice::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
