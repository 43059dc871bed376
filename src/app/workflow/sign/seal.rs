//! The visible seal of a job on one document: the name from the certificate, the day from the clock, the
//! place from the page.

use jiff::Timestamp;

use super::signer::Signer;
use crate::{
    app::command::SealOrder,
    core::{
        pdf::PdfFile,
        sign::pdf::{PdfSignError, PlacedSeal},
    },
};

/// A seal with its page.
pub(super) struct Placed {}

/// Finds the page for the seal and what it says.
pub(super) fn placed(
    _order: &SealOrder,
    _signer: &Signer,
    _now: Timestamp,
    _pdf: &PdfFile<'_>,
) -> Result<Placed, PdfSignError> {
    Err(PdfSignError::Seal)
}

impl Placed {
    pub(super) fn as_request(&self) -> PlacedSeal<'_> {
        unreachable!()
    }
}
