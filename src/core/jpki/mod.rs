//! The JPKI application of the card: its file table, the one verb that talks to it, and the
//! operations (read, ask for tries, verify, sign) as straight-line functions.

mod channel;
mod files;
mod foreign;
mod ops;
mod session;
mod token;

pub use channel::{CardChannel, ChannelError, exchange};
pub use files::{
    AID_ISSUER_DOMAIN, AID_JPKI, AUTH_SLOT, CERTIFICATE_EF_SIZE, EF_AVAILABILITY, EF_TOKEN_INFO,
    EfId, SIGN_SLOT, Slot, SlotFiles, TOKEN_INFO_LEN,
};
pub use foreign::{ForeignCard, identify};
pub use ops::{CardError, Step, clear_security_state};
pub use session::{
    AuthKey, ChangeReport, Changed, Key, Open, Session, SignKey, Verified, VerifyError,
};
pub use token::{Availability, CardKind, Presence, TokenInfo};
