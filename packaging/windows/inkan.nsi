; The installer. `package.sh` calls makensis with VERSION, FOUR_NUMBERS, KILOBYTES, FILES (the list that
; it wrote), ICON, OUT and, if there is a certificate,
; SIGN. QUICK is for tests: larger, and packed in seconds.
;
; Switches:  /S               without a window
;            /CurrentUser     for this user, without administrator rights (the default)
;            /AllUsers        for everyone; with /S only for an administrator
;            /DESKTOP=1|0     with or without an icon on the desktop; an upgrade leaves it as it is
;            /LANG=ja|en      the installer's own language
;            /D=FOLDER        where to; last and without quotes
;   removing: /S  /LANG=ja|en  /PURGE (this user's settings, too)  _?=FOLDER (where it is; last)
; Exit status: 0 done, 1 cancelled, 2 a file could not be written, and those below.

!define NEWER_IS_HERE 3
!define NEEDS_ADMINISTRATOR 4
!define IS_RUNNING 5
!define WRONG_USE 6
!define TOO_OLD 7

Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64 ; MiB: what both programs have in them, the fonts above all, is stored once
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
PEDllCharacteristics 0x8100 0 ; DEP, and no changes for terminal servers
CRCCheck force
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
AutoCloseWindow true
BrandingText " "

!include LogicLib.nsh
!include MUI2.nsh
!include nsDialogs.nsh
!include WinMessages.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include "${FILES}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Inkan"
!define APP_PATHS_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define OWN_KEY "Software\Inkan"
!define CLASSES "Software\Classes"

Name "Inkan"
OutFile "${OUT}"

Var Scope     ; "user" or "all"
Var Given     ; the folder of /D=, or nothing
Var Existing  ; the folder in which it is installed in this scope, or nothing
Var Installed ; the version there
Var DesktopIcon ; "1", "0", or nothing: leave it
Var Chosen    ; "1" if the first page was answered before an administrator was asked for
Var Purge     ; "1" if the settings go, too
Var Word      ; a word of the command line
Var Wrong     ; the last word that is no switch

Var RadioMe
Var RadioEveryone
Var FieldWhere
Var ButtonChange
Var BoxDesktop
Var BoxStart
Var BoxPurge

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_CUSTOMFUNCTION_GUIINIT onWindow
!define MUI_CUSTOMFUNCTION_UNGUIINIT un.onWindow

Page custom choicePage leaveChoicePage
!insertmacro MUI_PAGE_INSTFILES
Page custom donePage leaveDonePage
UninstPage custom un.choicePage un.leaveChoicePage
!insertmacro MUI_UNPAGE_INSTFILES

; Windows in any other language gets the first.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Japanese"
!include "texts.nsh"
SetFont /LANG=${LANG_ENGLISH} "Segoe UI" 10
SetFont /LANG=${LANG_JAPANESE} "Yu Gothic UI" 10

VIProductVersion "${FOUR_NUMBERS}"
!macro VersionOf LANGUAGE DESCRIPTION LICENCE
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "Inkan"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "The Inkan developers"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "© The Inkan developers. ${LICENCE}"
!macroend
!insertmacro VersionOf ${LANG_JAPANESE} "Inkan のインストール" "MIT または Apache-2.0"
!insertmacro VersionOf ${LANG_ENGLISH} "Inkan installer" "MIT or Apache-2.0"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

; ---- For both directions

!macro Stop STATUS TEXT
  MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}" /SD IDOK
  SetErrorLevel ${STATUS}
  Quit
!macroend
!define Stop "!insertmacro Stop"

!macro Both UN
; Words of the command line, one by one, to `takeSwitch`. A typing mistake must not install something
; else than was meant.
Function ${UN}readSwitches
  ${GetParameters} $0
  ${Do}
    StrCpy $Word ""
    ${Do}
      StrCpy $1 $0 1
      StrCpy $0 $0 "" 1
      ${If} $1 == ""
      ${OrIf} $1 == " "
        ${ExitDo}
      ${EndIf}
      StrCpy $Word "$Word$1"
    ${Loop}
    ${If} $Word == "/LANG=ja"
      StrCpy $LANGUAGE ${LANG_JAPANESE}
    ${ElseIf} $Word == "/LANG=en"
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${ElseIf} $Word != ""
    ${AndIf} $Word != "/S"
    ${AndIf} $Word != "/NCRC"
      Call ${UN}takeSwitch
    ${EndIf}
  ${LoopUntil} $0 == ""
FunctionEnd

; Whose places and which part of the registry are meant from here on. What the scope has already goes to
; $Existing and $Installed.
Function ${UN}enterScope
  ${If} $Scope == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  ReadRegStr $Existing SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $Installed SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
FunctionEnd

Function ${UN}isAdministrator ; "1" or "0" on the stack
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    Push "1"
  ${Else}
    Push "0"
  ${EndIf}
FunctionEnd

; Windows lets nobody write to a program that runs.
Function ${UN}isRunning ; "1" or "0" on the stack
  StrCpy $2 "0"
  StrCpy $3 "inkan.exe"
  ${Do}
    ; CreateFile(GENERIC_WRITE, not shared, OPEN_EXISTING); ERROR_SHARING_VIOLATION is 32.
    System::Call 'kernel32::CreateFile(t "$INSTDIR\$3", i 0x40000000, i 0, p 0, i 3, i 0, p 0) p.r0 ?e'
    Pop $1
    ${If} $0 P= -1
      ${If} $1 = 32
        StrCpy $2 "1"
      ${EndIf}
    ${Else}
      System::Call 'kernel32::CloseHandle(p r0)'
    ${EndIf}
    ${If} $3 == "inkan-cli.exe"
      ${ExitDo}
    ${EndIf}
    StrCpy $3 "inkan-cli.exe"
  ${Loop}
  Push $2
FunctionEnd

Function ${UN}waitUntilClosed
  ${Do}
    Call ${UN}isRunning
    Pop $0
    ${If} $0 == "0"
      ${ExitDo}
    ${EndIf}
    ${IfNot} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IS_RUNNING)" /SD IDCANCEL IDRETRY`
      SetErrorLevel ${IS_RUNNING}
      Quit
    ${EndIf}
  ${Loop}
FunctionEnd

; Windows draws anew what opens with what.
Function ${UN}tellShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

Function ${UN}refuseWrongSwitch
  ${If} $Wrong != ""
    ${Stop} ${WRONG_USE} "$(WRONG_SWITCH)"
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Both ""
!insertmacro Both "un."

; Label for a field, its own text before it for screen readers.
!macro Heading Y TEXT
  ${NSD_CreateLabel} 0 ${Y} 100% 10u "${TEXT}"
  Pop $0
!macroend

; ---- Installing

Function .onInit
  StrCpy $Given $INSTDIR
  Call readSwitches
  ; What is there is brought up to date, unless the other scope is asked for.
  ${If} $Scope == ""
    ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
    ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
    StrCpy $Scope "user"
    ${If} $0 == ""
    ${AndIf} $1 != ""
      StrCpy $Scope "all"
    ${EndIf}
  ${EndIf}
  Call enterScope
  Call choosePlace
  ${If} ${Silent}
    Call refuseTheStart
    Call refuseWhatCannotBe
    Call waitUntilClosed
  ${EndIf}
FunctionEnd

; The language that was asked for is spoken only now.
Function onWindow
  Call refuseTheStart
FunctionEnd

Function refuseTheStart
  Call refuseWrongSwitch
  ${IfNot} ${AtLeastWin10}
    ${Stop} ${TOO_OLD} "$(TOO_OLD)"
  ${EndIf}
FunctionEnd

Function takeSwitch
  ${If} $Word == "/CurrentUser"
  ${AndIf} $Scope == ""
    StrCpy $Scope "user"
  ${ElseIf} $Word == "/AllUsers"
  ${AndIf} $Scope == ""
    StrCpy $Scope "all"
  ${ElseIf} $Word == "/DESKTOP=1"
    StrCpy $DesktopIcon "1"
  ${ElseIf} $Word == "/DESKTOP=0"
    StrCpy $DesktopIcon "0"
  ${ElseIf} $Word == "/CHOSEN" ; this installer to itself
    StrCpy $Chosen "1"
  ${Else}
    StrCpy $Wrong $Word
  ${EndIf}
FunctionEnd

Function choosePlace
  ${If} $Existing != ""
    StrCpy $INSTDIR $Existing
  ${ElseIf} $Given != ""
    StrCpy $INSTDIR $Given
  ${ElseIf} $Scope == "all"
    StrCpy $INSTDIR "$PROGRAMFILES64\Inkan"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Inkan"
  ${EndIf}
FunctionEnd

Function refuseWhatCannotBe
  ${If} $Installed != ""
    ${VersionCompare} $Installed "${VERSION}" $0
    ${If} $0 = 1
      ${Stop} ${NEWER_IS_HERE} "$(NEWER_IS_HERE)"
    ${EndIf}
  ${EndIf}
  ${If} $Existing != ""
  ${AndIf} $Given != ""
  ${AndIf} $Given != $Existing
    ${Stop} ${WRONG_USE} "$(IS_ELSEWHERE)"
  ${EndIf}
  ${If} $Scope == "all"
    Call isAdministrator
    Pop $0
    ${If} $0 == "0"
      ${Stop} ${NEEDS_ADMINISTRATOR} "$(NEEDS_ADMINISTRATOR)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; -- The first page

Function choicePage
  ${If} $Chosen == "1"
    Call refuseWhatCannotBe
    Call waitUntilClosed
    Abort ; the page
  ${EndIf}
  nsDialogs::Create 1018
  Pop $0

  !insertmacro Heading 0 "$(WHO)"
  ${NSD_CreateFirstRadioButton} 8u 12u 95% 12u "$(ME)"
  Pop $RadioMe
  ${NSD_CreateAdditionalRadioButton} 8u 25u 95% 12u "$(EVERYONE)"
  Pop $RadioEveryone
  ${NSD_OnClick} $RadioMe choseScope
  ${NSD_OnClick} $RadioEveryone choseScope

  !insertmacro Heading 44u "$(WHERE)"
  ${NSD_CreateText} 8u 56u 220u 14u ""
  Pop $FieldWhere
  SendMessage $FieldWhere ${EM_SETREADONLY} 1 0
  ${NSD_CreateButton} 234u 55u 60u 16u "$(CHANGE)"
  Pop $ButtonChange
  ${NSD_OnClick} $ButtonChange changePlace

  ${NSD_CreateCheckbox} 0 78u 100% 12u "$(DESKTOP_ICON)"
  Pop $BoxDesktop
  ${NSD_CreateLabel} 0 96u 100% 30u "$(NOTHING_ELSE)"
  Pop $0
  ${If} $DesktopIcon == "1"
    ${NSD_Check} $BoxDesktop
  ${EndIf}
  ${If} $Scope == "all"
    ${NSD_Check} $RadioEveryone
  ${Else}
    ${NSD_Check} $RadioMe
  ${EndIf}
  Call showScope
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(INSTALL)"
  nsDialogs::Show
FunctionEnd

; The page's title, place, desktop icon and what can be pressed follow the scope. What is installed stays
; where it is.
Function showScope
  StrCpy $1 1 ; whether it can be installed
  StrCpy $2 0 ; whether something is installed
  ${If} $Installed == ""
    !insertmacro MUI_HEADER_TEXT "$(TITLE_NEW)" "$(SUBTITLE)"
  ${Else}
    StrCpy $2 1
    ${VersionCompare} $Installed "${VERSION}" $0
    ${If} $0 = 1
      StrCpy $1 0
      !insertmacro MUI_HEADER_TEXT "$(TITLE_NEWER_IS_HERE)" "$(SUBTITLE_NEWER_IS_HERE)"
    ${ElseIf} $0 = 0
      !insertmacro MUI_HEADER_TEXT "$(TITLE_AGAIN)" "$(SETTINGS_STAY)"
    ${Else}
      !insertmacro MUI_HEADER_TEXT "$(TITLE_UPGRADE)" "$(SETTINGS_STAY)"
    ${EndIf}
    ${If} ${FileExists} "$DESKTOP\Inkan.lnk"
      ${NSD_Check} $BoxDesktop
    ${EndIf}
  ${EndIf}
  GetDlgItem $0 $HWNDPARENT 1
  EnableWindow $0 $1
  IntOp $2 $2 !
  EnableWindow $ButtonChange $2
  ${NSD_SetText} $FieldWhere $INSTDIR
FunctionEnd

Function choseScope
  Pop $0
  ${NSD_GetState} $RadioEveryone $0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $Scope "all"
  ${Else}
    StrCpy $Scope "user"
  ${EndIf}
  Call enterScope
  Call choosePlace
  Call showScope
FunctionEnd

Function changePlace
  Pop $0
  nsDialogs::SelectFolderDialog "$(CHOOSE_FOLDER)" ""
  Pop $0
  ${If} $0 == "error" ; nothing was chosen
    Return
  ${EndIf}
  ${GetFileName} $0 $1
  ${If} $1 != "Inkan"
    StrCpy $1 $0 1 -1
    ${If} $1 == "\" ; a drive
      StrCpy $0 $0 -1
    ${EndIf}
    StrCpy $0 "$0\Inkan"
  ${EndIf}
  StrCpy $Given $0
  Call choosePlace
  ${NSD_SetText} $FieldWhere $INSTDIR
FunctionEnd

Function leaveChoicePage
  ${NSD_GetState} $BoxDesktop $0
  StrCpy $DesktopIcon "0"
  ${If} $0 = ${BST_CHECKED}
    StrCpy $DesktopIcon "1"
  ${EndIf}
  ${If} $Scope == "all"
    Call isAdministrator
    Pop $0
    ${If} $0 == "0"
      Call goOnAsAdministrator
    ${EndIf}
  ${EndIf}
  Call refuseWhatCannotBe
  Call waitUntilClosed
FunctionEnd

; Windows asks; the rest is done by this installer, started again with what was chosen.
Function goOnAsAdministrator
  StrCpy $0 "en"
  ${If} $LANGUAGE = ${LANG_JAPANESE}
    StrCpy $0 "ja"
  ${EndIf}
  ClearErrors
  ExecShell "runas" "$EXEPATH" "/AllUsers /CHOSEN /DESKTOP=$DesktopIcon /LANG=$0 /D=$INSTDIR"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONINFORMATION "$(NO_ADMINISTRATOR)"
    Abort ; stay on the page
  ${EndIf}
  Quit
FunctionEnd

; -- The work

!macro OpensWith PROGID KIND EXTENSION
  WriteRegStr SHCTX "${CLASSES}\${PROGID}" "" "${KIND}"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\inkan.exe,0"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\inkan.exe" "%1"'
  !insertmacro AlsoOpens ${PROGID} ${EXTENSION}
!macroend

; One more among those that can open it. What opens it by default is a value of its own, and is not ours.
!macro AlsoOpens PROGID EXTENSION
  WriteRegStr SHCTX "${CLASSES}\.${EXTENSION}\OpenWithProgids" "${PROGID}" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\inkan.exe\SupportedTypes" ".${EXTENSION}" ""
  WriteRegStr SHCTX "${OWN_KEY}\Capabilities\FileAssociations" ".${EXTENSION}" "${PROGID}"
!macroend

Section
  SetOutPath "$INSTDIR"
  !insertmacro InstallFiles
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\Inkan.lnk" "$INSTDIR\inkan.exe" "" "" "" "" "" "$(DESCRIPTION)"
  ${If} $DesktopIcon == "1"
    CreateShortcut "$DESKTOP\Inkan.lnk" "$INSTDIR\inkan.exe" "" "" "" "" "" "$(DESCRIPTION)"
  ${ElseIf} $DesktopIcon == "0"
    Delete "$DESKTOP\Inkan.lnk"
  ${EndIf}

  !insertmacro OpensWith "Inkan.Pdf" "$(KIND_PDF)" "pdf"
  !insertmacro OpensWith "Inkan.Signature" "$(KIND_SIGNATURE)" "p7s"
  !insertmacro OpensWith "Inkan.Signed" "$(KIND_SIGNED)" "p7m"
  WriteRegStr SHCTX "${CLASSES}\Applications\inkan.exe" "FriendlyAppName" "Inkan"
  WriteRegStr SHCTX "${CLASSES}\Applications\inkan.exe\shell\open\command" "" '"$INSTDIR\inkan.exe" "%1"'
  WriteRegStr SHCTX "${OWN_KEY}\Capabilities" "ApplicationName" "Inkan"
  WriteRegStr SHCTX "${OWN_KEY}\Capabilities" "ApplicationDescription" "$(DESCRIPTION)"
  WriteRegStr SHCTX "${OWN_KEY}\Capabilities" "ApplicationIcon" "$INSTDIR\inkan.exe,0"
  WriteRegStr SHCTX "Software\RegisteredApplications" "Inkan" "${OWN_KEY}\Capabilities"
  WriteRegStr SHCTX "${APP_PATHS_KEY}\inkan.exe" "" "$INSTDIR\inkan.exe"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "Inkan"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\inkan.exe,0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The Inkan developers"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  ; With _?= it does not go on in a copy of itself: whoever called it waits, and learns how it ended.
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" _?=$INSTDIR'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  Call tellShell
SectionEnd

; -- The last page

Function donePage
  !insertmacro MUI_HEADER_TEXT "$(DONE)" "$(DONE_SUBTITLE)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 24u "$(DONE_TEXT)"
  Pop $0
  ${NSD_CreateCheckbox} 0 36u 100% 12u "$(START_NOW)"
  Pop $BoxStart
  ${NSD_Check} $BoxStart
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(CLOSE)"
  GetDlgItem $0 $HWNDPARENT 2
  ShowWindow $0 0
  GetDlgItem $0 $HWNDPARENT 3
  ShowWindow $0 0
  nsDialogs::Show
FunctionEnd

Function leaveDonePage
  ${NSD_GetState} $BoxStart $0
  ${If} $0 = ${BST_CHECKED}
    ; Through Explorer it does not run as an administrator, whoever this installer runs as.
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\inkan.exe"'
  ${EndIf}
FunctionEnd

; ---- Removing

Function un.onInit
  Call un.readSwitches
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  StrCpy $Scope "user"
  ${If} $0 == $INSTDIR
    StrCpy $Scope "all"
    Call un.isAdministrator
    Pop $0
    ${If} $0 == "0"
      ${If} ${Silent}
        ${Stop} ${NEEDS_ADMINISTRATOR} "$(NEEDS_ADMINISTRATOR)"
      ${EndIf}
      ClearErrors
      ExecShell "runas" "$INSTDIR\uninstall.exe" "_?=$INSTDIR"
      ${If} ${Errors}
        ${Stop} ${NEEDS_ADMINISTRATOR} "$(NEEDS_ADMINISTRATOR)"
      ${EndIf}
      Quit
    ${EndIf}
  ${EndIf}
  Call un.enterScope
  ${If} ${Silent}
    Call un.refuseWrongSwitch
    Call un.waitUntilClosed
  ${EndIf}
FunctionEnd

Function un.onWindow
  Call un.refuseWrongSwitch
FunctionEnd

Function un.takeSwitch
  ${If} $Word == "/PURGE"
    StrCpy $Purge "1"
  ${Else}
    StrCpy $Wrong $Word
  ${EndIf}
FunctionEnd

Function un.choicePage
  !insertmacro MUI_HEADER_TEXT "$(REMOVE_TITLE)" "$(REMOVE_TEXT)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateCheckbox} 0 0 100% 12u "$(REMOVE_SETTINGS)"
  Pop $BoxPurge
  ${If} $Purge == "1"
    ${NSD_Check} $BoxPurge
  ${EndIf}
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(REMOVE)"
  nsDialogs::Show
FunctionEnd

Function un.leaveChoicePage
  StrCpy $Purge "0"
  ${NSD_GetState} $BoxPurge $0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $Purge "1"
  ${EndIf}
  Call un.waitUntilClosed
FunctionEnd

!macro NoLongerOpens PROGID EXTENSION
  DeleteRegKey SHCTX "${CLASSES}\${PROGID}"
  DeleteRegValue SHCTX "${CLASSES}\.${EXTENSION}\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.${EXTENSION}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.${EXTENSION}"
!macroend

; A program that runs cannot be deleted, but moved, out of the folder that is to go. A command that outlives
; it deletes it a moment later; where it could not be moved (to another drive), with the folder.
Function un.removeItself
  StrCpy $1 $EXEPATH ; NSIS' copy in a folder of its own, if this was started without _?=
  ${If} $EXEPATH == "$INSTDIR\uninstall.exe"
    GetTempFileName $1
    Delete $1
    CreateDirectory $1
    ClearErrors
    Rename "$INSTDIR\uninstall.exe" "$1\uninstall.exe"
    ${If} ${Errors}
      RMDir $1
      StrCpy $1 $INSTDIR
    ${EndIf}
    StrCpy $1 "$1\uninstall.exe"
  ${Else}
    Delete "$INSTDIR\uninstall.exe"
  ${EndIf}
  ${GetParent} $1 $0
  StrCpy $2 "" ; the folder that only this may have made
  ${If} $INSTDIR == "$LOCALAPPDATA\Programs\Inkan"
    StrCpy $2 '& rd "$LOCALAPPDATA\Programs" >nul 2>&1'
  ${EndIf}
  SetOutPath "$TEMP" ; a folder that somebody is in stays
  StrCpy $3 'del "$1" >nul 2>&1 & rd "$0" >nul 2>&1 $2'
  StrCpy $0 '"$SYSDIR\cmd.exe" /d /q /c ping -n 2 127.0.0.1 >nul & $3 & if exist "$0" (ping -n 5 127.0.0.1 >nul & $3) & if exist "$0" (ping -n 30 127.0.0.1 >nul & $3)'
  ; CreateProcess(CREATE_NO_WINDOW), with an empty STARTUPINFO of its own length.
  System::Call '*(i 104, &v100) p.r3'
  System::Call '*(&v24) p.r4'
  System::Call 'kernel32::CreateProcess(p 0, t r0, p 0, p 0, i 0, i 0x08000000, p 0, t "$TEMP", p r3, p r4)'
  System::Free $3
  System::Free $4
FunctionEnd

; Only what was put there by name; a folder only when it is empty.
Section "Uninstall"
  !insertmacro RemoveFiles
  Call un.removeItself
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Inkan.lnk"
  Delete "$DESKTOP\Inkan.lnk"

  !insertmacro NoLongerOpens "Inkan.Pdf" "pdf"
  !insertmacro NoLongerOpens "Inkan.Signature" "p7s"
  !insertmacro NoLongerOpens "Inkan.Signed" "p7m"
  DeleteRegKey SHCTX "${CLASSES}\Applications\inkan.exe"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "Inkan"
  DeleteRegKey /ifempty SHCTX "Software\RegisteredApplications"
  DeleteRegKey SHCTX "${OWN_KEY}"
  DeleteRegKey SHCTX "${APP_PATHS_KEY}\inkan.exe"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  ${If} $Scope == "user" ; those for everyone are Windows' own
    DeleteRegKey /ifempty HKCU "${CLASSES}\Applications"
    DeleteRegKey /ifempty HKCU "${APP_PATHS_KEY}"
    DeleteRegKey /ifempty HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall"
  ${EndIf}
  ; What the reminder has Windows start at login, and whether that was turned off in the Task Manager.
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Inkan"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "Inkan"
  Call un.tellShell

  ; The policy of an office, in ProgramData, is the office's: neither written nor removed here.
  ${If} $Purge == "1"
    SetShellVarContext current
    Delete "$APPDATA\inkan\settings.toml"
    Delete "$APPDATA\inkan\settings.toml.broken"
    Delete "$APPDATA\inkan\reminder.toml"
    Delete "$APPDATA\inkan\reminder.toml.broken"
    RMDir "$APPDATA\inkan"
  ${EndIf}
SectionEnd
