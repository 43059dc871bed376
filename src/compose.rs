//! What both programs put together alike: real readers from `platform`, simulated ones from `sim`.
//! The one module besides the two mains that may name both.

mod lent_card;

use std::{path::PathBuf, sync::Arc};

pub use lent_card::CardLender;

use crate::{
    app::{
        failure::Failure,
        ports::{Clock, FileError, Readers, ReportSink, Source, Sources},
        settings::{Language, Settings},
    },
    core::rules::jst_date,
    platform::{
        locale,
        pcsc::PcscReaders,
        settings_store::{SettingsError, SettingsStore},
    },
    sim::{self, SimReaders},
};

/// Readers of this machine, or of practice mode.
pub struct SystemSources {
    clock: Arc<dyn Clock>,
}

impl SystemSources {
    /// `clock` says from which day the demo certificates are counted.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

impl Sources for SystemSources {
    fn open(&mut self, source: &Source, sink: ReportSink) -> Box<dyn Readers> {
        match source {
            Source::Demo { profile } => {
                Box::new(SimReaders::open(profile, jst_date(self.clock.now()), sink))
            }
            Source::Real => Box::new(PcscReaders::open(sink)),
        }
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        sim::demo_ca_certificates().map(<[u8]>::to_vec).to_vec()
    }
}

/// The settings in `folder`, or in the person's own. What is damaged is set aside and told; the
/// program starts with its defaults then, never not at all.
pub fn load_settings(folder: Option<PathBuf>) -> (Option<SettingsStore>, Settings, Option<Failure>) {
    let store = match folder {
        Some(folder) => SettingsStore::in_folder(folder),
        None => match SettingsStore::of_this_person() {
            Ok(store) => store,
            Err(_) => return (None, Settings::default(), None),
        },
    };
    let (settings, failure) = match store.load() {
        Ok(None) => (Settings::default(), None),
        Ok(Some(text)) => match Settings::from_toml(&text) {
            Ok(settings) => (settings, None),
            Err(_) => {
                // If it cannot even be renamed, saving will say why.
                store.set_aside().ok();
                (Settings::default(), Some(Failure::SettingsDamaged))
            }
        },
        Err(SettingsError::Damaged { .. }) => {
            (Settings::default(), Some(Failure::SettingsDamaged))
        }
        Err(_) => (Settings::default(), None),
    };
    (Some(store), settings, failure)
}

/// Writes the settings.
pub fn save_settings(store: Option<&SettingsStore>, settings: &Settings) -> Result<(), FileError> {
    let store = store.ok_or(FileError::NotFound)?;
    let text = settings
        .to_toml()
        .map_err(|_| FileError::System { kind: std::io::ErrorKind::InvalidData })?;
    store.save(&text).map_err(|error| match error {
        SettingsError::File { error, .. } => error,
        SettingsError::Damaged { .. } | SettingsError::NoFolder => FileError::NotFound,
    })
}

/// The first of the system's languages that this program speaks, else Japanese.
pub fn system_language() -> Language {
    let preferred = locale::preferred_languages();
    preferred.iter().find_map(|tag| Language::from_tag(tag)).unwrap_or_default()
}
