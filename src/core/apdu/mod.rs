//! APDUs of ISO/IEC 7816-4: what is sent ([`Command`]), what comes back ([`Response`]) and the
//! status word in words ([`Status`]). Encoding and decoding only; nobody is talked to here.

mod command;
mod response;
mod status;

pub use command::{Command, Le};
pub use response::{Response, ResponseError};
pub use status::Status;
