# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_inkan_cli_global_optspecs
    string join \n demo= reader= json lang= config= policy= v/verbose h/help V/version
end

function __fish_inkan_cli_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_inkan_cli_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_inkan_cli_using_subcommand
    set -l cmd (__fish_inkan_cli_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -s V -l version -d 'バージョンを表示します'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "status" -d 'カードリーダー、カード、電子証明書の期限、残り回数を表示します（残り回数は減りません）'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "certificate" -d '電子証明書を表示または保存します'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "sign" -d '文書に署名します（もとの文書は変わりません）'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "verify" -d '署名を確認します'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "pin" -d '暗証番号・パスワードについて'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "doctor" -d 'カードを読み取れない原因を順に調べます（残り回数は減りません）'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "report" -d '問い合わせのときに渡すレポートを表示します（個人情報は入りません）'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "simulate" -d '練習用のカードを仮想カードリーダー（vpcd）につなぎます'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "guide" -d '手続き案内を表示します（カードは要りません）'
complete -c inkan-cli -n "__fish_inkan_cli_needs_command" -f -a "calendar" -d '電子証明書を更新できる日と有効期限を、カレンダーのファイルにします'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand status" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand status" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand status" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand status" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand status" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand status" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand status" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand status" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -f -a "show" -d '電子証明書の記載をすべて表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and not __fish_seen_subcommand_from show export" -f -a "export" -d '電子証明書をファイルに保存します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l kind -d 'どの証明書か（signとauthは本人のもの、sign-caとauth-caは発行元のもの） [auth, sign, auth-ca, sign-ca]' -r -f -a "auth\t''
sign\t''
auth-ca\t''
sign-ca\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l pin-stdin -d '暗証番号・パスワードを標準入力の1行から読みます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l allow-last-try -d '残りがあと1回のときでも入力を認めます。まちがえるとロックされます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from show" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l kind -d 'どの証明書か（signとauthは本人のもの、sign-caとauth-caは発行元のもの） [auth, sign, auth-ca, sign-ca]' -r -f -a "auth\t''
sign\t''
auth-ca\t''
sign-ca\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l out -d '保存するファイル' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l format -d '保存する形式 [der, pem, text]' -r -f -a "der\t''
pem\t''
text\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l overwrite -d '同じ名前のファイルがあれば置き換えます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l pin-stdin -d '暗証番号・パスワードを標準入力の1行から読みます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l allow-last-try -d '残りがあと1回のときでも入力を認めます。まちがえるとロックされます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand certificate; and __fish_seen_subcommand_from export" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l format -d '署名の形。autoは、PDFには中に、ほかの文書には別のファイル（.p7s）に署名します。cms-attachedは、文書を署名ファイル（.p7m）に入れます [auto, cms, cms-attached, pdf, pdf-cades]' -r -f -a "auto\t''
cms\t''
cms-attached\t''
pdf\t''
pdf-cades\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l key -d '使う鍵。signは署名用（パスワード）、authは利用者証明用（暗証番号） [sign, auth]' -r -f -a "sign\t''
auth\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l out-dir -d '結果を保存するフォルダー（指定しないときは文書と同じ場所）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l out -d '結果を保存するファイル（文書が1件のとき）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l digest -d 'ハッシュ関数（指定しないときはカードの鍵に合わせます） [sha256, sha384, sha512]' -r -f -a "sha256\t''
sha384\t''
sha512\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l seal -d 'PDFに入れる印影（round：丸、date：日付印、rectangle：四角、またはPNGファイル）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l seal-size -d '印影の大きさ（ミリメートル、8〜100）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l seal-page -d '印影を入れるページ（first、last、または番号）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l seal-at -d '印影の左上の位置（ページの左から、上からのミリメートル。165,20 など）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l overwrite -d '同じ名前のファイルがあれば置き換えます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l pin-stdin -d '暗証番号・パスワードを標準入力の1行から読みます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l allow-last-try -d '残りがあと1回のときでも入力を認めます。まちがえるとロックされます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand sign" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l content -d '署名のもとになった文書（指定しないときは、署名ファイルの名前から.p7sを除いたもの）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l trust -d '信頼する発行元の証明書（DERまたはPEM）。繰り返して指定できます' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l demo-trust -d '練習用の発行元による署名も認めます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand verify" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -f -a "status" -d '残り回数を表示します（残り回数は減りません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -f -a "change" -d '暗証番号・パスワードを変更します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and not __fish_seen_subcommand_from status change test" -f -a "test" -d '暗証番号・パスワードと、カードの鍵の動作を確認します（正しく入力すれば残り回数は減りません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from status" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from status" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from status" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from status" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from status" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from status" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from status" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from status" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l kind -d 'どちらか。authは利用者証明用電子証明書の暗証番号（ログイン）、signは署名用電子証明書のパスワード（署名） [sign, auth]' -r -f -a "sign\t''
auth\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l pin-stdin -d '標準入力の3行（いままでのもの、新しいもの、新しいものをもう一度）を読みます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l allow-last-try -d '残りがあと1回のときでも入力を認めます。まちがえるとロックされます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from change" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l kind -d 'どちらか。authは利用者証明用電子証明書の暗証番号（ログイン）、signは署名用電子証明書のパスワード（署名） [sign, auth]' -r -f -a "sign\t''
auth\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l pin-stdin -d '暗証番号・パスワードを標準入力の1行から読みます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l allow-last-try -d '残りがあと1回のときでも入力を認めます。まちがえるとロックされます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand pin; and __fish_seen_subcommand_from test" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand doctor" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand doctor" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand doctor" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand doctor" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand doctor" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand doctor" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand doctor" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand doctor" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -l out -d '表示したうえで、このファイルに保存します' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -l overwrite -d '同じ名前のファイルがあれば置き換えます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand report" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -l vpcd -d 'vpcdの接続先（ふつうは127.0.0.1:35963）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -l profile -d '練習用のカードの種類' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand simulate" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l out -d '印刷用のPDFとして保存するファイル' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l office -d '窓口の名前（narashinoなど）、または窓口の案内のファイル' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l overwrite -d '同じ名前のファイルがあれば置き換えます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand guide" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l out -d '保存するファイル（.ics）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l office -d '窓口の名前（narashinoなど）、または窓口の案内のファイル' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l demo -d '練習用のカードを使います。カードリーダーは要りません' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l reader -d 'このカードリーダーだけを使います（名前の一部で構いません）' -r
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l lang -d '表示する言語 [ja, ja-easy, en]' -r -f -a "ja\t''
ja-easy\t'やさしい日本語'
en\t''"
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l config -d '設定のフォルダー' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l policy -d 'ポリシーファイル（決められた場所のファイルより緩くはなりません）' -r -F
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l overwrite -d '同じ名前のファイルがあれば置き換えます'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l abroad -d '国外に住んでいて、カードを続けて使っている方の更新期間（1年前から）にします'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -s h -l help -d '使い方を表示します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -l json -d '結果をJSONで出力します'
complete -c inkan-cli -n "__fish_inkan_cli_using_subcommand calendar" -s v -l verbose -d 'カードへの命令の種類、長さ、結果の番号、時間を詳しく表示します（暗証番号やカードの中身は表示しません）'
