//! The arguments of `args` with their texts in one language: clap's own words are English only.

use clap::{Arg, ArgAction, ColorChoice, Command, CommandFactory};

use super::args::CommandLine;
use crate::i18n::cli::{CliTexts, HelpTexts};

/// The whole command, in the language of `words`.
pub(super) fn command(words: &'static CliTexts) -> Command {
    let help = &words.help;
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(help.version)
        .help_heading(help.options_heading);
    localised(CommandLine::command(), "", help)
        .about(help.about)
        .after_help(help.exit_codes)
        .disable_version_flag(true)
        .arg(version)
        .color(ColorChoice::Never)
}

/// `path` is how the command is called: `pin status`; empty for the program itself.
fn localised(command: Command, path: &str, help: &'static HelpTexts) -> Command {
    let about = subcommand_text(path, help);
    let flag = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(help.help)
        .help_heading(help.options_heading);
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        help.usage_heading
    );
    let command = command
        .help_template(template)
        .subcommand_help_heading(help.commands_heading)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .mut_args(|argument| described(argument, path, help))
        .arg(flag)
        .mut_subcommands(|subcommand| {
            let path = format!("{path} {}", subcommand.get_name());
            localised(subcommand, path.trim_start(), help)
        });
    match about {
        Some(about) => command.about(about),
        None => command,
    }
}

fn described(argument: Arg, path: &str, help: &'static HelpTexts) -> Arg {
    let Some(text) = argument_text(path, argument.get_id().as_str(), help) else {
        return argument;
    };
    let heading = if argument.is_global_set() {
        help.common_heading
    } else if argument.is_positional() {
        help.arguments_heading
    } else {
        help.options_heading
    };
    let argument = argument.help_heading(heading);
    if !argument.get_action().takes_values() {
        return argument.help(text);
    }
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|it| it.get_name().to_owned())
        .collect();
    let text = match values.as_slice() {
        [] => text.to_owned(),
        values => format!("{text} [{}]", values.join(", ")),
    };
    argument
        .help(text)
        .hide_possible_values(true)
        .hide_default_value(true)
}

fn subcommand_text(path: &str, help: &HelpTexts) -> Option<&'static str> {
    Some(match path {
        "calendar" => help.calendar,
        "certificate" => help.certificate,
        "certificate export" => help.export,
        "certificate show" => help.show,
        "doctor" => help.doctor,
        "guide" => help.guide,
        "pin" => help.pin,
        "pin change" => help.pin_change,
        "pin test" => help.pin_test,
        "pin status" => help.pin_status,
        "report" => help.report,
        "sign" => help.sign,
        "simulate" => help.simulate,
        "status" => help.status,
        "verify" => help.verify,
        _ => return None,
    })
}

fn argument_text(path: &str, id: &str, help: &HelpTexts) -> Option<&'static str> {
    Some(match (path, id) {
        ("calendar", "out") => help.calendar_out,
        ("certificate export", "format") => help.export_format,
        ("certificate export", "out") => help.export_out,
        ("guide", "out") => help.guide_out,
        ("pin change", "pin_stdin") => help.pin_stdin_change,
        ("pin change" | "pin test", "kind") => help.pin_kind,
        ("report", "out") => help.report_out,
        ("sign", "files") => help.files_to_sign,
        ("sign", "format") => help.sign_format,
        ("sign", "out") => help.out,
        ("sign", "seal") => help.seal,
        ("sign", "seal_at") => help.seal_at,
        ("sign", "seal_page") => help.seal_page,
        ("sign", "seal_size") => help.seal_size,
        ("verify", "files") => help.files_to_verify,
        (_, id) => return shared_argument_text(id, help),
    })
}

fn shared_argument_text(id: &str, help: &HelpTexts) -> Option<&'static str> {
    Some(match id {
        "abroad" => help.abroad,
        "allow_last_try" => help.allow_last_try,
        "config" => help.config,
        "content" => help.content,
        "demo" => help.demo,
        "demo_trust" => help.demo_trust,
        "digest" => help.digest,
        "json" => help.json,
        "key" => help.key,
        "kind" => help.kind,
        "lang" => help.lang,
        "office" => help.office,
        "out_dir" => help.out_dir,
        "overwrite" => help.overwrite,
        "pin_stdin" => help.pin_stdin,
        "policy" => help.policy,
        "profile" => help.profile,
        "reader" => help.reader,
        "trust" => help.trust,
        "topic" => help.topic,
        "verbose" => help.verbose,
        "vpcd" => help.vpcd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::Language;

    fn each(command: &Command, check: &mut dyn FnMut(&Command)) {
        check(command);
        for subcommand in command.get_subcommands() {
            each(subcommand, check);
        }
    }

    #[test]
    fn every_argument_and_subcommand_is_explained_in_every_language() {
        for language in Language::ALL {
            let command = command(CliTexts::of(language));
            command.clone().debug_assert();
            each(&command, &mut |command| {
                assert!(command.get_about().is_some(), "{}", command.get_name());
                for argument in command.get_arguments() {
                    assert!(argument.get_help().is_some(), "{:?}", argument.get_id());
                }
            });
        }
    }
}
