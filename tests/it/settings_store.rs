//! Settings on disk: absent, kept, replaced, damaged, in the way of something else.

use std::fs;

use inkan::{
    app::ports::FileError,
    platform::settings_store::{SettingsError, SettingsStore},
};

#[test]
fn settings_are_kept_in_a_folder_made_for_them() {
    let folder = tempfile::tempdir().expect("folder");
    let store = SettingsStore::in_folder(folder.path().join("a/b"));
    assert_eq!(store.load(), Ok(None));
    store.save("language = \"en\"\n").expect("saved");
    store.save("language = \"ja\"\n").expect("replaced");
    assert_eq!(store.load(), Ok(Some("language = \"ja\"\n".to_owned())));
    let names: Vec<_> = fs::read_dir(folder.path().join("a/b"))
        .expect("made")
        .collect();
    assert_eq!(names.len(), 1, "nothing temporary stays: {names:?}");
}

#[test]
fn damaged_settings_are_set_aside_and_not_lost() {
    let folder = tempfile::tempdir().expect("folder");
    let store = SettingsStore::in_folder(folder.path().to_path_buf());
    for damaged in [b"\xFF\xFE\x00".to_vec(), vec![b'#'; 2 << 20]] {
        fs::write(store.path(), &damaged).expect("written");
        let aside = folder.path().join("settings.toml.broken");
        assert_eq!(store.load(), Err(SettingsError::Damaged));
        assert_eq!(store.set_aside(), Ok(aside.clone()));
        assert!(fs::read(&aside).expect("kept") == damaged);
        assert_eq!(store.load(), Ok(None));
    }
}

#[test]
fn trouble_with_the_folder_is_an_error_and_no_crash() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("written");
    let store = SettingsStore::in_folder(file.clone());
    assert_eq!(store.load(), Ok(None));
    assert!(store.save("x = 1").is_err());

    let store = SettingsStore::in_folder(folder.path().to_path_buf());
    fs::create_dir(store.path()).expect("made");
    let error = FileError::NotAFile;
    assert_eq!(store.load(), Err(SettingsError::File(error)));
}

#[test]
fn the_person_has_a_folder() {
    let store = SettingsStore::of_this_person().expect("a home");
    assert!(store.path().ends_with("inkan/settings.toml"));
}
