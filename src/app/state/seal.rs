//! The visible seal, as the person lays it on a page: its look, its size, its place, and what there is
//! to look at meanwhile. What comes of it is a [`SealOrder`]; pictures are ordered from the thread
//! that makes them and may come late.

use std::path::{Path, PathBuf};

use super::{AppState, Effect};
use crate::{
    app::{
        command::{PageChoice, PageOrder, PreviewOrder, SealOrder, SealPictureOrder},
        event::{PagePicture, Picture},
        failure::Failure,
        ports::DialogRequest,
    },
    core::sign::{
        SignatureFormat,
        pdf::seal::{POINTS_PER_MM, Ring, Seal, SealDesign, SealImage, SealSize, SealText},
    },
};

/// How far from the right and the upper edge a seal lies at first, in millimetres.
const MARGIN_MM: f32 = 20.0;
/// A4, until the page is known.
const A4_MM: (f32, f32) = (210.0, 297.0);
/// How wide pages and seals are drawn, in pixels: sharp on a screen of twice the usual density.
const PAGE_PIXELS: u32 = 1000;
const SEAL_PIXELS: u32 = 480;

/// Which seal, if any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SealLook {
    /// The person's own picture.
    Image,
    /// None is seen: the signature is in the file all the same.
    #[default]
    None,
    /// A frame with name and date.
    Rectangle,
    /// Round, like a 印影: the name alone.
    Round,
    /// Round, with name and date, like a 日付印.
    DateStamp,
}

impl SealLook {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Round,
        Self::DateStamp,
        Self::Rectangle,
        Self::Image,
    ];
}

/// What the seal says beside the name. Sentences of a language: the window hands them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealWords {
    /// See [`SealOrder::caption`].
    pub caption: String,
    /// Today, as it is to be shown.
    pub date: String,
    /// Stands for the name in a picture, while the certificate was not read.
    pub sample_name: String,
    /// What says in practice mode that it is not real.
    pub watermark: String,
}

/// A change to the seal.
#[derive(Clone, Debug, PartialEq)]
pub enum SealChange {
    /// Look at this one of the PDFs, counted from 0.
    Document(usize),
    /// Another look.
    Look(SealLook),
    /// Its upper left corner to here, in millimetres from the page's.
    MoveTo((f32, f32)),
    /// To another page.
    Page(PageChoice),
    /// Another size: the side that counts, in millimetres.
    Side(f32),
    /// The window's words, in another language.
    Words(SealWords),
}

/// A picture that was ordered.
#[derive(Clone, Debug, PartialEq)]
pub enum View<O, P> {
    /// It cannot be drawn.
    Failed(O),
    /// Nobody wants one.
    Nothing,
    /// Here it is.
    Shown(O, P),
    /// It is being drawn; until then the last one stays, if there was one.
    Waiting(O, Option<P>),
}

impl<O: PartialEq, P> View<O, P> {
    fn order(&self) -> Option<&O> {
        match self {
            Self::Failed(order) | Self::Shown(order, _) | Self::Waiting(order, _) => Some(order),
            Self::Nothing => None,
        }
    }

    fn take_in(&mut self, order: O, picture: Option<P>) {
        if self.order() == Some(&order) {
            *self = match picture {
                Some(picture) => Self::Shown(order, picture),
                None => Self::Failed(order),
            };
        }
    }

    /// Waits for what is wanted now, and gives back what is to be ordered for that. Until it is there the
    /// last picture stays, if what it was ordered by is like what is wanted.
    fn want(&mut self, wanted: Option<O>, is_like: impl FnOnce(&O, &O) -> bool) -> Option<O>
    where
        O: Clone,
    {
        if self.order() == wanted.as_ref() {
            return None;
        }
        let before = std::mem::replace(self, Self::Nothing);
        let order = wanted?;
        let keeps_last = before.order().is_some_and(|before| is_like(before, &order));
        let last = match before {
            Self::Shown(_, picture) | Self::Waiting(_, Some(picture)) => Some(picture),
            Self::Failed(_) | Self::Nothing | Self::Waiting(_, None) => None,
        };
        *self = Self::Waiting(order.clone(), last.filter(|_| keeps_last));
        Some(order)
    }

    /// The picture, or the one before while it is being drawn.
    pub fn picture(&self) -> Option<&P> {
        match self {
            Self::Shown(_, picture) | Self::Waiting(_, Some(picture)) => Some(picture),
            Self::Failed(_) | Self::Nothing | Self::Waiting(_, None) => None,
        }
    }
}

/// The seal on the signing page.
#[derive(Clone, Debug, PartialEq)]
pub struct SealDesk {
    /// Which one.
    pub look: SealLook,
    /// The person's own picture: its file and what is in it.
    pub image: Option<(PathBuf, SealImage)>,
    /// On which page.
    pub page: PageChoice,
    /// Which of the PDFs is looked at, counted from 0.
    pub document: usize,
    /// The page looked at.
    pub page_view: View<PageOrder, PagePicture>,
    /// The seal by itself.
    pub seal_view: View<SealPictureOrder, Picture>,
    /// What it says beside the name.
    pub words: SealWords,
    corner_mm: Option<(f32, f32)>,
    round_mm: f32,
    stamp_mm: f32,
    rectangle_mm: f32,
    image_mm: f32,
}

impl Default for SealDesk {
    fn default() -> Self {
        Self {
            look: SealLook::None,
            image: None,
            page: PageChoice::Number(0),
            document: 0,
            page_view: View::Nothing,
            seal_view: View::Nothing,
            words: SealWords::default(),
            corner_mm: None,
            round_mm: 18.0,
            stamp_mm: 25.0,
            rectangle_mm: 45.0,
            image_mm: 20.0,
        }
    }
}

impl SealDesk {
    /// The side that counts, in millimetres: of a round one the diameter, of a frame the width, of a
    /// picture the longer one.
    pub fn side_mm(&self) -> f32 {
        match self.look {
            SealLook::Image => self.image_mm,
            SealLook::Rectangle => self.rectangle_mm,
            SealLook::None | SealLook::Round => self.round_mm,
            SealLook::DateStamp => self.stamp_mm,
        }
    }

    /// Width and height, in millimetres.
    pub fn extent_mm(&self) -> (f32, f32) {
        let Some((design, size)) = self.design().zip(self.size()) else {
            return (0.0, 0.0);
        };
        let extent = Seal {
            design,
            size,
            text: SealText::default(),
            watermark: None,
        }
        .extent();
        (extent.width / POINTS_PER_MM, extent.height / POINTS_PER_MM)
    }

    fn size(&self) -> Option<SealSize> {
        SealSize::new(self.side_mm())
    }

    /// Where its upper left corner lies, in millimetres from the page's, so that all of it is on the
    /// page that is looked at.
    pub fn corner_mm(&self) -> (f32, f32) {
        let (seal_width, seal_height) = self.extent_mm();
        let (width, height) = self.page_mm();
        let (left, top) = self
            .corner_mm
            .unwrap_or((width - seal_width - MARGIN_MM, MARGIN_MM));
        (
            left.min(width - seal_width).max(0.0),
            top.min(height - seal_height).max(0.0),
        )
    }

    /// The size of the page that is looked at, in millimetres.
    pub fn page_mm(&self) -> (f32, f32) {
        self.page_view.picture().map_or(A4_MM, |page| page.size_mm)
    }

    fn design(&self) -> Option<SealDesign> {
        match self.look {
            SealLook::Image => Some(SealDesign::Image(self.image.as_ref()?.1.clone())),
            SealLook::None => None,
            SealLook::Rectangle => Some(SealDesign::Rectangle),
            SealLook::Round => Some(SealDesign::Round(Ring::Single)),
            SealLook::DateStamp => Some(SealDesign::Round(Ring::Double)),
        }
    }

    fn is_dated(&self) -> bool {
        matches!(self.look, SealLook::DateStamp | SealLook::Rectangle)
    }

    /// What the job is told; `None` without a seal.
    pub(super) fn order(&self, is_demo: bool) -> Option<SealOrder> {
        Some(SealOrder {
            design: self.design()?,
            size: self.size()?,
            page: self.page,
            corner_mm: self.corner_mm(),
            caption: self.is_dated().then(|| self.words.caption.clone()),
            date: self.is_dated().then(|| self.words.date.clone()),
            watermark: is_demo.then(|| self.words.watermark.clone()),
        })
    }

    /// What a PDF of practice mode shows that has no seal: on paper, too, it must be known for what it is.
    pub(super) fn practice_mark(&self) -> Option<SealOrder> {
        let marked = Self {
            look: SealLook::Rectangle,
            page: PageChoice::Number(0),
            corner_mm: None,
            ..self.clone()
        };
        marked
            .order(true)
            .filter(|_| !self.words.watermark.is_empty())
    }

    fn resize(&mut self, side_mm: f32) {
        let side = side_mm.clamp(SealSize::MIN_MM, SealSize::MAX_MM);
        match self.look {
            SealLook::Image => self.image_mm = side,
            SealLook::None => {}
            SealLook::Rectangle => self.rectangle_mm = side,
            SealLook::Round => self.round_mm = side,
            SealLook::DateStamp => self.stamp_mm = side,
        }
    }

    fn take_image(&mut self, path: PathBuf, image: SealImage) {
        self.image = Some((path, image));
        self.look = SealLook::Image;
    }
}

impl AppState {
    pub(super) fn change_seal(&mut self, change: SealChange) -> Vec<Effect> {
        let is_choosing = self.desk.is_choosing();
        let seal = &mut self.desk.seal;
        match change {
            SealChange::Words(words) => seal.words = words,
            _ if !is_choosing => {}
            SealChange::Document(place) => seal.document = place,
            SealChange::Look(SealLook::Image) if seal.image.is_none() => {
                return vec![Effect::OpenDialog(DialogRequest::SealImage)];
            }
            SealChange::Look(look) => seal.look = look,
            SealChange::MoveTo(corner) => seal.corner_mm = Some(corner),
            SealChange::Page(page) => seal.page = page,
            SealChange::Side(side) => seal.resize(side),
        }
        Vec::new()
    }

    pub(super) fn seal_image_read(&mut self, path: PathBuf, read: Result<SealImage, Failure>) {
        match read {
            Ok(image) => {
                self.desk.seal.take_image(path, image);
                self.notice = None;
            }
            Err(failure) => self.tell(super::Notice::Failed(failure)),
        }
    }

    pub(super) fn page_drawn(&mut self, order: PageOrder, picture: Option<PagePicture>) {
        self.desk.seal.page_view.take_in(order, picture);
    }

    pub(super) fn seal_drawn(&mut self, order: SealPictureOrder, picture: Option<Picture>) {
        self.desk.seal.seal_view.take_in(order, picture);
    }

    /// Orders the pictures that are wanted now and were not ordered yet.
    pub(super) fn order_pictures(&mut self) -> Vec<Effect> {
        let seal = self.seal_picture();
        let page = seal.as_ref().and_then(|_| self.page_to_look_at());
        let desk = &mut self.desk.seal;
        let page = desk.page_view.want(page, |a, b| a.path == b.path);
        let is_like = |a: &SealPictureOrder, b: &SealPictureOrder| a.seal.design == b.seal.design;
        let seal = desk.seal_view.want(seal, is_like).map(Box::new);
        let orders = [page.map(PreviewOrder::Page), seal.map(PreviewOrder::Seal)];
        orders.into_iter().flatten().map(Effect::Preview).collect()
    }

    fn seal_picture(&self) -> Option<SealPictureOrder> {
        let desk = &self.desk;
        if !desk.is_choosing() || desk.pdfs().next().is_none() {
            return None;
        }
        let seal = &desk.seal;
        let name = self.signer_name();
        let order = seal.order(self.source.is_demo())?;
        Some(SealPictureOrder {
            // It looks the same wherever it lies.
            seal: SealOrder {
                page: PageChoice::Last,
                corner_mm: (0.0, 0.0),
                ..order
            },
            name: name.map_or_else(|| seal.words.sample_name.clone(), str::to_owned),
            width: SEAL_PIXELS,
        })
    }

    fn page_to_look_at(&self) -> Option<PageOrder> {
        let seal = &self.desk.seal;
        let path = self.desk.pdfs().nth(seal.document);
        let path = path.or_else(|| self.desk.pdfs().next())?;
        Some(PageOrder {
            path: path.to_path_buf(),
            page: seal.page,
            width: PAGE_PIXELS,
        })
    }

    /// The name in the certificate that will sign, if it was read.
    fn signer_name(&self) -> Option<&str> {
        // At a counter nobody's name is on the screen unless it is held.
        if self.is_counter() {
            return None;
        }
        let (certificate, _) = self.active_card()?.slot(self.desk.key).read()?;
        certificate.holder_name()
    }
}

impl super::SignDesk {
    /// The documents that become signed PDFs, as far as nothing stands in their way.
    pub fn pdfs(&self) -> impl Iterator<Item = &Path> {
        self.files
            .iter()
            .filter(|file| {
                file.len.is_some() && matches!(file.target.format, SignatureFormat::Pdf(_))
            })
            .map(|file| file.target.input.as_path())
    }
}
