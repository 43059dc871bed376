//! Pictures to look at: pages of documents and seals. On a thread of its own, so that neither the window
//! nor the card waits for a large page; a renderer that stumbles over a file ends one picture and
//! nothing else. The window has documents drawn in a process of its own (`platform::drawer`), for one made
//! for it can keep a renderer busy for ever. Nothing here is ever signed.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use crate::{
    app::{
        command::{PageChoice, PageOrder, PreviewOrder, SealPictureOrder},
        event::{Event, PagePicture, Picture},
        ports::{Files, PageDrawer, Waker},
        unbroken::{or_internal, unbroken},
        workflow::seal_image::seal_image,
    },
    core::{
        pdf::render::{DrawnPage, PageImage, PagePictures, Paper},
        sign::pdf::seal::POINTS_PER_MM,
    },
};

/// The largest document that is shown; a larger one is signed all the same.
pub const MAX_DOCUMENT: u64 = 256 * 1024 * 1024;

/// Makes pictures, one after the other.
pub struct Previewer {
    files: Arc<dyn Files>,
    drawer: Box<dyn PageDrawer>,
}

/// Draws within this process.
pub struct PagesHere {
    files: Arc<dyn Files>,
    /// The document of the last page: the next one is most often of the same.
    open: Option<(PathBuf, PagePictures)>,
}

impl PagesHere {
    /// One that has drawn nothing yet.
    pub fn new(files: Arc<dyn Files>) -> Self {
        Self { files, open: None }
    }
}

impl PageDrawer for PagesHere {
    fn draw(&mut self, path: &Path, page: Option<usize>, width: u32) -> Option<DrawnPage> {
        if self.open.as_ref().is_none_or(|(open, _)| open != path) {
            let bytes = self.files.read_whole(path, MAX_DOCUMENT).ok()?;
            let pages = PagePictures::open(Arc::new(bytes)).ok()?;
            self.open = Some((path.to_path_buf(), pages));
        }
        let (_, document) = self.open.as_ref()?;
        document.draw(page, width).ok()
    }

    fn forget(&mut self) {
        self.open = None;
    }
}

impl Previewer {
    /// One that has drawn nothing yet, and has documents drawn by `drawer`.
    pub fn new(files: Arc<dyn Files>, drawer: Box<dyn PageDrawer>) -> Self {
        Self { files, drawer }
    }

    /// Carries out one order; one that breaks down is answered with nothing.
    pub fn handle(&mut self, order: PreviewOrder) -> Option<Event> {
        Some(match order {
            PreviewOrder::Forget => {
                self.drawer.forget();
                return None;
            }
            PreviewOrder::Page(order) => {
                let page = unbroken(|| self.page(&order)).flatten();
                if page.is_none() {
                    self.drawer.forget();
                }
                Event::PageDrawn(order, page)
            }
            PreviewOrder::ReadSealImage(path) => {
                let read = or_internal(|| seal_image(self.files.as_ref(), &path));
                Event::SealImageRead(path, read)
            }
            PreviewOrder::Seal(order) => {
                let picture = unbroken(|| Self::seal(&order)).flatten();
                Event::SealDrawn(order, picture)
            }
        })
    }

    fn page(&mut self, order: &PageOrder) -> Option<PagePicture> {
        let page = match order.page {
            PageChoice::Last => None,
            PageChoice::Number(number) => Some(number),
        };
        let drawn = self.drawer.draw(&order.path, page, order.width)?;
        let DrawnPage {
            image,
            page,
            pages,
            size,
        } = drawn;
        Some(PagePicture {
            is_incomplete: image.incomplete,
            picture: picture(image)?,
            page,
            pages,
            size_mm: (size.width / POINTS_PER_MM, size.height / POINTS_PER_MM),
        })
    }

    fn seal(order: &SealPictureOrder) -> Option<Picture> {
        let page = order.seal.seal(&order.name).preview().ok()?;
        let document = PagePictures::open(Arc::new(page)).ok()?;
        picture(document.render(0, order.width, Paper::Transparent).ok()?)
    }
}

fn picture(image: PageImage) -> Option<Picture> {
    Some(Picture {
        width: usize::try_from(image.width).ok()?,
        height: usize::try_from(image.height).ok()?,
        rgba: Arc::new(image.rgba),
    })
}

/// Runs it on a thread of its own until nobody is left to order. Of several pages, or seals, that
/// wait only the last is drawn: the others are not looked at any more.
pub fn spawn(
    mut previewer: Previewer,
    orders: mpsc::Receiver<PreviewOrder>,
    events: mpsc::Sender<Event>,
    waker: Arc<dyn Waker>,
) -> std::io::Result<thread::JoinHandle<()>> {
    let run = move || {
        while let Ok(first) = orders.recv() {
            let waiting = std::iter::once(first).chain(orders.try_iter());
            for order in latest(waiting) {
                let Some(event) = previewer.handle(order) else {
                    continue;
                };
                if events.send(event).is_err() {
                    return;
                }
                waker.wake();
            }
        }
    };
    thread::Builder::new().name("preview".to_owned()).spawn(run)
}

/// The last order of each kind, in the order in which they came.
fn latest(orders: impl Iterator<Item = PreviewOrder>) -> Vec<PreviewOrder> {
    let mut kept: Vec<PreviewOrder> = Vec::new();
    for order in orders {
        kept.retain(|it| std::mem::discriminant(it) != std::mem::discriminant(&order));
        kept.push(order);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_pages_only_the_last_is_drawn() {
        let page = |number| {
            PreviewOrder::Page(PageOrder {
                path: PathBuf::from("a.pdf"),
                page: PageChoice::Number(number),
                width: 10,
            })
        };
        let image = PreviewOrder::ReadSealImage(PathBuf::from("seal.png"));
        let orders = [page(0), image.clone(), page(1), page(2)];
        assert_eq!(latest(orders.into_iter()), [image, page(2)]);
    }
}
