//! 標準: the original. Polite and plain: what happened, what it means, what to do. Official terms;
//! never 「有効」 alone; sentences end in 「。」, labels do not (ui.md, "Words").

use super::date::{count, grouped};
use super::texts::{
    Banners, Common, Details, Home, PinTexts, Pins, Practice, Seal, SettingsTexts, ShellWords,
    Sign, Texts, Verify,
};
use crate::app::settings::{ColorScheme, Language};
use crate::core::jpki::Slot;
use crate::core::rules::{Destination, DestinationRule, PinRule};
use crate::core::sign::{Encapsulation, PdfProfile, SignatureFormat};
use crate::core::verify::{ChangesAfter, Coverage, Flaw, Verdict};

/// The Japanese texts.
pub static TEXTS: Texts = Texts {
    language: Language::Ja,
    common: Common {
        app_name: "Inkan",
        back: "戻る",
        cancel: "やめる",
        close: "閉じる",
        colon: "：",
        comma: "、",
        copy: "コピー",
        hide: "隠す",
        show: "表示",
        certificate,
        secret,
        secret_form: |slot| match slot {
            Slot::Auth => "数字4桁",
            Slot::Sign => "英数字6〜16文字（英字と数字の両方を使います。英字は大文字）",
        },
        tries: |left, max| match left {
            0 => "ロックされています".to_owned(),
            left => format!("残り回数 あと{left}回（{max}回中）"),
        },
        tries_unknown: "残り回数は読み取れませんでした",
        saved: "保存しました",
        step: |number, heading| format!("{number}. {heading}"),
        code: |code| format!("番号：{code}"),
    },
    shell: ShellWords {
        pages: "ページの切り替え",
        home: "ホーム",
        sign: "文書に署名",
        verify: "署名を確認",
        pins: "暗証番号",
        settings: "設定と診断",
        text_size: "文字",
        smaller: "文字を小さくする",
        larger: "文字を大きくする",
        colours: |scheme| match scheme {
            ColorScheme::System => "配色：自動".to_owned(),
            scheme => format!("配色：{}", colour(scheme)),
        },
        looking: "カードリーダーを調べています",
        no_service: "スマートカードサービスが動いていません",
        no_reader: "カードリーダーが見つかりません",
        no_card: "カードがセットされていません",
        reading: "カードを読み取っています",
        read: "読み取りました",
        foreign_card: "マイナンバーカードではないカードです",
        mute_card: "カードの応答がありません",
        failed: "カードを読み取れませんでした",
    },
    home: Home {
        title: "ホーム",
        no_card_title: "マイナンバーカードをセットしてください",
        no_card_lead: "カードをセットすると、電子証明書の有効期限と、暗証番号の残り回数が表示されます。",
        step_service: "スマートカードサービス",
        step_reader: "カードリーダー",
        step_card: "マイナンバーカード",
        done: "できています",
        waiting: "前の手順のあとで確かめます",
        looking: "確かめています…",
        look_again: "もう一度調べる",
        practice_lead: "カードやカードリーダーがなくても、練習用のカードで、すべての画面を試せます。",
        practice: "練習モードで試す",
        purpose: |slot| match slot {
            Slot::Auth => "ログイン（マイナポータルなど）、コンビニ交付",
            Slot::Sign => "文書への署名（e-Tax、登記など）",
        },
        within: "有効期間内",
        renewable: "更新できます（有効期間内）",
        expired: "有効期限が切れています",
        not_yet: "有効期間はまだ始まっていません",
        until: |day| format!("{day}まで"),
        days_left: |days| match days {
            0 => "今日が最後の日です".to_owned(),
            days => format!("あと{}日", grouped(days)),
        },
        days_over: |days| format!("{}日前に切れました", grouped(days)),
        reading: "読み取っています…",
        needs_pin: "読み取りにはパスワードが必要です",
        needs_pin_why: "有効期限や氏名を見るには、署名用電子証明書のパスワードを入力します。",
        read_sign: "パスワードを入力して読み取る…",
        absent: |slot| match slot {
            Slot::Auth => "利用者証明用電子証明書は入っていません",
            Slot::Sign => "署名用電子証明書は入っていません",
        },
        absent_why: |slot| match slot {
            Slot::Auth => {
                "ロックされているのではありません。必要なときは、市区町村の窓口で発行できます。"
            }
            Slot::Sign => {
                "ロックされているのではありません。15歳未満の方には、原則として発行されません。必要なときは、市区町村の窓口にご相談ください。"
            }
        },
        unreadable: "読み取れませんでした",
        unreadable_why: "カードの中のデータを読み取れません。カードをセットし直しても変わらないときは、市区町村の窓口にご相談ください。",
        issued: |month| format!("発行 {month}"),
        today: "今日",
        renewal: |month| format!("更新 {month}から"),
        expiry: |month| format!("期限 {month}"),
        timeline: |issued, renewal, expiry| {
            format!("{issued}に発行。更新できるのは{renewal}から。有効期限は{expiry}。")
        },
        details: "くわしく",
        save: "保存…",
        sign_document: "文書に署名",
        card_date: "カード本体の有効期限は別です。券面の生年月日の横をご確認ください。",
        revocation: "失効確認：未実施。氏名や住所などが変わると、期限の前でも署名用電子証明書は使えなくなりますが、このソフトでは確かめられません。",
        read_again: "もう一度読み取る",
        banner: Banners {
            blocked: |slot| format!("{}がロックされています", secret(slot)),
            blocked_line: "続けてまちがえた回数が上限に達したため、今は使えません。市区町村の窓口などで再設定すると、また使えるようになります。",
            blocked_action: "再設定の方法を見る",
            expired: |slot| format!("{}の有効期限が切れています", certificate(slot)),
            expired_line: |day| {
                format!("{day}に切れました。市区町村の窓口で、新しく発行してもらえます。")
            },
            expired_action: "発行の方法を見る",
            last_try: |slot| format!("{}は、あと1回まちがえるとロックされます", secret(slot)),
            last_try_line: "自信がないときは入力しないでください。正しく入力すると、残り回数は元に戻ります。",
            last_try_action: "忘れたときの方法を見る",
            renewal: |slot| format!("{}を更新できます", certificate(slot)),
            renewal_line: |day| format!("有効期限は{day}です。市区町村の窓口で更新できます。"),
            renewal_action: "更新の方法を見る",
            not_yet: |slot| format!("{}の有効期間は、まだ始まっていません", certificate(slot)),
            not_yet_line: |day| {
                format!(
                    "{day}から使えます。今日より前のはずのときは、パソコンの日付をご確認ください。"
                )
            },
            not_yet_action: "くわしく見る",
        },
    },
    details: Details {
        summary: "あらまし",
        holder: "本人の情報",
        name: "氏名",
        address: "住所",
        birth_date: "生年月日",
        partial_birth: |year, month| match (year, month) {
            (Some(year), Some(month)) => format!("{year}年{month}月（日は不明）"),
            (Some(year), None) => format!("{year}年（月日は不明）"),
            _ => "不明".to_owned(),
        },
        sex: "性別",
        male: "男",
        female: "女",
        sex_unknown: "記載なし",
        unreadable: "読み取れない記載です",
        substitutes: "パソコンで使えない漢字が、代わりの文字（代替文字）で記録されています。",
        personal: "「表示」を押すと、本人の情報が画面に出ます。まわりの人にご注意ください。",
        purpose: "使いみち",
        valid_from: "有効期間の始まり",
        valid_until: "有効期限",
        state: "今日の状態",
        issuer: "発行元",
        trust: "発行元の確認",
        trusted: "地方公共団体情報システム機構（J-LIS）が発行したものです",
        untrusted: "発行元を確かめられません。公的個人認証サービスのものではないかもしれません",
        demo: "練習用です。本物ではありません",
        revocation: "失効確認",
        revocation_why: "未実施。失効しているかを問い合わせられるのは、法律にもとづいて届け出た機関だけです。",
        renewal: "更新のしかた",
        renewal_window: |from, until| format!("更新できる期間：{from}から{until}まで"),
        renewal_where: "場所：お住まいの市区町村の窓口。期限を過ぎたあとでも、新しく発行してもらえます。",
        renewal_bring: "持ち物：マイナンバーカード。窓口で暗証番号を入力します。忘れたときは、窓口で再設定できます。",
        renewal_fee: "手数料：原則として無料です（200円かかる場合があります）。",
        fields: "記載事項のすべて",
        serial: "シリアル番号",
        subject: "主体者",
        key: "公開鍵",
        signature_algorithm: "署名アルゴリズム",
        key_usage: "鍵の使いみち",
        extended_key_usage: "拡張した使いみち",
        policies: "証明書ポリシー",
        subject_key_id: "主体者の鍵識別子",
        authority_key_id: "発行元の鍵識別子",
        crl: "失効リストの場所",
        ocsp: "失効を問い合わせる場所",
        fingerprint: "フィンガープリント（SHA-256）",
        unknown_critical: "このソフトが知らない重要な記載",
        not_before: "有効期間の始まり（日本時間）",
        not_after: "有効期間の終わり（日本時間）",
        save: "ファイルに保存",
        save_lead: |slot| match slot {
            Slot::Auth => "証明書をファイルに保存します。暗証番号や秘密鍵は含まれません。",
            Slot::Sign => {
                "証明書をファイルに保存します。氏名・住所・生年月日・性別が含まれます。パスワードや秘密鍵は含まれません。"
            }
        },
        save_der: "保存（DER形式）…",
        save_pem: "保存（PEM形式）…",
        save_text: "保存（テキスト）…",
    },
    sign: Sign {
        title: "文書に署名",
        lead: "文書に、署名用電子証明書で電子署名を付けます。もとの文書は変わりません。署名した文書は、別のファイルになります。",
        drop: "ここに文書やフォルダーをドラッグするか、ボタンで選んでください",
        choose: "文書を選ぶ…",
        choose_folder: "フォルダーを選ぶ…",
        add: "文書を追加…",
        add_folder: "フォルダーを追加…",
        clear: "すべて外す",
        found_nothing: "選んだフォルダーには、文書がありませんでした。",
        files: |files| format!("署名する文書（{}件）", count(files)),
        pdf: |pages, signatures| {
            let pages = count(pages);
            match signatures {
                0 => format!("PDF・{pages}ページ"),
                signatures => {
                    format!("PDF・{pages}ページ・署名が{signatures}つあります（そのまま残ります）")
                }
            }
        },
        other: "ファイル",
        size: |size| format!("大きさ {size}"),
        output: |name| format!("できるファイル：{name}"),
        made: |name| format!("できたファイル：{name}"),
        remove: |name| format!("{name} を外す"),
        cannot: "署名できません",
        troubled: |files| format!("署名できない文書が{}件あります", count(files)),
        troubled_like: |name, others| match others {
            0 => name.to_owned(),
            others => format!("{name} と、ほか{}件", count(others)),
        },
        remove_troubled: |files| format!("署名できない文書を外す（{}件）", count(files)),
        planning: "文書を調べています…",
        destination: "使いみち",
        destination_name: |destination| match destination {
            Destination::AnyFile => "すべてのファイル",
            Destination::Pdf => "PDF一般",
            Destination::Registry => "登記・供託",
        },
        destination_line: |destination| match destination {
            Destination::AnyFile => {
                "どの種類の文書にも使えます。署名だけのファイルが別にできるので、文書と一緒に相手に渡します。相手が受け付けるか、先にご確認ください。"
            }
            Destination::Pdf => {
                "会社や取引先などに渡すPDFに使えます。署名はPDFの中に入り、署名に対応したPDFソフトで確かめられます。"
            }
            Destination::Registry => {
                "登記・供託オンライン申請に出すPDFに使えます。申請で求められる形の署名を付け、決まりに合っているかを最後に確かめます。"
            }
        },
        expert: "くわしい設定（専門家向け）",
        form: "署名の形式",
        form_name: |format| match format {
            SignatureFormat::Cms(Encapsulation::Attached) => "文書を中に入れた署名ファイル（.p7m）",
            SignatureFormat::Cms(Encapsulation::Detached) => "文書とは別の署名ファイル（.p7s）",
            SignatureFormat::Pdf(PdfProfile::CadesDetached) => "PAdES（ETSI.CAdES.detached）",
            SignatureFormat::Pdf(PdfProfile::Pkcs7Detached) => "PKCS#7（adbe.pkcs7.detached）",
        },
        key: "署名に使う鍵",
        key_name: |slot| match slot {
            Slot::Auth => "利用者証明用の鍵",
            Slot::Sign => "署名用の鍵（ふつうはこちら）",
        },
        key_why_not: "利用者証明用の鍵は、ログインのための鍵です。この鍵で署名すると、氏名が入らないため、だれの署名か相手に分かりません。受け付けない提出先がほとんどです。",
        folder: "保存先",
        same_folder: "もとの文書と同じフォルダー",
        change_folder: "保存先を変える…",
        overwrite: "同じ名前のファイルがあるとき",
        keep: "残す（署名しない）",
        replace: "置き換える",
        discloses: "この署名で相手に伝わること",
        discloses_lead: "署名には、あなたの署名用電子証明書が入ります。受け取った人は、次のことを読めます。",
        discloses_items: "氏名・住所・生年月日・性別",
        discloses_nobody: "利用者証明用電子証明書には、氏名も住所も入っていません。だれの署名かは、相手に分かりません。",
        sign: "署名する…",
        why_no_files: "署名する文書を選んでください。",
        why_no_card: "マイナンバーカードをセットしてください。",
        why_problem: "署名できない文書があります。外すと、ほかの文書に署名できます。",
        why_absent: |slot| match slot {
            Slot::Auth => "このカードには利用者証明用電子証明書が入っていません。",
            Slot::Sign => "このカードには署名用電子証明書が入っていません。",
        },
        why_blocked: |slot| match slot {
            Slot::Auth => "利用者証明用電子証明書の暗証番号がロックされています。",
            Slot::Sign => "署名用電子証明書のパスワードがロックされています。",
        },
        why_key: "登記・供託では、利用者証明用の鍵の署名は受け付けられません。くわしい設定で、署名用の鍵を選んでください。",
        why_planning: "文書を調べ終わるまでお待ちください。",
        working: "署名しています",
        step_of: |now, total| format!("{}件中{}件目", count(total), count(now)),
        hashing: "文書を読んでいます。",
        signing: "カードが署名を作っています。カードを動かさないでください。",
        now: "作業中",
        finished: "終わりました",
        waiting: "待っています",
        stop: "中止する",
        stop_line: "中止すると、今の文書が終わったところで止まります。署名が終わった文書は、そのまま残ります。",
        all_signed: |files| format!("{}件の文書に署名しました", count(files)),
        some_signed: |done, left| {
            format!(
                "{}件に署名しました。{}件には署名していません",
                count(done),
                count(left)
            )
        },
        none_signed: "署名できませんでした",
        signed: "署名しました",
        self_checked: "できた署名を読み直して、正しいことを確かめました。",
        original_kept: "もとの文書は変わっていません。",
        practice_only: "これは練習用の署名です。本物の署名としては使えません。",
        left_out: "署名していません。ファイルは作られていません。",
        signed_files: |files| format!("署名した文書（{}件）", count(files)),
        unsigned_files: |files| format!("署名していない文書（{}件）", count(files)),
        checks: |place| format!("「{place}」の決まりに合っているか"),
        checks_good: "すべて合っています。",
        checks_bad: "合っていないところがあります。渡す前にご確認ください。",
        rule: |rule| match rule {
            DestinationRule::CoversWholeFile => "署名が文書の全体に付いている",
            DestinationRule::NotEncrypted => "文書にパスワードがかかっていない",
            DestinationRule::NoTimestamp => "タイムスタンプが付いていない",
            DestinationRule::SelfChecked => "付けた署名を読み直して、正しいと確かめた",
            DestinationRule::SignCertificate => "署名用電子証明書で署名している",
            DestinationRule::SigningTime => "署名した時刻が書かれている",
            DestinationRule::SignerName => "署名した人の氏名が書かれている",
            DestinationRule::SubFilter => {
                "受け付けられる署名の形式（adbe.pkcs7.detached）になっている"
            }
            DestinationRule::TypeSig => "署名であることが、決まったとおりに書かれている",
        },
        rule_broken: |rule, files| format!("{rule}：合っていない文書が{}件", count(files)),
        rules_broken: "使いみちの決まりに合っていないところがあります",
        open_folder: "フォルダーを開く",
        retry: "署名していない文書をもう一度",
        again: "ほかの文書に署名する",
    },
    seal: Seal {
        title: "印影（目に見える署名）",
        lead: "電子署名は、印影がなくても付きます。印影は、署名したことを見た目で分かるようにするものです。",
        look: "印影の種類",
        none: "付けない",
        round: "丸い印影（氏名）",
        date_stamp: "丸い日付印（氏名と日付）",
        date: |day| format!("{}.{}.{}", day.year(), day.month(), day.day()),
        rectangle: "四角い印影（氏名と日付）",
        image: "自分の画像",
        image_from_file: "自分の画像…",
        choose_image: "印影の画像を選ぶ…",
        change_image: "画像を変える…",
        image_form: "使える画像はPNG形式です。",
        width: "幅",
        longer_side: "長い辺",
        diameter: "直径",
        mm: |mm| format!("{mm} mm"),
        smaller: |side| format!("{side}を小さくする"),
        larger: |side| format!("{side}を大きくする"),
        page: "印影を付けるページ",
        page_of: |now, total| format!("{}ページ（全{}ページ）", count(now), count(total)),
        first_page: "最初のページ",
        last_page: "最後のページ",
        previous_page: "前のページ",
        next_page: "次のページ",
        document: |name, now, total| match total {
            1 => name.to_owned(),
            total => format!("{name}（{}件中{}件目）", count(total), count(now)),
        },
        previous_document: "前の文書",
        next_document: "次の文書",
        for_all: |files| {
            format!(
                "PDF {}件のすべてに、同じ印影を同じ位置に付けます。",
                count(files)
            )
        },
        place: "印影の位置",
        place_at: |left, top| format!("左から{left} mm、上から{top} mm"),
        place_help: "ページの上を押すと、印影がそこに移ります。印影をドラッグしても動かせます。",
        place_keys: "キーボードでは、ページを選んで矢印キーを押すと1 mmずつ、Shiftキーと一緒に押すと10 mmずつ動きます。",
        drawing: "ページを表示しています…",
        undrawable_seal: "この印影は作れません",
        undrawable_seal_line: "氏名に、このソフトの文字で書けない漢字があります。「自分の画像」をお使いください。",
        undrawable: "このページは表示できません。印影は、表示している位置に付きます。",
        incomplete: "ページの一部が、ここでは表示されていません。文書そのものは変わりません。",
        name_later: "氏名と日付は、署名するときに入ります。",
        caption: "電子署名",
        watermark: "練習用",
        sample_name: "氏名",
    },
    verify: Verify {
        title: "署名を確認",
        lead: "受け取った文書の電子署名を調べます。調べられるのは、署名のあるPDFと、署名ファイル（.p7s、.p7m）です。",
        drop: "ここに確認するファイルをドラッグするか、ボタンで選んでください",
        choose: "確認するファイルを選ぶ…",
        working: "署名を確かめています…",
        another: "ほかのファイルを確かめる…",
        answers: "確認すると分かること",
        answers_integrity: "文書が署名のあとで変わっていないか",
        answers_signer: "証明書に書かれている氏名",
        answers_issuer: "公的個人認証サービスの証明書かどうか",
        answers_time: "署名した人のパソコンに記録された時刻",
        answers_revocation: "このソフトでは確かめられません",
        choose_content: "もとの文書を選ぶ…",
        summary: |files, care| match care {
            0 => format!(
                "{}件を調べました。どれも署名のあとで変わっていません",
                count(files)
            ),
            care => format!(
                "{}件を調べました。このうち{}件には注意が必要です",
                count(files),
                count(care)
            ),
        },
        checked_files: |files| format!("調べたファイル（{}件）", count(files)),
        look: |name| format!("{name}の結果を見る"),
        more_signatures: |shown, left| {
            format!(
                "署名が多いため、結果のよくないものから{shown}件を表示しています。ほかに{left}件あります。"
            )
        },
        signature_of: |now, total| format!("署名 {now}（全{total}）"),
        field: |name| format!("署名欄の名前：{name}"),
        document: "もとの文書",
        integrity: "改ざん",
        intact: "署名のあとで変わっていません",
        intact_earlier: "署名した時点の内容は、変わっていません",
        coverage: "署名の範囲",
        covers: |coverage, changes| match (coverage, changes) {
            (Coverage::Partial, _) => "文書の一部だけです。署名の付いていない部分があります",
            (_, ChangesAfter::Other) => {
                "この署名のあとに、文書の見た目や中身を変える追加があります"
            }
            (_, ChangesAfter::FormAndAnnotations) => {
                "この署名のあとに、記入や注釈の追加があります。追加の部分は署名されていません"
            }
            (_, ChangesAfter::SignaturesOnly) => {
                "この署名のあとに、別の署名が追加されています。ほかの追加はありません"
            }
            (Coverage::EarlierRevision, ChangesAfter::None) => {
                "この署名のあとにデータの追加がありますが、文書の内容は同じです"
            }
            (Coverage::WholeDocument, ChangesAfter::None) => "文書の全体です",
        },
        method: "署名の方式",
        method_weak: |name| format!("{name}。古くて破られやすい方式です"),
        signer: "署名者",
        flaw: |flaw| match flaw {
            Flaw::ContentChanged => {
                "文書が署名のあとで変わっています。または、この文書への署名ではありません"
            }
            Flaw::ContentMissing => "もとの文書がないため、確かめられません",
            Flaw::SignatureMismatch | Flaw::CertificateMismatch => {
                "署名が、付いている証明書のものではありません"
            }
            Flaw::ByteRange => "署名が、この文書の全体にかかっていません",
            Flaw::CertificateMissing => "署名者の証明書が入っていないため、確かめられません",
            Flaw::CertificateStray => {
                "署名に付いている証明書の中に、壊れたもの、または発行者の分からないものがあります"
            }
            Flaw::AlgorithmUnsupported { .. } | Flaw::SignatureFormUnsupported => {
                "このソフトが知らない方式のため、確かめられません"
            }
            Flaw::DigestWeak => {
                "古くて破られやすい方式（MD5、SHA-1）のため、改ざんがないと言えません"
            }
            Flaw::KeyUnusable => "署名者の鍵が短すぎるか、読めないため、確かめられません",
            Flaw::KeyUsage => "文書の署名に使ってはならない証明書で署名されています",
            Flaw::AlgorithmsDisagree
            | Flaw::AttributeDuplicate
            | Flaw::AttributeMissing
            | Flaw::AttributesMalformed
            | Flaw::ContentAttached
            | Flaw::ContentPosesAsAttributes
            | Flaw::ContentTypeMismatch
            | Flaw::ContentsMalformed
            | Flaw::SignatureDictionary
            | Flaw::SignerCount
            | Flaw::TimestampMalformed
            | Flaw::VersionMismatch => "署名の作りが規格に合っていません",
        },
        signer_unknown: "署名者の証明書が入っていません",
        issuer: "証明書の発行元",
        issuer_trusted: "地方公共団体情報システム機構（J-LIS）。確かめました",
        issuer_untrusted: "公的個人認証サービスが発行したものと確かめられません",
        issuer_demo: "練習用です。本物の署名ではありません",
        time: "署名した時刻",
        time_claimed: |time| format!("{time}（署名した人のパソコンの時刻です）"),
        time_none: "書かれていません",
        certificate_time: "証明書の期間",
        certificate_within: "署名した時刻は、証明書の有効期間内です",
        certificate_outside: "署名した時刻が、証明書の有効期間の外か、これから先の時刻になっています",
        certificate_expired_now: "署名した時刻には有効期間内でした。今は有効期限が切れています",
        revocation: "失効確認",
        not_checked: "未実施",
        not_checked_why: "署名した人の証明書が失効しているかを問い合わせられるのは、法律にもとづいて届け出た機関だけです。",
        verdict: |verdict| match verdict {
            Verdict::Bad => "この署名は信用できません",
            Verdict::Good => "文書は署名のあとで変わっていません",
            Verdict::Unreadable => "署名を読み取れませんでした",
            Verdict::Unsigned => "署名がありません",
            Verdict::Untrusted => "だれの署名か確かめられません",
        },
        verdict_line: |verdict| match verdict {
            Verdict::Bad => "この文書を使わずに、送り主に確かめてください。",
            Verdict::Good => {
                "署名した人は、下の証明書の持ち主です。失効していないかは、確かめていません。"
            }
            Verdict::Unreadable => "署名のあるファイルかどうかを確かめて、選び直してください。",
            Verdict::Unsigned => "このファイルには、確かめられる署名が入っていません。",
            Verdict::Untrusted => {
                "文書は変わっていませんが、署名者を確かめられません。送り主に確かめてください。"
            }
        },
        good_with_entries: "署名した内容は変わっていません。署名のあとに、記入や注釈の追加があります",
        good_with_entries_line: "追加された部分には、署名が付いていません。追加の内容は、文書を開いてご確認ください。",
        several: |signatures| format!("この文書には、署名が{signatures}つあります。"),
        certificate: "署名した人の証明書を見る",
        content_ask: "この署名ファイルには文書が入っていません。もとの文書を選ぶと確かめられます。",
        save: "確認の結果を保存する",
        save_text: "テキストで保存…",
        save_pdf: "PDFで保存…",
        report: "電子署名の確認結果",
        report_made: |time| format!("確認した日時：{time}（このパソコンの時刻です）"),
    },
    pins: Pins {
        title: "暗証番号",
        lead: "マイナンバーカードには、署名に使うパスワードと、ログインに使う4桁の暗証番号があります。",
        used: "使うとき",
        used_for: |slot| match slot {
            Slot::Auth => "マイナポータルへのログイン、コンビニでの証明書の受け取り",
            Slot::Sign => "e-Taxなど、文書に電子署名をするとき",
        },
        form: "形式",
        wrong: "まちがえたとき",
        rule: |max| {
            format!(
                "続けて{max}回まちがえるとロックされます。正しく入力すると、残り回数は元に戻ります。"
            )
        },
        reset: "忘れたとき、ロックされたとき",
        reset_how: |slot| match slot {
            Slot::Auth => {
                "マイナンバーカードを持って、お住まいの市区町村の窓口で再設定してください。署名用電子証明書のパスワードが分かるときは、スマートフォンのアプリとコンビニのマルチコピー機でも再設定できます。"
            }
            Slot::Sign => {
                "マイナンバーカードを持って、お住まいの市区町村の窓口で再設定してください。利用者証明用電子証明書の暗証番号が分かるときは、スマートフォンのアプリとコンビニのマルチコピー機でも再設定できます。"
            }
        },
        cannot_unlock: "このソフトでは、ロックを解除できません。",
        no_card: "マイナンバーカードをセットすると、残り回数が表示されます。残り回数を見るだけなら、暗証番号は要りません。",
    },
    pin_work: super::pin::ja::TEXTS,
    pin: PinTexts {
        title: |slot| match slot {
            Slot::Auth => "暗証番号を入力してください",
            Slot::Sign => "パスワードを入力してください",
        },
        to_read: "署名用電子証明書を読み取るために使います。",
        to_sign: |files| format!("{}件の文書に署名するために使います。", count(files)),
        converted: "全角で入力された文字を、半角に直しました。",
        refused: |slot| match slot {
            Slot::Auth => "使えるのは数字だけです。その文字は入れていません。",
            Slot::Sign => "使えるのは英字と数字だけです。その文字は入れていません。",
        },
        too_long: |slot| match slot {
            Slot::Auth => "暗証番号は4桁です。それより後は入れていません。",
            Slot::Sign => "パスワードは16文字までです。それより後は入れていません。",
        },
        show_keys: "画面のキーで入力する",
        hide_keys: "画面のキーを閉じる",
        delete: "1文字消す",
        clear: "すべて消す",
        send_to_read: "読み取る",
        send_to_sign: "署名する",
        checking: "カードが確かめています",
        keep_card: "終わるまで、カードを動かさないでください。",
        two_left: "あと2回まちがえるとロックされます。よく確かめて入力してください。",
        last: "残りはあと1回です",
        last_line: |slot| {
            format!(
                "まちがえると、{}がロックされます。ロックされると、市区町村の窓口などで再設定するまで使えません。自信がないときは「やめる」を押してください。",
                secret(slot)
            )
        },
        unknown: "残り回数が分かりません",
        unknown_line: "カードが残り回数を答えませんでした。あと1回かもしれません。自信がないときは「やめる」を押してください。",
        really: "本当に送りますか",
        really_send: "最後の1回を使う",
        rule: |slot, rule| match (slot, rule) {
            (Slot::Auth, PinRule::Length) => "4桁を入力してください。",
            (Slot::Auth, _) => "数字だけを入力してください。",
            (Slot::Sign, PinRule::Length) => "6文字以上、16文字までを入力してください。",
            (Slot::Sign, PinRule::HasDigit) => "パスワードには数字が必ず入っています。",
            (Slot::Sign, PinRule::HasLetter) => "パスワードには英字が必ず入っています。",
            (Slot::Sign, PinRule::Characters) => "使えるのは英字と数字だけです。",
        },
    },
    practice: Practice {
        title: "練習モード — 本物のカードではありません",
        scene: |name| format!("場面：{name}…"),
        insert: "カードを入れる",
        pull: "カードを抜く",
        end: "終了",
        choose: "練習の場面を選んでください",
        choose_lead: "選んだ状態の、練習用のカードに替わります。",
        renew: "カードを初めの状態に戻す",
        profile: |id| match id {
            "normal" => ("ふつう", "2つの電子証明書は、どちらも有効期間内です。"),
            "renewable" => ("更新の時期", "有効期限まで3か月を切り、更新できます。"),
            "expired" => (
                "期限切れ",
                "2つの電子証明書は、どちらも有効期限が切れています。",
            ),
            "sign-locked" => (
                "パスワードのロック",
                "署名用のパスワードがロックされています。",
            ),
            "auth-last-try" => ("あと1回", "利用者証明用の暗証番号が、あと1回です。"),
            "both-locked" => ("両方のロック", "パスワードも暗証番号もロックされています。"),
            "child" => ("15歳未満の方", "署名用電子証明書が入っていません。"),
            "slow" => (
                "遅い読み取り",
                "時間のかかるカードリーダーの様子が分かります。",
            ),
            "pulled-mid-sign" => (
                "署名中に抜ける",
                "署名の途中でカードが離れたときの様子が分かります。",
            ),
            "upside-down" => (
                "裏返しのカード",
                "カードが答えないときの様子が分かります。入れ直すと読み取れます。",
            ),
            "bank-card" => ("別のカード", "銀行のカードを置いたときの様子が分かります。"),
            "next-generation" => ("次期カード", "新しい方式の鍵（ECDSA P-384）のカードです。"),
            _ => ("練習用", ""),
        },
    },
    settings: SettingsTexts {
        title: "設定と診断",
        language: "言語",
        text_size: "文字の大きさ",
        text_system: "自動（パソコンに合わせる）",
        percent: |percent| format!("{percent}％"),
        colours: "配色",
        colour,
        reader: "カードリーダー",
        reader_lead: "2台以上つないでいるときに、使うものを選べます。",
        reader_auto: "自動（マイナンバーカードがあるもの）",
        no_readers: "カードリーダーが見つかりません。パソコンにつなぐと、ここに表示されます。",
        practice: "練習モード",
        about: "このソフトについて",
        made: |day| format!("{day}に作られた版です。"),
        old: "作られてから1年以上たっています。制度や機器が変わっていることがありますので、新しい版をお使いください。",
        newer: |address| match address {
            Some(address) => format!("新しい版があるかどうかは、{address} でご確認ください。"),
            None => "新しい版があるかどうかは、このソフトを受け取ったところでご確認ください。"
                .to_owned(),
        },
        offline: "このソフトはインターネットに接続しません。暗証番号も、カードの中身も、外に送りません。",
    },
};

/// The official name of a certificate.
pub(super) fn certificate(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "利用者証明用電子証明書",
        Slot::Sign => "署名用電子証明書",
    }
}

/// The official name of its PIN or password.
pub(super) fn secret(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "利用者証明用電子証明書の暗証番号",
        Slot::Sign => "署名用電子証明書のパスワード",
    }
}

fn colour(scheme: ColorScheme) -> &'static str {
    match scheme {
        ColorScheme::Dark => "暗い",
        ColorScheme::HighContrast => "ハイコントラスト",
        ColorScheme::Light => "明るい",
        ColorScheme::System => "自動（パソコンに合わせる）",
    }
}
