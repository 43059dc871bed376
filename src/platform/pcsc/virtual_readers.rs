//! Readers without a slot or an antenna: a computer's own key store that shows itself as a smart
//! card. They can be listed first and never hold a My Number Card (jpki-card §3.2, "first reader
//! trap"). Known by name, because PC/SC says no more about them; a card is never told by its name.

use crate::app::ports::{ReaderKind, ReaderName};

/// Parts of names, in lower case, of readers that are software of the system.
///
/// pcscd's "Virtual PCD" (vpcd) is not among them: what lies in it is put there by the person.
const PLATFORM_READERS: [&str; 8] = [
    "windows hello",           // "Windows Hello for Business 1"
    "microsoft virtual smart", // "Microsoft Virtual Smart Card 0": in the TPM
    "microsoft passport",      // earlier name of Windows Hello keys
    "microsoft uicc",          // "Microsoft UICC ISO Reader …": the SIM of a laptop's modem
    "tpm virtual",             // TPM virtual smart cards made with tpmvscmgr
    "virtual smart card architecture tpm",
    "iphone",           // a phone offered to the computer as a token
    "apple continuity", // the same, by the name of the service
];

/// What kind of reader bears this name.
pub fn reader_kind(name: &ReaderName) -> ReaderKind {
    if PLATFORM_READERS.iter().any(|part| name.matches(part)) {
        ReaderKind::Platform
    } else {
        ReaderKind::Physical
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn software_of_the_system_is_told_from_readers() {
        let table = [
            ("Windows Hello for Business 1", ReaderKind::Platform),
            ("Microsoft Virtual Smart Card 0", ReaderKind::Platform),
            ("Microsoft UICC ISO Reader 3af2e7a1 0", ReaderKind::Platform),
            ("WINDOWS HELLO for Business 0", ReaderKind::Platform),
            ("Virtual PCD 00 00", ReaderKind::Physical),
            ("Virtual PCD 00 01", ReaderKind::Physical),
            ("Sony FeliCa Port/PaSoRi 3.0 0", ReaderKind::Physical),
            ("ACS ACR39U ICC Reader 00 00", ReaderKind::Physical),
            ("Alcor Micro AU9540 00 00", ReaderKind::Physical),
            (
                "Microsoft Usbccid Smartcard Reader (WUDF) 0",
                ReaderKind::Physical,
            ),
            (
                "SCM Microsystems Inc. SCR33x USB Smart Card Reader 0",
                ReaderKind::Physical,
            ),
        ];
        for (name, kind) in table {
            assert_eq!(reader_kind(&ReaderName(name.to_owned())), kind, "{name}");
        }
    }

    #[test]
    fn patterns_are_in_lower_case() {
        for part in PLATFORM_READERS {
            assert_eq!(part, part.to_lowercase());
        }
    }
}
