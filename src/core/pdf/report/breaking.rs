//! Breaking text into lines: after any kana or kanji, but not before 、 。 」 and the like, nor after 「
//! (JIS X 4051, 行頭・行末禁則); other words at their spaces. A word longer than a line, such as a
//! digest, is broken where the line ends.

/// The lines of `text`, each at most `width` wide as `measure` has it. There is always one.
pub fn break_lines(text: &str, width: f32, measure: impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            let longer = format!("{line}{piece}");
            if measure(longer.trim_end()) <= width {
                line = longer;
                continue;
            }
            if !line.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            line = fill(piece.trim_start(), width, &measure, &mut lines);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Puts what is longer than a line into lines, and hands back the rest.
fn fill(
    piece: &str,
    width: f32,
    measure: &impl Fn(&str) -> f32,
    lines: &mut Vec<String>,
) -> String {
    let mut line = String::new();
    for character in piece.chars() {
        let longer = format!("{line}{character}");
        if measure(&longer) > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line.push(character);
    }
    line
}

/// The pieces of a line that are not broken within.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = None;
    for character in text.chars() {
        match pieces.last_mut() {
            Some(piece) if !before.is_some_and(|it| may_break(it, character)) => {
                piece.push(character);
            }
            _ => pieces.push(character.into()),
        }
        before = Some(character);
    }
    pieces
}

/// Whether a line may end after `before`, with `after` beginning the next.
fn may_break(before: char, after: char) -> bool {
    if after.is_whitespace() || NEVER_BEGIN.contains(after) || NEVER_END.contains(before) {
        return false;
    }
    before.is_whitespace() || is_wide(before) || is_wide(after)
}

/// 行頭禁則: closing brackets, full stops and commas, small kana, marks of length and iteration.
const NEVER_BEGIN: &str = ")]},.:;!?%\u{2019}\u{201D}\u{2025}\u{2026}\u{3001}\u{3002}\u{3005}\
    \u{3009}\u{300B}\u{300D}\u{300F}\u{3011}\u{3015}\u{3017}\u{301C}\u{3041}\u{3043}\u{3045}\
    \u{3047}\u{3049}\u{3063}\u{3083}\u{3085}\u{3087}\u{308E}\u{309D}\u{309E}\u{30A1}\u{30A3}\
    \u{30A5}\u{30A7}\u{30A9}\u{30C3}\u{30E3}\u{30E5}\u{30E7}\u{30EE}\u{30F5}\u{30F6}\u{30FB}\
    \u{30FC}\u{30FD}\u{30FE}\u{FF01}\u{FF05}\u{FF09}\u{FF0C}\u{FF0E}\u{FF1A}\u{FF1B}\u{FF1F}\
    \u{FF3D}\u{FF5D}\u{FF5E}";

/// 行末禁則: opening brackets.
const NEVER_END: &str = "([{\u{2018}\u{201C}\u{3008}\u{300A}\u{300C}\u{300E}\u{3010}\u{3014}\
    \u{3016}\u{FF08}\u{FF3B}\u{FF5B}";

fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A kanji is two wide, a letter one.
    fn measure(text: &str) -> f32 {
        let units: u16 = text.chars().map(|it| 1 + u16::from(is_wide(it))).sum();
        f32::from(units)
    }

    fn lines(text: &str, width: f32) -> Vec<String> {
        break_lines(text, width, measure)
    }

    #[test]
    fn no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket() {
        assert_eq!(lines("署名を確認。", 10.0), ["署名を確", "認。"]);
        assert_eq!(
            lines("文書「契約書」です", 6.0),
            ["文書", "「契約", "書」で", "す"]
        );
        assert_eq!(lines("カードリーダー", 8.0), ["カード", "リーダー"]);
    }

    #[test]
    fn words_stay_whole_and_a_digest_is_broken_where_the_line_ends() {
        assert_eq!(
            lines("signed by the holder", 9.0),
            ["signed by", "the", "holder"]
        );
        assert_eq!(lines("0123456789abcdef", 6.0), ["012345", "6789ab", "cdef"]);
        assert_eq!(lines("SHA-256で署名", 8.0), ["SHA-256", "で署名"]);
    }

    #[test]
    fn a_line_feed_ends_a_line_and_an_empty_text_is_one() {
        assert_eq!(lines("一\n二", 40.0), ["一", "二"]);
        assert_eq!(lines("", 40.0), [""]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(
            text in "[a-z0-9 、。「」ー漢字かなカナ]{0,60}",
            width in 4_u16..30,
        ) {
            let broken = lines(&text, width.into());
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(squeeze(&broken.concat()), squeeze(&text));
            for line in broken {
                prop_assert!(measure(&line) <= f32::from(width));
            }
        }
    }
}
