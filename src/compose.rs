//! What both programs put together alike: real readers from `platform`, simulated ones from `sim`.
//! The one module besides the two mains that may name both.

mod lent_card;
mod policy;
mod reminder;

use std::{path::Path, sync::Arc};

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

pub use lent_card::{CardLender, LentCard};
pub use policy::load_policy;
pub use reminder::{DueReminder, ReminderKeeper, due_reminder};

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

/// What a start finds of the settings.
pub struct LoadedSettings {
    /// Where they are kept; `None` where the system names no place.
    pub store: Option<SettingsStore>,
    /// The settings, or the defaults.
    pub settings: Settings,
    /// What was wrong with the file.
    pub failure: Option<Failure>,
}

/// The settings in `folder`, or in the person's own. What is damaged is set aside and told; the
/// program starts with its defaults then, never not at all.
pub fn load_settings(folder: Option<&Path>) -> LoadedSettings {
    let store = settings_store(folder);
    let (settings, failure) = read_kept(
        store.as_ref(),
        Settings::from_toml,
        Failure::SettingsDamaged,
    );
    LoadedSettings {
        store,
        settings,
        failure,
    }
}

/// The settings that are kept, if they can be read, for what is said without a window. Nothing is set
/// aside.
pub fn peek_settings(folder: Option<&Path>) -> Option<Settings> {
    let text = settings_store(folder)?.load().ok()??;
    Settings::from_toml(&text).ok()
}

fn settings_store(folder: Option<&Path>) -> Option<SettingsStore> {
    match folder {
        Some(folder) => Some(SettingsStore::in_folder(folder.to_path_buf())),
        None => SettingsStore::of_this_person(),
    }
}

/// What `store` keeps, or the default. What is damaged is set aside and told as `damage`; where it could not
/// be, it lies where it lay, and saving will say why: nobody is told it was set aside.
fn read_kept<T: Default, E>(
    store: Option<&SettingsStore>,
    parse: impl FnOnce(&str) -> Result<T, E>,
    damage: Failure,
) -> (T, Option<Failure>) {
    let Some(store) = store else {
        return (T::default(), None);
    };
    let is_damaged = match store.load() {
        Ok(Some(text)) => match parse(&text) {
            Ok(kept) => return (kept, None),
            Err(_damage) => true,
        },
        Err(SettingsError::Damaged) => true,
        Ok(None) | Err(SettingsError::File(_)) => false,
    };
    let is_aside = is_damaged && store.set_aside().is_ok();
    (T::default(), is_aside.then_some(damage))
}

/// Writes the settings.
pub fn save_settings(store: Option<&SettingsStore>, settings: &Settings) -> Result<(), FileError> {
    let store = store.ok_or(FileError::NotFound)?;
    keep(store, settings.to_toml())
}

/// Has `store` keep what was written.
fn keep(store: &SettingsStore, written: Result<String, toml::ser::Error>) -> Result<(), FileError> {
    let text = written.map_err(|_unwritable| FileError::System {
        kind: std::io::ErrorKind::InvalidData,
    })?;
    store.save(&text)
}

/// The first of the system's languages that this program speaks, else Japanese.
pub fn system_language() -> Language {
    let preferred = locale::preferred_languages();
    preferred
        .iter()
        .map(String::as_str)
        .find_map(Language::from_tag)
        .unwrap_or_default()
}
