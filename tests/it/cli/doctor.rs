//! `doctor` on the practice cards: the fields of the contract, the exit status, what a person reads.
//! Faults on real readers are in `doctor_real`.

use inkan::{
    app::{ports::Clock, release::Release},
    core::rules::jst_date,
    platform::clock::SystemClock,
};
use serde_json::{Value, json};

use super::{Desk, Run, keys};

fn doctor(arguments: &[&str]) -> Run {
    Desk::new().run(&[&["doctor"], arguments].concat())
}

/// The text without what differs from day to day and from run to run.
fn masked(text: &str) -> String {
    let today = jst_date(SystemClock.now()).to_string();
    let mut masked = text.replace(&today, "TODAY");
    masked = masked.replace(&Release::this().made_on.to_string(), "MADE");
    for before in ["中央値", "最長", "median ", "longest "] {
        let parts: Vec<&str> = masked.split(before).collect();
        let blind = |part: &&str| {
            part.trim_start_matches(|it: char| it.is_ascii_digit())
                .to_owned()
        };
        let rest: Vec<String> = parts.iter().skip(1).map(blind).collect();
        masked = [vec![parts[0].to_owned()], rest]
            .concat()
            .join(&format!("{before}N"));
    }
    masked
}

#[test]
fn a_good_card_has_ten_good_rungs_with_the_fields_of_the_contract() {
    let run = doctor(&["--demo", "--json"]);
    run.ends(0);
    assert_eq!(run.err, "");
    let answer = run.json();
    assert_eq!(keys(&answer), ["ok", "rungs"]);
    assert_eq!(answer["ok"], true);
    let rungs = answer["rungs"].as_array().expect("rungs");
    let names: Vec<&str> = rungs.iter().filter_map(|it| it["rung"].as_str()).collect();
    assert_eq!(
        names,
        [
            "service",
            "driver",
            "reader",
            "card",
            "answer",
            "application",
            "certificates",
            "issuer",
            "tries",
            "clock"
        ]
    );
    for rung in rungs {
        assert_eq!(
            keys(rung),
            ["cause", "code", "detail", "finding", "ok", "remedy", "rung"]
        );
        assert_eq!(rung["ok"], true, "{rung}");
        for empty in ["cause", "code", "finding", "remedy"] {
            assert_eq!(rung[empty], Value::Null, "{rung}");
        }
        assert!(rung["detail"].is_string(), "{rung}");
    }
}

#[test]
fn what_was_found_has_its_code_cause_and_remedy() {
    let run = doctor(&["--demo=sign-locked", "--json"]);
    run.ends(1);
    let answer = run.json();
    assert_eq!(answer["ok"], false);
    assert_eq!(
        answer["rungs"][8],
        json!({
            "rung": "tries",
            "ok": false,
            "code": "D-TRIES-01",
            "finding": "署名用電子証明書のパスワードがロックされています。",
            "cause": "続けてまちがえた回数が、決められた回数になりました。",
            "remedy": "このソフトでは解除できません。カードを持って、お住まいの市区町村の窓口で再設定してください。もう片方が分かるときは、スマートフォンのアプリとコンビニのマルチコピー機でも再設定できます。",
            "detail": "署名用 あと0回（5回中）、利用者証明用 あと3回（3回中）",
        })
    );
}

#[test]
fn rungs_above_a_reader_that_is_not_there_are_null() {
    let run = doctor(&["--demo", "--json", "--reader", "pasori", "--lang=en"]);
    run.ends(1);
    let answer = run.json();
    let states: Vec<Option<bool>> = answer["rungs"]
        .as_array()
        .expect("rungs")
        .iter()
        .map(|rung| rung["ok"].as_bool())
        .collect();
    let (good, bad) = (Some(true), Some(false));
    assert_eq!(
        states,
        [good, good, bad, None, None, None, None, None, None, good]
    );
    assert_eq!(
        answer["rungs"][2],
        json!({
            "rung": "reader",
            "ok": false,
            "code": "D-READER-03",
            "finding": "There is no card reader of the name that was asked for.",
            "cause": "The reader is unplugged, or its name is another.",
            "remedy": "See the names with “inkan-cli status” and give one of them to “--reader”.",
            "detail": "",
        })
    );
}

#[test]
fn each_practice_card_has_its_findings() {
    for (profile, codes) in [
        ("normal", vec![]),
        ("renewable", vec![]),
        ("next-generation", vec![]),
        ("child", vec![]),
        ("expired", vec!["D-CERT-03"]),
        ("sign-locked", vec!["D-TRIES-01"]),
        ("both-locked", vec!["D-TRIES-01"]),
        ("auth-last-try", vec!["D-TRIES-02"]),
        ("slow", vec!["D-ANSWER-10"]),
        ("upside-down", vec!["D-ANSWER-01"]),
        ("bank-card", vec!["D-APP-01"]),
    ] {
        let run = doctor(&[&format!("--demo={profile}"), "--json"]);
        run.ends(i32::from(!codes.is_empty()));
        let answer = run.json();
        let rungs = answer["rungs"].as_array().expect("rungs");
        let found: Vec<&str> = rungs.iter().filter_map(|it| it["code"].as_str()).collect();
        assert_eq!(found, codes, "{profile}");
    }
}

#[test]
fn nothing_personal_is_told() {
    for arguments in [
        &["--demo", "--json"][..],
        &["--demo", "-v"],
        &["--demo=both-locked"],
        &["--demo", "-v", "--lang=en"],
    ] {
        let run = doctor(arguments);
        let all = format!("{}{}", run.out, run.err);
        for secret in ["花子", "久子", "見本", "1234", "ABC123", "C=JP", "2030-"] {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
    }
}

#[test]
fn with_v_it_says_what_it_looks_at_beside_the_answer() {
    let run = doctor(&["--demo", "-v", "--lang=en"]);
    assert!(
        run.err.contains("Looking at: Smart card service"),
        "{run:?}"
    );
    assert!(
        run.err.contains("Looking at: Answer of the card"),
        "{run:?}"
    );
    assert!(!run.out.contains("Looking at"), "{run:?}");
}

#[test]
fn a_good_card_as_a_person_reads_it() {
    let run = doctor(&["--demo"]);
    assert_eq!(
        masked(&run.ends(0).out),
        "\
○ スマートカードサービス：動いています
○ カードリーダーのドライバー：問題は見つかりません
    技術情報：USBにつながっているものは、ここでは調べられません
○ カードリーダー：つながっています
    技術情報：Inkan Demo Reader
○ カード：カードがあります
    技術情報：ATR 3BE000FF8131FE4514
○ カードの応答：カードが答えています
    技術情報：コマンド17回 中央値Nミリ秒 最長Nミリ秒
○ カードの種類：マイナンバーカードです
    技術情報：JPKIAPICCTOKEN2
○ 電子証明書：読み取れます
    技術情報：署名用 パスワードで読み取る、利用者証明用 有効期間内
○ 電子証明書の発行元：知っている発行元です
    技術情報：練習用の発行元
○ 暗証番号の残り回数：残っています
    技術情報：署名用 あと5回（5回中）、利用者証明用 あと3回（3回中）
○ パソコンの日付：合っているようです
    技術情報：パソコンの日付 TODAY、このソフトの日付 MADE

問題は見つかりませんでした
"
    );
}

#[test]
fn a_finding_as_a_person_reads_it() {
    let run = doctor(&["--demo=expired", "--lang=en"]);
    assert_eq!(
        masked(&run.ends(1).out),
        "\
ok Smart card service: Running
ok Driver of the card reader: No problem found
    Technical details: what is on the USB cannot be asked here
ok Card reader: Connected
    Technical details: Inkan Demo Reader
ok Card: There is a card
    Technical details: ATR 3BE000FF8131FE4514
ok Answer of the card: The card answers
    Technical details: 17 commands, median N ms, longest N ms
ok Kind of card: It is a My Number Card
    Technical details: JPKIAPICCTOKEN2
!! Certificates: The authentication certificate has expired. [D-CERT-03]
    Likely cause: Its period is over. It also looks like this when the date of the computer is too late.
    What to do: If the date of the computer is right, take the card to your city office, which can issue a new one.
    Technical details: signature read with its password, authentication expired
ok Issuer of the certificates: Known
    Technical details: practice issuer
ok Tries left: There are tries left
    Technical details: signature 5 of 5, authentication 3 of 3
ok Date of this computer: It seems right
    Technical details: computer's date TODAY, program's date MADE

One thing needs attention
"
    );
}
