//! A payment card, for the one mistake that everybody makes: it knows the payment system
//! environments of EMV (Book 1 §11.3, Book B §3.3) and nothing else of ours.

use super::commands::{SELECT, object};
use super::wire::{Body, BodyError, Header, Outcome, Sw};

const BY_NAME: u8 = 0x04;
const ENVIRONMENTS: [&[u8]; 2] = [b"1PAY.SYS.DDF01", b"2PAY.SYS.DDF01"];

/// What it answers.
pub(super) fn execute(header: Header, body: Result<Body<'_>, BodyError>) -> Outcome {
    let Ok(body) = body else {
        return Err(Sw::WRONG_LENGTH);
    };
    match header {
        Header {
            cla: 0x00,
            ins: SELECT,
            p1: BY_NAME,
            p2: 0x00,
        } if ENVIRONMENTS.contains(&body.data) => Ok(information(body.data)),
        Header {
            cla: 0x00,
            ins: SELECT,
            p2: 0x00,
            ..
        } => Err(Sw::NOT_FOUND),
        Header { ins: SELECT, .. } => Err(Sw::BAD_P1_P2),
        _ => Err(Sw::INS_UNKNOWN),
    }
}

/// The file control information of an environment: its name, and no applications.
fn information(name: &[u8]) -> Vec<u8> {
    object(0x6F, &object(0x84, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(name: &[u8], p2: u8) -> Outcome {
        let header = Header {
            cla: 0x00,
            ins: SELECT,
            p1: BY_NAME,
            p2,
        };
        let body = Body {
            data: name,
            le: Some(256),
        };
        execute(header, Ok(body))
    }

    #[test]
    fn it_knows_the_environments_and_nothing_of_ours() {
        let known = select(b"1PAY.SYS.DDF01", 0x00).expect("known");
        assert_eq!(known[..4], [0x6F, 16, 0x84, 14]);
        assert!(select(b"2PAY.SYS.DDF01", 0x00).is_ok());
        assert!(matches!(
            select(b"2PAY.SYS.DDF01", 0x0C),
            Err(Sw::BAD_P1_P2)
        ));
        assert!(matches!(select(&[0xD3, 0x92], 0x00), Err(Sw::NOT_FOUND)));
        let verify = Header {
            cla: 0x00,
            ins: 0x20,
            p1: 0x00,
            p2: 0x80,
        };
        let none = Body {
            data: &[],
            le: None,
        };
        assert!(matches!(execute(verify, Ok(none)), Err(Sw::INS_UNKNOWN)));
        assert!(matches!(
            execute(verify, Err(BodyError::Length)),
            Err(Sw::WRONG_LENGTH)
        ));
    }
}
