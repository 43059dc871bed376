//! What is written for it, byte by byte: dates, and a way to start the program. Nothing of a person has a
//! place in it.

use std::path::PathBuf;

use inkan::app::ports::FileError;
use inkan::app::reminder::{Reminder, ReminderDamaged};
use inkan::core::jpki::Slot;
use inkan::platform::login_entry::{LoginCommand, text};
use inkan::platform::settings_store::SettingsStore;

use super::both;

const FILE: &str = "[sign]
from = \"2029-11-17\"
until = \"2030-02-17\"
told = \"2029-11-18\"

[auth]
from = \"2031-02-28\"
until = \"2031-05-31\"
";

#[test]
fn the_file_holds_dates_and_nothing_else() {
    let text = both().to_toml().expect("writes");
    assert_eq!(text, FILE);
    assert_eq!(Reminder::from_toml(&text), Ok(both()));
    let one = both().with(Slot::Sign, None);
    let text = one.to_toml().expect("writes");
    assert_eq!(
        text,
        "[auth]\nfrom = \"2031-02-28\"\nuntil = \"2031-05-31\"\n"
    );
    assert_eq!(Reminder::from_toml(&text), Ok(one));
    assert_eq!(Reminder::from_toml(""), Ok(Reminder::default()));
    // A newer version may keep more; it is not ours.
    let newer = format!("later = 1\n{FILE}");
    assert_eq!(Reminder::from_toml(&newer), Ok(both()));
}

#[test]
fn what_is_not_dates_is_damaged() {
    for damaged in [
        "x",
        "sign = 1",
        "[sign]\nfrom = \"2029-11-17\"\n",
        "[sign]\nfrom = \"2029-11-17\"\nuntil = \"2029-02-30\"\n",
        "[sign]\nfrom = \"2029-11-17\"\nuntil = \"\"\n",
        "[sign]\nfrom = \"2030-11-17\"\nuntil = \"2030-02-17\"\n",
        "[auth]\nfrom = 2029-11-17\nuntil = 2030-02-17\n",
        "[auth]\nfrom = \"2029-11-17\"\nuntil = \"2030-02-17\"\ntold = \"yesterday\"\n",
    ] {
        assert_eq!(
            Reminder::from_toml(damaged),
            Err(ReminderDamaged),
            "{damaged}"
        );
    }
}

#[test]
fn deleting_leaves_nothing_of_it_and_leaves_the_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = SettingsStore::in_folder(folder.path().to_path_buf());
    let store = settings.reminder();
    assert!(store.path().ends_with("reminder.toml"));
    settings.save("language = \"en\"\n").expect("saved");
    store.save("x").expect("saved");
    store.set_aside().expect("set aside");
    assert_eq!(store.load(), Ok(None));
    store.save(FILE).expect("saved");
    assert_eq!(store.load(), Ok(Some(FILE.to_owned())));
    store.delete().expect("deleted");
    store.delete().expect("nothing to delete is no trouble");
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("there")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["settings.toml"]);
    std::fs::write(store.path(), b"\xFF").expect("written");
    assert!(store.load().is_err());
    assert!(store.path().exists(), "looked at, not set aside");
}

fn command(program: &str, arguments: &[&str]) -> LoginCommand {
    LoginCommand {
        program: PathBuf::from(program),
        arguments: arguments.iter().map(|&it| it.to_owned()).collect(),
    }
}

/// Every character that means something to a desktop file.
#[cfg(unix)]
const ODD: &str = "/opt/my \"odd\" $HOME `x` 100% \\n;#/印鑑 & <x>'/inkan";

#[cfg(unix)]
#[test]
fn the_desktop_file_starts_the_program_as_it_is_named() {
    let usual = command("/usr/bin/inkan", &["--remind"]);
    assert_eq!(
        text::desktop_file(&usual).expect("text"),
        "[Desktop Entry]\n\
         Type=Application\n\
         Name=Inkan\n\
         Comment=Says when a certificate on a My Number Card can be renewed\n\
         Comment[ja]=マイナンバーカードの電子証明書を更新できるときにお知らせします\n\
         Exec=\"/usr/bin/inkan\" \"--remind\"\n\
         TryExec=/usr/bin/inkan\n\
         Icon=inkan\n\
         Terminal=false\n"
    );
    for program in ["/usr/bin/inkan", "/home/a b/inkan", ODD] {
        let arguments = ["--remind", "--config", ODD];
        let file = text::desktop_file(&command(program, &arguments)).expect("text");
        let words = [&[program], arguments.as_slice()].concat();
        assert_eq!(exec_of(&file), words, "{file}");
        let tried = unescaped(value(&file, "TryExec"));
        assert_eq!(tried, program);
    }
}

#[cfg(unix)]
#[test]
fn a_moved_program_changes_its_lines_only() {
    let old = text::desktop_file(&command("/old/inkan", &["--remind"])).expect("text");
    // What desktops write when someone turns it off.
    let off = format!("{old}Hidden=true\nX-GNOME-Autostart-enabled=false\n");
    let new = command("/new place/inkan", &["--remind"]);
    let moved = text::moved_desktop_file(&off, &new).expect("text");
    assert_eq!(exec_of(&moved), ["/new place/inkan", "--remind"]);
    assert_eq!(value(&moved, "TryExec"), "/new place/inkan");
    let rest = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.contains("Exec="));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(rest(&moved), rest(&off));
    assert_eq!(text::moved_desktop_file(&moved, &new).expect("text"), moved);
}

/// The value of a key of the group.
fn value<'a>(file: &'a str, key: &str) -> &'a str {
    let mut values = file.lines().filter_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name == key).then_some(value)
    });
    let value = values.next().expect("the key");
    assert_eq!(values.next(), None, "once");
    value
}

/// A string of a desktop file as it was meant (Desktop Entry Specification, "Possible value types").
fn unescaped(text: &str) -> String {
    let mut meant = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => meant.push(match characters.next() {
                Some('s') => ' ',
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('\\') => '\\',
                other => panic!("no escape: {other:?}"),
            }),
            other => meant.push(other),
        }
    }
    meant
}

/// The words of `Exec` (Desktop Entry Specification, "The Exec key"), all of them quoted.
fn exec_of(file: &str) -> Vec<String> {
    let line = unescaped(value(file, "Exec"));
    let mut words = Vec::new();
    let mut characters = line.chars().peekable();
    while let Some(open) = characters.next() {
        assert_eq!(open, '"');
        let mut word = String::new();
        loop {
            match characters.next().expect("a closing quote") {
                '"' => break,
                '\\' => {
                    let escaped = characters.next().expect("a character");
                    assert!("\"`$\\".contains(escaped), "{escaped}");
                    word.push(escaped);
                }
                '%' => {
                    assert_eq!(characters.next(), Some('%'), "no field code");
                    word.push('%');
                }
                reserved @ ('`' | '$') => panic!("{reserved} is not escaped"),
                other => word.push(other),
            }
        }
        words.push(word);
        if let Some(space) = characters.next() {
            assert_eq!(space, ' ');
        }
    }
    words
}

#[cfg(unix)]
#[test]
fn the_launch_agent_is_a_property_list() {
    let agent = text::launch_agent(&command("/Applications/a & b <c>.app/inkan", &["--remind"]));
    let agent = agent.expect("text");
    assert!(agent.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist "));
    assert!(agent.contains(
        "\t<key>ProgramArguments</key>\n\
         \t<array>\n\
         \t\t<string>/Applications/a &amp; b &lt;c&gt;.app/inkan</string>\n\
         \t\t<string>--remind</string>\n\
         \t</array>\n"
    ));
    assert!(agent.contains("\t<key>RunAtLoad</key>\n\t<true/>\n"));
    assert!(agent.contains(&format!("<string>{}</string>", text::LABEL)));
    for (open, close) in [("<dict>", "</dict>"), ("<plist ", "</plist>")] {
        assert_eq!(agent.matches(open).count(), 1);
        assert_eq!(agent.matches(close).count(), 1);
    }
}

#[test]
fn a_command_line_of_windows_comes_apart_as_it_was_put_together() {
    #[cfg(unix)]
    const PROGRAM: &str = "/Program Files/inkan.exe";
    #[cfg(windows)]
    const PROGRAM: &str = r"C:\Program Files\inkan.exe";
    for argument in [
        "--remind",
        r"C:\Users\山田 太郎\AppData\",
        r"C:\a\\b",
        r#"say "yes""#,
        r"\",
        r#"a\\"b\\"#,
        "",
    ] {
        let line = text::command_line(&command(PROGRAM, &[argument])).expect("text");
        assert_eq!(taken_apart(&line), [PROGRAM, argument], "{line}");
    }
}

/// As `CommandLineToArgvW` does it.
fn taken_apart(line: &str) -> Vec<String> {
    let (mut words, mut word, mut slashes) = (Vec::new(), None::<String>, 0);
    let mut is_quoted = false;
    for character in line.chars() {
        match character {
            '\\' => slashes += 1,
            '"' => {
                let word = word.get_or_insert_default();
                word.push_str(&"\\".repeat(slashes / 2));
                if slashes % 2 == 1 {
                    word.push('"');
                } else {
                    is_quoted = !is_quoted;
                }
                slashes = 0;
            }
            ' ' if !is_quoted => words.extend(word.take()),
            other => {
                let word = word.get_or_insert_default();
                word.push_str(&"\\".repeat(slashes));
                word.push(other);
                slashes = 0;
            }
        }
    }
    words.extend(word);
    words
}

#[test]
fn what_cannot_be_written_down_is_refused() {
    let refused = Err(FileError::System {
        kind: std::io::ErrorKind::InvalidFilename,
    });
    for (program, argument) in [("/a\nExec=evil", "x"), ("/a", "x\n"), ("a", "x")] {
        let command = command(program, &[argument]);
        assert_eq!(text::desktop_file(&command), refused, "{program:?}");
        assert_eq!(text::launch_agent(&command), refused);
        assert_eq!(text::command_line(&command), refused);
    }
}
