//! The reminder on this computer: its dates beside the settings, and the entry that has the system start
//! the check at login. Both are there together or not at all.

use std::path::Path;

use super::{keep, load_policy, peek_settings, read_kept, settings_store};
use crate::{
    app::{
        failure::Failure,
        ports::{Clock, FileError, LoginEntry, Source},
        reminder::Reminder,
        state::{AppState, ReminderDesk},
    },
    core::rules::jst_date,
    platform::{
        login_entry::{LoginCommand, SystemEntry},
        settings_store::SettingsStore,
    },
    ui::reminder::{Answer, Said, TakeAnswer},
};

/// What has the check made instead of the window opened.
const REMIND: &str = "--remind";
const CONFIG: &str = "--config";

/// Keeps the dates and the entry.
pub struct ReminderKeeper {
    store: Option<SettingsStore>,
    entry: Option<Box<dyn LoginEntry>>,
}

impl ReminderKeeper {
    /// Beside the settings in `folder`, or the person's own. `None` as an entry where the system has no
    /// place for one.
    pub fn new(folder: Option<&Path>) -> Self {
        Self {
            store: settings_store(folder).map(|store| store.reminder()),
            entry: entry(folder),
        }
    }

    /// What is kept, and what was wrong with it. The entry starts the program where it is from now on, if
    /// it was moved; without dates it goes.
    pub fn load(&self) -> (ReminderDesk, Option<Failure>) {
        let (dates, failure) = read_kept(
            self.store.as_ref(),
            Reminder::from_toml,
            Failure::ReminderDamaged,
        );
        if let Some(entry) = &self.entry {
            // What cannot be done now is tried at the next start.
            if dates.is_empty() {
                entry.remove().ok();
            } else {
                entry.refresh().ok();
            }
        }
        let is_set_up = self.entry.as_ref().is_some_and(|entry| entry.is_set_up());
        (ReminderDesk { dates, is_set_up }, failure)
    }

    /// Keeps `dates` and has the system start the check; without any, deletes both. What fails leaves
    /// nothing that was not there before.
    pub fn keep(&self, dates: &Reminder) -> Result<(), FileError> {
        let (Some(store), Some(entry)) = (&self.store, &self.entry) else {
            return Err(FileError::NotFound);
        };
        if dates.is_empty() {
            // The dates before all.
            return store.delete().and(entry.remove());
        }
        let was_set_up = entry.is_set_up();
        entry.set_up()?;
        let kept = keep(store, dates.to_toml());
        if kept.is_err() && !was_set_up {
            entry.remove().ok();
        }
        kept
    }

    /// Notes what was told. The entry stays as it is, unless there is nothing left to tell.
    fn note(&self, dates: &Reminder) -> Result<(), FileError> {
        match &self.store {
            Some(store) if !dates.is_empty() => keep(store, dates.to_toml()),
            _ => self.keep(dates),
        }
    }
}

fn entry(folder: Option<&Path>) -> Option<Box<dyn LoginEntry>> {
    let mut arguments = vec![REMIND.to_owned()];
    if let Some(folder) = folder {
        // Nobody knows where the system will start it.
        let folder = std::path::absolute(folder).ok()?;
        arguments.extend([CONFIG.to_owned(), folder.to_str()?.to_owned()]);
    }
    let command = LoginCommand::of_this_program(arguments).ok()?;
    Some(Box::new(SystemEntry::of_this_person(command)?))
}

/// What there is to say at this login.
pub struct DueReminder {
    /// It, for the window.
    pub said: Said,
    /// The settings and the policy, for the window's look.
    pub look: AppState,
    /// Does what is answered.
    pub take: TakeAnswer,
}

/// Looks whether there is something to say now; `None`: nothing, and nobody is to be disturbed. Nothing
/// is changed on disk. At a counter there is nothing to say.
pub fn due_reminder(
    folder: Option<&Path>,
    policy: Option<&Path>,
    clock: &dyn Clock,
) -> Option<DueReminder> {
    let keeper = ReminderKeeper::new(folder);
    // What is damaged is set aside and told when the window is opened.
    let dates = Reminder::from_toml(&keeper.store.as_ref()?.load().ok()??).ok()?;
    let today = jst_date(clock.now());
    let due = dates.due(today);
    if due.is_empty() {
        return None;
    }
    let settings = peek_settings(folder);
    let policy = load_policy(policy);
    let look = AppState::new(Source::Real, settings.unwrap_or_default()).governed(policy);
    if look.is_counter() {
        return None;
    }
    let told = dates.told(today);
    let next = told.next(today);
    Some(DueReminder {
        said: Said { due, next },
        look,
        take: Box::new(move |answer| match answer {
            Answer::Later | Answer::Open => keeper.note(&told),
            Answer::Never => keeper.keep(&Reminder::default()),
        }),
    })
}
