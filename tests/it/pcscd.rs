//! A real pcscd with virtual readers, for the tests that need one.
//!
//! With `PCSCLITE_CSOCK_NAME` set (packaging/linux/with-own-pcscd.sh does), it lives behind a socket
//! of its own, unseen by every other program: no root is needed, and a pcscd of the system is not in
//! the way. Without it, it takes the system's place: root is needed, and no other may run. Whoever
//! holds [`Pcscd`] holds a file lock, also against other test processes.
//!
//! Needs Debian's `pcscd` and `vsmartcard-vpcd`. Without them such tests say so and pass empty,
//! unless `INKAN_REQUIRE_PCSCD` is set.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use inkan::{
    compose::LentCard,
    platform::{
        clock::Stopwatch,
        vpcd::{self, VpcdCard, WhenLost},
    },
    sim::{Profile, Reset, SimCard},
};
use jiff::civil::Date;

const DRIVER: &str = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
const DAEMON: &str = "/usr/sbin/pcscd";
const SYSTEM_FOLDER: &str = "/run/pcscd";

/// Starts the daemon with a folder of ours in the place of the system's: `$0` is the folder, `$1`
/// the readers.
const IN_ITS_OWN_PLACE: &str = "mount -t tmpfs tmpfs /run && mkdir /run/pcscd && \
    mount --bind \"$0\" /run/pcscd && exec /usr/sbin/pcscd --foreground --config \"$1\"";

/// The folder of the daemon's socket, and whether it is our own.
fn folder() -> (PathBuf, bool) {
    let socket = std::env::var_os("PCSCLITE_CSOCK_NAME").map(PathBuf::from);
    match socket.as_deref().and_then(Path::parent) {
        Some(folder) => (folder.to_path_buf(), true),
        None => (PathBuf::from(SYSTEM_FOLDER), false),
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The names of the two slots that vpcd has.
pub const FIRST_SLOT: &str = "Virtual PCD 00 00";
pub const SECOND_SLOT: &str = "Virtual PCD 00 01";

/// A running pcscd of our own, killed at the end.
pub struct Pcscd {
    daemon: Option<Child>,
    configuration: tempfile::TempDir,
    port: u16,
    _lock: File,
}

impl Pcscd {
    /// Starts one with vpcd's two readers, or `None` where that is impossible.
    pub fn start() -> Option<Self> {
        let mut pcscd = Self::prepare()?;
        pcscd.plug_reader_in();
        pcscd.run();
        Some(pcscd)
    }

    /// Everything but the daemon and its readers.
    pub fn prepare() -> Option<Self> {
        let (folder, own) = folder();
        let is_installed = Path::new(DAEMON).exists() && Path::new(DRIVER).exists();
        if !is_installed || !(own || is_root()) {
            let required = std::env::var_os("INKAN_REQUIRE_PCSCD").is_some();
            assert!(
                !required,
                "pcscd, vsmartcard-vpcd and root or an own socket are needed"
            );
            eprintln!("not tested here: needs pcscd, vsmartcard-vpcd and root or an own socket");
            return None;
        }
        fs::create_dir_all(&folder).expect("made");
        let place = if own { folder } else { std::env::temp_dir() };
        let lock = File::create(place.join("inkan-pcscd.lock")).expect("lock file");
        lock.lock().expect("locked");
        wait_for("another pcscd to end", || !is_running());
        let configuration = tempfile::tempdir().expect("folder");
        fs::write(configuration.path().join("readers"), "").expect("written");
        Some(Self {
            daemon: None,
            configuration,
            port: two_free_ports(),
            _lock: lock,
        })
    }

    /// Writes the readers into the configuration.
    pub fn plug_reader_in(&self) {
        self.plug_in("Virtual PCD");
    }

    /// The same with another name than vpcd's own.
    pub fn plug_in(&self, name: &str) {
        let port = self.port;
        let text = format!(
            "FRIENDLYNAME \"{name}\"\nDEVICENAME /dev/null:{port:#06X}\n\
             LIBPATH {DRIVER}\nCHANNELID {port:#06X}\n",
        );
        fs::write(self.configuration.path().join("readers"), text).expect("written");
    }

    /// Starts the daemon and waits until it listens.
    pub fn run(&mut self) {
        let readers = self.configuration.path().join("readers");
        let (folder, own) = folder();
        let mut command = Command::new(if own { "unshare" } else { DAEMON });
        if own && !is_root() {
            command.args(["--user", "--map-root-user"]);
        }
        if own {
            command
                .args(["--mount", "sh", "-c", IN_ITS_OWN_PLACE])
                .arg(folder)
                .arg(readers);
        } else {
            command.args(["--foreground", "--config"]).arg(readers);
        }
        let daemon = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        self.daemon = Some(daemon);
        wait_for("pcscd to listen", is_running);
    }

    /// Kills the daemon without giving it time to say goodbye.
    pub fn kill(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill().expect("killed");
            daemon.wait().expect("ended");
        }
        let (folder, _) = folder();
        let _ = fs::remove_file(folder.join("pcscd.comm"));
        let _ = fs::remove_file(folder.join("pcscd.pid"));
    }

    /// Where a card for the first slot connects to.
    pub fn first_slot(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Where a card for the second slot connects to.
    pub fn second_slot(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port + 1).into()
    }

    /// The daemon's socket.
    pub fn socket() -> PathBuf {
        folder().0.join("pcscd.comm")
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        self.kill();
    }
}

fn is_running() -> bool {
    UnixStream::connect(folder().0.join("pcscd.comm")).is_ok()
}

fn two_free_ports() -> u16 {
    (0..100)
        .find_map(|_| {
            let first = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
            let port = first.local_addr().ok()?.port();
            let _second = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port.checked_add(1)?)).ok()?;
            Some(port)
        })
        .expect("two free ports")
}

/// Waits until `condition` holds, at most 30 s.
pub fn wait_for(what: &str, mut condition: impl FnMut() -> bool) {
    let watch = Stopwatch::start();
    while !condition() {
        assert!(
            !watch.has_passed(Duration::from_secs(30)),
            "waited in vain for {what}"
        );
        thread::sleep(Duration::from_millis(5));
    }
}

/// What a scripted card answers to a command; `None` takes it out of the reader.
type Script = Box<dyn FnMut(&[u8]) -> Option<Vec<u8>> + Send>;

/// What happened to a card.
#[derive(Default)]
pub struct Diary {
    pub commands: Mutex<Vec<Vec<u8>>>,
    pub power_downs: AtomicUsize,
    pub resets: AtomicUsize,
}

impl Diary {
    pub fn commands(&self) -> usize {
        self.commands.lock().expect("sound").len()
    }

    pub fn power_downs(&self) -> usize {
        self.power_downs.load(Ordering::SeqCst)
    }

    pub fn resets(&self) -> usize {
        self.resets.load(Ordering::SeqCst)
    }
}

/// A card that answers as its script says and keeps a diary.
pub struct ScriptedCard {
    diary: Arc<Diary>,
    script: Script,
}

impl ScriptedCard {
    pub fn new(
        script: impl FnMut(&[u8]) -> Option<Vec<u8>> + Send + 'static,
    ) -> (Self, Arc<Diary>) {
        let diary = Arc::new(Diary::default());
        (
            Self {
                diary: Arc::clone(&diary),
                script: Box::new(script),
            },
            diary,
        )
    }
}

impl VpcdCard for ScriptedCard {
    fn atr(&self) -> Vec<u8> {
        // jpki-card §3.1, contact.
        vec![0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14]
    }

    fn power_on(&mut self) {}

    fn power_off(&mut self) {
        self.diary.power_downs.fetch_add(1, Ordering::SeqCst);
    }

    fn reset(&mut self) {
        self.diary.resets.fetch_add(1, Ordering::SeqCst);
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        self.diary
            .commands
            .lock()
            .expect("sound")
            .push(apdu.to_vec());
        (self.script)(apdu)
    }
}

/// What has a card that is laid down again and again, and more to say of it than its answers.
pub trait Lendable: Send + 'static {
    fn card(&mut self) -> &mut SimCard;

    /// What comes of a command; `None` where the card leaves.
    fn answer(lent: &Mutex<Self>, apdu: &[u8]) -> Option<Vec<u8>>;
}

/// The same in a reader.
pub struct Lent<K>(pub Arc<Mutex<K>>);

impl<K: Lendable> Lent<K> {
    fn reset_as(&self, reset: Reset) {
        self.0.lock().expect("sound").card().reset(reset);
    }
}

impl<K: Lendable> VpcdCard for Lent<K> {
    fn atr(&self) -> Vec<u8> {
        self.0.lock().expect("sound").card().atr().to_vec()
    }

    fn power_on(&mut self) {}

    fn power_off(&mut self) {
        self.reset_as(Reset::PowerDown);
    }

    fn reset(&mut self) {
        self.reset_as(Reset::Warm);
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        K::answer(&self.0, apdu)
    }
}

/// A practice card, the normal one, which keeps a diary and leaves at its n-th command, the first being 1,
/// before it has seen it.
pub struct PracticeCard {
    card: LentCard,
    diary: Arc<Diary>,
    leaves_at: usize,
}

impl PracticeCard {
    pub fn leaving_at(command: usize, today: Date) -> (Self, Arc<Diary>) {
        let profile = Profile::built_in("normal").expect("built in");
        let (mut card, diary) = Self::of(&profile, today);
        card.leaves_at = command;
        (card, diary)
    }

    /// Another card, which stays.
    pub fn of(profile: &Profile, today: Date) -> (Self, Arc<Diary>) {
        let card = LentCard::new(SimCard::new(profile, today).expect("issued"));
        let diary = Arc::new(Diary::default());
        (
            Self {
                card,
                diary: Arc::clone(&diary),
                leaves_at: usize::MAX,
            },
            diary,
        )
    }

    pub fn staying(today: Date) -> (Self, Arc<Diary>) {
        Self::leaving_at(usize::MAX, today)
    }
}

impl VpcdCard for PracticeCard {
    fn atr(&self) -> Vec<u8> {
        self.card.atr()
    }

    fn power_on(&mut self) {
        self.card.power_on();
    }

    fn power_off(&mut self) {
        self.diary.power_downs.fetch_add(1, Ordering::SeqCst);
        self.card.power_off();
    }

    fn reset(&mut self) {
        self.diary.resets.fetch_add(1, Ordering::SeqCst);
        self.card.reset();
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        let mut commands = self.diary.commands.lock().expect("sound");
        commands.push(apdu.to_vec());
        if commands.len() == self.leaves_at {
            return None;
        }
        drop(commands);
        self.card.answer(apdu)
    }
}

/// A card that lies in a virtual reader until it is pulled, leaves by itself, or this is dropped.
pub struct Inserted {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Inserted {
    pub fn new(mut card: impl VpcdCard + Send + 'static, slot: SocketAddr) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            vpcd::serve(&mut card, slot, WhenLost::Reconnect, &flag).expect("reconnects");
        });
        Self {
            stop,
            thread: Some(thread),
        }
    }

    pub fn pull(self) {
        drop(self);
    }
}

impl Drop for Inserted {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
