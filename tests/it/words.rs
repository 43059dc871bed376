//! The rules of wording (ui.md, "Words"), held against every Japanese sentence of the window, of the
//! failures and of the command line.

const SOURCES: [(&str, &str); 15] = [
    ("counter/ja", include_str!("../../src/i18n/counter/ja.rs")),
    ("doctor/ja", include_str!("../../src/i18n/doctor/ja.rs")),
    ("readers", include_str!("../../assets/readers.toml")),
    ("cli/ja", include_str!("../../src/i18n/cli/ja.rs")),
    ("guide/ja", include_str!("../../src/i18n/guide/ja.rs")),
    (
        "guide/ja_easy",
        include_str!("../../src/i18n/guide/ja_easy.rs"),
    ),
    (
        "guide/page/ja",
        include_str!("../../src/i18n/guide/page/ja.rs"),
    ),
    (
        "guide/page/ja_easy",
        include_str!("../../src/i18n/guide/page/ja_easy.rs"),
    ),
    ("ja", include_str!("../../src/i18n/ja.rs")),
    ("pin/ja", include_str!("../../src/i18n/pin/ja.rs")),
    ("start/ja", include_str!("../../src/i18n/start/ja.rs")),
    ("reminder/ja", include_str!("../../src/i18n/reminder/ja.rs")),
    ("support/ja", include_str!("../../src/i18n/support/ja.rs")),
    ("tour/ja", include_str!("../../src/i18n/tour/ja.rs")),
    ("failure/ja", include_str!("../../src/i18n/failure/ja.rs")),
];

mod classes;
mod easy;

#[test]
fn the_literals_are_found() {
    assert!(literals().len() > 200, "{}", literals().len());
    for (file, known) in [("ja", "ホーム"), ("cli/ja", "終了コード")] {
        assert!(literals().contains(&(file, known.to_owned())), "{known}");
    }
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
    // With its code and a sentence behind it the word is allowed (ui.md: never as the whole message).
    let whole = literals()
        .into_iter()
        .filter(|(_, text)| text != "エラー {code}");
    for (file, text) in whole {
        for word in ["エラー", "PC/SC", "無効", "不正"] {
            assert!(!text.contains(word), "{file}: {word} in {text}");
        }
    }
}

#[test]
fn a_card_reader_is_called_that() {
    for (file, text) in literals() {
        let plain = text.replace("カードリーダー", "");
        for word in ["リーダー", "リーダライタ", "読取機", "読み取り機"] {
            assert!(!plain.contains(word), "{file}: {word} in {text}");
        }
    }
}

/// The guide in plain Japanese has a spelling of its own (`assets/guide`).
#[test]
fn one_thing_has_one_name_and_one_spelling() {
    for (file, text) in literals() {
        for (other, usual) in [
            ("いまの", "今の"),
            ("いまは", "今は"),
            ("きまり", "決まり"),
            ("コンビニエンスストア", "コンビニ"),
            ("コンピューター", "パソコン"),
            ("プログラム", "ソフト"),
            ("ひらく", "開く"),
            ("より多く", "以上"),
            ("元の文書", "もとの文書"),
            ("送り先", "使いみち"),
        ] {
            assert!(
                !text.contains(other),
                "{file}: {usual}, not {other}: {text}"
            );
        }
    }
}

#[test]
fn marks_are_the_japanese_ones_and_nobody_is_shouted_at() {
    for (file, text) in literals() {
        for mark in ['！', '!', '？', '，', '．', '｡', '､'] {
            assert!(!text.contains(mark), "{file}: {mark} in {text}");
        }
        for doubled in ["。。", "、、", "、。", "・・", "...", "（）"] {
            assert!(!text.contains(doubled), "{file}: {doubled} in {text}");
        }
        let (open, closed) = (text.matches('（').count(), text.matches('）').count());
        assert_eq!(open, closed, "{file}: {text}");
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

/// Every string literal with Japanese in it, with its file; one that goes over several lines counts
/// by its lines.
fn literals() -> Vec<(&'static str, String)> {
    let japanese = |c: char| ('\u{3040}'..'\u{a000}').contains(&c);
    let mut found = Vec::new();
    for (file, source) in SOURCES.into_iter().chain(easy::SOURCES) {
        for literal in literals_of(source) {
            let lines = literal.lines().filter(|line| line.chars().any(japanese));
            found.extend(lines.map(|line| (file, line.trim().to_owned())));
        }
    }
    found
}

/// What stands between quotes, outside of comments. Enough for these files, which have no raw
/// strings and no quotes as characters.
fn literals_of(source: &str) -> Vec<String> {
    let code: Vec<_> = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    assert!(
        !source.contains("r#\"") && !source.contains("'\"'"),
        "needs a better reader"
    );
    let mut literals = Vec::new();
    let mut current: Option<String> = None;
    let joined = code.join("\n");
    let mut characters = joined.chars();
    while let Some(character) = characters.next() {
        match (character, &mut current) {
            ('"', None) => current = Some(String::new()),
            ('"', Some(_)) => literals.extend(current.take()),
            ('\\', Some(literal)) => match characters.next() {
                Some('n') => literal.push('\n'),
                Some('"') => literal.push('"'),
                _ => {}
            },
            (other, Some(literal)) => literal.push(other),
            (_, None) => {}
        }
    }
    literals
}

#[test]
fn a_literal_of_several_lines_is_read_whole() {
    let source = "// no \"comment\"\nlet a = \"一\\\"二\n  三\"; let b = \"四\";";
    assert_eq!(literals_of(source), ["一\"二\n  三", "四"]);
}
