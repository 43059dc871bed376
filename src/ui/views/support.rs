//! The notice of detailed logging.

use egui::Ui;

use crate::i18n::support::SupportTexts;
use crate::i18n::texts::Texts;
use crate::ui::widgets::banner::{Banner, Severity};

/// While detailed logging is on: that it is, where it goes, and how to end it.
pub fn logging_ui(ui: &mut Ui, texts: &Texts) {
    let words = &SupportTexts::of(texts.language).logging;
    Banner::new(Severity::Error, words.on)
        .line(words.what)
        .line(words.off)
        .show(ui);
}
