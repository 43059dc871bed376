//! A dialog that is truly modal: what is behind it is disabled (egui's own only covers it,
//! pitfalls §5.4), it has the dialog role and a name, Esc closes it, and it scrolls when it does
//! not fit. At a counter each has a button by which a person is done: the bar behind cannot be pressed.

use egui::accesskit::Role;
use egui::{Area, Context, Frame, Id, Margin, Modal, Order, ScrollArea, Stroke, Ui, UiBuilder};

use super::button::{self, Button};
use super::icon::Icon;
use super::text;
use crate::ui::manner::Manner;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;

/// Around the content, for the ring of what has the focus, in points.
const EDGE: i8 = 6;

/// How far the ring of what has the focus, or the ground of a quiet button, may reach beyond the text, in
/// points, besides the ring's own room.
const MARGIN: i8 = 8;

/// Whether a dialog is in front of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// A dialog: what is painted now lies behind it.
    Dialog,
    /// The page itself.
    Page,
}

/// What a dialog answered in this frame.
pub struct Shown<R> {
    /// What its content answered.
    pub inner: R,
    /// The person asked to leave it: Esc.
    pub dismissed: bool,
    /// Counter mode: the person is done.
    pub ended: bool,
}

/// Paints what may lie behind a dialog, and disables it while one is in front.
pub fn background<R>(ui: &mut Ui, front: Front, content: impl FnOnce(&mut Ui) -> R) -> R {
    match front {
        Front::Page => ui.scope_builder(UiBuilder::new(), content).inner,
        Front::Dialog => ui.scope_builder(UiBuilder::new().disabled(), content).inner,
    }
}

/// Gives the focus to the widget `id` of a dialog while nothing in it has it, so that Enter and a
/// screen reader begin where it is safe.
pub fn default_focus(ui: &Ui, id: Id) {
    let is_unfocused = ui.memory(|memory| memory.focused().is_none());
    if is_unfocused && ui.is_enabled() && !ui.is_sizing_pass() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Shows a dialog named `title`. A press outside does not close it: what was typed would be lost.
pub fn show<R>(ctx: &Context, id: Id, title: &str, content: impl FnOnce(&mut Ui) -> R) -> Shown<R> {
    let theme = Theme::of_context(ctx);
    let palette = theme.palette();
    let screen = ctx.content_rect().size();
    let area: Area = Modal::default_area(id)
        .order(Order::Foreground)
        .fade_in(false)
        .role(Role::Dialog)
        .accessible_name(title);
    let frame = Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.outline))
        .corner_radius(space::CORNER)
        .inner_margin(Margin::same(24 - MARGIN));
    // An area takes its size from the frame before: without a least height it would never grow.
    let end = Manner::of_context(ctx).end();
    let foot = end.map_or(0.0, |_| theme.target() + 2.0 * space::S);
    let height = (screen.y - 2.0 * space::XL - 48.0 - foot).max(160.0);
    let width = theme.scaled(512.0).min(screen.x - 2.0 * space::XL - 48.0);
    let width = width + 2.0 * f32::from(MARGIN);
    let response = Modal::new(id)
        .area(area)
        .frame(frame)
        .backdrop_color(palette.backdrop)
        .show(ctx, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = space::S;
            let shown = ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .content_margin(Margin::same(EDGE + MARGIN))
                .show(ui, |ui| {
                    text::heading(ui, title);
                    content(ui)
                });
            (shown.inner, end.is_some_and(|end| end_ui(ui, end)))
        });
    // The id of an area is that of its outermost `Ui`, which carries role and name.
    ctx.accesskit_node_builder(id, egui::accesskit::Node::set_modal);
    let dismissed = response.is_top_modal
        && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    let (inner, ended) = response.inner;
    Shown {
        inner,
        dismissed,
        ended,
    }
}

/// 「終わる」, below what scrolls, so that it is always in view; the last one that Tab reaches.
fn end_ui(ui: &mut Ui, label: &str) -> bool {
    let margin = Frame::new().inner_margin(Margin::symmetric(EDGE + MARGIN, 0));
    let button = |ui: &mut Ui| Button::new(label).icon(Icon::Stop).compact().show(ui);
    let end = margin.show(ui, |ui| button::row(ui, button)).inner;
    end.clicked()
}
