//! `certificate show` and `certificate export`. The sign certificate needs its password; the
//! others are free to read.

use jiff::Timestamp;

use super::{secret, status::trust_words};
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
        cert::{BirthDate, Certificate, Holder, IssuerTrust, MarkedText, Sex, export},
        jpki::Slot,
        rules::{JST, ValidityReport, ValidityState},
    },
    i18n::date,
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
        let file = args.out.display().to_string();
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
    trust: IssuerTrust,
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
    let days = u64::from(report.days_left.unsigned_abs());
    let rest = if report.days_left < 0 {
        (home.days_over)(days)
    } else {
        (home.days_left)(days)
    };
    let until = (home.until)(&job.texts.day(report.expires_on));
    columns
        .field(details.state, state)
        .field(
            details.valid_until,
            format!("{until}{}{rest}", job.words.comma),
        )
        .field(details.trust, trust_words(job, trust))
        .field(details.revocation, details.revocation_why);
    if let Some(holder) = certificate.holder() {
        columns.gap().heading(details.holder);
        holder_lines(job, holder, columns);
    }
    columns.gap().heading(details.fields);
    let moment = |at: Timestamp| job.texts.moment(JST.to_datetime(at));
    let list = |values: &[String]| values.join(", ");
    let usages = certificate
        .key_usage()
        .map(|usages| usages.names().join(", "));
    let fields = [
        (details.subject, Some(certificate.subject().to_owned())),
        (details.issuer, Some(certificate.issuer().to_owned())),
        (details.serial, Some(certificate.serial().to_string())),
        (details.not_before, Some(moment(certificate.not_before()))),
        (details.not_after, Some(moment(certificate.not_after()))),
        (details.key, Some(certificate.key().to_string())),
        (
            details.signature_algorithm,
            Some(certificate.signature_algorithm_name()),
        ),
        (details.key_usage, usages),
        (
            details.extended_key_usage,
            Some(list(certificate.extended_key_usage())),
        ),
        (details.policies, Some(list(certificate.policies()))),
        (
            details.subject_key_id,
            certificate.subject_key_id().map(ToString::to_string),
        ),
        (
            details.authority_key_id,
            certificate.authority_key_id().map(ToString::to_string),
        ),
        (
            details.crl,
            certificate.crl_distribution_point().map(str::to_owned),
        ),
        (details.ocsp, certificate.ocsp_url().map(str::to_owned)),
        (
            details.unknown_critical,
            Some(list(certificate.unknown_critical_extensions())),
        ),
        (
            details.fingerprint,
            Some(certificate.fingerprint().to_string()),
        ),
    ];
    for (label, value) in fields {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            columns.field(label, value);
        }
    }
}

fn holder_lines(job: &Job, holder: &Holder, columns: &mut Columns) {
    let details = &job.texts.details;
    let unreadable = details.unreadable.to_owned();
    let text = |marked: &Option<MarkedText>| {
        marked
            .as_ref()
            .map_or_else(|| unreadable.clone(), |marked| marked.text().to_owned())
    };
    let birth = match holder.birth_date {
        Some(BirthDate::Known { date, .. } | BirthDate::EraDisagrees { date, .. }) => {
            date::birth_day(job.language, date)
        }
        Some(BirthDate::Partial { year, month, .. }) => (details.partial_birth)(year, month),
        Some(BirthDate::Unreadable) | None => unreadable.clone(),
    };
    let sex = match holder.sex {
        Some(Sex::Female) => details.female,
        Some(Sex::Male) => details.male,
        Some(Sex::Unknown) | None => details.sex_unknown,
    };
    columns
        .field(details.name, text(&holder.name))
        .field(details.address, text(&holder.address))
        .field(details.birth_date, birth)
        .field(details.sex, sex);
    let has_substitutes = [&holder.name, &holder.address]
        .into_iter()
        .flatten()
        .any(MarkedText::has_substitutes);
    if has_substitutes {
        columns.heading(details.substitutes);
    }
}
