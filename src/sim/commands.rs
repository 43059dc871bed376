//! What each command does to the card's state (jpki-card §2.1 to §2.6). Where the sources are
//! silent the choice is marked as an assumption.

use rand_core::{OsRng, RngCore};

use super::files::{Access, Application, File, Files};
use super::keys::Scheme;
use super::pins::PinFile;
use super::profile::{Behaviour, BlockedStatus, QueryAfterSuccess};
use super::wire::{Body, BodyError, Header, Outcome, Sw};
use crate::core::jpki::EfId;

pub(super) const COMPUTE_DIGITAL_SIGNATURE: u8 = 0x2A;
const CHANGE_REFERENCE_DATA: u8 = 0x24;
const GET_CHALLENGE: u8 = 0x84;
const GET_DATA: u8 = 0xCA;
const INTERNAL_AUTHENTICATE: u8 = 0x88;
const READ_BINARY: u8 = 0xB0;
pub(super) const SELECT: u8 = 0xA4;
pub(super) const VERIFY: u8 = 0x20;

/// P2 of a command that means the current file.
const CURRENT_FILE: u8 = 0x80;

/// What the card remembers between two commands, and its files.
pub(super) struct State {
    files: Files,
    selected: Application,
    current: Option<EfId>,
    blocked: Sw,
    query_after_success: QueryAfterSuccess,
}

impl State {
    /// As it is after power-up.
    pub(super) fn new(files: Files, behaviour: &Behaviour) -> Self {
        Self {
            files,
            selected: Application::IssuerDomain,
            current: None,
            blocked: Sw(match behaviour.blocked_status {
                BlockedStatus::AuthenticationBlocked => 0x6983,
                BlockedStatus::ReferenceDataUnusable => 0x6984,
            }),
            query_after_success: behaviour.retry_query_after_success,
        }
    }

    /// Back to the application of power-up, with no current file. Verified PINs are untouched.
    pub(super) fn deselect(&mut self) {
        self.selected = Application::IssuerDomain;
        self.current = None;
    }

    /// Forgets every verified PIN.
    pub(super) fn forget_verified(&mut self) {
        self.forget_verified_outside(None);
    }

    fn forget_verified_outside(&mut self, kept: Option<Application>) {
        for ((application, _), file) in &mut self.files {
            if let File::Pin(pin) = file
                && Some(*application) != kept
            {
                pin.forget();
            }
        }
    }

    /// Class first, then instruction, then lengths.
    pub(super) fn execute(&mut self, header: Header, body: Result<Body<'_>, BodyError>) -> Outcome {
        check_class(header)?;
        let body = body.map_err(|error| match (header.ins, error) {
            // jpki-card §2.1: the extended form of this one answers 6985.
            (GET_CHALLENGE, BodyError::Extended) => Sw::CONDITIONS_NOT_SATISFIED,
            (_, BodyError::Extended | BodyError::Length) => Sw::WRONG_LENGTH,
        })?;
        match header.ins {
            CHANGE_REFERENCE_DATA => self.change(header, body),
            COMPUTE_DIGITAL_SIGNATURE => self.sign(header, body),
            GET_CHALLENGE => challenge(header, body),
            // The objects of the card as such (jpki-card §1.5) are not simulated.
            GET_DATA => Err(Sw::OBJECT_NOT_FOUND),
            // The keys of the JPKI application do not work this way (jpki-card §2.1).
            INTERNAL_AUTHENTICATE => Err(Sw::SECURITY_NOT_SATISFIED),
            READ_BINARY => self.read(header, body),
            SELECT => self.select(header, body),
            VERIFY => self.verify(header, body),
            _ => Err(Sw::INS_UNKNOWN),
        }
    }

    fn select(&mut self, header: Header, body: Body<'_>) -> Outcome {
        if !matches!(header.p2, 0x00 | 0x0C) {
            return Err(Sw::BAD_P1_P2);
        }
        let description = match (header.p1, body.data) {
            (0x04, aid @ [_, ..]) => self.select_application(aid)?,
            (0x02, &[high, low]) => self.select_file(EfId(u16::from_be_bytes([high, low])))?,
            (0x02 | 0x04, _) => return Err(Sw::WRONG_LENGTH),
            // jpki-card §1.5: the master file cannot be selected, and asking for it without a
            // name is refused only as long as no application is.
            (0x00, []) if self.selected == Application::IssuerDomain => return Err(Sw::BAD_P1_P2),
            (0x00, []) => return Ok(Vec::new()),
            (0x00, [_, _]) => return Err(Sw::NOT_FOUND),
            _ => return Err(Sw::BAD_P1_P2),
        };
        match (header.p2, body.le) {
            (0x00, Some(le)) if description.len() <= le => Ok(description),
            (0x00, Some(_)) => Err(Sw::WRONG_LENGTH),
            _ => Ok(Vec::new()),
        }
    }

    /// Selecting the same application again keeps what was verified, any other one ends it
    /// (jpki-card §2.4). A name that is not found changes nothing. Answers the FCI.
    fn select_application(&mut self, aid: &[u8]) -> Outcome {
        let application = Application::selected_by(aid).ok_or(Sw::NOT_FOUND)?;
        self.forget_verified_outside(Some(application));
        self.selected = application;
        self.current = None;
        Ok(object(0x6F, &object(0x84, application.aid())))
    }

    fn select_file(&mut self, ef: EfId) -> Outcome {
        let file = self.files.get(&(self.selected, ef)).ok_or(Sw::NOT_FOUND)?;
        self.current = Some(ef);
        let (kind, size) = match file {
            File::Transparent { contents, .. } => (0x01, contents.bytes().len()),
            File::Key { .. } | File::Pin(_) | File::Reference => (0x08, 0),
        };
        let size = u16::try_from(size).unwrap_or(u16::MAX).to_be_bytes();
        let description = [
            object(0x80, &size),
            object(0x82, &[kind]),
            object(0x83, &ef.to_bytes()),
        ]
        .concat();
        Ok(object(0x62, &description))
    }

    fn read(&mut self, header: Header, body: Body<'_>) -> Outcome {
        let (ef, offset) = match header.p1 {
            high @ 0x00..=0x7F => (CURRENT_FILE, u16::from_be_bytes([high, header.p2])),
            short @ 0x80..=0x9F => (short, u16::from(header.p2)),
            0xA0..=0xFF => return Err(Sw::BAD_P1_P2),
        };
        let Body {
            data: [],
            le: Some(le),
        } = body
        else {
            return Err(Sw::WRONG_LENGTH);
        };
        let ef = self.target(ef)?;
        let Some(File::Transparent { contents, access }) = self.files.get(&(self.selected, ef))
        else {
            return Err(Sw::WRONG_FILE_STRUCTURE);
        };
        let allowed = match access {
            Access::Everyone => true,
            Access::Nobody => false,
            Access::Pin(pin) => self.is_verified(*pin),
        };
        if !allowed {
            return Err(Sw::SECURITY_NOT_SATISFIED);
        }
        match contents.bytes().get(usize::from(offset)..) {
            None | Some([]) => Err(Sw::OFFSET_OUTSIDE),
            Some(rest) => Ok(rest.iter().copied().take(le).collect()),
        }
    }

    /// Without data: the query, which costs no try.
    fn verify(&mut self, header: Header, body: Body<'_>) -> Outcome {
        let (blocked, query_after_success) = (self.blocked, self.query_after_success);
        let pin = self.pin(header, 0x00)?;
        match body {
            Body { le: Some(_), .. } => Err(Sw::WRONG_LENGTH),
            Body { data: [], le: None } => {
                if pin.is_verified() && query_after_success == QueryAfterSuccess::Ok {
                    Ok(Vec::new())
                } else {
                    Err(Sw::tries(pin.remaining()))
                }
            }
            Body { data, le: None } => pin.verify(data, blocked),
        }
    }

    /// Only the form with the new PIN alone, after VERIFY of the old one (P1 = 01).
    fn change(&mut self, header: Header, body: Body<'_>) -> Outcome {
        let pin = self.pin(header, 0x01)?;
        match body {
            Body { data, le: None } => pin.change(data),
            Body { le: Some(_), .. } => Err(Sw::WRONG_LENGTH),
        }
    }

    fn sign(&mut self, header: Header, body: Body<'_>) -> Outcome {
        let scheme = Scheme::from_p1(header.p1)?;
        let ef = self.target(header.p2)?;
        let Some(File::Key { key, guard }) = self.files.get(&(self.selected, ef)) else {
            return Err(Sw::WRONG_FILE_STRUCTURE);
        };
        let Body {
            data: data @ [_, ..],
            le,
        } = body
        else {
            return Err(Sw::WRONG_LENGTH);
        };
        if !self.is_verified(*guard) {
            return Err(Sw::SECURITY_NOT_SATISFIED);
        }
        let key = key.as_ref().ok_or(Sw::CONDITIONS_NOT_SATISFIED)?;
        let key = key.get().map_err(|_damaged| Sw::UNSPECIFIED)?;
        let signature = key.compute(scheme, data)?;
        match le {
            Some(le) if le < signature.len() => Err(Sw::WRONG_LENGTH),
            _ => Ok(signature),
        }
    }

    /// The PIN that a command means, its P1 being `p1`.
    fn pin(&mut self, header: Header, p1: u8) -> Result<&mut PinFile, Sw> {
        if header.p1 != p1 {
            return Err(Sw::BAD_P1_P2);
        }
        let ef = self.target(header.p2)?;
        match self.files.get_mut(&(self.selected, ef)) {
            Some(File::Pin(pin)) => Ok(pin),
            _ => Err(Sw::WRONG_FILE_STRUCTURE),
        }
    }

    /// The file that `80` (the current one) or `80 | short identifier` means; the latter becomes
    /// the current one, as READ BINARY's does (jpki-card §2.1; for the others an assumption).
    fn target(&mut self, reference: u8) -> Result<EfId, Sw> {
        match reference {
            CURRENT_FILE => self.current.ok_or(Sw::NO_CURRENT_FILE),
            0x81..=0x9E => {
                let ef = EfId(u16::from(reference & 0x1F));
                if !self.files.contains_key(&(self.selected, ef)) {
                    return Err(Sw::NOT_FOUND);
                }
                self.current = Some(ef);
                Ok(ef)
            }
            _ => Err(Sw::BAD_P1_P2),
        }
    }

    fn is_verified(&self, pin: EfId) -> bool {
        let file = self.files.get(&(self.selected, pin));
        matches!(file, Some(File::Pin(pin)) if pin.is_verified())
    }
}

/// Logical channel 0, no secure messaging, and the class each command belongs to.
fn check_class(header: Header) -> Result<(), Sw> {
    let own_class = match header.ins {
        COMPUTE_DIGITAL_SIGNATURE => 0x80,
        _ => 0x00,
    };
    match header.cla {
        class if class == own_class => Ok(()),
        // A command of the other class is told apart from one that does not exist.
        0x00 | 0x80 if is_known(header.ins) => Err(Sw::CLASS_UNKNOWN),
        0x00 | 0x80 => Err(Sw::INS_UNKNOWN),
        0x01..=0x03 => Err(Sw::CHANNEL_UNSUPPORTED),
        0x08 | 0x0C => match header.ins {
            READ_BINARY | VERIFY => Err(Sw::NO_SESSION_KEY),
            _ => Err(Sw::SECURE_MESSAGING_UNSUPPORTED),
        },
        _ => Err(Sw::CLASS_UNKNOWN),
    }
}

fn is_known(ins: u8) -> bool {
    matches!(
        ins,
        CHANGE_REFERENCE_DATA
            | COMPUTE_DIGITAL_SIGNATURE
            | GET_CHALLENGE
            | GET_DATA
            | INTERNAL_AUTHENTICATE
            | READ_BINARY
            | SELECT
            | VERIFY
    )
}

fn challenge(header: Header, body: Body<'_>) -> Outcome {
    if (header.p1, header.p2) != (0, 0) {
        return Err(Sw::BAD_P1_P2);
    }
    let Body {
        data: [],
        le: Some(le),
    } = body
    else {
        return Err(Sw::WRONG_LENGTH);
    };
    let mut bytes = vec![0; le];
    OsRng.fill_bytes(&mut bytes);
    Ok(bytes)
}

/// A data object with a one-byte length; nothing longer is described here.
pub(super) fn object(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = u8::try_from(value.len()).unwrap_or(u8::MAX);
    [&[tag, length], value].concat()
}
