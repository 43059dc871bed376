//! The command line in Japanese: the original. Short lines for a terminal, official terms.

use super::{
    CardTexts, CliTexts, ExportLines, GuideLines, HelpTexts, PinQuestions, SignLines,
    SimulateLines, UsageTexts, VerifyLines,
};
use crate::core::jpki::Slot;
use crate::i18n::ja::secret;

/// The Japanese texts.
pub(super) static TEXTS: CliTexts = CliTexts {
    help: HelpTexts {
        about: "マイナンバーカードの電子証明書を確かめ、文書に署名します。",
        exit_codes: "終了コード
  0  できました。verifyでは、すべての署名が確かめられました
  1  いいえという答え。署名が壊れているか、署名者を確かめられません。doctorでは、気になるところがあります
  2  コマンドの使い方が違います
  3  カードリーダーがないか、スマートカードサービスが動いていません
  4  カードがないか、マイナンバーカードではないか、その証明書が入っていません
  5  暗証番号・パスワードが違います
  6  暗証番号・パスワードがロックされています
  7  カードかカードリーダーが外れたか、思いがけない応答がありました
  8  文書を読めないか、扱える形ではありません
  9  結果を保存できません（途中までのファイルは残りません）
  10 安全のために行いませんでした（最後の1回、形の違う暗証番号、すでにあるファイルなど）
  11 ポリシーファイルに誤りがあるか、読めません",
        usage_heading: "使い方",
        commands_heading: "コマンド",
        arguments_heading: "引数",
        options_heading: "オプション",
        common_heading: "共通のオプション",
        status: "カードリーダー、カード、電子証明書の期限、残り回数を表示します（残り回数は減りません）",
        certificate: "電子証明書を表示または保存します",
        show: "電子証明書の記載をすべて表示します",
        export: "電子証明書をファイルに保存します",
        sign: "文書に署名します（もとの文書は変わりません）",
        verify: "署名を確認します",
        pin: "暗証番号・パスワードについて",
        pin_change: "暗証番号・パスワードを変更します",
        pin_test: "暗証番号・パスワードと、カードの鍵の動作を確認します（正しく入力すれば残り回数は減りません）",
        pin_status: "残り回数を表示します（残り回数は減りません）",
        doctor: "カードを読み取れない原因を順に調べます（残り回数は減りません）",
        report: "問い合わせのときに渡すレポートを表示します（個人情報は入りません）",
        simulate: "練習用のカードを仮想カードリーダー（vpcd）につなぎます",
        guide: "手続き案内を表示します（カードは要りません）",
        calendar: "電子証明書を更新できる日と有効期限を、カレンダーのファイルにします",
        demo: "練習用のカードを使います。カードリーダーは要りません",
        reader: "このカードリーダーだけを使います（名前の一部で構いません）",
        report_out: "表示したうえで、このファイルに保存します",
        json: "結果をJSONで出力します",
        lang: "表示する言語",
        config: "設定のフォルダー",
        policy: "ポリシーファイル（決められた場所のファイルより緩くはなりません）",
        verbose: "カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）",
        help: "使い方を表示します",
        version: "バージョンを表示します",
        allow_last_try: "残りがあと1回のときでも入力を認めます。まちがえるとロックされます",
        content: "署名のもとになった文書（指定しないときは、署名ファイルの名前から.p7sを除いたもの）",
        demo_trust: "練習用の発行元による署名も認めます",
        digest: "ハッシュ関数（指定しないときはカードの鍵に合わせます）",
        export_format: "保存する形式",
        export_out: "保存するファイル",
        files_to_sign: "署名する文書",
        files_to_verify: "署名ファイル（.p7s、.p7m）",
        key: "使う鍵。signは署名用（パスワード）、authは利用者証明用（暗証番号）",
        kind: "どの証明書か（signとauthは本人のもの、sign-caとauth-caは発行元のもの）",
        out: "結果を保存するファイル（文書が1件のとき）",
        out_dir: "結果を保存するフォルダー（指定しないときは文書と同じ場所）",
        overwrite: "同じ名前のファイルがあれば置き換えます",
        pin_kind: "どちらか。authは利用者証明用電子証明書の暗証番号（ログイン）、signは署名用電子証明書のパスワード（署名）",
        pin_stdin_change: "標準入力の3行（いままでのもの、新しいもの、新しいものをもう一度）を読みます",
        pin_stdin: "暗証番号・パスワードを標準入力の1行から読みます",
        profile: "練習用のカードの種類",
        seal: "PDFに入れる印影（round：丸、date：日付印、rectangle：四角、またはPNGファイル）",
        seal_at: "印影の左上の位置（ページの左から、上からのミリメートル。165,20 など）",
        seal_page: "印影を入れるページ（first、last、または番号）",
        seal_size: "印影の大きさ（ミリメートル、8〜100）",
        sign_format: "署名の形。autoは、PDFには中に、ほかの文書には別のファイル（.p7s）に署名します。cms-attachedは、文書を署名ファイル（.p7m）に入れます",
        trust: "信頼する発行元の証明書（DERまたはPEM）。繰り返して指定できます",
        vpcd: "vpcdの接続先（ふつうは127.0.0.1:35963）",
        topic: "話題の名前、または探す言葉（指定しないときは一覧）",
        office: "窓口の名前（narashinoなど）、または窓口の案内のファイル",
        abroad: "国外に住んでいて、カードを続けて使っている方の更新期間（1年前から）にします",
        calendar_out: "保存するファイル（.ics）",
        guide_out: "印刷用のPDFとして保存するファイル",
    },
    usage: UsageTexts {
        conflict: |one, other| format!("{one}と{other}は一緒に使えません。"),
        invalid_value: |argument, value| format!("{argument}に「{value}」は指定できません。"),
        missing: |what| format!("{what}を指定してください。"),
        missing_subcommand: "コマンドを指定してください。",
        missing_value: |argument| format!("{argument}には値が必要です。"),
        possible_values: |values| format!("指定できるもの：{values}"),
        unexpected_value: |argument, value| format!("{argument}に値（{value}）は要りません。"),
        unknown_argument: |argument| format!("「{argument}」という指定はありません。"),
        unknown_subcommand: |name| format!("「{name}」というコマンドはありません。"),
        repeated: |argument| format!("{argument}は1回だけ指定してください。"),
        out_for_one: "--outは、文書が1件のときだけ使えます。2件以上のときは--out-dirを使ってください。",
        unknown_profile: |name, known| {
            format!("「{name}」という練習用のカードはありません。指定できるもの：{known}")
        },
        vpcd_address: |address| {
            format!("「{address}」は接続先の形（127.0.0.1:35963など）になっていません。")
        },
        vpcd_elsewhere: |address| {
            format!("{address}はほかのパソコンです。このパソコンにだけつなげます。")
        },
        not_a_certificate: |path| format!("「{path}」は発行元の証明書ではありません。"),
    },
    card: CardTexts {
        reader: "カードリーダー",
        card: "カード",
        my_number_card: "マイナンバーカード",
        practice_card: "マイナンバーカード（練習用。本物ではありません）",
        android: "スマートフォン（Android）の電子証明書。このソフトでは扱えません",
        iphone: "スマートフォン（iPhone）の電子証明書。このソフトでは扱えません",
        juki_card: "住民基本台帳カード。このソフトでは扱えません",
        other_card: "マイナンバーカードではないカード",
        no_card: "ありません",
        state: "状態",
        expires_on: "有効期限",
        renewal: "更新できる期間",
        secret: |slot| match slot {
            Slot::Auth => "暗証番号",
            Slot::Sign => "パスワード",
        },
        period: |from, until| format!("{from}から{until}まで"),
        issuer_certificate: |slot| match slot {
            Slot::Auth => "利用者証明用電子証明書の発行元の証明書",
            Slot::Sign => "署名用電子証明書の発行元の証明書",
        },
        reading: |reader| format!("{reader}のカードを読み取っています。"),
    },
    pin: PinQuestions {
        form: |slot| match slot {
                Slot::Auth => "利用者証明用電子証明書の暗証番号は、半角の数字4桁です。",
                Slot::Sign => {
                    "署名用電子証明書のパスワードは、半角の英字と数字を組み合わせた6文字から16文字です（英字の大文字と小文字は区別しません）。"
                }
        },
        prompt: |slot, tries| format!("{}（{tries}）：", secret(slot)),
        new: |slot| match slot {
            Slot::Auth => "新しい、利用者証明用電子証明書の暗証番号：",
            Slot::Sign => "新しい、署名用電子証明書のパスワード：",
        },
        again: |slot| match slot {
            Slot::Auth => "もう一度、新しい、利用者証明用電子証明書の暗証番号：",
            Slot::Sign => "もう一度、新しい、署名用電子証明書のパスワード：",
        },
        practice: "練習用のカードです。本物のカードは変わりません。",
        hidden: "入力した文字は表示されません。やめるときはCtrl-Cを押してください。",
    },
    sign: SignLines {
        progress: |now, total| {
            format!("カードで署名しています（{now}/{total}）。カードを動かさないでください。")
        },
        signed: |input, output| format!("署名しました　{input} → {output}"),
        failed: |input| format!("署名できませんでした　{input}"),
        nothing_signed: "まだ何も署名していません。暗証番号・パスワードも送っていません。",
        summary: |signed, total| format!("{total}件のうち{signed}件に署名しました。"),
        practice: "練習用のカードによる署名です。本物の署名ではありません。",
        discloses_sign: "署名には、氏名・住所・生年月日・性別が書かれた証明書が付きます。",
        discloses_auth: "利用者証明用の鍵で署名します。本人の氏名は付きません。",
    },
    export: ExportLines {
        written: |path| format!("保存しました　{path}"),
    },
    verify: VerifyLines {
        result: "結果",
        issuer_extra: "指定された発行元（--trust）によるものと確かめました",
        signer: |name, certificate| format!("{name}（{certificate}）"),
        claimed_signer: |name| format!("{name}（確かめられません）"),
    },
    simulate: SimulateLines {
        connecting: |address| format!("vpcd（{address}）につないでいます。"),
        ready: |profile| {
            format!("練習用のカード（{profile}）を置きました。やめるときはCtrl-Cを押してください。")
        },
        pins: |pin, password| {
            format!("練習用の暗証番号は{pin}、パスワードは{password}です。本物ではありません。")
        },
        card_left: "練習用のカードがカードリーダーから離れました。",
        connection_lost: "vpcdとの接続が終わりました。",
        unreachable: |address| {
            format!("{address}でvpcdが動いていません。pcscdとvpcdを先に始めてください。")
        },
    },
    guide: GuideLines {
        out_for_one: "--outは、話題が1つのときだけ使えます。話題の名前を指定してください。",
        unknown_topic: |query, near| {
            if near.is_empty() {
                format!(
                    "「{query}」についての案内はありません。inkan-cli guideで一覧を表示します。"
                )
            } else {
                format!("「{query}」についての案内はありません。近いもの：{near}")
            }
        },
        unknown_office: |name, known| {
            format!("「{name}」という窓口の案内も、ファイルもありません。入っているもの：{known}")
        },
        office_by_policy: "このパソコンでは、ポリシーファイルが窓口を決めています。--office を付けずに実行してください。",
        left_out: |certificate, why| format!("{certificate}の日付は入れていません。{why}"),
    },
    error: |code| format!("エラー {code}"),
};
