//! The command line in plain Japanese. Names of options and files stay as they are typed.

use super::{
    CardTexts, CliTexts, ExportLines, GuideLines, HelpTexts, PinQuestions, SignLines,
    SimulateLines, UsageTexts, VerifyLines, ja,
};
use crate::core::jpki::Slot;

/// The texts in plain Japanese.
pub(super) static TEXTS: CliTexts = CliTexts {
    help: HelpTexts {
        about: "マイナンバーカードの電子証明書を見ます。書類にサイン（電子署名）をします。",
        exit_codes: "終わりの番号
  0  できました。verifyでは、サインを全部確かめられました
  1  答えは「いいえ」です。サインがこわれています
     または、だれのサインか分かりません
     doctorでは、よくないところがあります
  2  コマンドの書き方がちがいます
  3  カードリーダーがないか、カードを読むしくみが動いていません
  4  カードがないか、マイナンバーカードではありません
     または、その証明書が入っていません
  5  暗証番号・パスワードがちがいます
  6  暗証番号・パスワードがロックされています
  7  カードがはなれたか、カードの答えがおかしいです
  8  書類が読めないか、使えない形です
  9  結果を保存できません（途中のファイルは残りません）
  10 安全のために、しませんでした
     （最後の1回、形がちがう暗証番号、もうあるファイルなど）
  11 ポリシーファイルがちがうか、読めません",
        status: "カードリーダー、カード、期限、残り回数を見ます（残り回数は減りません）",
        certificate: "電子証明書を見ます。または保存します",
        show: "電子証明書に書いてあることを、全部見ます",
        sign: "書類にサインします（元の書類は変わりません）",
        verify: "サインを確かめます",
        pin_change: "暗証番号・パスワードを変えます",
        pin_test: "暗証番号・パスワードとカードを試します（正しく入れると、残り回数は減りません）",
        pin_status: "残り回数を見ます（残り回数は減りません）",
        doctor: "カードが読めないとき、どこが悪いか調べます（残り回数は減りません）",
        report: "だれかに聞くときのレポートを出します（名前や住所は入りません）",
        guide: "市役所などでの手続きを説明します（カードはいりません）",
        calendar: "新しくできる日と、使えなくなる日を、カレンダーに入れます",
        simulate: "練習用のカードを、本物でないカードリーダー（vpcd）につなぎます",
        demo: "練習用のカードを使います。カードリーダーはいりません",
        reader: "このカードリーダーだけを使います（名前の一部でもいいです）",
        report_out: "見せてから、このファイルに保存します",
        json: "結果をJSONで出します",
        lang: "使うことば",
        verbose: "カードへの命令を、くわしく出します（暗証番号とカードの中のデータは出しません）",
        help: "使い方を見ます",
        version: "バージョンを見ます",
        allow_last_try: "あと1回のときも、入れられます。まちがえるとロックされます",
        content: "サインの元の書類（書かないときは、名前から.p7sを取ったファイル）",
        demo_trust: "練習用のサインも、いいことにします",
        digest: "ハッシュの方法（書かないときは、カードの鍵に合わせます）",
        files_to_sign: "サインする書類",
        files_to_verify: "サインのファイル（.p7s、.p7m）",
        kind: "どの証明書か。signとauthは本人のものです。sign-caとauth-caは、作ったところのものです",
        out: "結果を保存するファイル（書類が1つのとき）",
        out_dir: "結果を保存するフォルダー（書かないときは、書類と同じ場所）",
        overwrite: "同じ名前のファイルがあれば、新しいものに変えます",
        pin_kind: "どちらか。authは、利用者証明用電子証明書の暗証番号です。signは、署名用電子証明書のパスワードです",
        pin_stdin_change: "標準入力の3行（今のもの、新しいもの、新しいものをもう一度）を読みます",
        seal: "PDFに入れるはんこ。round（丸）、date（日付の丸）、rectangle（四角）、またはPNGのファイルです",
        seal_at: "はんこの左上の場所（左から、上からのミリメートル。165,20 など）",
        seal_page: "はんこを入れるページ（first、last、または番号）",
        seal_size: "はんこの大きさ（ミリメートル、8〜100）",
        sign_format: "サインの形。autoは、PDFなら中に、ほかは別のファイル（.p7s）に入れます。cms-attachedは、書類もサインのファイル（.p7m）に入れます",
        trust: "正しいと決めた、作ったところの証明書（DERかPEM）。いくつでも書けます",
        vpcd: "vpcdの場所（ふつうは127.0.0.1:35963）",
        ..ja::TEXTS.help
    },
    usage: UsageTexts {
        conflict: |one, other| format!("{one}と{other}は、いっしょに使えません。"),
        invalid_value: |argument, value| format!("{argument}に「{value}」は使えません。"),
        missing: |what| format!("{what}を書いてください。"),
        missing_subcommand: "コマンドを書いてください。",
        missing_value: |argument| format!("{argument}の後に、何か書いてください。"),
        possible_values: |values| format!("使えるもの：{values}"),
        unexpected_value: |argument, value| format!("{argument}の後に「{value}」はいりません。"),
        unknown_argument: |argument| format!("「{argument}」という書き方はありません。"),
        repeated: |argument| format!("{argument}は、1回だけ書いてください。"),
        out_for_one: "--outは、書類が1つのときだけ使えます。2つからは、--out-dirを使ってください。",
        unknown_profile: |name, known| {
            format!("「{name}」という練習用のカードはありません。使えるもの：{known}")
        },
        vpcd_address: |address| {
            format!("「{address}」の書き方がちがいます。127.0.0.1:35963のように書いてください。")
        },
        vpcd_elsewhere: |address| {
            format!("{address}は、ほかのパソコンです。このパソコンにだけ、つなげます。")
        },
        not_a_certificate: |path| format!("「{path}」は、作ったところの証明書ではありません。"),
        ..ja::TEXTS.usage
    },
    card: CardTexts {
        android: "スマートフォン（Android）の電子証明書。このソフトでは使えません",
        iphone: "スマートフォン（iPhone）の電子証明書。このソフトでは使えません",
        juki_card: "住民基本台帳カード（古いカード）。このソフトでは使えません",
        state: "ようす",
        expires_on: "期限",
        renewal: "更新できるとき",
        issuer_certificate: |slot| match slot {
            Slot::Auth => "利用者証明用電子証明書を作ったところの証明書",
            Slot::Sign => "署名用電子証明書を作ったところの証明書",
        },
        reading: |reader| format!("{reader}のカードを読んでいます。"),
        ..ja::TEXTS.card
    },
    pin: PinQuestions {
        form: |slot| match slot {
            Slot::Auth => "利用者証明用電子証明書の暗証番号は、数字4つです。",
            Slot::Sign => {
                "署名用電子証明書のパスワードは、6文字から16文字です。A〜Zと数字の、両方を使います。小さい文字（a）でもいいです。"
            }
        },
        hidden: "入れた文字は見えません。やめるときは、Ctrl-Cを押してください。",
        ..ja::TEXTS.pin
    },
    sign: SignLines {
        progress: |now, total| {
            format!("カードでサインしています（{now}/{total}）。カードを動かさないでください。")
        },
        signed: |input, output| format!("サインしました　{input} → {output}"),
        failed: |input| format!("サインできませんでした　{input}"),
        nothing_signed: "まだ何もサインしていません。暗証番号・パスワードも送っていません。",
        summary: |signed, total| format!("{total}つのうち{signed}つにサインしました。"),
        practice: "練習用のサインです。本物のサインではありません。",
        discloses_sign: "サインには、名前・住所・生まれた日・性別のある証明書が付きます。",
        discloses_auth: "利用者証明用の鍵でサインします。あなたの名前は付きません。",
    },
    export: ExportLines { ..ja::TEXTS.export },
    verify: VerifyLines {
        issuer_extra: "--trust で書いたところが作ったと、確かめました",
        ..ja::TEXTS.verify
    },
    simulate: SimulateLines {
        card_left: "練習用のカードが、カードリーダーからはなれました。",
        connection_lost: "vpcdとの通信が終わりました。",
        unreachable: |address| {
            format!("{address}でvpcdが動いていません。先にpcscdとvpcdを始めてください。")
        },
        ..ja::TEXTS.simulate
    },
    guide: GuideLines {
        out_for_one: "--outは、見たいものが1つのときだけ使えます。その名前を書いてください。",
        unknown_topic: |query, near| {
            if near.is_empty() {
                format!(
                    "「{query}」の案内はありません。inkan-cli guideと打つと、全部の名前が出ます。"
                )
            } else {
                format!("「{query}」の案内はありません。にているもの：{near}")
            }
        },
        unknown_office: |name, known| {
            format!(
                "「{name}」という窓口は知りません。ファイルもありません。知っているもの：{known}"
            )
        },
        office_by_policy: "このパソコンでは、窓口が決まっています。--office を書かないでください。",
        left_out: |certificate, why| format!("{certificate}の日は入れていません。{why}"),
    },
    error: |code| format!("できませんでした {code}"),
};
