//! The guide: every topic in three wordings, every fact of the rules that citizens are told, the rules
//! of wording, and the search.

use std::collections::BTreeSet;

use inkan::{
    app::guide::{guide, parse_topic, topic_ids},
    core::{
        guide::{Block, Guide, Topic, fold},
        wording::Wording,
    },
};

fn whole() -> Guide {
    guide().expect("compiled in")
}

/// Every text of a topic in one wording, in reading order.
fn texts(topic: &Topic, wording: Wording) -> Vec<&str> {
    let mut texts: Vec<&str> = vec![topic.title.of(wording)];
    for block in &topic.blocks {
        block.visit_one(wording, &mut |text| texts.push(text));
    }
    texts.extend(
        topic
            .links
            .iter()
            .map(|link| link.label.of(wording).as_str()),
    );
    texts
}

fn all(wording: Wording) -> Vec<(String, String)> {
    let guide = whole();
    let each = guide.topics.iter().flat_map(|topic| {
        let texts = texts(topic, wording);
        texts
            .into_iter()
            .map(|text| (topic.id.clone(), text.to_owned()))
            .collect::<Vec<_>>()
    });
    each.collect()
}

/// The sentences of a text in Japanese.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('。')
        .filter(|it| !it.trim().is_empty())
}

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{30ff}').contains(&c)
}

fn is_kanji(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn every_topic_is_whole_and_leads_only_to_topics_that_exist() {
    let guide = whole();
    let ids: BTreeSet<&str> = guide.topics.iter().map(|topic| topic.id.as_str()).collect();
    assert_eq!(ids.len(), guide.topics.len(), "an id twice");
    assert_eq!(
        topic_ids().collect::<BTreeSet<_>>(),
        ids,
        "named as its file"
    );
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/guide"));
    let files: BTreeSet<String> = files
        .expect("folder")
        .filter_map(|entry| {
            let name = entry
                .expect("entry")
                .file_name()
                .into_string()
                .expect("text");
            name.strip_suffix(".toml").map(str::to_owned)
        })
        .collect();
    assert!(
        files.iter().map(String::as_str).eq(ids.iter().copied()),
        "{files:?}"
    );
    for topic in &guide.topics {
        assert!(!topic.blocks.is_empty(), "{}", topic.id);
        assert!(!topic.see_also.is_empty(), "{}", topic.id);
        for other in &topic.see_also {
            assert!(
                ids.contains(other.as_str()) && *other != topic.id,
                "{}: {other}",
                topic.id
            );
        }
        for wording in Wording::ALL {
            for text in texts(topic, wording) {
                let is_corner = text.is_empty()
                    && topic.blocks.iter().any(|block| {
                        matches!(block, Block::Table(table) if table.of(wording)[0][0].is_empty())
                    });
                assert!(is_corner || !text.trim().is_empty(), "{}: empty", topic.id);
                assert_eq!(text, text.trim(), "{}", topic.id);
                assert!(!text.contains('\n'), "{}: {text}", topic.id);
                let rest = text.replace("{office}", "");
                assert!(!rest.contains(['{', '}']), "{}: {text}", topic.id);
            }
        }
    }
}

#[test]
fn tables_have_a_head_and_rows_of_one_width_in_every_wording() {
    for topic in whole().topics {
        for block in &topic.blocks {
            match block {
                Block::Table(table) => {
                    let sizes: BTreeSet<(usize, usize)> = Wording::ALL
                        .iter()
                        .map(|wording| (table.of(*wording).len(), table.of(*wording)[0].len()))
                        .collect();
                    assert_eq!(sizes.len(), 1, "{}", topic.id);
                    for wording in Wording::ALL {
                        let rows = table.of(wording);
                        assert!(rows.len() > 1 && rows[0].len() > 1, "{}", topic.id);
                        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
                        let empty = rows.iter().flatten().filter(|cell| cell.is_empty());
                        assert_eq!(empty.count(), 1, "{}: only the corner", topic.id);
                    }
                }
                Block::List(items) | Block::Steps(items) => {
                    for wording in Wording::ALL {
                        assert!(items.of(wording).len() > 1, "{}: one is no list", topic.id);
                    }
                }
                Block::Heading(_) | Block::Paragraph(_) => {}
            }
        }
    }
}

#[test]
fn every_topic_is_found_in_kanji_in_kana_and_in_english() {
    for topic in whole().topics {
        let any = |fits: fn(&str) -> bool| topic.keywords.iter().any(|word| fits(word));
        assert!(
            any(|word| word.chars().any(is_kanji) || word.contains("スマホ")),
            "{}",
            topic.id
        );
        assert!(
            any(|word| word.chars().all(is_kana)),
            "{}: no reading",
            topic.id
        );
        assert!(any(str::is_ascii), "{}: no English", topic.id);
        let folded: BTreeSet<String> = topic.keywords.iter().map(|word| fold(word)).collect();
        assert_eq!(
            folded.len(),
            topic.keywords.len(),
            "{}: a keyword twice",
            topic.id
        );
        assert!(!folded.contains(""));
    }
}

#[test]
fn every_fact_that_citizens_are_told_is_there_in_three_wordings() {
    // The rules behind every screen, section by section; of each fact the words that carry it.
    let facts: [(&str, [&[&str]; 3]); 36] = [
        (
            "service",
            [
                &[
                    "国や自治体への申請",
                    "自宅のパソコン",
                    "コンビニエンスストアの端末",
                ],
                &["国や市に", "家のパソコン", "コンビニの機械"],
                &[
                    "with the state and with local governments",
                    "PC at home",
                    "convenience store",
                ],
            ],
        ),
        (
            "service",
            [
                &["本人が作ったこと", "書き換えていない"],
                &["あなたが作ったこと", "書きかえていない"],
                &["the holder made", "nobody altered"],
            ],
        ),
        (
            "service",
            [
                &["ポータルサイト", "利用者クライアントソフト"],
                &["利用者クライアントソフト"],
                &["portal", "利用者クライアントソフト"],
            ],
        ),
        (
            "service",
            [
                &["所得税の確定申告", "e-Tax"],
                &["税金", "e-Tax"],
                &["income tax return", "e-Tax"],
            ],
        ),
        (
            "certificates",
            [
                &["本人が作り、送ったこと", "e-Tax", "商業・法人登記"],
                &["あなたが書いて、出した", "税金や会社"],
                &["you made it and sent it", "e-Tax", "company registration"],
            ],
        ),
        (
            "certificates",
            [
                &["ログイン", "マイナポータル", "住民票"],
                &["ページに入る", "住民票"],
                &["Logging in", "マイナポータル", "convenience stores"],
            ],
        ),
        (
            "certificates",
            [
                &["原則として、15歳未満"],
                &["15さいより下", "ふつう"],
                &["under 15, in principle"],
            ],
        ),
        (
            "certificates",
            [
                &["5回目の誕生日まで"],
                &["5回目の誕生日"],
                &["5th birthday"],
            ],
        ),
        (
            "certificates",
            [
                &["氏名、生年月日、住所、性別", "どれか一つでも変わると失効"],
                &["名前、生まれた日、住所、性別", "1つ変わるだけ"],
                &["name, birth date, address or sex", "even one"],
            ],
        ),
        (
            "certificates",
            [
                &["失効したときは、{office}で、もう一度申請"],
                &["{office}で、もう一度"],
                &["apply again at {office}"],
            ],
        ),
        (
            "certificates",
            [
                &["変わっても、失効しません"],
                &["変わっても使えます"],
                &["Stays"],
            ],
        ),
        (
            "certificates",
            [
                &["英字と数字を両方使った6文字から16文字"],
                &["まぜて、6から16文字"],
                &["6 to 16 characters", "both required"],
            ],
        ),
        ("certificates", [&["数字4桁"], &["数字4つ"], &["4 digits"]]),
        (
            "certificates",
            [
                &["続けて5回"],
                &["つづけて5回"],
                &["5 wrong entries in a row"],
            ],
        ),
        (
            "certificates",
            [
                &["続けて3回"],
                &["つづけて3回"],
                &["3 wrong entries in a row"],
            ],
        ),
        (
            "certificates",
            [
                &["受け取るときに標準で"],
                &["はじめから入っています"],
                &["as standard when it is handed over"],
            ],
        ),
        (
            "certificates",
            [
                &["失効したときと、受け取りのときに希望しなかったとき"],
                &["「いらない」と言った人も"],
                &["only if they were revoked", "declined"],
            ],
        ),
        (
            "issue",
            [
                &["先にマイナンバーカードを用意"],
                &["先にカードをもらって"],
                &["Have the My Number Card first"],
            ],
        ),
        (
            "issue",
            [
                &["窓口で暗証番号を確認", "先に暗証番号を再設定"],
                &["わからないときは、先に新しい番号"],
                &["checked at the counter", "reset first"],
            ],
        ),
        (
            "fee",
            [
                &["原則として無料", "200円"],
                &["ふつう、お金はいりません", "200円"],
                &["free in principle", "200 yen"],
            ],
        ),
        (
            "renewal",
            [
                &["3か月前の日から", "有効期限の日も含みます"],
                &["3か月前から", "使えなくなる日も"],
                &["from 3 months before", "including that date"],
            ],
        ),
        (
            "renewal",
            [
                &["5月31日なら、2月28日", "29日"],
                &["5月31日", "2月28日", "2月29日"],
                &["31 May", "28 February", "29th"],
            ],
        ),
        (
            "renewal",
            [
                &["カードを持って、ご本人が"],
                &["カードを持ちます", "自分で"],
                &["in person, with the My Number Card"],
            ],
        ),
        (
            "renewal",
            [
                &["代理の方", "{office}へお問い合わせ"],
                &["ほかの人", "{office}に聞いて"],
                &["somebody else", "ask {office}"],
            ],
        ),
        (
            "renewal",
            [
                &["有効期限が過ぎたあとや、失効したあとでも"],
                &["使えなくなったあとでも"],
                &["After expiry, and after revocation"],
            ],
        ),
        (
            "renewal",
            [
                &["海外", "1年前", "2024年"],
                &["外国", "1年前", "2024年"],
                &["abroad", "1 year before", "2024"],
            ],
        ),
        (
            "revocation",
            [
                &["氏名", "生年月日", "住所", "性別", "どれか一つでも"],
                &[
                    "名前",
                    "生まれた日",
                    "住んでいるところ",
                    "性別",
                    "1つ変わるだけ",
                ],
                &[
                    "Name",
                    "Date of birth",
                    "Address",
                    "Sex",
                    "even a single one",
                ],
            ],
        ),
        (
            "notice",
            [
                &[
                    "地方公共団体情報システム機構（J-LIS）",
                    "有効期限通知書",
                    "郵便",
                ],
                &["地方公共団体情報システム機構", "有効期限通知書", "手紙"],
                &["J-LIS", "有効期限通知書", "by post"],
            ],
        ),
        (
            "expiry",
            [
                &["カードそのもの", "身分証として使えます", "生年月日の横"],
                &["カードは使えます", "生まれた日の横"],
                &[
                    "identity document until the card's own expiry",
                    "beside the date of birth",
                ],
            ],
        ),
        (
            "expiry",
            [
                &[
                    "まちがえやすい",
                    "電子証明書の期限と、カードそのものの期限は別",
                ],
                &["ちがう日"],
                &["easily mixed up"],
            ],
        ),
        (
            "expiry",
            [
                &["日本時間", "23時59分59秒", "あと0日"],
                &["日本の時間", "夜12時", "あと0日"],
                &["Japan time", "23:59:59", "0 on the last day"],
            ],
        ),
        (
            "expiry",
            [
                &[
                    "カードや在留の期間が先に終わると",
                    "計算せず、カードを読み取って",
                ],
                &[
                    "カードが先に終わると",
                    "日本にいられる期間",
                    "カードを読んで",
                ],
                &[
                    "ends early with the card or with the permitted stay",
                    "never worked out",
                ],
            ],
        ),
        (
            "pin-reset",
            [
                &["{office}へ行きます", "暗証番号の再設定", "解除できません"],
                &[
                    "{office}へ行きます",
                    "暗証番号（あんしょうばんごう）を新しく",
                    "なおせません",
                ],
                &["{office}", "暗証番号再設定", "cannot unlock"],
            ],
        ),
        (
            "pin-reset",
            [
                &[
                    "もう一方の暗証番号が分かるとき",
                    "アプリ",
                    "コンビニエンスストアの端末",
                ],
                &["1つが分かるとき", "アプリ", "コンビニの機械"],
                &[
                    "know the other PIN",
                    "phone app",
                    "convenience-store terminal",
                ],
            ],
        ),
        (
            "phone",
            [
                &[
                    "スマホ用電子証明書搭載サービス",
                    "同じ2つの働き",
                    "デジタル庁",
                ],
                &["同じことが、スマホだけで", "デジタル庁"],
                &["same two functions", "デジタル庁"],
            ],
        ),
        (
            "validity",
            [
                &[
                    "失効していないという意味ではありません",
                    "登録された署名検証者",
                    "失効確認：未実施",
                ],
                &[
                    "使えなくなっていることもあります",
                    "聞くことができません",
                    "失効確認：未実施",
                ],
                &[
                    "does not mean that the certificate was not revoked",
                    "registered with J-LIS",
                    "not checked",
                ],
            ],
        ),
    ];
    let guide = whole();
    for (id, told) in facts {
        let topic = guide.topic(id).expect(id);
        for (wording, words) in Wording::ALL.into_iter().zip(told) {
            // Readings in brackets stand between words.
            let text = without_readings(&texts(topic, wording).join("\n"));
            for word in words {
                let word = without_readings(word);
                assert!(text.contains(&word), "{id} ({}): {word}", wording.name());
            }
        }
    }
}

/// Without （よみがな）: brackets of nothing but kana.
fn without_readings(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, from)) = rest.split_once('（') {
        plain.push_str(before);
        match from.split_once('）') {
            Some((inner, after)) if inner.chars().all(|c| is_kana(c) || "：、".contains(c)) => {
                rest = after;
            }
            _ => {
                plain.push('（');
                rest = from;
            }
        }
    }
    plain + rest
}

#[test]
fn nothing_is_called_valid_on_its_own() {
    for wording in [Wording::Standard, Wording::Easy] {
        for (id, text) in all(wording) {
            for (at, word) in text.match_indices("有効") {
                let rest = &text[at + word.len()..];
                let fits = rest.starts_with("期間") || rest.starts_with("期限");
                assert!(fits, "{id}: {text}");
            }
        }
    }
    for (id, text) in all(Wording::English) {
        assert!(!text.to_lowercase().contains("valid"), "{id}: {text}");
    }
}

#[test]
fn standard_sentences_are_polite_and_no_longer_than_a_breath() {
    for (id, text) in all(Wording::Standard) {
        for sentence in sentences(&text) {
            let length = sentence.chars().count();
            assert!(length <= 80, "{id}: {length}: {sentence}");
        }
        if text.contains('。') && text.ends_with('。') {
            for sentence in sentences(&text) {
                let ends = ["ます。", "です。", "ません。", "ください。", "ました。"];
                assert!(
                    ends.iter().any(|end| sentence.ends_with(end)),
                    "{id}: {sentence}"
                );
            }
        }
        for word in ["エラー", "無効", "不正", "PIN", "PC/SC"] {
            assert!(!text.contains(word), "{id}: {word}");
        }
    }
    for (id, text) in all(Wording::English) {
        for sentence in text.split_inclusive(". ") {
            let words = sentence.split_whitespace().count();
            assert!(words <= 32, "{id}: {words}: {sentence}");
        }
    }
}

#[test]
fn plain_japanese_is_short_says_one_thing_and_keeps_to_plain_words() {
    // Compounds for which the guidelines give a plain word; official names stand in 「」.
    const HEAVY: [&str; 30] = [
        "失効",
        "申請",
        "交付",
        "発行",
        "更新",
        "手数料",
        "無料",
        "再設定",
        "解除",
        "搭載",
        "通知",
        "満了",
        "持参",
        "本人",
        "代理",
        "確認",
        "必要",
        "可能",
        "場合",
        "希望",
        "標準",
        "原則",
        "登録",
        "送付",
        "郵便",
        "端末",
        "変更",
        "未満",
        "表示",
        "券面",
    ];
    for (id, text) in all(Wording::Easy) {
        let plain = without_readings(&text);
        for sentence in sentences(&plain) {
            let length = sentence.replace("{office}", "窓口").chars().count();
            assert!(length <= 40, "{id}: {length}: {sentence}");
            let commas = sentence.matches('、').count();
            // A row of nouns is one thing.
            assert!(commas <= 3, "{id}: {sentence}");
        }
        let free = without_quoted(&plain);
        for word in HEAVY {
            assert!(!free.contains(word), "{id}: {word}: {text}");
        }
        let free = free.replace("電子証明書", "").replace("利用者証明用", "");
        let longest = free
            .split(|c| !is_kanji(c))
            .map(|run| run.chars().count())
            .max();
        // But for the two that all this is about, which are read out in brackets.
        assert!(longest <= Some(4), "{id}: {text}");
        if text.ends_with('。') {
            for sentence in sentences(&text) {
                let ends = [
                    "ます。",
                    "です。",
                    "ません。",
                    "ください。",
                    "ました。",
                    "」。",
                ];
                assert!(
                    ends.iter().any(|end| sentence.ends_with(end)),
                    "{id}: {sentence}"
                );
            }
        }
        for negation in [
            "なくはない",
            "ないわけでは",
            "ざるを得",
            "なければなりません",
            "れるように",
        ] {
            assert!(!text.contains(negation), "{id}: {text}");
        }
    }
}

fn without_quoted(text: &str) -> String {
    let mut depth = 0_usize;
    let mut free = String::new();
    for c in text.chars() {
        match c {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            c if depth == 0 => free.push(c),
            _ => {}
        }
    }
    free
}

#[test]
fn hard_words_of_the_plain_wording_are_read_out_where_they_first_stand() {
    // What the counter calls it must be known, and must be readable.
    for topic in whole().topics {
        let text = texts(&topic, Wording::Easy)[1..].join("\n");
        for word in [
            "暗証番号",
            "署名用",
            "利用者証明用",
            "有効期限通知書",
            "有効期間内",
            "失効確認：未実施",
        ] {
            if let Some(at) = text.find(word) {
                let rest = &text[at + word.len()..];
                let rest = rest.strip_prefix('」').unwrap_or(rest);
                assert!(rest.starts_with('（'), "{}: {word}", topic.id);
            }
        }
    }
}

#[test]
fn no_foreign_word_in_japanese_is_left_unexplained() {
    let explained = |id: &str, text: &str, word: &str| match word {
        "e-Tax" => {
            text.contains("電子申告") || text.contains("イータックス") || id == "certificates"
        }
        "J-LIS" => text.contains("地方公共団体情報システム機構（J-LIS）"),
        _ => false,
    };
    for wording in [Wording::Standard, Wording::Easy] {
        for topic in whole().topics {
            let text = texts(&topic, wording).join("\n").replace("{office}", "");
            let words = text
                .split(|c: char| !(c.is_ascii_alphabetic() || c == '-'))
                .filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()));
            for word in words {
                assert!(explained(&topic.id, &text, word), "{}: {word}", topic.id);
            }
            let wide = |c: char| ('０'..='９').contains(&c) || ('Ａ'..='ｚ').contains(&c);
            assert!(!text.contains(wide), "{}", topic.id);
        }
    }
}

#[test]
fn links_lead_to_official_sites_only_and_are_text() {
    let mut count = 0;
    for topic in whole().topics {
        for link in &topic.links {
            let host = link
                .url
                .strip_prefix("https://")
                .and_then(|it| it.split('/').next());
            let official =
                host.is_some_and(|host| host.ends_with(".go.jp") || host.ends_with(".lg.jp"));
            assert!(official, "{}: {}", topic.id, link.url);
            count += 1;
        }
        for wording in Wording::ALL {
            for text in texts(&topic, wording) {
                assert!(!text.contains("http") && !text.contains("www"), "{text}");
            }
        }
    }
    assert!(count >= 3);
}

#[cfg(target_os = "linux")]
#[test]
fn every_topic_can_be_printed_with_no_character_missing() {
    use inkan::i18n::guide::{GuideTexts, topic_report};
    let office = inkan::app::office::built_in_office("narashino").expect("compiled in");
    let now = "2026-11-22T13:00:00+09:00".parse().expect("a moment");
    let folder = tempfile::tempdir().expect("a folder");
    let guide = whole();
    for topic in &guide.topics {
        for wording in Wording::ALL {
            let report = topic_report(
                &guide,
                topic,
                Some(&office),
                now,
                "Inkan",
                GuideTexts::of(wording),
            );
            let path = folder.path().join("topic.pdf");
            std::fs::write(&path, report.to_pdf().expect("a PDF")).expect("written");
            let output = std::process::Command::new("pdftotext")
                .arg(&path)
                .arg("-")
                .output();
            let Ok(output) = output else {
                eprintln!("NOT TESTED: poppler is missing; `make test` installs it");
                return;
            };
            let text = String::from_utf8_lossy(&output.stdout);
            let squeezed: String = text.split_whitespace().collect();
            let title: String = topic.title.of(wording).split_whitespace().collect();
            assert!(squeezed.contains(&title), "{}: {text}", topic.id);
            assert!(!text.contains(['\u{3013}', '{']), "{}: {text}", topic.id);
        }
    }
}

fn found(query: &str) -> Vec<String> {
    let guide = whole();
    let found = guide.search(query);
    found.iter().map(|found| found.topic.id.clone()).collect()
}

#[test]
fn people_find_what_they_look_for_however_they_write_it() {
    for (query, first) in [
        ("更新", "renewal"),
        ("こうしん", "renewal"),
        ("コウシン", "renewal"),
        ("ｺｳｼﾝ", "renewal"),
        ("RENEWAL", "renewal"),
        ("ｒｅｎｅｗａｌ", "renewal"),
        ("ひっこし", "revocation"),
        ("引っ越し", "revocation"),
        ("引っ越しをしたら使えますか", "revocation"),
        ("暗証番号を忘れた", "pin-reset"),
        ("ｺﾝﾋﾞﾆ", "pin-reset"),
        ("コンビニ", "pin-reset"),
        ("pin reset", "pin-reset"),
        ("手数料", "fee"),
        ("200円", "fee"),
        ("２００円", "fee"),
        ("スマホ", "phone"),
        ("すまほ", "phone"),
        ("通知書", "notice"),
        ("ｊ－ｌｉｓ", "notice"),
        ("まどぐち", "office"),
        ("電話", "office"),
        ("失効確認", "validity"),
        ("イータックス", "service"),
        ("etax", "service"),
        ("15歳", "certificates"),
        ("期限切れ", "expiry"),
        ("もらう", "issue"),
    ] {
        let found = found(query);
        assert_eq!(
            found.first().map(String::as_str),
            Some(first),
            "{query}: {found:?}"
        );
    }
}

#[test]
fn words_narrow_a_search_and_nonsense_finds_nothing() {
    let renewal = found("更新");
    assert!(found("更新 海外").len() < renewal.len());
    assert_eq!(found("更新 海外")[0], "renewal");
    for nothing in ["", "   ", "　", "ー", "ramen", "ラーメン", "更新 ラーメン"] {
        assert_eq!(found(nothing), [""; 0], "{nothing:?}");
    }
}

#[test]
fn one_that_is_named_is_meant_and_what_is_close_is_offered() {
    let guide = whole();
    let meant = |query: &str| guide.meant(query).map(|topic| topic.id.as_str());
    assert_eq!(meant("pin-reset"), Some("pin-reset"));
    assert_eq!(meant("PIN RESET"), Some("pin-reset"));
    assert_eq!(meant("手数料"), Some("fee"));
    assert_eq!(meant("更"), None);
    assert_eq!(meant(""), None);
    assert_eq!(guide.near("renwal")[0], "renewal");
    assert_eq!(guide.near("こうしき")[0], "renewal");
    assert_eq!(guide.near("certificate")[0], "certificates");
    assert_eq!(guide.near("ramen noodles"), [""; 0]);
    assert!(guide.near("").len() <= 3);
}

#[test]
fn a_topic_that_is_not_one_is_refused_with_its_line() {
    let good = include_str!("../../assets/guide/fee.toml");
    parse_topic("fee", good).expect("good");
    let line = |text: &str| {
        let error = parse_topic("fee", text).expect_err("refused");
        assert_eq!(error.topic, "fee");
        error.line
    };
    let line_of = |needle: &str| {
        1 + good
            .lines()
            .position(|line| line.starts_with(needle))
            .expect(needle)
    };
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    assert_eq!(line(&with("title.en =", "title.fr =")), line_of("title.en"));
    assert_eq!(line(&with("id =", "name =")), line_of("id ="));
    assert_eq!(
        line(&with("keywords = [", "keywords = [3,")),
        line_of("keywords")
    );
    // A wording left out, a kind of block that there is not, no blocks at all.
    for broken in [
        with("title.ja-easy", "# title.ja-easy"),
        with("paragraph.ja =", "paragraf.ja ="),
        with("paragraph.en =", "list.en ="),
        with("[[block]]", "[[blocks]]"),
        with("see-also", "seealso"),
        String::new(),
    ] {
        assert!(parse_topic("fee", &broken).is_err(), "{broken}");
    }
}
