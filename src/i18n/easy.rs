//! やさしい日本語: for people who read Japanese with effort, after the guidelines of 出入国在留管理庁 and
//! 文化庁 (「在留支援のためのやさしい日本語ガイドライン」). One fact a sentence, plain words instead of compounds,
//! no polite forms beyond です・ます, years counted in one way, no spaces between words (in no text). What
//! the standard text says plainly already is taken from it; the rest is here. `tests/it/words/easy.rs`
//! holds both to the same bounds.

mod sign;
mod verify;

use super::date::grouped;
use super::ja;
use super::texts::{
    Banners, Common, Details, Home, PinTexts, Pins, Practice, SettingsTexts, ShellWords, Texts,
};
use crate::app::settings::{ColorScheme, Language};
use crate::core::jpki::Slot;
use crate::core::rules::PinRule;

/// The texts in plain Japanese.
pub static TEXTS: Texts = Texts {
    language: Language::JaEasy,
    common: Common {
        hide: "かくす",
        show: "見る",
        secret_form: |slot| match slot {
            Slot::Auth => "数字4つ",
            Slot::Sign => "6文字から16文字（A〜Zと数字の、両方を使います）",
        },
        tries: |left, max| match left {
            0 => "ロックされています（今は使えません）".to_owned(),
            left => format!("残り回数：あと{left}回（全部で{max}回）"),
        },
        tries_unknown: "残り回数が読めませんでした",
        ..ja::TEXTS.common
    },
    shell: ShellWords {
        pages: "ページを選ぶ",
        sign: "書類にサインする",
        verify: "サインを確かめる",
        settings: "設定とチェック",
        colours: |scheme| match scheme {
            ColorScheme::System => "色：自動".to_owned(),
            scheme => format!("色：{}", colour(scheme)),
        },
        looking: "カードリーダーをさがしています",
        no_service: "カードを読むしくみが、動いていません",
        no_reader: "カードリーダーがありません",
        no_card: "カードがありません",
        reading: "カードを読んでいます",
        read: "カードを読みました",
        foreign_card: "マイナンバーカードではありません",
        mute_card: "カードが答えません",
        failed: "カードが読めませんでした",
        ..ja::TEXTS.shell
    },
    home: Home {
        no_card_title: "マイナンバーカードを置いてください",
        no_card_lead: "カードリーダーの上に置くか、さしこみます。いつまで使えるか、分かります。暗証番号をあと何回入れられるかも、分かります。",
        step_service: "カードを読むしくみ（スマートカードサービス）",
        step_reader: "カードリーダー（カードを読む機械）",
        waiting: "前のことができたら、調べます",
        looking: "調べています…",
        practice_lead: "カードがなくても、練習できます。練習用のカードで、全部の画面が見られます。",
        practice: "練習する",
        purpose: |slot| match slot {
            Slot::Auth => "ログインやコンビニで使うデータ（マイナポータルなど）",
            Slot::Sign => "書類にサインするときのデータ（e-Taxなど）",
        },
        within: "有効期間内（期限の前です）",
        expired: "期限が過ぎています",
        not_yet: "まだ使えません（有効期間の前です）",
        days_left: |days| match days {
            0 => "今日が最後の日です".to_owned(),
            days => format!("あと{}日です", grouped(days)),
        },
        days_over: |days| format!("{}日前に終わりました", grouped(days)),
        reading: "読んでいます…",
        needs_pin: "見るには、パスワードがいります",
        needs_pin_why: "署名用電子証明書のパスワードを入れると、期限や名前が見えます。",
        read_sign: "パスワードを入れて見る…",
        absent_why: |slot| match slot {
            Slot::Auth => "ロックではありません。ほしいときは、市役所や区役所などで作れます。",
            Slot::Sign => {
                "ロックではありません。15歳になっていない人は、ふつう持っていません。ほしいときは、市役所や区役所などで聞いてください。"
            }
        },
        unreadable: "読めませんでした",
        unreadable_why: "カードの中のデータが読めません。カードを置き直してください。それでも読めないときは、市役所や区役所などで聞いてください。",
        issued: |month| format!("始まり {month}"),
        expiry: |month| format!("終わり {month}"),
        timeline: |issued, renewal, expiry| {
            format!("{issued}に始まりました。更新できるのは{renewal}からです。期限は{expiry}です。")
        },
        sign_document: "書類にサインする",
        card_date: "カードそのものの期限は、別の日です。カードの表の、生まれた日の横に書いてあります。",
        revocation: "失効確認（止められていないかの確認）は、していません。名前や住所が変わると、署名用電子証明書は使えなくなります。期限の前でも、使えなくなります。このソフトでは、それが分かりません。",
        read_again: "もう一度読む",
        banner: Banners {
            blocked_line: "何回も続けてまちがえました。今は使えません。市役所や区役所などで決め直すと、また使えます。",
            blocked_action: "決め直す方法を見る",
            expired: |slot| format!("{}の期限が過ぎています", certificate(slot)),
            expired_line: |day| {
                format!("{day}に終わりました。市役所や区役所などで、新しく作れます。")
            },
            expired_action: "作る方法を見る",
            last_try_line: "よく覚えていないときは、入れないでください。正しく入れると、残り回数は元に戻ります。",
            renewal: |slot| format!("{}を新しくできます（更新）", certificate(slot)),
            renewal_line: |day| format!("期限は{day}です。市役所や区役所などで、更新できます。"),
            not_yet: |slot| format!("{}は、まだ使えません", certificate(slot)),
            not_yet_line: |day| {
                format!("使えるのは{day}からです。パソコンの日付が正しいか、見てください。")
            },
            ..ja::TEXTS.home.banner
        },
        ..ja::TEXTS.home
    },
    details: Details {
        summary: "まとめ",
        holder: "カードを持っている人",
        name: "名前",
        birth_date: "生まれた日",
        partial_birth: |year, month| match (year, month) {
            (Some(year), Some(month)) => format!("{year}年{month}月（日は分かりません）"),
            (Some(year), None) => format!("{year}年（月と日は分かりません）"),
            _ => "分かりません".to_owned(),
        },
        sex_unknown: "書いてありません",
        unreadable: "読めません",
        substitutes: "パソコンで使えない漢字があります。その漢字は、別の文字で書いてあります。",
        personal: "「見る」を押すと、名前や住所が画面に出ます。近くの人に見られないようにしてください。",
        purpose: "何に使うか",
        valid_from: "始まる日",
        valid_until: "期限（使える最後の日）",
        state: "今日のようす",
        issuer: "作ったところ",
        trust: "作ったところの確認",
        trusted: "J-LIS（地方公共団体情報システム機構）が作ったものです",
        untrusted: "だれが作ったか、確かめられません。本物ではないかもしれません",
        revocation_why: "していません。この確認ができるのは、法律で決まったところだけです。",
        renewal: "新しくする方法（更新）",
        renewal_window: |from, until| format!("更新できるとき：{from}から{until}まで"),
        renewal_where: "場所：市役所や区役所など。期限が過ぎたときも、新しく作れます。",
        renewal_bring: "持っていくもの：マイナンバーカード。そこで暗証番号を入れます。忘れたときは、そこで決め直せます。",
        renewal_fee: "お金：ふつうは、かかりません。200円かかることもあります。",
        fields: "書いてあること全部",
        subject: "持ち主（主体者）",
        subject_key_id: "持ち主の鍵の番号",
        authority_key_id: "作ったところの鍵の番号",
        extended_key_usage: "鍵の使いみち（追加）",
        crl: "止められた証明書のリストの場所",
        ocsp: "止められたかを聞く場所",
        unknown_critical: "このソフトが知らない、大切な内容",
        not_before: "始まり（日本の時間）",
        not_after: "終わり（日本の時間）",
        save_lead: |slot| match slot {
            Slot::Auth => "証明書をファイルに保存します。暗証番号と、カードの中の鍵は入りません。",
            Slot::Sign => {
                "証明書をファイルに保存します。名前・住所・生まれた日・性別が入ります。パスワードと、カードの中の鍵は入りません。"
            }
        },
        ..ja::TEXTS.details
    },
    sign: sign::SIGN,
    seal: sign::SEAL,
    verify: verify::VERIFY,
    pins: Pins {
        lead: "マイナンバーカードには、ひみつの番号が2つあります。サインに使うパスワードと、ログインに使う数字4つの暗証番号です。",
        used_for: |slot| match slot {
            Slot::Auth => "マイナポータルへのログイン、コンビニ",
            Slot::Sign => "e-Taxなどで、書類にサインするとき",
        },
        form: "決まり",
        rule: |max| {
            format!(
                "続けて{max}回まちがえると、ロックされます（使えなくなります）。正しく入れると、残り回数は元に戻ります。"
            )
        },
        reset_how: |slot| match slot {
            Slot::Auth => {
                "マイナンバーカードを持って、市役所や区役所などに行ってください。そこで決め直せます。コンビニの機械とスマートフォンで、できることもあります。そのときは、署名用電子証明書のパスワードがいります。"
            }
            Slot::Sign => {
                "マイナンバーカードを持って、市役所や区役所などに行ってください。そこで決め直せます。コンビニの機械とスマートフォンで、できることもあります。そのときは、利用者証明用電子証明書の暗証番号がいります。"
            }
        },
        cannot_unlock: "このソフトでは、ロックを外せません。",
        no_card: "マイナンバーカードを置くと、残り回数が見えます。見るだけなら、暗証番号はいりません。",
        ..ja::TEXTS.pins
    },
    pin_work: super::pin::easy::TEXTS,
    pin: PinTexts {
        title: |slot| match slot {
            Slot::Auth => "暗証番号を入れてください",
            Slot::Sign => "パスワードを入れてください",
        },
        to_read: "署名用電子証明書を読むために使います。",
        to_sign: |files| {
            format!(
                "書類{}つにサインするために使います。",
                super::date::count(files)
            )
        },
        converted: "大きい文字（全角）を、ふつうの文字に直しました。",
        refused: |slot| match slot {
            Slot::Auth => "使えるのは数字だけです。その文字は入っていません。",
            Slot::Sign => "使えるのはA〜Zと数字だけです。その文字は入っていません。",
        },
        too_long: |slot| match slot {
            Slot::Auth => "暗証番号は数字4つです。その後の数字は入っていません。",
            Slot::Sign => "パスワードは16文字までです。その後の文字は入っていません。",
        },
        show_keys: "画面のキーを使う",
        send_to_read: "読む",
        send_to_sign: "サインする",
        two_left: "あと2回まちがえると、ロックされます。よく見て入れてください。",
        last: "入れられるのは、あと1回です",
        last_line: |slot| {
            format!(
                "まちがえると、{}がロックされます。その後は、市役所や区役所などで決め直すまで使えません。よく覚えていないときは、「やめる」を押してください。",
                (ja::TEXTS.common.secret)(slot)
            )
        },
        unknown_line: "カードが残り回数を答えませんでした。あと1回かもしれません。よく覚えていないときは、「やめる」を押してください。",
        rule: |slot, rule| match (slot, rule) {
            (Slot::Auth, PinRule::Length) => "数字を4つ入れてください。",
            (Slot::Auth, _) => "数字だけを入れてください。",
            (Slot::Sign, PinRule::Length) => "6文字から16文字までを入れてください。",
            (Slot::Sign, PinRule::HasDigit) => "パスワードには、数字が入っているはずです。",
            (Slot::Sign, PinRule::HasLetter) => "パスワードには、A〜Zの文字が入っているはずです。",
            (Slot::Sign, PinRule::Characters) => "使えるのは、A〜Zと数字だけです。",
        },
        ..ja::TEXTS.pin
    },
    practice: Practice {
        scene: |name| format!("練習：{name}…"),
        end: "終わる",
        choose: "何を練習するか、選んでください",
        choose_lead: "選ぶと、練習用のカードがかわります。",
        renew: "カードを初めに戻す",
        profile: |id| match id {
            "normal" => ("ふつう", "2つとも有効期間内です。"),
            "renewable" => ("更新できる", "期限まで、3か月ありません。更新できます。"),
            "expired" => ("期限の後", "2つとも期限が過ぎています。"),
            "sign-locked" => (
                "パスワードのロック",
                "サイン用のパスワードが、ロックされています。",
            ),
            "auth-last-try" => ("あと1回", "ログイン用の暗証番号は、あと1回です。"),
            "both-locked" => (
                "両方のロック",
                "パスワードも暗証番号も、ロックされています。",
            ),
            "child" => ("15歳より下の人", "署名用電子証明書が入っていません。"),
            "slow" => ("おそい", "カードリーダーがおそいときのようすです。"),
            "pulled-mid-sign" => (
                "サイン中にカードがない",
                "サインの途中で、カードがはなれます。",
            ),
            "upside-down" => ("うらのカード", "カードが答えません。入れ直すと読めます。"),
            "bank-card" => ("ちがうカード", "銀行のカードを置いたときのようすです。"),
            "next-generation" => ("次のカード", "新しい鍵（ECDSA P-384）のカードです。"),
            _ => ("練習用", ""),
        },
        ..ja::TEXTS.practice
    },
    settings: SettingsTexts {
        title: "設定とチェック",
        language: "ことば",
        text_system: "自動（パソコンと同じ）",
        colours: "色",
        colour,
        reader_lead: "カードリーダーが2つ以上あるとき、使うものを選べます。",
        no_readers: "カードリーダーがありません。パソコンにつなぐと、ここに出ます。",
        practice: "練習",
        made: |day| format!("{day}に作ったソフトです。"),
        old: "作ってから1年よりたちました。新しいものを使ってください。",
        newer: |address| match address {
            Some(address) => format!("新しいものがあるかは、{address} で見てください。"),
            None => "新しいものがあるかは、このソフトをくれたところに聞いてください。".to_owned(),
        },
        offline: "このソフトは、インターネットを使いません。暗証番号も、カードの中のデータも、外に送りません。",
        ..ja::TEXTS.settings
    },
};

fn certificate(slot: Slot) -> &'static str {
    (ja::TEXTS.common.certificate)(slot)
}

fn colour(scheme: ColorScheme) -> &'static str {
    match scheme {
        ColorScheme::Dark => "暗い",
        ColorScheme::HighContrast => "白と黒（はっきり）",
        ColorScheme::Light => "明るい",
        ColorScheme::System => "自動（パソコンと同じ）",
    }
}
