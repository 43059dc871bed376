//! `guide`: the offline guide to the procedures. It asks no card and no reader.

use std::path::Path;

use crate::{
    app::{
        failure::{Exit, Failure, OfficeFlaw},
        guide::guide,
        office::{built_in_office, office_ids},
        workflow::office::read_office,
    },
    cli::{
        args::{GuideArgs, overwrite},
        json::{GuideJson, GuideTopicJson, PrintedJson, TopicNameJson, path},
        output,
        page::{USUAL_WIDTH, page},
        run::Job,
    },
    core::{
        guide::{Guide, Topic},
        office::Office,
        pdf::report::{Block, TextReport},
    },
    i18n::{
        PROGRAM,
        failure::path_words,
        guide::{GuideTexts, topic_report},
    },
};

/// Answers `guide`.
pub(in crate::cli) fn show(
    job: &Job,
    columns: Option<usize>,
    args: &GuideArgs,
) -> Result<Exit, Failure> {
    let texts = GuideTexts::in_language(job.language);
    let guide = guide().map_err(|_untrue_by_test| Failure::Internal)?;
    let office = office(job, args.office.as_deref())?;
    let query = args.topic.join(" ");
    if let Some(out) = &args.out {
        let topic = match find(&guide, &query) {
            Answer::One(topic) => topic,
            Answer::None(_) | Answer::Several(_) => {
                let detail = job.words.guide.out_for_one.to_owned();
                return Err(Failure::Usage { detail });
            }
        };
        let now = job.clock.now();
        let report = topic_report(&guide, topic, office.as_ref(), now, PROGRAM, texts);
        return print(job, &report, out, args.overwrite);
    }
    let page_of = |report: &TextReport| {
        let columns = columns.unwrap_or(USUAL_WIDTH);
        output::answer(&page(report, columns, texts.bullet))
    };
    if query.trim().is_empty() {
        let topics: Vec<&Topic> = guide.topics.iter().collect();
        if job.options.json {
            output::answer_json(&list_json(job, None, &topics))?;
        } else {
            page_of(&list(texts.title.to_owned(), &topics, texts))?;
        }
        return Ok(Exit::Done);
    }
    match find(&guide, &query) {
        Answer::One(topic) if job.options.json => {
            let now = job.clock.now();
            output::answer_json(&GuideTopicJson::of(
                job.language.wording(),
                topic,
                office.as_ref(),
                now,
                texts,
            ))?;
        }
        Answer::One(topic) => {
            let now = job.clock.now();
            page_of(&topic_report(
                &guide,
                topic,
                office.as_ref(),
                now,
                "",
                texts,
            ))?;
        }
        Answer::Several(topics) if job.options.json => {
            output::answer_json(&list_json(job, Some(&query), &topics))?;
        }
        Answer::Several(topics) => page_of(&list((texts.found)(&query), &topics, texts))?,
        Answer::None(near) => {
            let detail = (job.words.guide.unknown_topic)(&query, &near.join(", "));
            return Err(Failure::Usage { detail });
        }
    }
    Ok(Exit::Done)
}

/// Writes a topic as a PDF.
fn print(job: &Job, report: &TextReport, out: &Path, replace: bool) -> Result<Exit, Failure> {
    let pdf = report
        .to_pdf()
        .map_err(|_untrue_by_test| Failure::Internal)?;
    job.files
        .write(out, &pdf, overwrite(replace))
        .map_err(|error| Failure::OutputFailed {
            path: out.to_owned(),
            error,
        })?;
    if job.options.json {
        output::answer_json(&PrintedJson { file: path(out) })?;
    } else {
        let written = (job.words.export.written)(&path_words(out));
        output::answer(&format!("{written}\n"))?;
    }
    Ok(Exit::Done)
}

/// What came of looking for a topic.
enum Answer<'a> {
    None(Vec<&'a str>),
    One(&'a Topic),
    Several(Vec<&'a Topic>),
}

fn find<'a>(guide: &'a Guide, query: &str) -> Answer<'a> {
    if let Some(topic) = guide.meant(query) {
        return Answer::One(topic);
    }
    let found = guide.search(query);
    match found.as_slice() {
        [] => Answer::None(guide.near(query)),
        [only] => Answer::One(only.topic),
        several => Answer::Several(several.iter().map(|found| found.topic).collect()),
    }
}

/// The office that the policy lays down, else the one of this name. Where the policy's is not known, that
/// is said beside the answer, which speaks of the office where the person lives.
pub(super) fn office(job: &Job, name: Option<&str>) -> Result<Option<Office>, Failure> {
    match (&job.office, name) {
        (Some(_), Some(_)) => Err(Failure::Usage {
            detail: job.words.guide.office_by_policy.to_owned(),
        }),
        (Some(Ok(office)), None) => Ok(Some(*office.clone())),
        (Some(Err(failure)), None) => {
            job.warn(failure);
            Ok(None)
        }
        (None, name) => name.map(|name| named_office(job, name)).transpose(),
    }
}

/// The profile compiled in under this name, or a person's own file.
fn named_office(job: &Job, name: &str) -> Result<Office, Failure> {
    if let Ok(office) = built_in_office(name) {
        return Ok(office);
    }
    let file = Path::new(name);
    if !job.files.exists(file) {
        let known: Vec<&str> = office_ids().collect();
        return Err(Failure::Usage {
            detail: (job.words.guide.unknown_office)(name, &known.join(", ")),
        });
    }
    read_office(job.files.as_ref(), file).map_err(OfficeFlaw::chosen)
}

/// Topics by name, with how to read one.
fn list(title: String, topics: &[&Topic], texts: &GuideTexts) -> TextReport {
    let names = topics.iter().map(|topic| Block::Field {
        label: topic.id.clone(),
        value: topic.title.of(texts.wording).clone(),
    });
    TextReport {
        title,
        blocks: names
            .chain([Block::Paragraph(texts.list_hint.to_owned())])
            .collect(),
        ..TextReport::default()
    }
}

fn list_json<'a>(job: &Job, query: Option<&'a str>, topics: &[&'a Topic]) -> GuideJson<'a> {
    GuideJson {
        language: job.language.wording().name(),
        query,
        topics: topics
            .iter()
            .map(|topic| TopicNameJson {
                id: &topic.id,
                title: topic.title.of(job.language.wording()),
            })
            .collect(),
    }
}
