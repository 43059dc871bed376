//! The subcommands, each a straight line from its arguments to an answer and an exit status. A
//! failure that is returned is told by `run`; what is told here in part is not returned.

pub(super) mod calendar;
pub(super) mod certificate;
pub(super) mod doctor;
pub(super) mod guide;
pub(super) mod pin;
pub(super) mod pin_work;
pub(super) mod report;
mod seal;
mod secret;
pub(super) mod sign;
pub(super) mod simulate;
pub(super) mod status;
pub(super) mod verify;
