//! From the arguments to the exit status.

use std::{ffi::OsString, path::Path, sync::Arc};

use clap::{FromArgMatches, error::ErrorKind};

use super::{
    args::{CertificateCommand, CliCommand, CommandLine, CommonOptions, PinCommand},
    commands, help,
    host::Host,
    json::{ErrorAnswer, ErrorJson},
    output, usage,
};
use crate::{
    app::{
        failure::{Exit, Failure, Offer},
        policy::{LoadedPolicy, Offers},
        ports::{Clock, Files, Machine, Overwrite, Source},
        settings::{Language, Settings},
        unbroken::or_internal,
    },
    core::office::Office,
    i18n::{cli::CliTexts, failure::failure_text, support::SupportTexts, texts::Texts},
};

/// Runs the command of `arguments` (the program's name first) and returns its exit status.
pub fn run(arguments: Vec<OsString>, host: Host) -> u8 {
    let hints = usage::Hints::of(arguments.get(1..).unwrap_or_default());
    let (settings, trouble) = (host.settings)(hints.config);
    let mut language = hints
        .language
        .or(settings.language)
        .unwrap_or(host.system_language);
    let words = CliTexts::of(language);
    if let Some(failure) = trouble {
        // Beside the answer: the command goes on.
        tell_failure(&failure, false, language);
    }
    let parsed = help::command(words)
        .try_get_matches_from(arguments)
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    let outcome = match parsed {
        Ok(line) => {
            let policy = (host.policy)(line.common.policy.as_deref());
            language = policy.policy.appearance.languages.nearest(language);
            // A mistake of the program: the card is let go of in order, and it is said.
            or_internal(|| carry_out(line, host, settings, policy, language))
        }
        Err(error) => not_a_command(&error, hints.json, words),
    };
    let exit = outcome.unwrap_or_else(|failure| {
        tell_failure(&failure, hints.json, language);
        failure.exit()
    });
    exit as u8
}

fn carry_out(
    line: CommandLine,
    host: Host,
    settings: Settings,
    LoadedPolicy {
        policy,
        refused,
        office,
    }: LoadedPolicy,
    language: Language,
) -> Result<Exit, Failure> {
    if let Some(failure) = refused {
        return Err(failure);
    }
    check_offers(&line, policy.offer)?;
    if line.common.verbose > 0 {
        output::say(SupportTexts::of(language).logging.announced);
    }
    let source = match &line.common.demo {
        Some(profile) => Source::Demo {
            profile: profile.clone(),
        },
        None => Source::Real,
    };
    let Host {
        sources,
        files,
        clock,
        machine,
        profiles,
        pins,
        simulator,
        columns,
        ..
    } = host;
    let job = Job {
        options: line.common,
        settings,
        language,
        texts: Texts::of(language),
        words: CliTexts::of(language),
        source,
        files,
        clock,
        machine,
        office,
        profiles,
    };
    if let Source::Demo { profile } = &job.source {
        job.check_profile(profile)?;
    }
    match line.command {
        CliCommand::Status => commands::status::status(&job, sources),
        CliCommand::Doctor => commands::doctor::doctor(&job, sources),
        CliCommand::Certificate(CertificateCommand::Show(args)) => {
            commands::certificate::show(&job, sources, pins, &args)
        }
        CliCommand::Certificate(CertificateCommand::Export(args)) => {
            commands::certificate::export(&job, sources, pins, &args)
        }
        CliCommand::Sign(args) => commands::sign::sign(&job, sources, pins, args),
        CliCommand::Verify(args) => commands::verify::verify(&job, sources.as_ref(), args),
        CliCommand::Pin(PinCommand::Change(args)) => {
            commands::pin_work::change(&job, sources, pins, &args)
        }
        CliCommand::Pin(PinCommand::Test(args)) => {
            commands::pin_work::test(&job, sources, pins, &args)
        }
        CliCommand::Pin(PinCommand::Status) => commands::pin::status(&job, sources),
        CliCommand::Guide(args) => commands::guide::show(&job, columns, &args),
        CliCommand::Calendar(args) => commands::calendar::write(&job, sources, &args),
        CliCommand::Report(args) => commands::report::report(&job, sources, &args),
        CliCommand::Simulate(args) => commands::simulate::simulate(&job, simulator, &args),
    }
}

/// What every subcommand works with.
pub(super) struct Job {
    pub options: CommonOptions,
    pub settings: Settings,
    pub language: Language,
    /// The words shared with the window.
    pub texts: &'static Texts,
    /// The command line's own.
    pub words: &'static CliTexts,
    pub source: Source,
    pub files: Arc<dyn Files>,
    pub clock: Arc<dyn Clock>,
    pub machine: Arc<dyn Machine>,
    /// The office that the policy lays down, or why it is not known.
    pub office: Option<Result<Box<Office>, Failure>>,
    profiles: Vec<&'static str>,
}

impl Job {
    /// Refuses the name of a practice card that there is not.
    pub(super) fn check_profile(&self, profile: &str) -> Result<(), Failure> {
        if self.profiles.contains(&profile) {
            return Ok(());
        }
        let known = self.profiles.join(", ");
        Err(Failure::Usage {
            detail: (self.words.usage.unknown_profile)(profile, &known),
        })
    }

    /// Refuses a result that could not be written, before anything is read or asked for.
    pub(super) fn check_output(&self, path: &Path, overwrite: Overwrite) -> Result<(), Failure> {
        let checked = self.files.check_target(path, overwrite);
        checked.map_err(|error| Failure::OutputFailed {
            path: path.to_path_buf(),
            error,
        })
    }

    /// Says something beside the answer, for people only.
    pub(super) fn say(&self, text: &str) {
        if !self.options.json {
            output::say(text);
        }
    }

    /// Says what failed beside the answer, for people only.
    pub(super) fn say_failure(&self, failure: &Failure) {
        if !self.options.json {
            tell_failure(failure, false, self.language);
        }
    }

    /// Says to administrators what is wrong on this computer, beside any answer.
    pub(super) fn warn(&self, failure: &Failure) {
        tell_failure(failure, false, self.language);
    }

    /// The failure as JSON.
    pub(super) fn error_json(&self, failure: &Failure) -> ErrorJson {
        ErrorJson::of(failure, self.language)
    }
}

/// What the office's policy leaves out is refused before anything is looked at.
fn check_offers(line: &CommandLine, offers: Offers) -> Result<(), Failure> {
    let command = match &line.command {
        CliCommand::Certificate(CertificateCommand::Export(_)) => Some(Offer::Export),
        CliCommand::Pin(PinCommand::Change(_)) => Some(Offer::PinChange),
        CliCommand::Report(args) if args.out.is_some() => Some(Offer::ReportSaving),
        CliCommand::Sign(_) => Some(Offer::Signing),
        CliCommand::Simulate(_) => Some(Offer::Practice),
        _ => None,
    };
    let practice = line.common.demo.as_ref().map(|_| Offer::Practice);
    match command
        .into_iter()
        .chain(practice)
        .find(|it| !offers.has(*it))
    {
        Some(offer) => Err(Failure::NotOffered { offer }),
        None => Ok(()),
    }
}

/// Help that was asked for, or what is wrong with the arguments.
fn not_a_command(error: &clap::Error, json: bool, words: &CliTexts) -> Result<Exit, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::answer(&error.render().to_string())?;
            Ok(Exit::Done)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if !json => {
            output::say(error.render().to_string().trim_end());
            Ok(Exit::Usage)
        }
        _ => Err(Failure::Usage {
            detail: usage::explain(error, words),
        }),
    }
}

fn tell_failure(failure: &Failure, json: bool, language: Language) {
    if json {
        let error = ErrorJson::of(failure, language);
        // Where not even this can be written, the exit status is what is left to say.
        output::answer_json(&ErrorAnswer { error }).ok();
        return;
    }
    let text = failure_text(language, failure);
    let words = CliTexts::of(language);
    output::say(&format!(
        "{}{}{}",
        (words.error)(failure.code()),
        Texts::of(language).common.colon,
        text.what
    ));
    output::say(&text.meaning);
    output::say(&text.remedy);
}
