//! What stands in the rows of a long list (`rows`), and how high they must be for it. All rows are of one
//! height, so the longest words decide; of ten thousand files only the names are looked at in each frame.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::path::Path;

use egui::{Label, Ui};

use super::text;
use crate::app::event::VerifiedFile;
use crate::app::failure::Failure;
use crate::app::ports::FileError;
use crate::core::verify::{ChangesAfter, SignatureReport};
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};

/// Of each kind of row, so many of the longest are measured: where lines break differs.
const MEASURED: usize = 4;

/// A line of a row: its words, the size of its type in points at 100 %, and whether it is bold.
pub struct RowLine {
    /// What it says.
    pub words: String,
    /// 16 or 14.
    pub size: f32,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Its colour.
    pub color: egui::Color32,
}

impl RowLine {
    fn rich(&self, theme: Theme) -> egui::RichText {
        let font = if self.is_bold {
            theme.bold(self.size)
        } else {
            theme.regular(self.size)
        };
        text::styled(&shortened(&self.words), font, self.color)
    }

    /// Shows it, on as many lines as it takes.
    pub fn show(&self, ui: &mut Ui) {
        let rich = self.rich(Theme::of(ui));
        ui.add(Label::new(rich).wrap());
    }
}

/// The most characters of a line: a longer name shows its beginning and its end, or one would make all rows as
/// high as the page.
const MOST_CHARACTERS: usize = 120;
/// So many of them at the end, with the ending that tells the kind of a file.
const AT_THE_END: usize = 40;

fn shortened(words: &str) -> Cow<'_, str> {
    let count = words.chars().count();
    let Some(left_out) = count.checked_sub(MOST_CHARACTERS).filter(|it| *it > 0) else {
        return Cow::Borrowed(words);
    };
    let before = MOST_CHARACTERS - AT_THE_END - 1;
    let beginning = words.chars().take(before);
    let end = words.chars().skip(before + 1 + left_out);
    Cow::Owned(beginning.chain(['…']).chain(end).collect())
}

/// Rows of one kind say the same but for the names in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A failure, with what its sentence depends on.
    Failure(Discriminant<Failure>, Option<Reason>),
    /// Nothing special.
    Plain,
    /// A result: its rank, and whether something was entered later.
    Result(u8, bool),
}

/// On what the sentence about a failure depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// What is the matter with a file.
    File(Discriminant<FileError>),
    /// What is the matter with a document or a seal, or which kind it is.
    Other(u8),
}

impl RowKind {
    /// Of a file in whose way this stands.
    pub fn of(problem: Option<&Failure>) -> Self {
        let Some(problem) = problem else {
            return Self::Plain;
        };
        let reason = match problem {
            Failure::DocumentUnreadable { error, .. } | Failure::OutputFailed { error, .. } => {
                Some(Reason::File(discriminant(error)))
            }
            Failure::DocumentRefuses { reason, .. } => Some(Reason::Other(*reason as u8)),
            Failure::DocumentUnsupported { kind, .. } => Some(Reason::Other(*kind as u8)),
            Failure::SealUnsuitable { reason, .. } => Some(Reason::Other(*reason as u8)),
            _ => None,
        };
        Self::Failure(discriminant(problem), reason)
    }

    /// Of a checked file.
    pub fn of_answer(file: &VerifiedFile) -> Self {
        match &file.report {
            Ok(report) => {
                let later = |it: &SignatureReport| it.changes_after != ChangesAfter::None;
                Self::Result(file.rank(), report.signatures.iter().any(later))
            }
            Err(failure) => Self::of(Some(failure)),
        }
    }
}

/// What makes one row longer than another of its kind.
pub struct RowName<'a> {
    /// Its kind.
    pub kind: RowKind,
    /// The file, and the one that is made of it.
    pub paths: [&'a Path; 2],
}

impl RowName<'_> {
    /// About how wide the name of the file and the path of the other are: characters of Japanese count
    /// twice.
    fn weights(&self) -> [usize; 2] {
        let wide = |byte: &u8| match byte {
            0..0x80 => 1,
            0x80..0xC0 => 0,
            0xC0.. => 2,
        };
        let weight = |bytes: &[u8]| bytes.iter().map(wide).sum();
        let [input, output] = self.paths;
        let name = input.file_name().unwrap_or(input.as_os_str());
        [name, output.as_os_str()].map(|it| weight(it.as_encoded_bytes()))
    }
}

/// The height in which each row shows all its lines whole, in points; `tools` is what else stands beside
/// them, `lines` what the row at a place says.
pub fn row_height<'a, const N: usize>(
    ui: &Ui,
    tools: f32,
    names: impl Iterator<Item = RowName<'a>>,
    lines: impl Fn(usize) -> Option<[RowLine; N]>,
) -> f32 {
    let theme = Theme::of(ui);
    let around = 2.0 * space::XS + ui.spacing().scroll.bar_width + space::M;
    let width = ui.available_width() - around - theme.scaled(size::ICON) - space::S - tools;
    let height = |line: RowLine| {
        let rich = egui::WidgetText::from(line.rich(theme));
        let wrap = Some(egui::TextWrapMode::Wrap);
        let font = egui::FontSelection::Default;
        rich.into_galley(ui, wrap, width.max(1.0), font).size().y
    };
    let mut highest = [0.0_f32; N];
    for place in longest(names) {
        for (highest, line) in highest.iter_mut().zip(lines(place).into_iter().flatten()) {
            *highest = highest.max(height(line));
        }
    }
    highest.into_iter().sum::<f32>().max(theme.target())
}

/// The places of the longest of each kind.
fn longest<'a>(names: impl Iterator<Item = RowName<'a>>) -> Vec<usize> {
    let mut longest: HashMap<(RowKind, usize), Vec<(usize, usize)>> = HashMap::new();
    for (place, name) in names.enumerate() {
        for (what, weight) in name.weights().into_iter().enumerate() {
            let known = longest.entry((name.kind, what)).or_default();
            if known.len() < MEASURED {
                known.push((weight, place));
            } else if let Some(least) = known.iter_mut().min().filter(|it| it.0 < weight) {
                *least = (weight, place);
            }
        }
    }
    let mut places: Vec<_> = longest.into_values().flatten().map(|it| it.1).collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_its_beginning_and_its_ending() {
        assert_eq!(shortened("契約書.pdf"), "契約書.pdf");
        let whole = format!("{}.pdf", "龠".repeat(116));
        assert_eq!(shortened(&whole), whole);
        let long = format!("contract{}.pdf.exe", "_".repeat(240));
        let short = shortened(&long);
        assert_eq!(short.chars().count(), MOST_CHARACTERS);
        assert!(short.starts_with("contract_") && short.ends_with("_.pdf.exe"));
        assert!(short.contains('…'));
    }
}
