//! 書類にサインする: 文書に署名 in plain Japanese.

use crate::core::rules::{Destination, DestinationRule};
use crate::core::sign::{Encapsulation, PdfProfile, SignatureFormat};
use crate::i18n::date::count;
use crate::i18n::ja;
use crate::i18n::texts::{Seal, Sign};

pub(super) const SIGN: Sign = Sign {
    title: "書類にサインする",
    lead: "パソコンで、書類にサイン（電子署名）をします。元の書類は変わりません。サインした書類は、別のファイルになります。",
    drop: "ここに書類を持ってくるか、ボタンで選んでください",
    choose: "書類を選ぶ…",
    add: "ほかの書類も選ぶ…",
    add_folder: "ほかのフォルダーも選ぶ…",
    clear: "全部外す",
    found_nothing: "選んだフォルダーには、書類がありませんでした。",
    files: |files| format!("サインする書類（{}つ）", count(files)),
    pdf: |pages, signatures| {
        let pages = count(pages);
        match signatures {
            0 => format!("PDF・{pages}ページ"),
            signatures => {
                format!("PDF・{pages}ページ・サインが{signatures}つあります（そのまま残ります）")
            }
        }
    },
    cannot: "サインできません",
    troubled: |files| format!("サインできない書類が{}つあります", count(files)),
    troubled_like: |name, others| match others {
        0 => name.to_owned(),
        others => format!("{name} と、ほかに{}つ", count(others)),
    },
    remove_troubled: |files| format!("サインできない書類を外す（{}つ）", count(files)),
    planning: "書類を調べています…",
    destination: "何に使うか",
    destination_name: |destination| match destination {
        Destination::AnyFile => "すべてのファイル",
        Destination::Pdf => "ふつうのPDF",
        Destination::Registry => "登記・供託（法務局に出すPDF）",
    },
    destination_line: |destination| match destination {
        Destination::AnyFile => {
            "どんな書類にも使えます。サインだけのファイルができます。書類といっしょに渡してください。使えるかどうか、先に相手に聞いてください。"
        }
        Destination::Pdf => {
            "会社などに渡すPDFに使えます。サインはPDFの中に入ります。PDFのソフトで確かめられます。"
        }
        Destination::Registry => {
            "インターネットで法務局に出すPDFに使えます。決まりに合っているかを、最後に調べます。"
        }
    },
    expert: "くわしい設定（よく知っている人のため）",
    form: "サインの形",
    form_name: |format| match format {
        SignatureFormat::Cms(Encapsulation::Attached) => "書類が入ったサインのファイル（.p7m）",
        SignatureFormat::Cms(Encapsulation::Detached) => "サインだけのファイル（.p7s）",
        SignatureFormat::Pdf(PdfProfile::CadesDetached) => "PAdES（ETSI.CAdES.detached）",
        SignatureFormat::Pdf(PdfProfile::Pkcs7Detached) => "PKCS#7（adbe.pkcs7.detached）",
    },
    key: "サインに使う鍵",
    key_why_not: "利用者証明用の鍵は、ログインのための鍵です。この鍵には、名前が入っていません。だれのサインか、相手に分かりません。使えないことが多いです。",
    folder: "保存する場所",
    same_folder: "元の書類と同じフォルダー",
    change_folder: "場所を変える…",
    keep: "残す（サインしない）",
    replace: "新しいものに変える",
    discloses: "このサインで相手に分かること",
    discloses_lead: "サインには、署名用電子証明書が入ります。サインを受け取った人は、次のことを読めます。",
    discloses_items: "名前・住所・生まれた日・性別",
    discloses_nobody: "利用者証明用電子証明書には、名前も住所も入っていません。だれのサインか、相手に分かりません。",
    sign: "サインする…",
    why_no_files: "サインする書類を選んでください。",
    why_no_card: "マイナンバーカードを置いてください。",
    why_problem: "サインできない書類があります。外すと、ほかの書類にサインできます。",
    why_key: "登記・供託では、利用者証明用の鍵は使えません。くわしい設定で、署名用の鍵を選んでください。",
    why_planning: "書類を調べています。待ってください。",
    working: "サインしています",
    step_of: |now, total| format!("{}つのうち{}つ目", count(total), count(now)),
    hashing: "書類を読んでいます。",
    signing: "カードがサインを作っています。カードを動かさないでください。",
    now: "しています",
    stop: "止める",
    stop_line: "止めると、今の書類が終わってから止まります。サインが終わった書類は、そのまま残ります。",
    all_signed: |files| format!("書類{}つにサインしました", count(files)),
    some_signed: |done, left| {
        format!(
            "{}つにサインしました。{}つにはサインしていません",
            count(done),
            count(left)
        )
    },
    none_signed: "サインできませんでした",
    signed: "サインしました",
    self_checked: "できたサインをもう一度読みました。サインは正しいです。",
    original_kept: "元の書類は変わっていません。",
    practice_only: "これは練習用のサインです。本物のサインにはなりません。",
    left_out: "サインしていません。ファイルもできていません。",
    signed_files: |files| format!("サインした書類（{}つ）", count(files)),
    unsigned_files: |files| format!("サインしていない書類（{}つ）", count(files)),
    checks_good: "全部合っています。",
    checks_bad: "合っていないところがあります。渡す前に見てください。",
    rule: |rule| match rule {
        DestinationRule::CoversWholeFile => "サインが書類の全部に付いている",
        DestinationRule::NotEncrypted => "書類にパスワードがない",
        DestinationRule::NoTimestamp => "タイムスタンプが付いていない",
        DestinationRule::SelfChecked => "サインをもう一度読んで、確かめた",
        DestinationRule::SignCertificate => "署名用電子証明書でサインしている",
        DestinationRule::SigningTime => "サインした時間が書いてある",
        DestinationRule::SignerName => "サインした人の名前が書いてある",
        DestinationRule::SubFilter => "決まったサインの形（adbe.pkcs7.detached）になっている",
        DestinationRule::TypeSig => "サインだということが、正しく書いてある",
    },
    rule_broken: |rule, files| format!("{rule}：合っていない書類が{}つ", count(files)),
    rules_broken: "決まりに合っていないところがあります",
    retry: "サインしていない書類をもう一度",
    again: "ほかの書類にサインする",
    ..ja::TEXTS.sign
};

pub(super) const SEAL: Seal = Seal {
    title: "はんこの絵（印影）",
    lead: "はんこの絵がなくても、サインは付きます。絵は、サインしたことを見て分かるようにします。",
    look: "はんこの形",
    round: "丸いはんこ（名前）",
    date_stamp: "丸いはんこ（名前と日付）",
    rectangle: "四角いはんこ（名前と日付）",
    image: "自分の絵",
    image_from_file: "自分の絵…",
    choose_image: "はんこの絵を選ぶ…",
    change_image: "絵を変える…",
    image_form: "使える絵は、PNGのファイルです。",
    width: "横の大きさ",
    longer_side: "長いほうの大きさ",
    diameter: "丸の大きさ",
    page: "はんこを付けるページ",
    page_of: |now, total| format!("{}ページ（全部で{}）", count(now), count(total)),
    document: |name, now, total| match total {
        1 => name.to_owned(),
        total => format!("{name}（{}つのうち{}つ目）", count(total), count(now)),
    },
    previous_document: "前の書類",
    next_document: "次の書類",
    for_all: |files| format!("PDF {}つに、同じはんこを同じ場所に付けます。", count(files)),
    place: "はんこの場所",
    place_help: "ページの上を押すと、はんこがそこに動きます。",
    place_keys: "キーボードでは、ページを選んで矢印キーを押します。1回で1 mm動きます。Shiftキーといっしょに押すと、10 mm動きます。",
    drawing: "ページを出しています…",
    undrawable_seal: "このはんこは作れません",
    undrawable_seal_line: "名前に、このソフトで書けない漢字があります。「自分の絵」を使ってください。",
    undrawable: "このページは見せられません。はんこは、この場所に付きます。",
    incomplete: "ページの一部が、ここでは見えません。書類は変わっていません。",
    sample_name: "名前",
    name_later: "名前と日付は、サインするときに入ります。",
    ..ja::TEXTS.seal
};
