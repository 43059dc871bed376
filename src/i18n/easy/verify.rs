//! サインを確かめる: 署名を確認 in plain Japanese.

use crate::core::verify::{ChangesAfter, Coverage, Flaw, Verdict};
use crate::i18n::date::count;
use crate::i18n::ja;
use crate::i18n::texts::Verify;

pub(super) const VERIFY: Verify = Verify {
    title: "サインを確かめる",
    lead: "もらった書類のサイン（電子署名）を調べます。調べられるのは、サインのあるPDFと、サインのファイル（.p7s、.p7m）です。",
    drop: "ここにファイルを持ってくるか、ボタンで選んでください",
    choose: "確かめるファイルを選ぶ…",
    working: "サインを確かめています…",
    answers: "調べると分かること",
    answers_integrity: "サインの後で、書類が変わっていないか",
    answers_signer: "証明書に書いてある名前",
    answers_issuer: "J-LISが作った証明書かどうか",
    answers_time: "サインした人のパソコンの時間",
    answers_revocation: "このソフトでは、できません",
    choose_content: "元の書類を選ぶ…",
    summary: |files, care| match care {
        0 => format!(
            "{}つ調べました。どれも、サインの後で変わっていません",
            count(files)
        ),
        care => format!(
            "{}つ調べました。{}つは、気をつけるものです",
            count(files),
            count(care)
        ),
    },
    signature_of: |now, total| format!("サイン {now}（全部で{total}）"),
    field: |name| format!("サインの場所の名前：{name}"),
    document: "元の書類",
    integrity: "後で変わったか",
    intact: "サインの後で変わっていません",
    intact_earlier: "サインしたときの内容は、変わっていません",
    coverage: "サインが付いているところ",
    covers: |coverage, changes| match (coverage, changes) {
        (Coverage::Partial, _) => "書類の一部だけです。サインの付いていないところがあります",
        (_, ChangesAfter::Other) => "このサインの後に、書類の見た目や内容が変わっています",
        (_, ChangesAfter::FormAndAnnotations) => {
            "このサインの後に、だれかが書き足しました。足したところに、サインはありません"
        }
        (_, ChangesAfter::SignaturesOnly) => {
            "このサインの後に、別のサインが足されました。ほかは足されていません"
        }
        (Coverage::EarlierRevision, ChangesAfter::None) => {
            "このサインの後にデータが足されましたが、内容は同じです"
        }
        (Coverage::WholeDocument, ChangesAfter::None) => "書類の全部です",
    },
    method: "サインの方法",
    method_weak: |name| format!("{name}。古くて、あぶない方法です"),
    signer: "サインした人",
    flaw: |flaw| match flaw {
        Flaw::ContentChanged => "書類がサインの後で変わっています。または、別の書類のサインです",
        Flaw::ContentMissing => "元の書類がないので、確かめられません",
        Flaw::SignatureMismatch | Flaw::CertificateMismatch => {
            "サインが、付いている証明書と合いません"
        }
        Flaw::ByteRange => "サインが、この書類の全部には付いていません",
        Flaw::CertificateMissing => "サインした人の証明書がないので、確かめられません",
        Flaw::CertificateStray => {
            "付いている証明書の中に、こわれたものや、だれのか分からないものがあります"
        }
        Flaw::AlgorithmUnsupported { .. } | Flaw::SignatureFormUnsupported => {
            "このソフトが知らない方法なので、確かめられません"
        }
        Flaw::DigestWeak => "古くて、あぶない方法（MD5、SHA-1）です。変わっていないと言えません",
        Flaw::KeyUnusable => "サインした人の鍵が短いか、読めないので、確かめられません",
        Flaw::KeyUsage => "書類のサインに使ってはいけない証明書のサインです",
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
        | Flaw::VersionMismatch => "サインの作り方が、決まりに合っていません",
    },
    signer_unknown: "サインした人の証明書がありません",
    issuer: "証明書を作ったところ",
    issuer_trusted: "J-LIS（地方公共団体情報システム機構）。確かめました",
    issuer_untrusted: "J-LISが作ったものか、確かめられません",
    issuer_demo: "練習用です。本物のサインではありません",
    time: "サインした時間",
    time_claimed: |time| format!("{time}（サインした人のパソコンの時間です）"),
    time_none: "書いてありません",
    certificate_time: "証明書が使えるとき",
    certificate_within: "サインした時間は、証明書の有効期間内です",
    certificate_outside: "サインした時間が、証明書の有効期間の外か、これから先の時間です",
    certificate_expired_now: "サインしたときは、有効期間内でした。今は期限が過ぎています",
    not_checked: "していません",
    not_checked_why: "失効確認は、証明書が止められていないかの確認です。この確認ができるのは、法律で決まったところだけです。",
    verdict: |verdict| match verdict {
        Verdict::Bad => "このサインは信じられません",
        Verdict::Good => "書類はサインの後で変わっていません",
        Verdict::Unreadable => "サインが読めませんでした",
        Verdict::Unsigned => "サインがありません",
        Verdict::Untrusted => "だれのサインか、確かめられません",
    },
    verdict_line: |verdict| match verdict {
        Verdict::Bad => "この書類を使わないでください。送った人に聞いてください。",
        Verdict::Good => {
            "サインした人は、下の証明書の持ち主です。失効確認（止められていないかの確認）は、していません。"
        }
        Verdict::Unreadable => "サインのあるファイルを、もう一度選んでください。",
        Verdict::Unsigned => "このファイルには、確かめられるサインがありません。",
        Verdict::Untrusted => {
            "書類は変わっていません。でも、だれがサインしたか、確かめられません。送った人に聞いてください。"
        }
    },
    good_with_entries: "サインした内容は変わっていません。その後で、だれかが書き足しました",
    good_with_entries_line: "足したところに、サインはありません。書類を開いて、見てください。",
    checked_files: |files| format!("調べたファイル（{}個）", count(files)),
    more_signatures: |shown, left| {
        format!(
            "サインが多いです。ここには、よくないものから{shown}つ出しています。ほかに{left}つあります。"
        )
    },
    several: |signatures| format!("この書類には、サインが{signatures}つあります。"),
    certificate: "サインした人の証明書を見る",
    content_ask: "このファイルには、書類が入っていません。元の書類を選ぶと、確かめられます。",
    save: "結果を保存する",
    report: "サイン（電子署名）を確かめた結果",
    report_made: |time| format!("確かめた時間：{time}（このパソコンの時間です）"),
    ..ja::TEXTS.verify
};
