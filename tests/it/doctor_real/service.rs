//! The service: missing, stopped, shut, refusing, lost on the way.

use std::{
    os::unix::{fs::PermissionsExt, net::UnixListener},
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
    thread,
};

use super::{Diagnosis, examine, examine_where, run_of, wait_for_card};
use crate::{
    cli::Desk,
    pcscd::{FIRST_SLOT, Inserted, Pcscd, ScriptedCard},
};

const ABOVE_SERVICE: [&str; 8] = [
    "driver",
    "reader",
    "card",
    "answer",
    "application",
    "certificates",
    "issuer",
    "tries",
];

#[test]
fn a_service_that_was_stopped() {
    let Some(mut pcscd) = Pcscd::start() else {
        return;
    };
    assert_ne!(examine(&[]).codes(), ["D-SERVICE-02"]);
    pcscd.kill();
    let found = examine(&[]);
    assert_eq!(found.codes(), ["D-SERVICE-02"]);
    assert_eq!(found.meaningless(), ABOVE_SERVICE);
    let remedy = found.rung("service")["remedy"].as_str().expect("text");
    assert!(remedy.contains("systemctl start pcscd.socket"), "{remedy}");
}

#[test]
fn a_service_that_is_not_on_this_computer() {
    let Some(_pcscd) = Pcscd::prepare() else {
        return;
    };
    // Its daemon lies there on Debian.
    let hidden = "mount -t tmpfs none /usr/sbin";
    let Some(found) = examine_where(hidden, &[]) else {
        return;
    };
    assert_eq!(found.codes(), ["D-SERVICE-01"]);
    let remedy = found.rung("service")["remedy"].as_str().expect("text");
    assert!(remedy.contains("apt install pcscd libccid"), "{remedy}");
}

#[test]
fn a_service_whose_socket_the_person_may_not_use() {
    let Some(_pcscd) = Pcscd::start() else { return };
    let socket = Pcscd::socket();
    let folder = socket.parent().expect("a folder").to_owned();
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("ours");
    };
    let mode_before = std::fs::metadata(&folder)
        .expect("there")
        .permissions()
        .mode();
    set(&folder, 0o755);
    set(&socket, 0o600);
    let (owner, found) = (examine_as_nobody(), examine(&[]));
    set(&socket, 0o666);
    let open = examine_as_nobody();
    set(&folder, mode_before & 0o777);
    let Some((shut, open)) = owner.zip(open) else {
        return;
    };
    assert_eq!(shut.codes(), ["D-SERVICE-03"]);
    assert_eq!(shut.meaningless(), ABOVE_SERVICE);
    assert_ne!(open.codes(), ["D-SERVICE-03"], "with the right, it is used");
    assert_ne!(found.codes(), ["D-SERVICE-03"], "its owner may");
}

/// Runs the doctor as a person without rights, from a place that everybody can read. `None` where
/// nobody can become somebody else.
fn examine_as_nobody() -> Option<Diagnosis> {
    if !rustix::process::geteuid().is_root() {
        eprintln!("not tested here: needs root");
        return None;
    }
    let place = tempfile::tempdir().expect("folder");
    let world = |mode| std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(place.path(), world(0o755)).expect("ours");
    let program = place.path().join("inkan-cli");
    std::fs::copy(env!("CARGO_BIN_EXE_inkan-cli"), &program).expect("copied");
    std::fs::set_permissions(&program, world(0o755)).expect("ours");
    let output = Command::new("setpriv")
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
        .arg(&program)
        .args(["doctor", "--json", "--config", "no-settings"])
        .current_dir(place.path())
        .output()
        .expect("util-linux");
    Some(Diagnosis::of(&run_of(output)))
}

/// What polkit's refusal looks like from outside: the daemon takes the connection and hangs up.
#[test]
fn a_service_that_hangs_up() {
    let folder = tempfile::tempdir().expect("folder");
    let socket = folder.path().join("pcscd.comm");
    let listener = UnixListener::bind(&socket).expect("bound");
    thread::spawn(move || {
        for connection in listener.incoming() {
            drop(connection);
        }
    });
    let found = examine_at(&socket);
    assert_eq!(found.codes(), ["D-SERVICE-04"]);
    let cause = found.rung("service")["cause"].as_str().expect("text");
    assert!(cause.contains("polkit"), "{cause}");
    let detail = found.rung("service")["detail"].as_str().expect("text");
    assert!(detail.contains("0x801000"), "{detail}");
}

#[test]
fn a_socket_that_nobody_listens_to_is_a_stopped_service() {
    let folder = tempfile::tempdir().expect("folder");
    let socket = folder.path().join("pcscd.comm");
    drop(UnixListener::bind(&socket).expect("bound"));
    assert!(socket.exists());
    let expected = if Path::new("/usr/sbin/pcscd").exists() {
        "D-SERVICE-02"
    } else {
        "D-SERVICE-01"
    };
    assert_eq!(examine_at(&socket).codes(), [expected]);
}

/// Runs the doctor where the service's socket is said to be there.
fn examine_at(socket: &Path) -> Diagnosis {
    let mut command = Desk::new().command(&["doctor", "--json"]);
    let output = command
        .current_dir("/")
        .env("PCSCLITE_CSOCK_NAME", socket)
        .output()
        .expect("run");
    Diagnosis::of(&run_of(output))
}

#[test]
fn a_service_that_ends_while_the_card_is_read() {
    let Some(pcscd) = Pcscd::start() else { return };
    let slot = pcscd.first_slot();
    let pcscd = Arc::new(Mutex::new(pcscd));
    let daemon = Arc::clone(&pcscd);
    let mut commands = 0;
    let (card, _diary) = ScriptedCard::new(move |_| {
        commands += 1;
        if commands == 3 {
            daemon.lock().expect("sound").kill();
        }
        Some(vec![0x90, 0x00])
    });
    let _inserted = Inserted::new(card, slot);
    wait_for_card(FIRST_SLOT);
    assert_eq!(examine(&[]).codes(), ["D-ANSWER-08"]);
    drop(pcscd);
}

#[test]
fn a_stopped_service_as_a_person_reads_it() {
    let Some(_pcscd) = Pcscd::prepare() else {
        return;
    };
    let run = Desk::new().run(&["doctor"]);
    let (told, clock) = run
        .ends(1)
        .out
        .split_once("○ パソコンの日付")
        .expect("told");
    assert_eq!(
        told,
        "\
× スマートカードサービス：スマートカードサービスが動いていません。 [D-SERVICE-02]
    考えられる原因：サービス（pcscd）が止まっているか、まだ始まっていません。
    どうするか：端末で「sudo systemctl start pcscd.socket」を実行してください。パソコンを起動し直しても、始まることがあります。
－ カードリーダーのドライバー：ここはまだ調べられません
－ カードリーダー：ここはまだ調べられません
－ カード：ここはまだ調べられません
－ カードの応答：ここはまだ調べられません
－ カードの種類：ここはまだ調べられません
－ 電子証明書：ここはまだ調べられません
－ 電子証明書の発行元：ここはまだ調べられません
－ 暗証番号の残り回数：ここはまだ調べられません
"
    );
    assert!(
        clock.ends_with("\n\n気になるところが見つかりました\n"),
        "{clock}"
    );
}
