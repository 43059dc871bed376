//! By keyboard alone: Tab comes to every control of every page in the order it is read, the focus is
//! seen, and what has it is in view.

use egui::accesskit::{Action as Wanted, Role};
use egui::{Key, Modifiers, Rect};
use egui_kittest::Node;
use egui_kittest::kittest::NodeT;
use inkan::app::settings::{ColorScheme, Language};
use inkan::ui::tokens::Scheme;

use super::scenes::{CONTROLS, Look, Scene, each};
use crate::window::rig::Rig;

/// A control: what it is, how it is called, and where it stands in the tree.
#[derive(Clone, Debug, PartialEq)]
struct Stop {
    role: Role,
    name: String,
    id: String,
}

fn stop(node: &Node<'_>) -> Stop {
    let it = node.accesskit_node();
    Stop {
        role: it.role(),
        name: it.label().unwrap_or_default(),
        id: format!("{:?}", it.id()),
    }
}

/// All usable controls in the order of the tree, which is the order of reading.
fn controls(node: &Node<'_>, found: &mut Vec<Stop>) {
    let it = node.accesskit_node();
    // A list is one where it scrolls by keys; others only hold their rows together.
    let holds = it.role() == Role::List && !it.data().supports_action(Wanted::Focus);
    if CONTROLS.contains(&it.role()) && !it.is_disabled() && !holds {
        found.push(stop(node));
    }
    for child in node.children() {
        controls(&child, found);
    }
}

fn focused<'a>(node: Node<'a>) -> Option<Node<'a>> {
    if node.is_focused() && node.accesskit_node().role() != Role::Window {
        return Some(node);
    }
    let children: Vec<Node<'a>> = node.children().collect();
    children.into_iter().find_map(focused)
}

/// The yellow line around what has the focus, and the part of the window it may be painted in.
fn ring(rig: &Rig) -> Option<(Rect, Rect)> {
    rig.harness
        .output()
        .shapes
        .iter()
        .find_map(|clipped| match &clipped.shape {
            egui::Shape::Rect(rect)
                if rect.stroke.color == Scheme::Light.palette().focus
                    && (rect.stroke.width - 2.5).abs() < 0.1 =>
            {
                Some((rect.rect, clipped.clip_rect))
            }
            _ => None,
        })
}

fn walk(scene: &mut Scene) {
    let (name, rig) = (scene.name.clone(), &mut scene.rig);
    let mut wanted = Vec::new();
    controls(&rig.harness.root(), &mut wanted);
    assert!(!wanted.is_empty(), "{name}: nothing to do");
    let ctx = rig.harness.ctx.clone();
    if let Some(id) = ctx.memory(egui::Memory::focused) {
        ctx.memory_mut(|memory| memory.surrender_focus(id));
    }
    let mut visited: Vec<Stop> = Vec::new();
    for _ in 0..wanted.len() * 2 + 20 {
        rig.harness.key_press(Key::Tab);
        rig.run();
        let Some(node) = focused(rig.harness.root()) else {
            continue;
        };
        let here = stop(&node);
        if visited.first() == Some(&here) {
            break;
        }
        let place = node.rect();
        let window = ctx.content_rect();
        let (drawn, clip) = ring(rig).unwrap_or_else(|| panic!("{name}: no ring at {here:?}"));
        let seen = drawn.intersect(clip).intersect(window);
        // What is higher than its room shows its beginning.
        assert!(
            seen.height() >= (place.height() - 1.0).min(40.0) && seen.width() >= 20.0,
            "{name}: {here:?} at {place:?} is seen in {seen:?} only"
        );
        assert!(
            !visited.contains(&here),
            "{name}: Tab comes twice to {here:?}"
        );
        visited.push(here);
    }
    // A long list shows further rows as one goes on in it.
    let is_control = |stop: &&Stop| wanted.contains(stop);
    let reached: Vec<&Stop> = visited.iter().filter(is_control).collect();
    for control in &wanted {
        assert!(
            reached.contains(&control),
            "{name}: Tab never comes to {control:?}, but to {:?}",
            visited.iter().map(|it| &it.name).collect::<Vec<_>>()
        );
    }
    // Begun anywhere, it goes around in the order of reading.
    let first = reached.first().expect("a control");
    let start = wanted.iter().position(|it| it == *first).unwrap_or(0);
    let names =
        |stops: Vec<&Stop>| -> Vec<String> { stops.iter().map(|it| it.name.clone()).collect() };
    let in_order: Vec<&Stop> = wanted[start..].iter().chain(&wanted[..start]).collect();
    assert_eq!(names(reached), names(in_order), "{name}: the order");
}

#[test]
fn tab_comes_to_every_control_in_the_order_of_reading_and_it_is_seen() {
    each(Look::USUAL, walk);
}

#[test]
fn the_same_in_the_smallest_window_with_the_largest_text() {
    let look = Look {
        colors: ColorScheme::Light,
        percent: 200,
        language: Language::En,
        size: (720.0, 540.0),
    };
    each(look, walk);
}

#[test]
fn every_page_is_reached_by_its_key_and_by_tab() {
    let mut rig = crate::window::rig::Setup::practice("normal").open();
    for (number, page) in [
        "ホーム",
        "文書に署名",
        "署名を確認",
        "暗証番号",
        "手続き案内",
        "設定と診断",
    ]
    .into_iter()
    .enumerate()
    {
        rig.page(number + 1);
        let by_key = rig.harness.state().state().page;
        rig.page(if number == 0 { 2 } else { 1 });
        rig.tab_to(Role::Button, page);
        rig.harness.key_press(Key::Enter);
        rig.run();
        assert_eq!(rig.harness.state().state().page, by_key, "{page}");
    }
}

#[test]
fn a_page_without_controls_below_scrolls_by_keys() {
    use egui_kittest::kittest::Queryable;
    let mut rig = crate::window::rig::Setup::practice("normal")
        .sized(720.0, 540.0)
        .open();
    rig.page(4);
    let top = |rig: &Rig| {
        rig.harness
            .get_by_role_and_label(Role::Heading, "暗証番号")
            .rect()
            .top()
    };
    let before = top(&rig);
    rig.harness.key_press(Key::PageDown);
    rig.run();
    let after = top(&rig);
    assert!(after < before - 100.0, "{before} {after}");
    rig.harness.key_press(Key::PageUp);
    rig.run();
    assert!((top(&rig) - before).abs() < 1.0);
    rig.harness
        .key_press_modifiers(Modifiers::CTRL, Key::PageDown);
    rig.run();
    assert!((top(&rig) - before).abs() < 1.0, "only the plain key");
}
