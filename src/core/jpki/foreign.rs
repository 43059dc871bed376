//! What a card is that has no JPKI application, found by selecting applications of other cards by
//! name, never by the answer to reset (jpki-card §3.1). Nothing is read and no secret is sent.

use super::{
    CardChannel, ChannelError, exchange,
    ops::{INS_SELECT, select_by_name},
};
use crate::core::apdu::{Command, Le, Status};

/// A card without the JPKI application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForeignCard {
    /// 運転免許証.
    DrivingLicence,
    /// A My Number Card whose JPKI application cannot be selected: its other applications can.
    MyNumberCard,
    /// A passport (ICAO 9303).
    Passport,
    /// A credit, debit or cash card (EMV).
    Payment,
    /// 在留カード or 特別永住者証明書.
    ResidenceCard,
    /// None of these.
    Unknown,
}

/// How an application is asked for.
#[derive(Clone, Copy)]
enum Form {
    /// P2 = 0C: no answer data. What Japanese cards of the JICSAP family expect.
    Bare,
    /// P2 = 00 with Le: the file control information, which EMV cards insist on.
    WithInformation,
}

/// Applications and the cards they are on, the likeliest mistake last where one card has several.
const APPLICATIONS: [(ForeignCard, Form, &[u8]); 8] = [
    // 券面事項入力補助AP (jpki-card §1.1).
    (
        ForeignCard::MyNumberCard,
        Form::Bare,
        &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08],
    ),
    // 券面事項確認AP (jpki-card §1.1).
    (
        ForeignCard::MyNumberCard,
        Form::Bare,
        &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02],
    ),
    // DF1 of the licence (警察庁, 運転免許証及び運転免許証作成システム等仕様書).
    (
        ForeignCard::DrivingLicence,
        Form::Bare,
        &[
            0xA0, 0x00, 0x00, 0x02, 0x31, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
            0x00, 0x00,
        ],
    ),
    // DF1 of the card (出入国在留管理庁, 在留カード等仕様書).
    (
        ForeignCard::ResidenceCard,
        Form::Bare,
        &[
            0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
            0x00, 0x00,
        ],
    ),
    // LDS1 eMRTD application (ICAO 9303-10).
    (
        ForeignCard::Passport,
        Form::Bare,
        &[0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01],
    ),
    // Payment system environment, with contacts and without (EMV 4.3 Book 1, Book B).
    (
        ForeignCard::Payment,
        Form::WithInformation,
        b"1PAY.SYS.DDF01",
    ),
    (
        ForeignCard::Payment,
        Form::WithInformation,
        b"2PAY.SYS.DDF01",
    ),
    // 全国銀行協会, ICキャッシュカード標準仕様: the cash card application.
    (
        ForeignCard::Payment,
        Form::WithInformation,
        &[0xD3, 0x92, 0xF0, 0x00, 0x41, 0x09, 0x99, 0x00],
    ),
];

/// Finds out what this card is. An error means that it was lost on the way.
pub fn identify(channel: &mut dyn CardChannel) -> Result<ForeignCard, ChannelError> {
    for (card, form, name) in APPLICATIONS {
        let command = match form {
            Form::Bare => select_by_name(name),
            Form::WithInformation => Command::new(0x00, INS_SELECT, 0x04, 0x00)
                .with_data(name)
                .with_le(Le::MAX),
        };
        if exchange(channel, &command)?.status() == Status::Ok {
            return Ok(card);
        }
    }
    Ok(ForeignCard::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::apdu::Response;

    /// Answers 9000 to commands with these bytes in them, else this status word.
    struct Having(&'static [u8], [u8; 2], Vec<Vec<u8>>);

    impl CardChannel for Having {
        fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
            let bytes = command.encode().to_vec();
            let found = bytes.windows(self.0.len()).any(|part| part == self.0);
            self.2.push(bytes);
            let answer = if found { [0x90, 0x00] } else { self.1 };
            Response::decode(&answer).map_err(|_short| ChannelError::Garbled)
        }
    }

    #[test]
    fn a_card_is_known_by_an_application_of_its_own() {
        let table: [(&'static [u8], ForeignCard); 6] = [
            (&[0xD3, 0x92, 0x10, 0x00, 0x31], ForeignCard::MyNumberCard),
            (&[0xA0, 0x00, 0x00, 0x02, 0x31], ForeignCard::DrivingLicence),
            (&[0xD3, 0x92, 0xF0, 0x00, 0x4F], ForeignCard::ResidenceCard),
            (&[0xA0, 0x00, 0x00, 0x02, 0x47], ForeignCard::Passport),
            (b"1PAY", ForeignCard::Payment),
            (b"2PAY", ForeignCard::Payment),
        ];
        for (name, card) in table {
            for refusal in [[0x6A, 0x82], [0x6D, 0x00], [0x6A, 0x86], [0x12, 0x34]] {
                let mut channel = Having(name, refusal, Vec::new());
                assert_eq!(identify(&mut channel), Ok(card), "{name:02X?}");
            }
        }
        let mut stranger = Having(&[0xFF; 40], [0x6A, 0x82], Vec::new());
        assert_eq!(identify(&mut stranger), Ok(ForeignCard::Unknown));
        // Selecting is all that was done.
        assert!(
            stranger
                .2
                .iter()
                .all(|command| command[..3] == [0x00, 0xA4, 0x04])
        );
    }

    #[test]
    fn a_card_lost_on_the_way_is_no_answer() {
        struct Lost;
        impl CardChannel for Lost {
            fn transmit(&mut self, _: &Command) -> Result<Response, ChannelError> {
                Err(ChannelError::Removed)
            }
        }
        assert_eq!(identify(&mut Lost), Err(ChannelError::Removed));
    }
}
