//! A page of a document with a seal on it that can be moved: by pressing, by dragging, with the arrow
//! keys. Knows millimetres and pictures, nothing of documents.

use egui::accesskit::{Live, Role};
use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Sense, Shape, Stroke,
    StrokeKind, TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::focus;
use crate::ui::theme::Theme;
use crate::ui::tokens::{paper, size, space};

/// How far an arrow key moves the seal, in millimetres; with Shift.
const STEP_MM: f32 = 1.0;
const LEAP_MM: f32 = 10.0;
/// The largest page, in points at 100 %.
const WIDEST: f32 = 460.0;
/// The lowest, however small the window.
const LOWEST: f32 = 240.0;

/// What is shown.
pub struct PageView<'a> {
    /// What it is: 「印影の位置」.
    pub name: &'a str,
    /// Where the seal lies, in words.
    pub place: &'a str,
    /// How it is moved with the keyboard.
    pub help: &'a str,
    /// Width and height of the page in millimetres.
    pub page_mm: (f32, f32),
    /// The page; without it an empty sheet.
    pub page: Option<&'a TextureHandle>,
    /// What stands on the empty sheet.
    pub instead: &'a str,
    /// The seal; without it its outline.
    pub seal: Option<&'a TextureHandle>,
    /// The seal's upper left corner, in millimetres.
    pub corner_mm: (f32, f32),
    /// Its width and height, in millimetres.
    pub seal_mm: (f32, f32),
}

impl PageView<'_> {
    /// Shows it; returns the place that the seal is moved to now.
    pub fn show(&self, ui: &mut Ui) -> Option<(f32, f32)> {
        let theme = Theme::of(ui);
        let (page_width, page_height) = self.page_mm;
        let highest = (ui.ctx().content_rect().height() - 160.0).max(LOWEST);
        let width = ui
            .available_width()
            .min(theme.scaled(WIDEST).max(WIDEST))
            .min(highest * page_width / page_height.max(1.0));
        let scale = width / page_width.max(1.0);
        let wanted = vec2(width, page_height * scale);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click_and_drag());
        self.describe(ui, &response);
        let seal = Rect::from_min_size(
            rect.min + vec2(self.corner_mm.0, self.corner_mm.1) * scale,
            vec2(self.seal_mm.0, self.seal_mm.1) * scale,
        );
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, seal);
        }
        focus::show(ui, &response);
        let by_pointer = pointed(ui, &response, rect, seal).map(|corner| {
            let from = (corner - rect.min) / scale;
            (whole(from.x), whole(from.y))
        });
        let by_keys = pressed(ui, response.id).map(|by| {
            (
                whole(self.corner_mm.0) + by.x,
                whole(self.corner_mm.1) + by.y,
            )
        });
        let (x, y) = by_pointer.or(by_keys)?;
        Some((
            x.min(page_width - self.seal_mm.0).max(0.0),
            y.min(page_height - self.seal_mm.1).max(0.0),
        ))
    }

    fn describe(&self, ui: &Ui, response: &Response) {
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, ui.is_enabled(), self.name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_value(self.place);
            node.set_description(self.help);
            // Moving is heard as it happens.
            node.set_live(Live::Polite);
        });
    }

    fn paint(&self, ui: &Ui, rect: Rect, seal: Rect) {
        let theme = Theme::of(ui);
        let painter = ui.painter_at(rect.expand(1.0));
        painter.rect_filled(rect, 0.0, paper::SHEET);
        if let Some(page) = self.page {
            painter.image(page.id(), rect, WHOLE, paper::UNTINTED);
        } else {
            let font = theme.regular(size::SMALL);
            let room = rect.width() - 2.0 * space::M;
            let galley = painter.layout(self.instead.to_owned(), font, paper::INK, room);
            let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
            painter.galley(at.min, galley, paper::INK);
        }
        painter.rect_stroke(rect, 0.0, Stroke::new(1.0, paper::INK), StrokeKind::Outside);
        if let Some(picture) = self.seal {
            painter.image(picture.id(), seal, WHOLE, paper::UNTINTED);
        }
        let frame = seal.expand(2.0);
        let corners = [
            frame.left_top(),
            frame.right_top(),
            frame.right_bottom(),
            frame.left_bottom(),
            frame.left_top(),
        ];
        // White below, so that it is seen on dark pictures too.
        painter.rect_stroke(
            frame,
            0.0,
            Stroke::new(3.0, paper::SHEET),
            StrokeKind::Middle,
        );
        painter.extend(Shape::dashed_line(
            &corners,
            Stroke::new(1.5, paper::MARK),
            5.0,
            4.0,
        ));
    }
}

const WHOLE: Rect = Rect {
    min: Pos2::ZERO,
    max: pos2(1.0, 1.0),
};

/// Millimetres are counted whole: nobody can place a seal more exactly, and they are read aloud.
fn whole(mm: f32) -> f32 {
    mm.round()
}

/// Where the pointer puts the seal's upper left corner.
fn pointed(ui: &Ui, response: &Response, page: Rect, seal: Rect) -> Option<Pos2> {
    let grip: Id = response.id.with("grip");
    let at = response.interact_pointer_pos()?;
    if response.clicked() {
        response.request_focus();
        return Some(at - seal.size() / 2.0);
    }
    if response.drag_started() {
        response.request_focus();
        let start = ui.input(|input| input.pointer.press_origin()).unwrap_or(at);
        // Where the seal is taken it stays under the pointer; elsewhere it comes to it.
        let held: Vec2 = if seal.expand(4.0).contains(start) {
            start - seal.min
        } else {
            seal.size() / 2.0
        };
        ui.data_mut(|data| data.insert_temp(grip, held));
    }
    if !response.dragged() {
        return None;
    }
    let held: Vec2 = ui.data(|data| data.get_temp(grip))?;
    Some(at.clamp(page.min, page.max) - held)
}

/// How far the arrow keys move the seal, in millimetres.
fn pressed(ui: &Ui, id: Id) -> Option<Vec2> {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return None;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let by = ui.input_mut(|input| {
        let mut by = Vec2::ZERO;
        for (key, direction) in [
            (Key::ArrowLeft, vec2(-1.0, 0.0)),
            (Key::ArrowRight, vec2(1.0, 0.0)),
            (Key::ArrowUp, vec2(0.0, -1.0)),
            (Key::ArrowDown, vec2(0.0, 1.0)),
        ] {
            for (modifiers, step) in [(Modifiers::SHIFT, LEAP_MM), (Modifiers::NONE, STEP_MM)] {
                let times = input.count_and_consume_key(modifiers, key);
                let times = f32::from(u16::try_from(times).unwrap_or(u16::MAX));
                by += direction * step * times;
            }
        }
        by
    });
    (by != Vec2::ZERO).then_some(by)
}
