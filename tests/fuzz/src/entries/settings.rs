//! The files that the program itself keeps.

use inkan::{
    app::{reminder::Reminder, settings::Settings},
    core::rules::ReminderStage,
};
use jiff::civil::{Date, date};

/// The files that the program keeps, after somebody wrote in them: read again they say the same, and a
/// reminder is told once a stage.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(settings) = Settings::from_toml(text) {
        let written = settings.to_toml().expect("writes");
        let again = Settings::from_toml(&written).expect("reads what it wrote");
        assert_eq!(again.to_toml().as_ref(), Ok(&written));
        assert!(again.version >= 1);
        // What this version does not know: numbers that are none are equal to nothing.
        let whole: toml::Table = text.parse().expect("it was read");
        for (key, value) in &again.others {
            assert_eq!(format!("{value:?}"), format!("{:?}", whole[key]));
        }
    }
    if let Ok(reminder) = Reminder::from_toml(text) {
        let written = reminder.to_toml().expect("writes");
        assert_eq!(Reminder::from_toml(&written), Ok(reminder), "{written}");
        for today in [Date::MIN, date(2026, 11, 23), Date::MAX] {
            is_told_once(reminder, today);
        }
    }
}

fn is_told_once(reminder: Reminder, today: Date) {
    let due = reminder.due(today);
    let told = reminder.told(today);
    assert!(told.due(today).is_empty());
    assert!(reminder.next(today).is_none_or(|next| next > today));
    let gone = due
        .iter()
        .filter(|(_, stage, _)| *stage == ReminderStage::Expired);
    assert_eq!(told.all().count() + gone.count(), reminder.all().count());
}
