//! What the Linux packages say about the programs agrees with the programs. Where it is to be written anew,
//! set `INKAN_MANUAL=1`.

mod manual;

use std::{fs, path::PathBuf, process::Command};

use clap_complete::{Shell, generate};
use inkan::{app::settings::Language, cli, ui::APP_ID};

/// In `packaging/linux`.
fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("packaging/linux")
        .join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The committed file is `made`, or becomes it.
fn is_committed(name: &str, made: &str) {
    if std::env::var_os("INKAN_MANUAL").is_some() {
        fs::write(path(name), made).expect("written");
    }
    assert!(
        text(name) == made,
        "{name} is not what the program says: INKAN_MANUAL=1 writes it anew"
    );
}

#[test]
fn the_manual_of_the_command_line_says_what_its_help_says() {
    for (language, name) in [
        (Language::En, "man/inkan-cli.1"),
        (Language::Ja, "man/ja/inkan-cli.1"),
    ] {
        let page = manual::page(cli::described(language), &manual::Words::of(language));
        assert!(page.lines().count() > 250, "{name}");
        is_committed(name, &page);
    }
}

#[test]
fn the_completions_are_those_of_the_command_line() {
    for (shell, name) in [
        (Shell::Bash, "completions/inkan-cli.bash"),
        (Shell::Zsh, "completions/_inkan-cli"),
        (Shell::Fish, "completions/inkan-cli.fish"),
    ] {
        let mut made = Vec::new();
        let mut command = cli::described(Language::Ja);
        generate(shell, &mut command, "inkan-cli", &mut made);
        let made = String::from_utf8(made).expect("UTF-8");
        assert!(made.contains("certificate") && made.contains("allow-last-try"));
        is_committed(name, &made);
    }
}

#[test]
fn the_manual_of_the_window_lists_every_option_and_no_other() {
    let help = Command::new(env!("CARGO_BIN_EXE_inkan"))
        .arg("--help")
        .output()
        .expect("started");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let known = options(&help);
    assert!(known.len() >= 7, "{known:?}");
    for name in ["man/inkan.1", "man/ja/inkan.1"] {
        let listed: String = text(name)
            .lines()
            .filter_map(|line| line.strip_prefix(".B "))
            .map(|line| line.replace("\\-", "-") + "\n")
            .collect();
        assert_eq!(options(&listed), known, "{name}");
    }
}

/// The long options at the beginnings of lines, sorted.
fn options(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text
        .lines()
        .filter(|line| line.trim_start().starts_with('-'))
        .filter_map(|line| {
            let from = line.find("--")?;
            line[from..].split(['=', '[', ' ', ',', '.']).next()
        })
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn the_desktop_knows_the_window_by_one_name() {
    let entry = text(&format!("{APP_ID}.desktop"));
    assert!(entry.contains(&format!("\nIcon={APP_ID}\n")));
    assert!(entry.contains(&format!("\nStartupWMClass={APP_ID}\n")));
    let metadata = text(&format!("{APP_ID}.metainfo.xml"));
    assert!(metadata.contains(&format!("<id>{APP_ID}</id>")));
    assert!(metadata.contains(&format!(
        "<launchable type=\"desktop-id\">{APP_ID}.desktop<"
    )));
    assert!(text("common.sh").contains(&format!("\napp_id={APP_ID}\n")));
    let flatpak = text(&format!("../flatpak/{APP_ID}.yml"));
    assert!(flatpak.contains(&format!("\nid: {APP_ID}\n")));
    let options = inkan::ui::window_options();
    assert_eq!(options.viewport.app_id.as_deref(), Some(APP_ID));
}

#[test]
fn the_entry_and_the_metadata_open_the_same_types() {
    let entry = text(&format!("{APP_ID}.desktop"));
    let types = entry
        .lines()
        .find_map(|line| line.strip_prefix("MimeType="))
        .expect("types");
    let metadata = text(&format!("{APP_ID}.metainfo.xml"));
    let provided: Vec<&str> = metadata
        .split("<mediatype>")
        .skip(1)
        .filter_map(|rest| rest.split("</").next())
        .collect();
    assert_eq!(
        types.trim_end_matches(';').split(';').collect::<Vec<_>>(),
        provided
    );
}
