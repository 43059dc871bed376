//! The choice in the planner and in the settings: never made for anyone, not of a practice card, not at a
//! counter, and told where it could not be done.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::command::CardEpoch;
use inkan::app::event::{CardFact, CertificateFact, Event};
use inkan::app::ports::{
    FileError, Presence, ReaderKind, ReaderName, ReaderReport, ReaderSnapshot,
};
use inkan::app::reminder::Reminder;
use inkan::app::settings::{ColorScheme, Language, Settings};
use inkan::app::state::{Action, GuideStep, Page, ReminderDesk};
use inkan::core::cert::{Certificate, IssuerTrust};
use inkan::core::jpki::{CardKind, Slot};
use inkan::core::rules::RemindedDates;
use inkan::i18n::reminder::ReminderTexts;

use super::{both, day, window};
use crate::window::rig::{Rig, Setup};

const ON: &str = "お知らせする";
const OFF: &str = "お知らせしない";
const FORCED: &str = "version = 1\n[counter]\nmode = \"forced\"\n";

/// The 利用者証明用 certificate of a practice card.
fn certificate(profile: &str) -> Certificate {
    let rig = Setup::practice(profile).open();
    let card = rig.harness.state().state().active_card().expect("a card");
    match card.slot(Slot::Auth).certificate.clone() {
        Some(CertificateFact::Read(certificate, _)) => *certificate,
        other => panic!("{other:?}"),
    }
}

/// A card on a real reader, with a certificate of this issuer.
fn lay_card(rig: &mut Rig, profile: &str, trust: IssuerTrust) {
    let reader = ReaderName("reader".to_owned());
    let epoch = CardEpoch(1);
    rig.tell(Event::Readers(ReaderReport::Readers(vec![
        ReaderSnapshot {
            name: reader.clone(),
            kind: ReaderKind::Physical,
            presence: Presence::Card { insertions: 1 },
            atr: Vec::new(),
        },
    ])));
    rig.tell(Event::CardSeen { reader, epoch });
    let read = CertificateFact::Read(Box::new(certificate(profile)), trust);
    for fact in [
        CardFact::Kind(CardKind::MyNumberCard, None),
        CardFact::Certificate(Slot::Auth, Box::new(read)),
        CardFact::Certificate(Slot::Sign, Box::new(CertificateFact::NeedsPin)),
    ] {
        rig.tell(Event::CardFact { epoch, fact });
    }
    rig.told(Event::CardRead {
        epoch,
        result: Ok(()),
    });
}

fn planner(setup: Setup, profile: &str) -> Rig {
    let mut rig = setup.open();
    lay_card(&mut rig, profile, IssuerTrust::Trusted);
    rig.act(Action::Guide(GuideStep::Plan));
    rig
}

fn desk(dates: Reminder) -> ReminderDesk {
    ReminderDesk {
        dates,
        is_set_up: !dates.is_empty(),
    }
}

fn kept(rig: &Rig) -> Vec<Reminder> {
    rig.reminders.borrow().kept.clone()
}

/// The answers that are taken, of those about the reminder.
fn taken(rig: &Rig) -> Vec<String> {
    let radio = rig.harness.query_all_by_role(Role::RadioButton);
    radio
        .filter(|node| node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True))
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| [ON, OFF].contains(&label.as_str()))
        .collect()
}

#[test]
fn it_is_chosen_by_the_person_and_never_otherwise() {
    let mut rig = planner(Setup::bare(), "normal");
    assert_eq!(kept(&rig), [], "nothing unasked");
    assert_eq!(taken(&rig), [OFF]);
    assert!(rig.sees("署名用電子証明書のお知らせは、パスワードを入力して読み取ると選べます。"));
    rig.press(ON);
    let dates = kept(&rig).pop().expect("kept");
    assert_eq!(dates.of(Slot::Sign), None);
    let auth = dates.of(Slot::Auth).expect("its dates");
    assert_eq!(auth.window, window(&auth.window.until.to_string()));
    assert_eq!(auth.told, None, "the window is not open yet");
    assert_eq!(taken(&rig), [ON]);
    assert_eq!(rig.harness.state().state().reminder, desk(dates));
    rig.press(OFF);
    assert_eq!(kept(&rig).pop(), Some(Reminder::default()));
    assert_eq!(taken(&rig), [OFF]);
    assert!(
        rig.saved.borrow().is_empty(),
        "the settings hold nothing of it"
    );
}

#[test]
fn what_is_on_the_screen_already_is_not_said_at_the_next_login() {
    let mut rig = planner(Setup::bare(), "renewable");
    rig.press(ON);
    let dates = kept(&rig).pop().expect("kept");
    let today = day("2026-11-23");
    assert_eq!(dates.of(Slot::Auth).and_then(|it| it.told), Some(today));
    assert_eq!(dates.due(today), []);
    assert!(dates.next(today).is_some(), "the next stage is");
}

#[test]
fn dates_of_another_card_are_told_apart_and_replaced_when_asked() {
    let other =
        Reminder::default().with(Slot::Auth, Some(RemindedDates::new(window("2027-01-05"))));
    let setup = Setup {
        reminder: desk(other),
        ..Setup::bare()
    };
    let mut rig = planner(setup, "normal");
    assert!(rig.sees("別の日付（2026年10月5日"), "which");
    assert_eq!(taken(&rig), [""; 0], "neither is true");
    assert_eq!(kept(&rig), []);
    rig.press(ON);
    assert_ne!(kept(&rig), [other]);
    assert!(!rig.sees("別の日付"));
    assert_eq!(taken(&rig), [ON]);
}

#[test]
fn there_is_none_of_a_practice_card() {
    let mut rig = Setup::practice("renewable").open();
    rig.act(Action::Guide(GuideStep::Plan));
    assert!(rig.sees("練習用のカードの日付では、お知らせできません。"));
    assert!(taken(&rig).is_empty());
    // However it would come to be asked for.
    let dates = RemindedDates::new(window("2027-01-05"));
    rig.act(Action::Remind(Slot::Auth, Some(dates)));
    // A practice card in a real reader is one, too.
    let mut real = Setup::bare().open();
    lay_card(&mut real, "renewable", IssuerTrust::Demo);
    real.act(Action::Guide(GuideStep::Plan));
    assert!(real.sees("練習用のカードの日付では、お知らせできません。"));
    assert!(taken(&real).is_empty());
    for rig in [&rig, &real] {
        assert_eq!(kept(rig), []);
    }
}

#[test]
fn it_is_there_again_after_practice_mode() {
    let setup = Setup {
        reminder: desk(both()),
        ..Setup::bare()
    };
    let mut rig = setup.open();
    let before = rig.harness.state().state().reminder;
    assert!(!before.dates.is_empty());
    rig.act(Action::StartPractice("normal".to_owned()));
    rig.act(Action::StopPractice);
    assert_eq!(rig.harness.state().state().reminder, before);
    assert!(kept(&rig).is_empty(), "nothing was written for it");
}

#[test]
fn an_expired_certificate_is_not_offered() {
    let rig = planner(Setup::bare(), "expired");
    assert!(rig.sees("お知らせできる日付がありません。"));
    assert!(taken(&rig).is_empty());
}

#[test]
fn at_a_counter_nothing_is_kept_and_nothing_offered() {
    let setup = Setup {
        reminder: desk(both()),
        ..Setup::bare()
    };
    let mut rig = planner(setup.clone().under(FORCED), "normal");
    assert_eq!(kept(&rig), [Reminder::default()], "what was there goes");
    assert_eq!(
        rig.harness.state().state().reminder,
        ReminderDesk::default()
    );
    assert!(!rig.sees("更新のお知らせ"));
    let dates = RemindedDates::new(window("2027-01-05"));
    rig.act(Action::Remind(Slot::Auth, Some(dates)));
    rig.act(Action::RemindAgain);
    assert_eq!(kept(&rig).len(), 1);
    // The same when counter mode is turned on later.
    let mut rig = setup.open();
    assert_eq!(kept(&rig), []);
    rig.act(Action::CounterMode(true));
    assert_eq!(kept(&rig), [Reminder::default()]);
}

#[test]
fn the_settings_show_what_is_kept_and_delete_it() {
    let setup = Setup {
        reminder: desk(both()),
        ..Setup::bare()
    };
    let mut rig = setup.open();
    rig.page(6);
    for words in [
        "2029年11月17日",
        "2030年2月17日",
        "最後にお知らせした日：2029年11月18日",
        "2031年5月31日",
    ] {
        assert!(rig.sees(words), "{words}");
    }
    rig.press("お知らせをやめる");
    assert_eq!(kept(&rig), [Reminder::default()]);
    assert!(!rig.sees("2030年2月17日"));
    assert!(rig.sees("お知らせは選ばれていません。"));
}

#[test]
fn an_entry_that_was_taken_away_is_told_and_can_be_made_again() {
    let setup = Setup {
        reminder: ReminderDesk {
            dates: both(),
            is_set_up: false,
        },
        ..Setup::bare()
    };
    let mut rig = setup.open();
    assert_eq!(kept(&rig), [], "it is not made again by itself");
    rig.page(6);
    assert!(rig.sees("お知らせは止まっています。"));
    rig.press("もう一度お知らせする");
    assert_eq!(kept(&rig), [both()]);
    assert!(!rig.sees("お知らせは止まっています。"));
}

#[test]
fn what_could_not_be_done_is_told_and_not_shown_as_done() {
    let mut rig = planner(Setup::bare(), "normal");
    rig.reminders.borrow_mut().trouble = Some(FileError::Full);
    rig.press(ON);
    assert!(rig.sees("E-APP-07"));
    assert_eq!(taken(&rig), [OFF]);
    assert_eq!(
        rig.harness.state().state().reminder,
        ReminderDesk::default()
    );
    rig.reminders.borrow_mut().trouble = None;
    rig.press(ON);
    assert_eq!(taken(&rig), [ON]);
}

#[test]
fn it_fits_every_look() {
    for (colors, percent, language, (width, height)) in [
        (ColorScheme::Light, 100, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::Dark, 200, Language::En, (720.0, 540.0)),
        (ColorScheme::HighContrast, 200, Language::Ja, (720.0, 540.0)),
        (ColorScheme::Light, 200, Language::JaEasy, (720.0, 540.0)),
    ] {
        let setup = Setup {
            reminder: desk(both()),
            ..Setup::bare()
        };
        let setup = setup.look(colors, percent, language).sized(width, height);
        let mut rig = planner(setup, "renewable");
        rig.assert_fits("the planner", width);
        let words = ReminderTexts::of(language);
        let heading = rig
            .harness
            .get_by_role_and_label(Role::Heading, words.heading);
        heading.scroll_to_me();
        rig.run();
        rig.picture(&format!("reminder-planner-{percent}-{language:?}"));
        rig.act(Action::Go(Page::Settings));
        rig.assert_fits("the settings", width);
        rig.harness
            .get_by_role_and_label(Role::Button, words.stop)
            .scroll_to_me();
        rig.run();
        rig.picture(&format!("reminder-settings-{percent}-{language:?}"));
    }
}

#[test]
fn the_settings_file_has_no_place_for_it() {
    let text = Settings::default().to_toml().expect("writes");
    assert!(!text.contains("remind"), "{text}");
}
