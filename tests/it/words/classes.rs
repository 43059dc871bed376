//! What kind of text a text is: buttons and headings are short and do not end like sentences, what
//! opens a dialog says so by its last character, in every language.

use inkan::app::doctor::{Finding, System};
use inkan::app::failure::Failure;
use inkan::app::settings::Language;
use inkan::core::jpki::Slot;
use inkan::i18n::doctor::{DoctorTexts, finding_text};
use inkan::i18n::failure::failure_text;
use inkan::i18n::language::LanguageTexts;
use inkan::i18n::reminder::ReminderTexts;
use inkan::i18n::support::SupportTexts;
use inkan::i18n::texts::Texts;

/// The most columns of a button's label, of which a kanji or kana takes two: more does not fit at
/// 200 % in a window of 720.
const BUTTON: usize = 40;
/// The same for a heading, which may go over two lines there.
const HEADING: usize = 60;

/// Buttons that open a dialog, of the program or of the system.
fn opening(language: Language) -> Vec<&'static str> {
    let texts = Texts::of(language);
    vec![
        LanguageTexts::of(language).choose,
        SupportTexts::of(language).report.page.save,
        texts.details.save_der,
        texts.details.save_pem,
        texts.details.save_text,
        texts.home.read_sign,
        texts.home.save,
        texts.pin_work.change,
        texts.pin_work.test,
        texts.seal.change_image,
        texts.seal.choose_image,
        texts.seal.image_from_file,
        texts.sign.add,
        texts.sign.add_folder,
        texts.sign.change_folder,
        texts.sign.choose,
        texts.sign.choose_folder,
        texts.sign.sign,
        texts.verify.another,
        texts.verify.choose,
        texts.verify.choose_content,
        texts.verify.save_pdf,
        texts.verify.save_text,
    ]
}

/// Buttons that do at once what they say.
fn acting(language: Language) -> Vec<&'static str> {
    let texts = Texts::of(language);
    let doctor = DoctorTexts::of(language);
    let report = &SupportTexts::of(language).report.page;
    let reminder = ReminderTexts::of(language);
    vec![
        reminder.again,
        reminder.off,
        reminder.on,
        reminder.stop,
        reminder.window.later,
        reminder.window.never,
        reminder.window.open,
        doctor.again,
        doctor.hide_technical,
        doctor.show_technical,
        doctor.start,
        report.again,
        report.copy,
        report.make,
        texts.common.back,
        texts.common.cancel,
        texts.common.close,
        texts.common.copy,
        texts.common.hide,
        texts.common.show,
        texts.home.banner.blocked_action,
        texts.home.banner.expired_action,
        texts.home.banner.last_try_action,
        texts.home.banner.not_yet_action,
        texts.home.banner.renewal_action,
        texts.home.details,
        texts.home.look_again,
        texts.home.practice,
        texts.home.read_again,
        texts.home.sign_document,
        texts.pin.clear,
        texts.pin.delete,
        texts.pin.hide_keys,
        texts.pin.really_send,
        texts.pin.send_to_read,
        texts.pin.send_to_sign,
        texts.pin.show_keys,
        texts.pin_work.send_change,
        texts.pin_work.send_test,
        texts.practice.end,
        texts.practice.insert,
        texts.practice.pull,
        texts.practice.renew,
        texts.seal.first_page,
        texts.seal.last_page,
        texts.seal.next_document,
        texts.seal.next_page,
        texts.seal.previous_document,
        texts.seal.previous_page,
        texts.sign.again,
        texts.sign.clear,
        texts.sign.keep,
        texts.sign.open_folder,
        texts.sign.replace,
        texts.sign.retry,
        texts.sign.stop,
        texts.verify.certificate,
    ]
}

fn headings(language: Language) -> Vec<&'static str> {
    let texts = Texts::of(language);
    let mut all = vec![
        DoctorTexts::of(language).title,
        LanguageTexts::of(language).title,
        ReminderTexts::of(language).heading,
        ReminderTexts::of(language).window.title,
        SupportTexts::of(language).report.page.heading,
        texts.details.fields,
        texts.details.holder,
        texts.details.renewal,
        texts.details.save,
        texts.details.summary,
        texts.home.no_card_title,
        texts.home.title,
        texts.pins.reset,
        texts.pins.title,
        texts.practice.choose,
        texts.practice.title,
        texts.seal.title,
        texts.settings.about,
        texts.settings.colours,
        texts.settings.language,
        texts.settings.practice,
        texts.settings.reader,
        texts.settings.text_size,
        texts.settings.title,
        texts.sign.destination,
        texts.sign.discloses,
        texts.sign.title,
        texts.sign.working,
        texts.verify.report,
        texts.verify.save,
        texts.verify.title,
    ];
    for slot in Slot::BOTH {
        all.extend([
            (texts.common.certificate)(slot),
            (texts.common.secret)(slot),
            (texts.pin.title)(slot),
            (texts.pin_work.change_title)(slot),
            (texts.pin_work.changed)(slot),
            (texts.pin_work.test_title)(slot),
            (texts.pin_work.unchanged)(slot),
            (texts.pin_work.works)(slot),
        ]);
    }
    all
}

/// The most characters of a sentence in 標準, without what is typed as it stands, and the most words of
/// one in English.
const SENTENCE_JA: usize = 72;
const SENTENCE_EN: usize = 30;

#[test]
fn sentences_can_be_read_in_one_breath() {
    let mut long = Vec::new();
    for (file, text) in super::literals() {
        for sentence in text.split(['。', '：']) {
            let length = sentence.chars().filter(|c| !c.is_ascii()).count();
            if length > SENTENCE_JA {
                long.push(format!("{length}: {file}: {sentence}"));
            }
        }
    }
    for failure in Failure::examples() {
        let text = failure_text(Language::En, &failure);
        for part in [text.what, text.meaning, text.remedy] {
            for sentence in part.split(". ") {
                let words = sentence.split_whitespace().count();
                if words > SENTENCE_EN {
                    long.push(format!("{words}: {sentence}"));
                }
            }
        }
    }
    for finding in Finding::examples() {
        for system in System::ALL {
            let text = finding_text(Language::En, finding, system, None);
            for part in [text.what, text.cause, text.remedy] {
                for sentence in part.split(". ") {
                    let words = sentence.split_whitespace().count();
                    if words > SENTENCE_EN {
                        long.push(format!("{words}: {sentence}"));
                    }
                }
            }
        }
    }
    long.sort();
    long.dedup();
    assert!(long.is_empty(), "{long:#?}");
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn buttons_are_short_and_no_sentences() {
    for language in Language::ALL {
        for label in opening(language).into_iter().chain(acting(language)) {
            assert!(columns(label) <= BUTTON, "{} {label}", columns(label));
            assert!(!label.ends_with(['。', '.', '：', ':']), "{label}");
            assert!(!label.is_empty() && label.trim() == label, "{label:?}");
        }
    }
}

#[test]
fn what_opens_a_dialog_ends_in_three_dots_and_nothing_else_does() {
    for language in Language::ALL {
        for label in opening(language) {
            assert!(label.ends_with('…'), "{label}");
        }
        for label in acting(language) {
            assert!(!label.ends_with('…'), "{label}");
        }
    }
}

#[test]
fn headings_are_short_and_no_sentences() {
    for language in Language::ALL {
        for heading in headings(language) {
            assert!(
                columns(heading) <= HEADING,
                "{} {heading}",
                columns(heading)
            );
            assert!(!heading.ends_with(['。', '.', '…']), "{heading}");
            assert!(!heading.is_empty());
        }
    }
}

#[test]
fn a_page_is_called_the_same_in_the_rail_and_above_it() {
    for language in Language::ALL {
        let texts = Texts::of(language);
        for (rail, title) in [
            (texts.shell.home, texts.home.title),
            (texts.shell.sign, texts.sign.title),
            (texts.shell.verify, texts.verify.title),
            (texts.shell.pins, texts.pins.title),
            (texts.shell.settings, texts.settings.title),
        ] {
            // There is more room above the page.
            assert!(title.starts_with(rail), "{rail}: {title}");
        }
    }
}

#[test]
fn the_choice_of_a_language_can_be_found_from_any() {
    for language in Language::ALL {
        let words = LanguageTexts::of(language);
        assert!(words.choose.contains("Language"), "{}", words.choose);
    }
    let names: std::collections::BTreeSet<_> = Language::ALL
        .into_iter()
        .map(|language| LanguageTexts::of(language).name)
        .collect();
    assert_eq!(names.len(), Language::ALL.len());
}
