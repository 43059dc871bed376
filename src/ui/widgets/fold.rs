//! A part of a page that is folded away until it is asked for. Whether it is open is kept by egui for
//! as long as the window lives; what is behind it is not even laid out while it is closed.

use egui::Ui;

use super::button::Button;
use super::icon::Icon;

/// A fold named `label`; `content` is shown while it is open.
pub fn show<R>(
    ui: &mut Ui,
    salt: &str,
    label: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let id = ui.make_persistent_id(("fold", salt));
    let is_open: bool = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    if button(ui, label, is_open) {
        ui.data_mut(|data| data.insert_temp(id, !is_open));
    }
    is_open.then(|| ui.indent(id, content).inner)
}

/// The button named `label` that opens and closes; whether it was pressed.
pub fn button(ui: &mut Ui, label: &str, is_open: bool) -> bool {
    let sign = if is_open { Icon::Down } else { Icon::Forward };
    let button = Button::quiet(label).icon(sign).flush().show(ui);
    ui.ctx()
        .accesskit_node_builder(button.id, |node| node.set_expanded(is_open));
    button.clicked()
}
