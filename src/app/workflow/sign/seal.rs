//! The visible seal of a job: the name comes from the certificate, the page from the document.

use super::signer::Signer;
use crate::{
    app::command::SealOrder,
    core::{
        pdf::PdfFile,
        sign::pdf::{
            PdfSignError, PlacedSeal,
            seal::{Point, Seal},
        },
    },
};

/// Points (1/72 inch) in a millimetre.
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// The seal of a batch by this signer. A certificate for logging in has no name: its subject stands in.
pub(super) fn seal(order: &SealOrder, signer: &Signer) -> Seal {
    let name = signer.name().or(signer.certificate().common_name());
    order.seal(name.unwrap_or_default())
}

/// The seal on its page of this document.
pub(super) fn placed<'a>(
    order: &SealOrder,
    seal: &'a Seal,
    pdf: &PdfFile<'_>,
) -> Result<PlacedSeal<'a>, PdfSignError> {
    let (x, y) = order.corner_mm;
    Ok(PlacedSeal {
        page: order.page.index(pdf.page_count()?),
        seal,
        corner: Point {
            x: f64::from(x) * POINTS_PER_MM,
            y: f64::from(y) * POINTS_PER_MM,
        },
    })
}
