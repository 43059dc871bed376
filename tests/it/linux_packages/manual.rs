//! Makes the manual page of a command from what its help is made from.

use clap::{Arg, ArgAction, Command};
use inkan::app::settings::Language;

/// What a page says beyond the help.
pub struct Words {
    /// What the typesetter is told before and after the title.
    setting: [&'static str; 2],
    name: &'static str,
    synopsis: &'static str,
    description: &'static str,
    exit_status: &'static str,
    files: &'static str,
    see_also: &'static str,
    book: &'static str,
    settings: &'static str,
    policy: &'static str,
}

impl Words {
    pub fn of(language: Language) -> Self {
        match language {
            // Lines may break between Japanese characters.
            Language::Ja | Language::JaEasy => Self {
                setting: [".mso ja.tmac\n", ".ad l\n"],
                name: "名前",
                synopsis: "書式",
                description: "説明",
                exit_status: "終了ステータス",
                files: "ファイル",
                see_also: "関連項目",
                book: "ユーザーコマンド",
                settings: "設定。画面と同じものを使います。",
                policy: "管理者の決めるポリシー。",
            },
            Language::En => Self {
                setting: [""; 2],
                name: "NAME",
                synopsis: "SYNOPSIS",
                description: "DESCRIPTION",
                exit_status: "EXIT STATUS",
                files: "FILES",
                see_also: "SEE ALSO",
                book: "User Commands",
                settings: "The settings, which are the window's too.",
                policy: "The policy that an administrator lays down.",
            },
        }
    }
}

/// The page of `command` with all its subcommands.
pub fn page(mut command: Command, words: &Words) -> String {
    command.build();
    let name = command.get_name().to_owned();
    let about = command.get_about().map(ToString::to_string).unwrap();
    let exits = command.get_after_help().map(ToString::to_string).unwrap();
    let [before, after] = words.setting;
    let mut page = format!(
        ".\\\" Made from the program's help: tests/it/linux_packages/manual.rs\n{before}.TH {} 1 \"\" Inkan \"{}\"\n{after}",
        escaped(&name.to_uppercase()),
        words.book
    );
    let summary = about.trim_end_matches(['.', '。']);
    section(&mut page, words.name);
    page += &format!("{} \\- {}\n", escaped(&name), escaped(summary));
    section(&mut page, words.synopsis);
    page += &format!(".B {}\n", usage(&mut command));
    section(&mut page, words.description);
    page += &line(&about);
    options(&mut page, &command, |_| true);

    let heading = command.get_subcommand_help_heading().unwrap().to_owned();
    section(&mut page, &heading);
    subcommands(&mut page, &mut command, "");

    section(&mut page, words.exit_status);
    for exit in exits.lines().skip(1) {
        let (status, meaning) = exit.trim().split_once(' ').expect("a status");
        entry(&mut page, status, meaning.trim());
    }
    section(&mut page, words.files);
    entry(
        &mut page,
        &escaped("~/.config/inkan/settings.toml"),
        words.settings,
    );
    entry(&mut page, &escaped("/etc/inkan/policy.toml"), words.policy);
    section(&mut page, words.see_also);
    page += ".BR inkan (1),\n.BR pcscd (8)\n";
    page
}

fn subcommands(page: &mut String, command: &mut Command, above: &str) {
    for subcommand in command.get_subcommands_mut() {
        let path = format!("{above} {}", subcommand.get_name());
        let path = path.trim_start();
        if subcommand.has_subcommands() {
            subcommands(page, subcommand, path);
            continue;
        }
        *page += &format!(".SS {}\n", escaped(path));
        *page += &line(&subcommand.get_about().map(ToString::to_string).unwrap());
        *page += &format!(".PP\n.B {}\n", usage(subcommand));
        // What all have in common is said once.
        options(page, subcommand, |it| {
            !it.is_global_set() && it.get_id() != "help"
        });
    }
}

/// The options under the headings that the help has.
fn options(page: &mut String, command: &Command, told: fn(&Arg) -> bool) {
    let mut heading = None;
    let top = command.has_subcommands();
    for argument in command.get_arguments().filter(|it| told(it)) {
        if top && heading != argument.get_help_heading() {
            heading = argument.get_help_heading();
            section(page, heading.unwrap());
        }
        let help = argument.get_help().map(ToString::to_string).unwrap();
        entry(page, &name_of(argument), &help);
    }
}

/// As it is typed: `-v, --verbose`, `--demo[=PROFILE]`, `FILE...`.
fn name_of(argument: &Arg) -> String {
    let value = argument
        .get_value_names()
        .filter(|_| argument.get_action().takes_values())
        .map(|names| names.join(" "));
    let many = matches!(argument.get_action(), ArgAction::Append);
    let Some(long) = argument.get_long() else {
        let mark = if many { "..." } else { "" };
        return escaped(&format!("{}{mark}", value.unwrap()));
    };
    let short = argument
        .get_short()
        .map(|it| format!("-{it}, "))
        .unwrap_or_default();
    let value = match value {
        Some(value) if argument.is_require_equals_set() => format!("[={value}]"),
        Some(value) => format!(" {value}"),
        None => String::new(),
    };
    escaped(&format!("{short}--{long}{value}"))
}

fn usage(command: &mut Command) -> String {
    let usage = command.render_usage().to_string();
    escaped(usage.trim_start_matches("Usage: ").trim())
}

fn section(page: &mut String, heading: &str) {
    *page += &format!(".SH {}\n", escaped(&heading.to_uppercase()));
}

fn entry(page: &mut String, name: &str, meaning: &str) {
    *page += &format!(".TP\n.B {name}\n{}", line(meaning));
}

/// A line of text, which must not be taken for a request.
fn line(text: &str) -> String {
    let guard = if text.starts_with(['.', '\'']) {
        "\\&"
    } else {
        ""
    };
    format!("{guard}{}\n", escaped(text))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-")
}
