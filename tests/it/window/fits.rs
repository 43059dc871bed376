//! What a picture of the window must hold, read from what is painted: no text lies on another, and none is
//! cut off above or below but by the edge of what scrolls.

use egui::{Color32, Rect, Shape, vec2};

/// Of a height from which a part of the window may be one that scrolls, in points.
const SCROLLS: f32 = 88.0;

/// A line of text that is painted, and what it is cut to.
struct Line {
    words: String,
    place: Rect,
    clip: Rect,
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} at {:?} in {:?}", self.words, self.place, self.clip)
    }
}

/// The first thing that is wrong with a picture; what lies behind a ground of the colour `backdrop` does
/// not count.
pub fn flaw(shapes: &[egui::epaint::ClippedShape], backdrop: Color32) -> Option<String> {
    let mut lines = Vec::new();
    for clipped in shapes {
        collect(&clipped.shape, clipped.clip_rect, backdrop, &mut lines);
    }
    for (index, line) in lines.iter().enumerate() {
        let seen = line.place.intersect(line.clip);
        let is_seen = seen.is_positive() && seen.height() > 2.0;
        for other in &lines[..index] {
            let both = seen.intersect(other.place.intersect(other.clip));
            let is_over = both.is_positive() && both.width() > 2.0 && both.height() > 3.0;
            if is_over {
                return Some(format!("{line} lies on {other}"));
            }
        }
        let cuts = [
            (line.place.top() < line.clip.top() - 2.0, line.clip.top()),
            (
                line.place.bottom() > line.clip.bottom() + 2.0,
                line.clip.bottom(),
            ),
        ];
        for (_, edge) in cuts.into_iter().filter(|(is_cut, _)| *is_cut && is_seen) {
            let by_scrolling = lines.iter().map(|it| it.clip).any(|clip| {
                let is_edge = (clip.top() - edge).abs() < 1.0 || (clip.bottom() - edge).abs() < 1.0;
                clip.height() >= SCROLLS && is_edge
            });
            if !by_scrolling {
                return Some(format!("{line} is cut off at {edge}"));
            }
        }
    }
    None
}

fn collect(shape: &Shape, clip: Rect, backdrop: Color32, lines: &mut Vec<Line>) {
    match shape {
        Shape::Vec(shapes) => {
            for shape in shapes {
                collect(shape, clip, backdrop, lines);
            }
        }
        Shape::Rect(rect) if rect.fill == backdrop => lines.clear(),
        Shape::Text(text) => {
            for row in &text.galley.rows {
                // Of a line, what its letters take: lines stand close to one another.
                let room = row.rect_without_leading_space();
                let place = room.translate(text.pos.to_vec2());
                let words: String = row.glyphs.iter().map(|glyph| glyph.chr).collect();
                if !words.trim().is_empty() {
                    let air = vec2(0.0, room.height() * 0.15);
                    let place = place.shrink2(air);
                    lines.push(Line { words, place, clip });
                }
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_wrong_is_found() {
    use egui::{FontId, pos2};
    let ctx = egui::Context::default();
    let paint = |place: [egui::Pos2; 2], clip: Rect| {
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for at in place {
                let font = FontId::proportional(16.0);
                let ink = Color32::PLACEHOLDER;
                let galley = ui.painter().layout_no_wrap("words".to_owned(), font, ink);
                let painter = ui.painter().with_clip_rect(clip);
                painter.galley(at, galley, ink);
            }
        });
        output.textures_delta.clear();
        flaw(&output.shapes, Color32::RED)
    };
    let all = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 400.0));
    let apart = [pos2(10.0, 10.0), pos2(10.0, 40.0)];
    assert_eq!(paint(apart, all), None);
    let over = paint([pos2(10.0, 10.0), pos2(20.0, 12.0)], all);
    assert!(over.is_some_and(|it| it.contains("lies on")));
    let low = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 50.0));
    let cut = paint(apart, low);
    assert!(cut.is_some_and(|it| it.contains("cut off")));
    let scrolled = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 100.0));
    assert_eq!(paint([pos2(10.0, 10.0), pos2(10.0, 92.0)], scrolled), None);
}
