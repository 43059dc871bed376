//! Every sentence and label of the window as a field: a text that is missing in a language does
//! not compile. Facts come in as arguments; nothing here decides anything. Texts of failures are
//! in `failure`, dates in `date`.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

use jiff::civil::{Date, DateTime};

use super::date;
pub use super::pin::PinWork;
use crate::app::settings::{ColorScheme, Language};
use crate::core::jpki::Slot;
use crate::core::rules::{Destination, DestinationRule, PinRule};
use crate::core::sign::SignatureFormat;
use crate::core::verify::{ChangesAfter, Coverage, Flaw, Verdict};

/// The texts of one language.
pub struct Texts {
    /// Which language.
    pub language: Language,
    /// Words used on several pages.
    pub common: Common,
    /// くわしく
    pub details: Details,
    /// ホーム
    pub home: Home,
    /// The PIN dialog.
    pub pin: PinTexts,
    /// 暗証番号
    pub pins: Pins,
    /// Changing and testing them.
    pub pin_work: PinWork,
    /// The bar of practice mode.
    pub practice: Practice,
    /// The visible seal.
    pub seal: Seal,
    /// 設定
    pub settings: SettingsTexts,
    /// The frame.
    pub shell: ShellWords,
    /// 文書に署名
    pub sign: Sign,
    /// 署名を確認
    pub verify: Verify,
}

impl Texts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &super::ja::TEXTS,
            Language::JaEasy => &super::easy::TEXTS,
            Language::En => &super::en::TEXTS,
        }
    }
}

/// Words used on several pages.
pub struct Common {
    pub app_name: &'static str,
    pub back: &'static str,
    pub cancel: &'static str,
    pub close: &'static str,
    /// Behind a label, as the language writes it.
    pub colon: &'static str,
    /// Between the parts of a list.
    pub comma: &'static str,
    pub copy: &'static str,
    pub hide: &'static str,
    pub show: &'static str,
    /// The official name of the certificate.
    pub certificate: fn(Slot) -> &'static str,
    /// The official name of its PIN or password.
    pub secret: fn(Slot) -> &'static str,
    /// The form it has.
    pub secret_form: fn(Slot) -> &'static str,
    /// The tries left, of how many.
    pub tries: fn(u8, u8) -> String,
    pub tries_unknown: &'static str,
    pub saved: &'static str,
    /// The number and the heading of a step: 「1. 文書」.
    pub step: fn(usize, &str) -> String,
    /// 「番号 E-CARD-01」, for asking someone.
    pub code: fn(&str) -> String,
}

/// The frame.
pub struct ShellWords {
    pub pages: &'static str,
    pub home: &'static str,
    pub sign: &'static str,
    pub verify: &'static str,
    pub pins: &'static str,
    pub settings: &'static str,
    pub text_size: &'static str,
    pub smaller: &'static str,
    pub larger: &'static str,
    /// The button of the colours: what they are now.
    pub colours: fn(ColorScheme) -> String,
    pub looking: &'static str,
    pub no_service: &'static str,
    pub no_reader: &'static str,
    pub no_card: &'static str,
    pub reading: &'static str,
    pub read: &'static str,
    pub foreign_card: &'static str,
    pub mute_card: &'static str,
    pub failed: &'static str,
}

/// ホーム
pub struct Home {
    pub title: &'static str,
    pub no_card_title: &'static str,
    pub no_card_lead: &'static str,
    pub step_service: &'static str,
    pub step_reader: &'static str,
    pub step_card: &'static str,
    pub done: &'static str,
    pub waiting: &'static str,
    pub looking: &'static str,
    pub look_again: &'static str,
    pub practice_lead: &'static str,
    pub practice: &'static str,
    pub purpose: fn(Slot) -> &'static str,
    pub within: &'static str,
    pub renewable: &'static str,
    pub expired: &'static str,
    pub not_yet: &'static str,
    pub until: fn(&str) -> String,
    /// Days to the expiry date; 0 on the last day.
    pub days_left: fn(u64) -> String,
    /// Days since the expiry date.
    pub days_over: fn(u64) -> String,
    pub reading: &'static str,
    pub needs_pin: &'static str,
    pub needs_pin_why: &'static str,
    pub read_sign: &'static str,
    pub absent: fn(Slot) -> &'static str,
    pub absent_why: fn(Slot) -> &'static str,
    pub unreadable: &'static str,
    pub unreadable_why: &'static str,
    pub issued: fn(&str) -> String,
    pub today: &'static str,
    pub renewal: fn(&str) -> String,
    pub expiry: fn(&str) -> String,
    /// The bar in a sentence: issued, renewal from, expiry.
    pub timeline: fn(&str, &str, &str) -> String,
    pub details: &'static str,
    pub save: &'static str,
    pub sign_document: &'static str,
    pub card_date: &'static str,
    pub revocation: &'static str,
    pub read_again: &'static str,
    pub banner: Banners,
}

/// The one notice above the cards.
pub struct Banners {
    pub blocked: fn(Slot) -> String,
    pub blocked_line: &'static str,
    pub blocked_action: &'static str,
    pub expired: fn(Slot) -> String,
    pub expired_line: fn(&str) -> String,
    pub expired_action: &'static str,
    pub last_try: fn(Slot) -> String,
    pub last_try_line: &'static str,
    pub last_try_action: &'static str,
    pub renewal: fn(Slot) -> String,
    pub renewal_line: fn(&str) -> String,
    pub renewal_action: &'static str,
    pub not_yet: fn(Slot) -> String,
    pub not_yet_line: fn(&str) -> String,
    pub not_yet_action: &'static str,
}

/// くわしく
pub struct Details {
    pub summary: &'static str,
    pub holder: &'static str,
    pub name: &'static str,
    pub address: &'static str,
    pub birth_date: &'static str,
    /// A birth date of which only the year or the month is recorded.
    pub partial_birth: fn(Option<i16>, Option<i8>) -> String,
    pub sex: &'static str,
    pub male: &'static str,
    pub female: &'static str,
    pub sex_unknown: &'static str,
    pub unreadable: &'static str,
    pub substitutes: &'static str,
    pub personal: &'static str,
    pub purpose: &'static str,
    pub valid_from: &'static str,
    pub valid_until: &'static str,
    pub state: &'static str,
    pub issuer: &'static str,
    pub trust: &'static str,
    pub trusted: &'static str,
    pub untrusted: &'static str,
    pub demo: &'static str,
    pub revocation: &'static str,
    pub revocation_why: &'static str,
    pub renewal: &'static str,
    pub renewal_window: fn(&str, &str) -> String,
    pub renewal_where: &'static str,
    pub renewal_bring: &'static str,
    pub renewal_fee: &'static str,
    pub fields: &'static str,
    pub serial: &'static str,
    pub subject: &'static str,
    pub key: &'static str,
    pub signature_algorithm: &'static str,
    pub key_usage: &'static str,
    pub extended_key_usage: &'static str,
    pub policies: &'static str,
    pub subject_key_id: &'static str,
    pub authority_key_id: &'static str,
    pub crl: &'static str,
    pub ocsp: &'static str,
    pub fingerprint: &'static str,
    pub unknown_critical: &'static str,
    pub not_before: &'static str,
    pub not_after: &'static str,
    pub save: &'static str,
    pub save_lead: fn(Slot) -> &'static str,
    pub save_der: &'static str,
    pub save_pem: &'static str,
    pub save_text: &'static str,
}

/// 文書に署名
pub struct Sign {
    pub title: &'static str,
    pub lead: &'static str,
    pub drop: &'static str,
    pub choose: &'static str,
    pub choose_folder: &'static str,
    pub add: &'static str,
    pub add_folder: &'static str,
    pub clear: &'static str,
    pub found_nothing: &'static str,
    pub files: fn(usize) -> String,
    /// A PDF with this many pages and signatures.
    pub pdf: fn(usize, usize) -> String,
    /// Any other file.
    pub other: &'static str,
    /// What a file is, and how large: 「12 KB」 comes in.
    pub size: fn(&str) -> String,
    pub output: fn(&str) -> String,
    pub made: fn(&str) -> String,
    pub remove: fn(&str) -> String,
    pub cannot: &'static str,
    pub troubled: fn(usize) -> String,
    /// What one of the troubled files is called, of how many alike.
    pub troubled_like: fn(&str, usize) -> String,
    pub remove_troubled: fn(usize) -> String,
    pub planning: &'static str,
    pub destination: &'static str,
    pub destination_name: fn(Destination) -> &'static str,
    pub destination_line: fn(Destination) -> &'static str,
    pub expert: &'static str,
    pub form: &'static str,
    pub form_name: fn(SignatureFormat) -> &'static str,
    pub key: &'static str,
    pub key_name: fn(Slot) -> &'static str,
    pub key_why_not: &'static str,
    pub folder: &'static str,
    pub same_folder: &'static str,
    pub change_folder: &'static str,
    pub overwrite: &'static str,
    pub keep: &'static str,
    pub replace: &'static str,
    pub discloses: &'static str,
    pub discloses_lead: &'static str,
    pub discloses_items: &'static str,
    pub discloses_nobody: &'static str,
    pub sign: &'static str,
    pub why_no_files: &'static str,
    pub why_no_card: &'static str,
    pub why_problem: &'static str,
    pub why_absent: fn(Slot) -> &'static str,
    pub why_blocked: fn(Slot) -> &'static str,
    pub why_key: &'static str,
    pub why_planning: &'static str,
    pub working: &'static str,
    pub step_of: fn(usize, usize) -> String,
    pub hashing: &'static str,
    pub signing: &'static str,
    pub now: &'static str,
    pub finished: &'static str,
    pub waiting: &'static str,
    pub stop: &'static str,
    pub stop_line: &'static str,
    pub all_signed: fn(usize) -> String,
    pub some_signed: fn(usize, usize) -> String,
    pub none_signed: &'static str,
    pub signed: &'static str,
    pub self_checked: &'static str,
    pub original_kept: &'static str,
    pub practice_only: &'static str,
    pub left_out: &'static str,
    pub signed_files: fn(usize) -> String,
    pub unsigned_files: fn(usize) -> String,
    /// What was checked for the place of this name.
    pub checks: fn(&str) -> String,
    pub checks_good: &'static str,
    pub checks_bad: &'static str,
    pub rule: fn(DestinationRule) -> &'static str,
    pub rule_broken: fn(&str, usize) -> String,
    pub rules_broken: &'static str,
    pub open_folder: &'static str,
    pub retry: &'static str,
    pub again: &'static str,
}

/// The visible seal.
pub struct Seal {
    pub title: &'static str,
    pub lead: &'static str,
    pub look: &'static str,
    pub none: &'static str,
    pub round: &'static str,
    pub date_stamp: &'static str,
    /// The day on a seal.
    pub date: fn(Date) -> String,
    pub rectangle: &'static str,
    pub image: &'static str,
    pub image_from_file: &'static str,
    pub choose_image: &'static str,
    pub change_image: &'static str,
    pub image_form: &'static str,
    pub width: &'static str,
    pub longer_side: &'static str,
    pub diameter: &'static str,
    pub mm: fn(i32) -> String,
    pub smaller: fn(&str) -> String,
    pub larger: fn(&str) -> String,
    pub page: &'static str,
    pub page_of: fn(usize, usize) -> String,
    pub first_page: &'static str,
    pub last_page: &'static str,
    pub previous_page: &'static str,
    pub next_page: &'static str,
    pub document: fn(&str, usize, usize) -> String,
    pub previous_document: &'static str,
    pub next_document: &'static str,
    pub for_all: fn(usize) -> String,
    pub place: &'static str,
    /// Millimetres from the left and from the top.
    pub place_at: fn(i32, i32) -> String,
    pub place_help: &'static str,
    pub place_keys: &'static str,
    pub drawing: &'static str,
    pub undrawable: &'static str,
    pub undrawable_seal: &'static str,
    pub undrawable_seal_line: &'static str,
    pub incomplete: &'static str,
    pub name_later: &'static str,
    /// On the seal.
    pub caption: &'static str,
    pub watermark: &'static str,
    pub sample_name: &'static str,
}

/// 署名を確認
pub struct Verify {
    pub title: &'static str,
    pub lead: &'static str,
    pub drop: &'static str,
    pub choose: &'static str,
    pub working: &'static str,
    pub another: &'static str,
    /// What a check answers: the heading, and a line for each of the answers.
    pub answers: &'static str,
    pub answers_integrity: &'static str,
    pub answers_signer: &'static str,
    pub answers_issuer: &'static str,
    pub answers_time: &'static str,
    pub answers_revocation: &'static str,
    pub choose_content: &'static str,
    /// How many files were checked, and how many of them need care.
    pub summary: fn(usize, usize) -> String,
    /// The list of many files that were checked.
    pub checked_files: fn(usize) -> String,
    /// The button beside a file in it.
    pub look: fn(&str) -> String,
    /// How many signatures are shown, and how many are not.
    pub more_signatures: fn(usize, usize) -> String,
    pub signature_of: fn(usize, usize) -> String,
    pub field: fn(&str) -> String,
    pub document: &'static str,
    pub integrity: &'static str,
    pub intact: &'static str,
    pub intact_earlier: &'static str,
    pub coverage: &'static str,
    pub covers: fn(Coverage, ChangesAfter) -> &'static str,
    pub method: &'static str,
    pub method_weak: fn(&str) -> String,
    pub signer: &'static str,
    pub flaw: fn(Flaw) -> &'static str,
    pub signer_unknown: &'static str,
    pub issuer: &'static str,
    pub issuer_trusted: &'static str,
    pub issuer_untrusted: &'static str,
    pub issuer_demo: &'static str,
    pub time: &'static str,
    pub time_claimed: fn(&str) -> String,
    pub time_none: &'static str,
    pub certificate_time: &'static str,
    pub certificate_within: &'static str,
    pub certificate_outside: &'static str,
    pub certificate_expired_now: &'static str,
    pub revocation: &'static str,
    pub not_checked: &'static str,
    pub not_checked_why: &'static str,
    pub verdict: fn(Verdict) -> &'static str,
    pub verdict_line: fn(Verdict) -> &'static str,
    pub good_with_entries: &'static str,
    pub good_with_entries_line: &'static str,
    pub several: fn(usize) -> String,
    pub certificate: &'static str,
    pub content_ask: &'static str,
    pub save: &'static str,
    pub save_text: &'static str,
    pub save_pdf: &'static str,
    pub report: &'static str,
    pub report_made: fn(&str) -> String,
}

/// 暗証番号
pub struct Pins {
    pub title: &'static str,
    pub lead: &'static str,
    pub used: &'static str,
    pub used_for: fn(Slot) -> &'static str,
    pub form: &'static str,
    pub wrong: &'static str,
    pub rule: fn(u8) -> String,
    pub reset: &'static str,
    pub reset_how: fn(Slot) -> &'static str,
    pub cannot_unlock: &'static str,
    pub no_card: &'static str,
}

/// The PIN dialog.
pub struct PinTexts {
    pub title: fn(Slot) -> &'static str,
    pub to_read: &'static str,
    pub to_sign: fn(usize) -> String,
    pub converted: &'static str,
    pub refused: fn(Slot) -> &'static str,
    pub too_long: fn(Slot) -> &'static str,
    pub show_keys: &'static str,
    pub hide_keys: &'static str,
    pub delete: &'static str,
    pub clear: &'static str,
    pub send_to_read: &'static str,
    pub send_to_sign: &'static str,
    pub checking: &'static str,
    pub keep_card: &'static str,
    pub two_left: &'static str,
    pub last: &'static str,
    pub last_line: fn(Slot) -> String,
    pub unknown: &'static str,
    pub unknown_line: &'static str,
    pub really: &'static str,
    pub really_send: &'static str,
    /// Why what was typed cannot be sent.
    pub rule: fn(Slot, PinRule) -> &'static str,
}

/// The bar of practice mode.
pub struct Practice {
    pub title: &'static str,
    pub scene: fn(&str) -> String,
    pub insert: &'static str,
    pub pull: &'static str,
    pub end: &'static str,
    pub choose: &'static str,
    pub choose_lead: &'static str,
    pub renew: &'static str,
    /// A card profile's name and what it shows, by its id.
    pub profile: fn(&str) -> (&'static str, &'static str),
}

/// 設定
pub struct SettingsTexts {
    pub title: &'static str,
    pub language: &'static str,
    pub text_size: &'static str,
    pub text_system: &'static str,
    pub percent: fn(u16) -> String,
    pub colours: &'static str,
    pub colour: fn(ColorScheme) -> &'static str,
    pub reader: &'static str,
    pub reader_lead: &'static str,
    pub reader_auto: &'static str,
    pub no_readers: &'static str,
    pub practice: &'static str,
    pub about: &'static str,
    /// The day on which it was made.
    pub made: fn(&str) -> String,
    pub old: &'static str,
    /// Where newer ones are, if that is known.
    pub newer: fn(Option<&str>) -> String,
    pub offline: &'static str,
}

impl Texts {
    /// A day with its era.
    pub fn day(&self, day: Date) -> String {
        date::day_with_era(self.language, day)
    }

    /// A month.
    pub fn month(&self, day: Date) -> String {
        date::month(self.language, day)
    }

    /// A moment in Japan.
    pub fn moment(&self, at: DateTime) -> String {
        date::moment(self.language, at)
    }
}
