//! やさしい日本語 (the guidelines of 出入国在留管理庁 and 文化庁): short sentences of one fact, plain words, no
//! polite forms beyond です・ます. What it takes from the standard texts is held to the same.

use std::collections::{BTreeMap, BTreeSet};

use inkan::app::doctor::{Finding, Make, System};
use inkan::app::failure::Failure;
use inkan::app::settings::Language;
use inkan::i18n::doctor::finding_text;
use inkan::i18n::failure::failure_text;

use super::literals_of;

/// The most characters of a sentence, without brackets. The aim is 30.
const LONGEST: usize = 36;
/// The same for what stands in brackets.
const LONGEST_REMARK: usize = 30;
/// What a value that comes in counts as: most are a number, a day or a name.
const VALUE: &str = "000000";

/// Official names, which cannot be shorter: they count like values.
const NAMES: [&str; 4] = [
    "利用者証明用電子証明書の暗証番号",
    "署名用電子証明書のパスワード",
    "利用者証明用電子証明書",
    "署名用電子証明書",
];

/// All files of this language, for the rules of every Japanese sentence.
pub(super) const SOURCES: [(&str, &str); 13] = [
    ("language", include_str!("../../../src/i18n/language.rs")),
    ("easy", include_str!("../../../src/i18n/easy.rs")),
    ("easy/sign", include_str!("../../../src/i18n/easy/sign.rs")),
    (
        "easy/verify",
        include_str!("../../../src/i18n/easy/verify.rs"),
    ),
    ("cli/easy", include_str!("../../../src/i18n/cli/easy.rs")),
    (
        "counter/easy",
        include_str!("../../../src/i18n/counter/easy.rs"),
    ),
    (
        "doctor/easy",
        include_str!("../../../src/i18n/doctor/easy.rs"),
    ),
    (
        "failure/easy",
        include_str!("../../../src/i18n/failure/easy.rs"),
    ),
    ("pin/easy", include_str!("../../../src/i18n/pin/easy.rs")),
    (
        "start/easy",
        include_str!("../../../src/i18n/start/easy.rs"),
    ),
    (
        "reminder/easy",
        include_str!("../../../src/i18n/reminder/easy.rs"),
    ),
    (
        "support/easy",
        include_str!("../../../src/i18n/support/easy.rs"),
    ),
    ("tour/easy", include_str!("../../../src/i18n/tour/easy.rs")),
];

/// The tables: the standard texts and what is plain instead.
const TABLES: [(&str, &[&str]); 6] = [
    (
        include_str!("../../../src/i18n/ja.rs"),
        &[
            include_str!("../../../src/i18n/easy.rs"),
            include_str!("../../../src/i18n/easy/sign.rs"),
            include_str!("../../../src/i18n/easy/verify.rs"),
        ],
    ),
    (
        include_str!("../../../src/i18n/cli/ja.rs"),
        &[include_str!("../../../src/i18n/cli/easy.rs")],
    ),
    (
        include_str!("../../../src/i18n/pin/ja.rs"),
        &[include_str!("../../../src/i18n/pin/easy.rs")],
    ),
    (
        include_str!("../../../src/i18n/reminder/ja.rs"),
        &[include_str!("../../../src/i18n/reminder/easy.rs")],
    ),
    (
        include_str!("../../../src/i18n/support/ja.rs"),
        &[include_str!("../../../src/i18n/support/easy.rs")],
    ),
    (
        include_str!("../../../src/i18n/tour/ja.rs"),
        &[include_str!("../../../src/i18n/tour/easy.rs")],
    ),
];

/// Words that a plain one is for, or that say politely what can be said simply.
const HARD: [&str; 47] = [
    "いただ",
    "お住まい",
    "お使い",
    "お待ち",
    "お持ち",
    "お問い合わせ",
    "お試し",
    "かねます",
    "ことがありうる",
    "ご確認",
    "ご自分",
    "ご相談",
    "ご注意",
    "なければならない",
    "なければなりません",
    "ないことはない",
    "ないわけ",
    "に基づ",
    "にもとづ",
    "エラー",
    "トラブル",
    "中断",
    "中止",
    "入力",
    "再設定",
    "分からないことは",
    "切断",
    "判定",
    "参照",
    "取得",
    "失敗しました",
    "実行",
    "差し替え",
    "応答",
    "所有",
    "接続",
    "文書",
    "暗号化",
    "有効期限",
    "未実施",
    "権限",
    "氏名",
    "発行",
    "解除",
    "認証",
    "該当",
    "起動",
];

#[test]
fn every_sentence_is_short() {
    let long: Vec<_> = all().iter().flat_map(|text| too_long(text)).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn failures_and_findings_are_short_with_their_values_too() {
    let mut long = Vec::new();
    for failure in Failure::examples() {
        // What is wrong with a command names the command's own words.
        if matches!(failure, Failure::Usage { .. }) {
            continue;
        }
        let text = failure_text(Language::JaEasy, &failure);
        for part in [text.what, text.meaning, text.remedy] {
            long.extend(too_long(&part));
        }
    }
    for finding in Finding::examples() {
        for system in System::ALL {
            for make in [None, Some(Make::Contact), Some(Make::Contactless)] {
                let text = finding_text(Language::JaEasy, finding, system, make);
                for part in [text.what, text.cause, text.remedy] {
                    long.extend(too_long(&part));
                }
            }
        }
    }
    long.sort();
    long.dedup();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_hard_words() {
    let mut hard = Vec::new();
    for text in all() {
        // What standard input is called, which is typed by nobody.
        let plain = text.replace("標準入力", "");
        for word in HARD {
            if plain.contains(word) {
                hard.push(format!("{word}: {text}"));
            }
        }
    }
    assert!(hard.is_empty(), "{hard:#?}");
}

#[test]
fn official_names_stay_and_are_explained() {
    let own = own_literals().join("\n");
    for (name, explained) in [
        (
            "署名用電子証明書",
            "書類にサインするときのデータ（e-Taxなど）",
        ),
        (
            "利用者証明用電子証明書",
            "ログインやコンビニで使うデータ（マイナポータルなど）",
        ),
        ("失効確認", "失効確認（止められていないかの確認）"),
        ("電子署名", "サイン（電子署名）"),
        ("カードリーダー", "カードリーダー（カードを読む機械）"),
        ("期限", "期限（使える最後の日）"),
        ("有効期間内", "有効期間内（期限の前です）"),
        ("ロックされて", "ロックされています（今は使えません）"),
        ("更新", "新しくする方法（更新）"),
    ] {
        assert!(own.contains(name), "{name}");
        assert!(own.contains(explained), "{explained}");
    }
}

/// Nobody means to write a text twice: what the standard says plainly is taken from there.
#[test]
fn nothing_is_copied_from_the_standard_texts() {
    for (standard, plain) in TABLES {
        let standard = fields(standard);
        let mut copied = Vec::new();
        for (place, texts) in plain.iter().flat_map(|source| fields(source)) {
            let same = standard.get(&place);
            assert!(same.is_some(), "{place:?} is in no table");
            if same == Some(&texts) && !texts.is_empty() {
                copied.push(place);
            }
        }
        assert!(copied.is_empty(), "{copied:?}");
    }
}

#[test]
fn there_are_no_spaces_between_words() {
    let japanese = |c: char| ('\u{3040}'..'\u{a000}').contains(&c);
    for text in own_literals() {
        let characters: Vec<char> = text.chars().collect();
        let spaced = characters
            .windows(3)
            .any(|three| japanese(three[0]) && three[1] == ' ' && japanese(three[2]));
        assert!(!spaced, "{text}");
    }
}

#[test]
fn the_tables_are_read_by_their_fields() {
    let source = "static A: Texts = Texts {\n    common: Common {\n        one: \"一\",\n        two: |a| match a {\n            \
                  _ => \"二\",\n        },\n        three,\n    },\n    name: \"名\",\n};\n";
    let found = fields(source);
    let place = |table: &str, field: &str| (table.to_owned(), field.to_owned());
    assert_eq!(found[&place("Common", "one")], ["一"]);
    assert_eq!(found[&place("Common", "two")], ["二"]);
    assert!(found[&place("Common", "three")].is_empty());
    assert_eq!(found[&place("Texts", "name")], ["名"]);
    assert_eq!(found.len(), 5, "{found:?}");
    let (standard, _) = TABLES[0];
    assert!(fields(standard).len() > 300, "{}", fields(standard).len());
}

/// The sentences of a text that are too long, with their lengths.
fn too_long(text: &str) -> Vec<String> {
    measured(text)
        .into_iter()
        .map(|(sentence, longest)| (sentence.chars().count(), longest, sentence))
        .filter(|(length, longest, _)| length > longest)
        .map(|(length, longest, sentence)| format!("{length} > {longest}: {sentence}"))
        .collect()
}

/// The sentences of a text and its remarks in brackets, with the most characters of each. What is
/// typed as it stands, between quotation marks and not in Japanese, does not count.
fn measured(text: &str) -> Vec<(String, usize)> {
    let mut plain = String::new();
    let mut remarks = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['（', '「', '{']) {
        plain.push_str(&rest[..at]);
        let open = rest[at..].chars().next().unwrap_or_default();
        let close = match open {
            '（' => '）',
            '「' => '」',
            _ => '}',
        };
        let inner = &rest[at + open.len_utf8()..];
        let end = inner.find(close).unwrap_or(inner.len());
        match open {
            '（' => remarks.push(inner[..end].to_owned()),
            '「' if inner[..end].is_ascii() => {}
            '「' => plain.push_str(&inner[..end]),
            _ => plain.push_str(VALUE),
        }
        rest = inner.get(end + close.len_utf8()..).unwrap_or_default();
    }
    plain.push_str(rest);
    for name in NAMES {
        plain = plain.replace(name, VALUE);
    }
    // A list of items is read item by item.
    let sentences = plain.split(['。', '\n', '：']);
    let mut all: Vec<_> = sentences
        .filter(|sentence| !is_list(sentence))
        .map(|sentence| (sentence.to_owned(), LONGEST))
        .collect();
    all.extend(remarks.into_iter().map(|remark| (remark, LONGEST_REMARK)));
    all
}

fn is_list(sentence: &str) -> bool {
    sentence.matches('、').count() >= 3 || sentence.contains("access_card")
}

/// Every text of the plain language: its own, and what it takes from the standard.
fn all() -> Vec<String> {
    let mut texts = own_literals();
    for (standard, plain) in TABLES {
        let replaced: BTreeSet<_> = plain
            .iter()
            .flat_map(|source| fields(source).into_keys())
            .collect();
        let taken = fields(standard)
            .into_iter()
            .filter(|(place, _)| !replaced.contains(place))
            .flat_map(|(_, texts)| texts);
        texts.extend(
            taken.filter(|text| text.chars().any(|c| ('\u{3040}'..'\u{a000}').contains(&c))),
        );
    }
    texts
}

fn own_literals() -> Vec<String> {
    let tables = TABLES.into_iter().flat_map(|(_, plain)| plain);
    let matches = [
        include_str!("../../../src/i18n/failure/easy.rs"),
        include_str!("../../../src/i18n/doctor/easy.rs"),
    ];
    let literals = tables
        .chain(&matches)
        .flat_map(|source| literals_of(source));
    literals
        .filter(|text| text.chars().any(|c| ('\u{3040}'..'\u{a000}').contains(&c)))
        .collect()
}

/// The literals of each field, by the type of its table and its name. Reads the tables as rustfmt
/// sets them: a table opens with `Type {` at the end of a line, its fields are one step further in.
fn fields(source: &str) -> BTreeMap<(String, String), Vec<String>> {
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut tables: Vec<(String, usize)> = Vec::new();
    let mut field: Option<(String, String)> = None;
    for line in source.lines() {
        let code = line.trim_start();
        let depth = line.len() - code.len();
        if let Some((table, inside)) = tables.last() {
            if depth + 4 == *inside && code.starts_with('}') {
                tables.pop();
                field = None;
                continue;
            }
            if depth == *inside && !code.starts_with("//") {
                let name: String = code
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                    .collect();
                let is_field = [":", ","]
                    .iter()
                    .any(|end| code[name.len()..].starts_with(end));
                if is_field && !name.is_empty() {
                    field = Some((table.clone(), name));
                } else if code.starts_with("..") {
                    field = None;
                }
            }
        }
        if let Some(place) = &field {
            let text = found.entry(place.clone()).or_default();
            text.push_str(line);
            text.push('\n');
        }
        if let Some(table) = opened(code) {
            tables.push((table.to_owned(), depth + 4));
        }
    }
    found
        .into_iter()
        .map(|(place, text)| (place, literals_of(&text)))
        .collect()
}

/// The type of the table that a line opens.
fn opened(code: &str) -> Option<&str> {
    let before = code.strip_suffix(" {")?;
    let (rest, table) = before.rsplit_once(' ')?;
    let is_type = table.starts_with(|c: char| c.is_ascii_uppercase())
        && table.chars().all(|c| c.is_ascii_alphanumeric());
    (is_type && rest.ends_with([':', '='])).then_some(table)
}
