//! How the smart card service is, told as precisely as the system lets us.
//!
//! pcsc-lite's library answers `SCARD_E_NO_SERVICE` for a daemon that is not there, one whose socket
//! the person may not use, and one that hangs up because polkit refused (seen with 1.9.9; newer ones
//! also say `SCARD_W_SECURITY_VIOLATION`). So there its socket is looked at too: whether it exists,
//! whether it may be used, whether anyone listens. Nobody connects to it.

use pcsc::Error;

use super::readers::establish;
use crate::app::ports::ServiceState;

/// Asks the service, and looks around where it does not answer.
pub(super) fn service_state() -> ServiceState {
    match establish() {
        Ok(_) => ServiceState::Running,
        Err(error) => meaning(error, &Here),
    }
}

/// What can be seen of the service without its help.
trait Signs {
    /// Whether it is installed.
    fn is_installed(&self) -> bool;
    /// Its socket, where the system has one.
    fn socket(&self) -> Socket;
}

/// The service's socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, reason = "the other systems have none")
)]
enum Socket {
    /// There is none, or nobody listens to it.
    Dead,
    /// Somebody listens, and the person may connect.
    Open,
    /// The person may not connect.
    Shut,
}

fn meaning(error: Error, signs: &dyn Signs) -> ServiceState {
    let code = error as u32;
    match error {
        Error::NoAccess | Error::SecurityViolation => ServiceState::Refused { code },
        // The daemon was there and hung up, or was not there at all.
        Error::CommError | Error::NoService | Error::ServiceStopped => match signs.socket() {
            Socket::Open => ServiceState::Refused { code },
            Socket::Shut => ServiceState::Forbidden,
            Socket::Dead if signs.is_installed() => ServiceState::Stopped,
            Socket::Dead => ServiceState::Missing,
        },
        _ => ServiceState::Faulty { code },
    }
}

/// This computer.
struct Here;

/// macOS and Windows bring the service along. It has no socket there.
#[cfg(not(target_os = "linux"))]
impl Signs for Here {
    fn is_installed(&self) -> bool {
        true
    }

    fn socket(&self) -> Socket {
        Socket::Dead
    }
}

#[cfg(target_os = "linux")]
impl Signs for Here {
    fn is_installed(&self) -> bool {
        linux::is_installed()
    }

    fn socket(&self) -> Socket {
        linux::socket()
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        ffi::OsStr,
        fs,
        path::{Path, PathBuf},
    };

    use rustix::{
        fs::{Access, access},
        io::Errno,
    };

    use super::Socket;

    /// Where distributions put the daemon. In a sandbox nothing of the system is seen, so there it
    /// counts as installed.
    const DAEMONS: [&str; 6] = [
        "/.flatpak-info",
        "/usr/sbin/pcscd",
        "/usr/bin/pcscd",
        "/usr/local/sbin/pcscd",
        "/sbin/pcscd",
        "/run/current-system/sw/bin/pcscd",
    ];

    /// The daemon's socket, unless the environment names another, as in pcsc-lite's library.
    const SOCKET: &str = "/run/pcscd/pcscd.comm";

    /// A listening socket in the flags of `/proc/net/unix` (`__SO_ACCEPTCON`).
    const LISTENING: &str = "00010000";

    pub(super) fn is_installed() -> bool {
        DAEMONS.iter().any(|path| Path::new(path).exists())
    }

    pub(super) fn socket() -> Socket {
        let path = std::env::var_os("PCSCLITE_CSOCK_NAME").map_or(SOCKET.into(), PathBuf::from);
        match access(&path, Access::WRITE_OK) {
            Err(Errno::ACCESS | Errno::PERM) => Socket::Shut,
            Err(_) => Socket::Dead,
            // Where the table cannot be read, a socket that is left over is likelier than polkit.
            Ok(()) => match fs::read_to_string("/proc/net/unix") {
                Ok(table) if is_listened_to(&table, path.as_os_str()) => Socket::Open,
                _ => Socket::Dead,
            },
        }
    }

    /// Whether the table of `/proc/net/unix` has a listener of this name:
    /// `Num RefCount Protocol Flags Type St Inode Path`.
    fn is_listened_to(table: &str, path: &OsStr) -> bool {
        table.lines().any(|line| {
            let mut columns = line.split_whitespace();
            columns.nth(3) == Some(LISTENING)
                && columns.nth(3).is_some_and(|it| OsStr::new(it) == path)
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_a_listener_of_that_very_name_listens() {
            let table = "Num       RefCount Protocol Flags    Type St Inode Path\n\
                 0000000000000000: 00000002 00000000 00010000 0001 01 23456 /run/pcscd/pcscd.comm\n\
                 0000000000000000: 00000003 00000000 00000000 0001 03 23457 /run/other.comm\n\
                 0000000000000000: 00000002 00000000 00010000 0001 01 23458\n";
            let listened = |path: &str| is_listened_to(table, OsStr::new(path));
            assert!(listened("/run/pcscd/pcscd.comm"));
            assert!(!listened("/run/pcscd/pcscd"));
            assert!(!listened("/run/other.comm"), "connected, not listening");
            assert!(!listened(""));
            assert!(!is_listened_to("", OsStr::new("/run/pcscd/pcscd.comm")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Seen {
        is_installed: bool,
        socket: Socket,
    }

    impl Signs for Seen {
        fn is_installed(&self) -> bool {
            self.is_installed
        }

        fn socket(&self) -> Socket {
            self.socket
        }
    }

    #[test]
    fn what_one_error_hides_is_told_apart() {
        let state = |error, is_installed, socket| {
            meaning(
                error,
                &Seen {
                    is_installed,
                    socket,
                },
            )
        };
        for error in [Error::NoService, Error::ServiceStopped, Error::CommError] {
            let code = error as u32;
            assert_eq!(state(error, false, Socket::Dead), ServiceState::Missing);
            assert_eq!(state(error, true, Socket::Dead), ServiceState::Stopped);
            assert_eq!(state(error, true, Socket::Shut), ServiceState::Forbidden);
            assert_eq!(
                state(error, true, Socket::Open),
                ServiceState::Refused { code }
            );
        }
    }

    #[test]
    fn a_refusal_by_policy_is_no_missing_service() {
        for (error, code) in [
            (Error::SecurityViolation, 0x8010_006A),
            (Error::NoAccess, 0x8010_0027),
        ] {
            for socket in [Socket::Dead, Socket::Open, Socket::Shut] {
                let seen = Seen {
                    is_installed: false,
                    socket,
                };
                assert_eq!(meaning(error, &seen), ServiceState::Refused { code });
            }
        }
    }

    #[test]
    fn other_errors_keep_their_numbers() {
        let seen = Seen {
            is_installed: true,
            socket: Socket::Open,
        };
        for error in [Error::InternalError, Error::NoMemory, Error::UnknownError] {
            let code = error as u32;
            assert_eq!(meaning(error, &seen), ServiceState::Faulty { code });
        }
    }
}
