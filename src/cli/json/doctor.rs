//! The JSON of `doctor`.

use serde::Serialize;

/// `doctor`
#[derive(Serialize)]
pub(in crate::cli) struct DoctorJson {
    /// Whether nothing was found.
    pub ok: bool,
    pub rungs: Vec<RungJson>,
}

/// One rung, the lowest first.
#[derive(Serialize)]
pub(in crate::cli) struct RungJson {
    pub rung: &'static str,
    /// `None` where a finding below leaves nothing to look at.
    pub ok: Option<bool>,
    /// The stable code of the finding.
    pub code: Option<&'static str>,
    pub finding: Option<String>,
    pub cause: Option<String>,
    pub remedy: Option<String>,
    pub detail: String,
}
