//! `certificate show` and `certificate export`. The sign certificate needs its password; the
//! others are free to read.

use jiff::Timestamp;

use super::secret;
use crate::{
    app::{
        command::Command,
        event::CertificateFact,
        failure::{Exit, Failure},
        ports::Sources,
    },
    cli::{
        args::{ExportArgs, Kind, PinOptions, ShowArgs, overwrite},
        columns::Columns,
        host::PinInput,
        json::{CertificateJson, ExportJson, ShowJson, path},
        output,
        run::Job,
        session::Session,
    },
    core::{
        cert::{Certificate, Holder, IssuerTrust, MarkedText, export},
        jpki::Slot,
        rules::{ValidityReport, ValidityState},
    },
    i18n::{
        certificate::{birth_date, days, fields, recorded, sex, trust},
        failure::path_words,
    },
};

/// Answers `certificate show`.
pub(in crate::cli) fn show(
    job: &Job,
    sources: Box<dyn Sources>,
    mut pins: Box<dyn PinInput>,
    args: &ShowArgs,
) -> Result<Exit, Failure> {
    let mut session = Session::open(job, sources);
    let (certificate, trust) = read(job, &mut session, args.kind, args.pin, pins.as_mut())?;
    let (reader, ..) = session.card()?;
    let now = job.clock.now();
    if job.options.json {
        output::answer_json(&ShowJson {
            kind: args.kind.name(),
            reader: reader.0.clone(),
            certificate: CertificateJson::of(&certificate, trust, now),
        })?;
    } else {
        let mut columns = Columns::default();
        columns.heading(title(job, args.kind));
        lines(job, &certificate, trust, now, &mut columns);
        output::answer(&columns.text())?;
    }
    Ok(Exit::Done)
}

/// Answers `certificate export`. Whether the file can be written is known before a PIN is asked
/// for.
pub(in crate::cli) fn export(
    job: &Job,
    sources: Box<dyn Sources>,
    mut pins: Box<dyn PinInput>,
    args: &ExportArgs,
) -> Result<Exit, Failure> {
    let overwrite = overwrite(args.overwrite);
    job.check_output(&args.out, overwrite)?;
    let mut session = Session::open(job, sources);
    let (certificate, _) = read(job, &mut session, args.kind, args.pin, pins.as_mut())?;
    let bytes = export::encode(&certificate, args.format.format());
    session.obey(Command::Save {
        path: args.out.clone(),
        bytes,
        overwrite,
    })?;
    let (reader, ..) = session.card()?;
    if job.options.json {
        output::answer_json(&ExportJson {
            kind: args.kind.name(),
            reader: reader.0.clone(),
            file: path(&args.out),
            format: args.format.name(),
            sha256: certificate.fingerprint().to_string(),
        })?;
    } else {
        let file = path_words(&args.out);
        output::answer(&format!("{}\n", (job.words.export.written)(&file)))?;
    }
    Ok(Exit::Done)
}

/// The certificate asked for, and what is known of its issuer.
fn read(
    job: &Job,
    session: &mut Session,
    kind: Kind,
    options: PinOptions,
    pins: &mut dyn PinInput,
) -> Result<(Certificate, IssuerTrust), Failure> {
    let slot = kind.slot();
    let (_, _, card) = session.card()?;
    if kind.is_issuer() {
        session.obey(Command::ReadIssuerCertificate(card, slot))?;
    } else if slot == Slot::Sign {
        let entry = secret::ask(job, session, slot, options, pins)?;
        session.obey(Command::ReadSignCertificate(entry))?;
    }
    let (_, state, _) = session.card()?;
    let side = state.slot(slot);
    let fact = if kind.is_issuer() {
        &side.issuer
    } else {
        &side.certificate
    };
    match fact {
        Some(CertificateFact::Read(certificate, trust)) => Ok(((**certificate).clone(), *trust)),
        Some(CertificateFact::Absent) => Err(Failure::CertificateAbsent { slot }),
        Some(CertificateFact::NeedsPin | CertificateFact::Unreadable) | None => {
            Err(Failure::CertificateUnreadable { slot })
        }
    }
}

fn title(job: &Job, kind: Kind) -> &'static str {
    if kind.is_issuer() {
        (job.words.card.issuer_certificate)(kind.slot())
    } else {
        (job.texts.common.certificate)(kind.slot())
    }
}

fn lines(
    job: &Job,
    certificate: &Certificate,
    issuer: IssuerTrust,
    now: Timestamp,
    columns: &mut Columns,
) {
    let (home, details) = (&job.texts.home, &job.texts.details);
    let report = ValidityReport::at(certificate.validity(), now);
    let state = match report.state {
        ValidityState::Expired => home.expired,
        ValidityState::NotYetValid => home.not_yet,
        // An issuer's certificate is not the holder's to renew.
        ValidityState::Renewable if certificate.slot().is_some() => home.renewable,
        ValidityState::Renewable | ValidityState::Valid => home.within,
    };
    let rest = days(report.days_left, job.texts);
    let until = (home.until)(&job.texts.day(report.expires_on));
    columns
        .field(details.state, state)
        .field(
            details.valid_until,
            format!("{until}{}{rest}", job.texts.common.comma),
        )
        .field(details.trust, trust(issuer, job.texts))
        .field(details.revocation, details.revocation_why);
    if let Some(holder) = certificate.holder() {
        columns.gap().heading(details.holder);
        holder_lines(job, holder, columns);
    }
    columns.gap().heading(details.fields);
    columns
        .field(details.subject, certificate.subject())
        .field(details.serial, certificate.serial().to_string());
    for (label, value) in fields(certificate, job.texts) {
        columns.field(label, value);
    }
}

fn holder_lines(job: &Job, holder: &Holder, columns: &mut Columns) {
    let (texts, details) = (job.texts, &job.texts.details);
    columns
        .field(details.name, recorded(holder.name.as_ref(), texts))
        .field(details.address, recorded(holder.address.as_ref(), texts))
        .field(details.birth_date, birth_date(holder.birth_date, texts))
        .field(details.sex, sex(holder.sex, texts));
    let has_substitutes = [&holder.name, &holder.address]
        .into_iter()
        .flatten()
        .any(MarkedText::has_substitutes);
    if has_substitutes {
        columns.heading(details.substitutes);
    }
}
