//! What is really painted, whatever the tokens promise: every text on its ground with enough contrast,
//! every sign told apart from it, and no text cut off, in every look.

use std::collections::BTreeSet;

use egui::{Color32, Rect, Shape};
use inkan::app::settings::{ColorScheme, Language};
use inkan::ui::tokens::{Palette, Scheme, contrast, paper};

use super::scenes::{Look, Scene, each, has_dialog};

const LOOKS: [(ColorScheme, Scheme); 3] = [
    (ColorScheme::Light, Scheme::Light),
    (ColorScheme::Dark, Scheme::Dark),
    (ColorScheme::HighContrast, Scheme::HighContrast),
];

/// A piece of the picture, from the back to the front.
struct Piece<'a> {
    shape: &'a Shape,
    clip: Rect,
}

fn pieces(scene: &Scene) -> Vec<Piece<'_>> {
    fn flatten<'a>(shape: &'a Shape, clip: Rect, into: &mut Vec<Piece<'a>>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|it| flatten(it, clip, into)),
            Shape::Noop => {}
            shape => into.push(Piece { shape, clip }),
        }
    }
    let mut all = Vec::new();
    for clipped in &scene.rig.harness.output().shapes {
        flatten(&clipped.shape, clipped.clip_rect, &mut all);
    }
    all
}

/// The colour that lies behind `place` once everything before `index` was painted.
fn ground(pieces: &[Piece<'_>], index: usize, place: Rect, page: Color32) -> Color32 {
    let at = place.center();
    pieces[..index]
        .iter()
        .rev()
        .filter(|piece| piece.clip.contains(at))
        .find_map(|piece| match piece.shape {
            Shape::Rect(rect) if rect.fill.a() == 255 && rect.rect.contains(at) => Some(rect.fill),
            _ => None,
        })
        .unwrap_or(page)
}

/// Where the part of the picture begins that can be used: behind a dialog is behind its backdrop.
fn front(scene: &Scene, pieces: &[Piece<'_>], palette: &Palette) -> usize {
    if !has_dialog(&scene.rig) {
        return 0;
    }
    pieces
        .iter()
        .position(|piece| matches!(piece.shape, Shape::Rect(rect) if rect.fill == palette.backdrop))
        .expect("a dialog has a backdrop")
}

/// The inks of a text.
fn inks(text: &egui::epaint::TextShape) -> BTreeSet<[u8; 4]> {
    let sections = text.galley.job.sections.iter();
    sections
        .map(|section| {
            let own = Some(section.format.color).filter(|it| *it != Color32::PLACEHOLDER);
            text.override_text_color
                .or(own)
                .unwrap_or(text.fallback_color)
        })
        .map(|color| color.to_array())
        .collect()
}

#[test]
fn every_pair_that_is_painted_has_its_contrast() {
    for (colors, scheme) in LOOKS {
        let palette = scheme.palette();
        let (for_text, for_shapes) = match scheme {
            Scheme::HighContrast => (7.0, 7.0),
            Scheme::Dark | Scheme::Light => (4.5, 3.0),
        };
        let mut pairs = BTreeSet::new();
        let look = Look {
            colors,
            ..Look::USUAL
        };
        each(look, |scene| {
            let all = pieces(scene);
            for index in front(scene, &all, palette)..all.len() {
                let piece = &all[index];
                match piece.shape {
                    Shape::Text(text) => {
                        let place = text.galley.rect.translate(text.pos.to_vec2());
                        if !piece.clip.contains(place.center())
                            || text.galley.job.text.trim().is_empty()
                        {
                            continue;
                        }
                        let behind = ground(&all, index, place, palette.page);
                        for ink in inks(text) {
                            let [r, g, b, a] = ink;
                            let ink = color(r, g, b, a);
                            let found = contrast(ink, behind);
                            pairs.insert((ink.to_array(), behind.to_array()));
                            assert!(
                                found >= for_text,
                                "{scheme:?} {}: {:?} has {found:.2}: {ink:?} on {behind:?}",
                                scene.name,
                                text.galley.job.text
                            );
                        }
                    }
                    // Icons are lines; outlines of controls are rectangles.
                    Shape::Path(path) => {
                        let egui::epaint::ColorMode::Solid(ink) = path.stroke.color else {
                            continue;
                        };
                        if path.stroke.width <= 0.0 || ink.a() < 255 {
                            continue;
                        }
                        let place = Rect::from_points(&path.points);
                        if !piece.clip.contains_rect(place) {
                            continue;
                        }
                        let behind = ground(&all, index, place, palette.page);
                        let found = contrast(ink, behind);
                        pairs.insert((ink.to_array(), behind.to_array()));
                        assert!(
                            found >= for_shapes || behind == paper::SHEET,
                            "{scheme:?} {}: a line at {place:?} has {found:.2}: {ink:?} on {behind:?}",
                            scene.name
                        );
                    }
                    _ => {}
                }
            }
        });
        assert!(
            pairs.len() >= 9,
            "{scheme:?}: only {} pairs were seen",
            pairs.len()
        );
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "a colour that was painted, not a new one"
)]
fn color(r: u8, g: u8, b: u8, a: u8) -> Color32 {
    Color32::from_rgba_premultiplied(r, g, b, a)
}

#[test]
fn no_text_is_cut_off_in_any_look() {
    let sizes = [(1080.0, 760.0), (720.0, 540.0)];
    for language in Language::ALL {
        for (percent, size) in [(100, sizes[1]), (200, sizes[0]), (200, sizes[1])] {
            let look = Look {
                colors: ColorScheme::Light,
                percent,
                language,
                size,
            };
            each(look, |scene| {
                scene.rig.assert_whole(&format!("{look:?} {}", scene.name));
                let all = pieces(scene);
                for piece in &all {
                    let Shape::Text(text) = piece.shape else {
                        continue;
                    };
                    let words = &text.galley.job.text;
                    let place = text.galley.rect.translate(text.pos.to_vec2());
                    assert!(!text.galley.elided, "{look:?} {}: {words:?}", scene.name);
                    // Up and down it may lie outside: there one scrolls.
                    let is_whole = place.left() >= piece.clip.left() - 1.0
                        && place.right() <= piece.clip.right() + 1.0
                        && place.left() >= -1.0
                        && place.right() <= size.0 + 1.0;
                    assert!(
                        is_whole,
                        "{look:?} {}: {words:?} at {place:?} in {:?}",
                        scene.name, piece.clip
                    );
                }
                // The page keeps some room, whatever stands around it.
                let page = scene.rig.harness.ctx.content_rect();
                assert!((page.width() - size.0).abs() < 1.0);
            });
        }
    }
}
