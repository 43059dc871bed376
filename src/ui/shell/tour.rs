//! The panel of the guided tour. It stands between the top bar and the page, which it makes smaller, so
//! that it never lies on what it talks about; it is reached by Tab before the page. Long words scroll.

use egui::accesskit::{Live, Role};
use egui::{Id, Key, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::ui::theme::Theme;
use crate::ui::tokens::{LINE_HEIGHT, size, space};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{focus, text};

/// The most of the room above the page that its words take.
const SHARE: f32 = 0.3;

/// What the panel says. Without a label there is no such button.
pub struct TourPanel<'a> {
    /// The name of the panel.
    pub name: &'a str,
    /// Which step: the focus goes to its words when it begins.
    pub step: usize,
    /// 「案内 1／6　2つの電子証明書」
    pub title: &'a str,
    /// What there is to see.
    pub words: &'a str,
    /// One step back.
    pub previous: Option<&'a str>,
    /// One step on.
    pub next: Option<&'a str>,
    /// Back to the page of this step.
    pub here: Option<&'a str>,
    /// The end, early or at its time.
    pub end: &'a str,
}

/// What was pressed in the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourEvent {
    /// The tour is over.
    End,
    /// Show the page of this step.
    Here,
    /// One step on.
    Next,
    /// One step back.
    Previous,
}

/// The id of the words of a step.
fn words_id(step: usize) -> Id {
    Id::unique(("tour-step", step))
}

/// Shows the panel in `room` points of height above the page.
pub(super) fn show(ui: &mut Ui, panel: &TourPanel<'_>, room: f32) -> Option<TourEvent> {
    let builder = UiBuilder::new()
        .accessibility_role(Role::Region)
        .accessibility_label(panel.name.to_owned());
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        ui.add_space(focus::RING);
        words(ui, panel, room);
        button::row(ui, |ui| buttons(ui, panel))
    })
    .inner
}

fn words(ui: &mut Ui, panel: &TourPanel<'_>, room: f32) {
    let theme = Theme::of(ui);
    let id = words_id(panel.step);
    let line = theme.scaled(size::BODY) * LINE_HEIGHT;
    let shown = ScrollArea::vertical()
        .id_salt(id)
        .max_height((room * SHARE).max(line * 2.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            text::heading(ui, panel.title);
            text::body(ui, panel.words);
            if let Some(rows) = scroll_keys(ui, id) {
                ui.scroll_with_delta(vec2(0.0, -rows * line));
            }
        });
    let mut rect = shown.inner_rect.expand2(vec2(space::S, 0.0));
    rect.max.y = rect.max.y.min(rect.min.y + shown.content_size.y);
    ui.add_space(focus::RING);
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    let spoken = [panel.title, panel.words].join("\n");
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &spoken));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
    });
    focus::show(ui, &response);
    // A step that begins is where the person is.
    let last = Id::unique("tour-last-step");
    let is_new = ui.data(|data| data.get_temp::<usize>(last)) != Some(panel.step);
    if is_new && ui.is_enabled() && !ui.is_sizing_pass() {
        ui.data_mut(|data| data.insert_temp(last, panel.step));
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Forgets which step was shown last: the next tour begins anew.
pub(super) fn forget(ui: &Ui) {
    ui.data_mut(|data| data.remove::<usize>(Id::unique("tour-last-step")));
}

/// How many lines the arrow keys want to go, while the words have the focus.
fn scroll_keys(ui: &Ui, id: Id) -> Option<f32> {
    if !focus::takes_arrows(ui, id) {
        return None;
    }
    ui.input(|input| {
        if input.key_pressed(Key::ArrowDown) {
            Some(1.0)
        } else if input.key_pressed(Key::ArrowUp) {
            Some(-1.0)
        } else {
            None
        }
    })
}

fn buttons(ui: &mut Ui, panel: &TourPanel<'_>) -> Option<TourEvent> {
    let mut event = None;
    let mut add = |ui: &mut Ui, button: Button<'_>, wanted| {
        if button.compact().show(ui).clicked() {
            event = Some(wanted);
        }
    };
    if let Some(label) = panel.previous {
        add(ui, Button::new(label).icon(Icon::Back), TourEvent::Previous);
    }
    if let Some(label) = panel.next {
        add(
            ui,
            Button::primary(label).icon_after(Icon::Forward),
            TourEvent::Next,
        );
    }
    if let Some(label) = panel.here {
        add(ui, Button::new(label), TourEvent::Here);
    }
    let end = if panel.next.is_some() {
        Button::quiet(panel.end)
    } else {
        Button::primary(panel.end)
    };
    add(ui, end, TourEvent::End);
    event
}
