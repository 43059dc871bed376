//! `status`: readers, card, certificates that need no PIN, remaining tries. Never spends a try.

use jiff::Timestamp;

use super::pin::{pins, tries};
use crate::{
    app::{
        failure::{Exit, Failure},
        ports::{Presence, Sources},
        state::{CardState, ReaderState, Reading},
        view_model::{CertificateVm, CertificateWord, HomeVm, view_model},
    },
    cli::{
        columns::Columns,
        json::{
            AppJson, BothJson, CardFactsJson, CardJson, CertificateStateJson, ReaderJson,
            StatusJson, moment,
        },
        output,
        run::Job,
        session::Session,
    },
    core::{cert::IssuerTrust, jpki::CardKind, printable::printable},
    i18n::certificate::{days, state, trust},
};

/// Answers `status`: 3 without a reader, 4 without a usable card.
pub(in crate::cli) fn status(job: &Job, sources: Box<dyn Sources>) -> Result<Exit, Failure> {
    let session = Session::open(job, sources);
    let missing = session.missing_card();
    if let Some(failure) = missing
        .clone()
        .filter(|failure| failure.exit() == Exit::NoReader)
    {
        return Err(failure);
    }
    let now = job.clock.now();
    if job.options.json {
        output::answer_json(&status_json(job, &session, now))?;
    } else {
        output::answer(&status_text(job, &session, now))?;
        if let Some(failure) = &missing {
            job.say_failure(failure);
        }
    }
    Ok(if missing.is_some() {
        Exit::NoCard
    } else {
        Exit::Done
    })
}

fn status_json(job: &Job, session: &Session, now: Timestamp) -> StatusJson {
    StatusJson {
        app: AppJson {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        time: moment(now),
        demo: job.source.is_demo(),
        readers: session
            .readers()
            .map(|reader| reader_json(job, reader, now))
            .collect(),
    }
}

fn reader_json(job: &Job, reader: &ReaderState, now: Timestamp) -> ReaderJson {
    let failure = failure_of(reader);
    let state = reader_word(reader, failure);
    ReaderJson {
        name: reader.snapshot.name.0.clone(),
        state,
        card: reader
            .card
            .as_ref()
            .filter(|_| state == CARD)
            .and_then(|card| card_json(card, now)),
        error: failure.map(|failure| job.error_json(failure)),
    }
}

const CARD: &str = "card";

/// The state of a reader in the contract's words.
fn reader_word(reader: &ReaderState, failure: Option<&Failure>) -> &'static str {
    match (reader.snapshot.presence, failure) {
        (Presence::Mute, _) | (_, Some(Failure::CardMute)) => "mute",
        (_, Some(Failure::CardBusy)) => "busy",
        (_, Some(Failure::ReaderGone)) => "gone",
        (Presence::Empty, _) | (_, Some(Failure::CardRemoved)) => "empty",
        (Presence::Card { .. }, _) => CARD,
    }
}

fn failure_of(reader: &ReaderState) -> Option<&Failure> {
    match &reader.card.as_ref()?.reading {
        Reading::Failed(failure) => Some(failure),
        Reading::Done | Reading::Running => None,
    }
}

/// What is known of a card; nothing before it is known what it is.
fn card_json(card: &CardState, now: Timestamp) -> Option<CardJson> {
    let kind = card.kind?;
    let facts = card.is_my_number_card().then(|| CardFactsJson {
        token: card.token.clone(),
        certificates: BothJson {
            auth: CertificateStateJson::of(card.auth.certificate.as_ref(), now),
            sign: CertificateStateJson::of(card.sign.certificate.as_ref(), now),
        },
        pins: pins(card),
    });
    Some(CardJson {
        kind: kind.name(),
        facts,
    })
}

fn status_text(job: &Job, session: &Session, now: Timestamp) -> String {
    let words = &job.words.card;
    let mut columns = Columns::default();
    for reader in session.readers() {
        columns
            .field(words.reader, printable(&reader.snapshot.name.0))
            .field(words.card, card_words(job, reader));
    }
    let model = view_model(session.state(), now);
    if let HomeVm::Card(card) = &model.home {
        for certificate in &card.certificates {
            columns
                .gap()
                .heading((job.texts.common.certificate)(certificate.slot));
            certificate_lines(job, certificate, &mut columns);
        }
        columns
            .gap()
            .heading(job.texts.home.revocation)
            .heading(job.texts.home.card_date);
    }
    columns.text()
}

fn card_words(job: &Job, reader: &ReaderState) -> String {
    let words = &job.words.card;
    let failure = failure_of(reader);
    match reader_word(reader, failure) {
        "empty" | "gone" => words.no_card.to_owned(),
        "mute" => job.texts.shell.mute_card.to_owned(),
        _ => match reader.card.as_ref().and_then(|card| card.kind) {
            Some(CardKind::MyNumberCard) if is_practice(reader) => words.practice_card.to_owned(),
            Some(CardKind::MyNumberCard) => words.my_number_card.to_owned(),
            Some(CardKind::Android) => words.android.to_owned(),
            Some(CardKind::Iphone) => words.iphone.to_owned(),
            Some(CardKind::JukiCard) => words.juki_card.to_owned(),
            Some(CardKind::Other) => words.other_card.to_owned(),
            None => job.texts.shell.failed.to_owned(),
        },
    }
}

/// Whether its certificate comes from the practice issuer, on whatever reader it lies.
fn is_practice(reader: &ReaderState) -> bool {
    use crate::app::event::CertificateFact;
    let auth = reader
        .card
        .as_ref()
        .and_then(|card| card.auth.certificate.as_ref());
    matches!(auth, Some(CertificateFact::Read(_, IssuerTrust::Demo)))
}

fn certificate_lines(job: &Job, certificate: &CertificateVm, columns: &mut Columns) {
    let (words, texts) = (&job.words.card, job.texts);
    let word = match certificate.word {
        // Reading is over.
        CertificateWord::Reading => CertificateWord::Unreadable,
        word => word,
    };
    columns.field(words.state, state(word, certificate.slot, texts));
    if let Some(dates) = certificate.dates {
        let rest = days(dates.days_left, texts);
        let until = (texts.home.until)(&texts.day(dates.expires_on));
        let [from, to] = [dates.renewal.from, dates.renewal.until].map(|day| texts.day(day));
        let window = (words.period)(&from, &to);
        columns
            .field(
                words.expires_on,
                format!("{until}{}{rest}", job.texts.common.comma),
            )
            .field(words.renewal, window);
    }
    if let Some(issuer) = certificate.trust {
        columns.field(texts.details.issuer, trust(issuer, texts));
    }
    if certificate.word != CertificateWord::Absent {
        columns.field(
            (words.secret)(certificate.slot),
            tries(job, certificate.attempts),
        );
    }
}
