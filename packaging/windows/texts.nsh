; Every sentence of the installer, in English and Japanese. What is not here are NSIS' own.

!macro Text NAME ENGLISH JAPANESE
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_JAPANESE} "${JAPANESE}"
!macroend
!define Text "!insertmacro Text"

; The first page
${Text} TITLE_NEW \
  "Install Inkan ${VERSION}" \
  "Inkan ${VERSION} をインストールします"
${Text} TITLE_UPGRADE \
  "Upgrade Inkan $Installed to ${VERSION}" \
  "Inkan $Installed を ${VERSION} に新しくします"
${Text} TITLE_AGAIN \
  "Install Inkan ${VERSION} again" \
  "Inkan ${VERSION} を入れ直します"
${Text} TITLE_NEWER_IS_HERE \
  "A newer Inkan ($Installed) is installed already" \
  "もっと新しい Inkan（$Installed）が、すでに入っています"
${Text} SUBTITLE_NEWER_IS_HERE \
  "Nothing needs to be done. To install ${VERSION}, remove the newer one first." \
  "何もする必要はありません。${VERSION} を入れるには、先に新しいほうを取り除いてください。"
${Text} SUBTITLE \
  "See the certificates on a My Number Card and sign documents." \
  "マイナンバーカードの電子証明書を確かめ、文書に署名します。"
${Text} WHO \
  "Who will use it" \
  "使う人"
${Text} ME \
  "Only &me (needs no administrator)" \
  "自分だけ（管理者の許可は要りません）(&M)"
${Text} EVERYONE \
  "&Everyone on this computer (needs an administrator)" \
  "このパソコンを使う全員（管理者の許可が要ります）(&E)"
${Text} WHERE \
  "Where it is put" \
  "入れる場所"
${Text} CHANGE \
  "&Change..." \
  "変える(&C)..."
${Text} CHOOSE_FOLDER \
  "Choose the folder in which a folder named Inkan is made." \
  "Inkan という名前のフォルダーを作る場所を選んでください。"
${Text} DESKTOP_ICON \
  "Put an icon on the &desktop" \
  "デスクトップにアイコンを置く(&D)"
${Text} NOTHING_ELSE \
  "Nothing about your other programs changes. PDF files open as before; Inkan is among the choices of 'Open with'." \
  "ほかのソフトの設定は変えません。PDF は、これまでと同じソフトで開きます。「プログラムから開く」で Inkan も選べるようになります。"
${Text} SETTINGS_STAY \
  "Your settings stay as they are." \
  "いまの設定は、そのまま残ります。"
${Text} INSTALL \
  "&Install" \
  "インストール(&I)"
${Text} NO_ADMINISTRATOR \
  "No administrator agreed, so nothing was installed. You can install Inkan for yourself only." \
  "管理者の許可が得られなかったので、何もインストールしていません。「自分だけ」なら、許可なしにインストールできます。"

; The last page
${Text} DONE \
  "Inkan is installed" \
  "インストールが終わりました"
${Text} DONE_SUBTITLE \
  "You find it in the Start menu." \
  "スタートメニューの「Inkan」から、いつでも始められます。"
${Text} DONE_TEXT \
  "Without a card and a card reader, too, you can try everything: choose practice mode in the window." \
  "カードやカードリーダーがなくても、画面の「練習モード」で、すべてを試せます。"
${Text} START_NOW \
  "&Start Inkan now" \
  "いますぐ Inkan を始める(&S)"
${Text} CLOSE \
  "&Close" \
  "閉じる(&C)"

; Removing
${Text} REMOVE_TITLE \
  "Remove Inkan ${VERSION}" \
  "Inkan ${VERSION} を取り除きます"
${Text} REMOVE_TEXT \
  "Your documents and signatures stay." \
  "あなたの文書や、付けた署名は、そのまま残ります。"
${Text} REMOVE_SETTINGS \
  "Remove my &settings, too (language, text size and the like)" \
  "自分の設定も消す（ことば、文字の大きさなど）(&S)"
${Text} REMOVE \
  "&Remove" \
  "取り除く(&R)"

; What a shortcut and Windows say of the program
${Text} DESCRIPTION \
  "See the certificates on a My Number Card and sign documents" \
  "マイナンバーカードの電子証明書を確かめ、文書に署名します"
${Text} KIND_PDF \
  "PDF document" \
  "PDF文書"
${Text} KIND_SIGNATURE \
  "Signature (CMS)" \
  "署名ファイル（CMS）"
${Text} KIND_SIGNED \
  "Signed document (CMS)" \
  "署名付きの文書（CMS）"

; Why it does not go on
${Text} TOO_OLD \
  "Inkan needs Windows 10 or later. Nothing was changed." \
  "Inkan を使うには、Windows 10 以降が要ります。何も変えていません。"
${Text} NEWER_IS_HERE \
  "A newer Inkan ($Installed) is installed already. Nothing was changed. To install ${VERSION}, remove the newer one first." \
  "もっと新しい Inkan（$Installed）がすでに入っています。何も変えていません。${VERSION} を入れるには、先に新しいほうを取り除いてください。"
${Text} IS_ELSEWHERE \
  "Inkan is installed already, in $Existing. Nothing was changed. Leave /D= out to install it there again, or remove it first." \
  "Inkan は、すでに $Existing に入っています。何も変えていません。同じ場所に入れるには /D= を付けずに、別の場所に入れるには取り除いてから、もう一度始めてください。"
${Text} NEEDS_ADMINISTRATOR \
  "This needs an administrator. Nothing was changed." \
  "管理者の許可が要ります。何も変えていません。"
${Text} IS_RUNNING \
  "Inkan is running. Close its window, then choose Retry." \
  "Inkan が動いています。Inkan の画面を閉じてから、「再試行」を押してください。"
${Text} WRONG_SWITCH \
  "There is no switch '$Wrong'. Nothing was changed." \
  "「$Wrong」という指定はありません。何も変えていません。"
