//! The rules of wording (ui.md, "Words"), held against every Japanese sentence of the program.

const SOURCES: [(&str, &str); 2] = [
    ("ja", include_str!("../../src/i18n/ja.rs")),
    ("failure/ja", include_str!("../../src/i18n/failure/ja.rs")),
];

#[test]
fn the_literals_are_found() {
    assert!(literals().len() > 200, "{}", literals().len());
    assert!(literals().iter().any(|(_, text)| text == "ホーム"));
}

#[test]
fn nothing_is_called_valid_on_its_own() {
    for (file, text) in literals() {
        let bare = text.match_indices("有効").any(|(at, word)| {
            let rest = &text[at + word.len()..];
            !rest.starts_with("期間") && !rest.starts_with("期限")
        });
        assert!(!bare, "{file}: {text}");
    }
}

#[test]
fn no_jargon_and_no_blame() {
    for (file, text) in literals() {
        for word in ["エラー", "PC/SC", "無効", "不正"] {
            assert!(!text.contains(word), "{file}: {word} in {text}");
        }
    }
}

#[test]
fn numbers_are_half_width_and_sentences_end() {
    for (file, text) in literals() {
        let wide = text
            .chars()
            .find(|c| ('０'..='９').contains(c) || ('Ａ'..='ｚ').contains(c));
        assert_eq!(wide, None, "{file}: {text}");
        if text.contains('。') && !text.ends_with('。') {
            // What follows the last sentence may be a bracket or a remark in brackets, or no full
            // sentence where a state is told; never half a sentence of prose.
            let tail = text.rsplit('。').next().unwrap_or_default();
            let is_state = ["ません", "ます", "です", "した", "未実施"]
                .iter()
                .any(|end| tail.ends_with(end));
            let is_closed = ["」", "）", "：", "}"]
                .iter()
                .any(|end| tail.ends_with(end));
            assert!(is_state || is_closed, "{file}: {text}");
        }
    }
}

/// Every string literal with Japanese in it, with its file.
fn literals() -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (file, source) in SOURCES {
        for line in source.lines() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            let pieces = line.split('"').skip(1).step_by(2);
            let japanese = |c: char| ('\u{3040}'..'\u{a000}').contains(&c);
            let with_text = pieces.filter(|piece| piece.chars().any(japanese));
            found.extend(with_text.map(|piece| (file, piece.to_owned())));
        }
    }
    found
}
