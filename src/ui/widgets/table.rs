//! A small table of text: its first row and first column are headings. Where the columns would be too
//! narrow to read, one column after the other, each cell beside the name of its row.

use egui::{Align, Layout, Ui, vec2};

use super::field_row::FieldRow;
use super::text;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;

/// The least width of a column, in points at 100 %.
const LEAST: f32 = 180.0;
/// How much of the width the first column has.
const NAMES: f32 = 0.22;

/// Shows `rows`, all of one length.
pub fn show(ui: &mut Ui, rows: &[Vec<String>]) {
    let columns = rows.first().map_or(0, Vec::len);
    if columns < 2 {
        return;
    }
    let theme = Theme::of(ui);
    let count = f32::from(u16::try_from(columns).unwrap_or(u16::MAX));
    let room = ui.available_width();
    // The names of the rows are short.
    let names = room * NAMES;
    let width = (room - names) / (count - 1.0) - space::M;
    if width.min(names * 1.5) < theme.scaled(LEAST) {
        one_after_the_other(ui, rows, columns);
        return;
    }
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            ui.separator();
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            for (place, cell) in row.iter().enumerate() {
                let width = if place == 0 { names } else { width };
                let down = Layout::top_down(Align::Min);
                ui.allocate_ui_with_layout(vec2(width, 0.0), down, |ui| {
                    ui.set_width(width);
                    if number == 0 || place == 0 {
                        text::strong(ui, cell);
                    } else {
                        text::body(ui, cell);
                    }
                });
            }
        });
    }
}

fn one_after_the_other(ui: &mut Ui, rows: &[Vec<String>], columns: usize) {
    let Some((head, rows)) = rows.split_first() else {
        return;
    };
    for column in 1..columns {
        if let Some(name) = head.get(column) {
            text::strong(ui, name);
        }
        for row in rows {
            if let (Some(label), Some(value)) = (row.first(), row.get(column)) {
                FieldRow::new(label, value).show(ui);
            }
        }
        ui.add_space(space::S);
    }
}
