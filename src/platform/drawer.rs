//! Documents are drawn in a process of their own, which is this program once more. A renderer can be kept
//! busy for ever, or led to fill the memory, by a page that is made for that: such a process ends itself
//! after [`PATIENCE`] or when the system gives it no more than [`MEMORY`], and one picture is missing. The
//! window, with the card in its hands, notices nothing else. It reads the document for the other one, which
//! therefore opens no file.

use std::{
    io::{self, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{self, Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use crate::{
    app::ports::{Files, PageDrawer, ReadFile},
    core::pdf::render::{DrawnPage, MAX_PIXELS, PageImage, PagePictures, PageSize},
};

/// How long opening a document, or drawing one page, may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of memory that the process may have, where the system can be told (Linux); elsewhere time alone is
/// bounded.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 512 * 1024 * 1024;
/// Bytes handed over at once.
const PIECE: usize = 256 * 1024;

/// What the one process tells the other: a document, or a page of it that is wanted.
const DOCUMENT: u8 = b'D';
const PAGE: u8 = b'P';
/// What comes back: a picture, or nothing.
const DRAWN: u8 = 1;
/// In place of a number: the last page.
const LAST: u64 = u64::MAX;

/// Makes the command of a process that does [`serve`].
pub type Start = Box<dyn Fn() -> io::Result<Command> + Send>;

/// Has pages drawn by another process.
pub struct OtherProcess {
    files: Arc<dyn Files>,
    start: Start,
    most: u64,
    running: Option<Running>,
}

impl OtherProcess {
    /// None is started yet. Documents of more than `most` bytes are not drawn.
    pub fn new(files: Arc<dyn Files>, start: Start, most: u64) -> Self {
        Self {
            files,
            start,
            most,
            running: None,
        }
    }

    /// The process that has this document.
    fn with(&mut self, path: &Path) -> io::Result<&mut Running> {
        let running = match self.running.take() {
            Some(running) if running.document == path => running,
            before => {
                drop(before);
                let file = self.files.open(path).map_err(io::Error::other)?;
                if file.len() > self.most {
                    return Err(io::ErrorKind::FileTooLarge.into());
                }
                let mut running = Running::start((self.start)()?, path)?;
                running.hand_over(file.as_ref())?;
                running
            }
        };
        Ok(self.running.insert(running))
    }
}

impl PageDrawer for OtherProcess {
    fn draw(&mut self, path: &Path, page: Option<usize>, width: u32) -> Option<DrawnPage> {
        let drawn = self
            .with(path)
            .and_then(|running| running.page(page, width));
        if drawn.is_err() {
            self.forget();
        }
        drawn.ok().flatten()
    }

    fn forget(&mut self) {
        self.running = None;
    }
}

/// A process that has a document.
struct Running {
    document: PathBuf,
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Running {
    fn start(mut command: Command, document: &Path) -> io::Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(orders), Some(answers)) => Ok(Self {
                document: document.to_path_buf(),
                child,
                orders,
                answers: BufReader::new(answers),
            }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn hand_over(&mut self, file: &dyn ReadFile) -> io::Result<()> {
        self.orders.write_all(&[DOCUMENT])?;
        self.orders.write_all(&file.len().to_le_bytes())?;
        let mut piece = vec![0; PIECE];
        let mut at = 0;
        while at < file.len() {
            let left = usize::try_from(file.len() - at).unwrap_or(usize::MAX);
            let wanted = piece.get_mut(..left.min(PIECE)).unwrap_or_default();
            let count = file.read_at(at, wanted).map_err(io::Error::other)?;
            let read = wanted.get(..count).filter(|read| !read.is_empty());
            // It was cut off meanwhile.
            let read = read.ok_or(io::ErrorKind::UnexpectedEof)?;
            self.orders.write_all(read)?;
            at += u64::try_from(count).unwrap_or(u64::MAX);
        }
        self.orders.flush()
    }

    fn page(&mut self, page: Option<usize>, width: u32) -> io::Result<Option<DrawnPage>> {
        self.orders.write_all(&[PAGE])?;
        self.orders.write_all(&number(page).to_le_bytes())?;
        self.orders.write_all(&width.to_le_bytes())?;
        self.orders.flush()?;
        read_answer(&mut self.answers)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn number(page: Option<usize>) -> u64 {
    page.and_then(|page| u64::try_from(page).ok())
        .unwrap_or(LAST)
}

/// Draws for another process until that wants nothing more.
pub fn serve() {
    limit_memory();
    let (watched, watchman) = mpsc::channel();
    if thread::Builder::new()
        .name("watchman".to_owned())
        .spawn(move || watch(&watchman))
        .is_err()
    {
        return;
    }
    // Whoever wanted the pictures is gone, or a picture did not come about: there is nothing to tell.
    let _gone = draw_for(
        &mut io::stdin().lock(),
        &mut io::stdout().lock(),
        &mut |does| watched.send(does).is_ok(),
    );
}

/// What the process is doing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Draw,
    Wait,
}

/// Ends the process where drawing takes too long.
fn watch(told: &mpsc::Receiver<Does>) {
    while let Ok(does) = told.recv() {
        if does == Does::Draw && told.recv_timeout(PATIENCE) != Ok(Does::Wait) {
            process::exit(1);
        }
    }
}

fn draw_for(
    orders: &mut dyn Read,
    answers: &mut dyn Write,
    tell: &mut dyn FnMut(Does) -> bool,
) -> io::Result<()> {
    let mut document = None;
    let mut order = [0];
    loop {
        orders.read_exact(&mut order)?;
        match order {
            [DOCUMENT] => {
                let len = u64::from_le_bytes(array(orders)?);
                let mut bytes = Vec::new();
                orders.take(len).read_to_end(&mut bytes)?;
                tell(Does::Draw);
                document = PagePictures::open(Arc::new(bytes)).ok();
                tell(Does::Wait);
            }
            [PAGE] => {
                let page = u64::from_le_bytes(array(orders)?);
                let page = usize::try_from(page).ok().filter(|_| page != LAST);
                let width = u32::from_le_bytes(array(orders)?);
                tell(Does::Draw);
                let drawn = document.as_ref().and_then(|it| it.draw(page, width).ok());
                tell(Does::Wait);
                write_answer(answers, drawn.as_ref())?;
            }
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

fn array<const N: usize>(from: &mut dyn Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn write_answer(to: &mut dyn Write, drawn: Option<&DrawnPage>) -> io::Result<()> {
    let Some(DrawnPage {
        image,
        page,
        pages,
        size,
    }) = drawn
    else {
        to.write_all(&[0])?;
        return to.flush();
    };
    to.write_all(&[DRAWN, u8::from(image.incomplete)])?;
    for count in [*page, *pages] {
        to.write_all(&number(Some(count)).to_le_bytes())?;
    }
    for side in [image.width, image.height] {
        to.write_all(&side.to_le_bytes())?;
    }
    for side in [size.width, size.height] {
        to.write_all(&side.to_le_bytes())?;
    }
    to.write_all(&image.rgba)?;
    to.flush()
}

/// Believes nothing: the process that answers has read the document.
fn read_answer(from: &mut dyn Read) -> io::Result<Option<DrawnPage>> {
    let [kind] = array(from)?;
    if kind != DRAWN {
        return Ok(None);
    }
    let [incomplete] = array(from)?;
    let wrong = || io::Error::from(io::ErrorKind::InvalidData);
    let mut count =
        || usize::try_from(u64::from_le_bytes(array(from)?)).map_err(|_too_many| wrong());
    let (page, pages) = (count()?, count()?);
    let mut side = || array(from).map(u32::from_le_bytes);
    let (width, height) = (side()?, side()?);
    let mut side = || array(from).map(f32::from_le_bytes);
    let size = PageSize {
        width: side()?,
        height: side()?,
    };
    let pixels = width.checked_mul(height).filter(|it| *it <= MAX_PIXELS);
    let bytes = pixels.and_then(|it| usize::try_from(it).ok()?.checked_mul(4));
    let is_page = page < pages && size.width.is_finite() && size.height.is_finite();
    let mut rgba = vec![0; bytes.filter(|_| is_page).ok_or_else(wrong)?];
    from.read_exact(&mut rgba)?;
    Ok(Some(DrawnPage {
        image: PageImage {
            width,
            height,
            rgba,
            incomplete: incomplete != 0,
        },
        page,
        pages,
        size,
    }))
}

fn limit_memory() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let most = Rlimit {
            current: Some(MEMORY),
            maximum: Some(MEMORY),
        };
        // A system that does not let a process have less of something is none that we know.
        setrlimit(Resource::Data, most).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn() -> DrawnPage {
        DrawnPage {
            image: PageImage {
                width: 2,
                height: 1,
                rgba: vec![1, 2, 3, 4, 5, 6, 7, 8],
                incomplete: true,
            },
            page: 3,
            pages: 4,
            size: PageSize {
                width: 595.0,
                height: 842.0,
            },
        }
    }

    fn written(drawn: Option<&DrawnPage>) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_answer(&mut bytes, drawn).expect("memory");
        bytes
    }

    #[test]
    fn a_picture_comes_across_as_it_was() {
        let bytes = written(Some(&drawn()));
        assert_eq!(
            read_answer(&mut bytes.as_slice()).expect("reads"),
            Some(drawn())
        );
        let nothing = written(None);
        assert_eq!(read_answer(&mut nothing.as_slice()).expect("reads"), None);
        for end in 0..bytes.len() {
            assert!(read_answer(&mut &bytes[..end]).is_err(), "cut off at {end}");
        }
    }

    #[test]
    fn a_picture_that_is_none_is_refused() {
        // Fewer pages than the number of this one; far too wide; far too high.
        for (place, byte) in [(10, 3), (21, 0xFF), (25, 0xFF)] {
            let mut bytes = written(Some(&drawn()));
            bytes[place] = byte;
            assert!(read_answer(&mut bytes.as_slice()).is_err(), "{place}");
        }
        let endless = DrawnPage {
            size: PageSize {
                width: f32::INFINITY,
                height: 1.0,
            },
            ..drawn()
        };
        assert!(read_answer(&mut written(Some(&endless)).as_slice()).is_err());
    }

    #[test]
    fn the_last_page_and_pages_by_number_are_drawn() {
        let document = include_bytes!("../../tests/it/fixtures/pdf/version-1.7.pdf");
        let mut orders = vec![DOCUMENT];
        orders.extend(u64::try_from(document.len()).expect("fits").to_le_bytes());
        orders.extend(document);
        for page in [LAST, 0] {
            orders.push(PAGE);
            orders.extend(page.to_le_bytes());
            orders.extend(40_u32.to_le_bytes());
        }
        let mut answers = Vec::new();
        let ended = draw_for(&mut orders.as_slice(), &mut answers, &mut |_| true);
        assert!(ended.is_err(), "nothing more is wanted");
        let mut answers = answers.as_slice();
        for _ in 0..2 {
            let drawn = read_answer(&mut answers)
                .expect("reads")
                .expect("a picture");
            assert_eq!((drawn.page, drawn.pages, drawn.image.width), (0, 1, 40));
        }
    }
}
