//! The visible seal, as the person lays it on a page: its look, its size, its place, and what there is
//! to look at meanwhile. What comes of it is a [`SealOrder`]; pictures are ordered from the thread
//! that makes them and may come late.

use std::path::{Path, PathBuf};

use super::{AppState, Effect, SignPhase};
use crate::{
    app::{
        command::{PageChoice, PageOrder, PreviewOrder, SealOrder, SealPictureOrder},
        event::{CertificateFact, PagePicture, Picture},
        failure::Failure,
        ports::DialogRequest,
    },
    core::{
        cert::{Holder, MarkedText},
        jpki::Slot,
        sign::{
            SignatureFormat,
            pdf::seal::{SealDesign, SealImage, SealSize},
        },
    },
};

/// The sides a seal may have, in millimetres.
pub const SIDE_MM: (f32, f32) = (8.0, 120.0);
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
    /// Round, like a 印影.
    Round,
}

impl SealLook {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::None, Self::Round, Self::Rectangle, Self::Image];
}

/// What the seal says beside the name. Sentences of a language: the window hands them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealWords {
    /// See [`SealOrder::caption`].
    pub caption: String,
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
    /// Another size.
    Size(SealSize),
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
    fn is_for(&self, order: &O) -> bool {
        match self {
            Self::Failed(own) | Self::Shown(own, _) | Self::Waiting(own, _) => own == order,
            Self::Nothing => false,
        }
    }

    fn take_in(&mut self, order: O, picture: Option<P>) {
        if self.is_for(&order) {
            *self = match picture {
                Some(picture) => Self::Shown(order, picture),
                None => Self::Failed(order),
            };
        }
    }

    /// Waits for another one.
    fn wait_for(&mut self, order: O, keeps_last: bool) {
        let last = match std::mem::replace(self, Self::Nothing) {
            Self::Shown(_, picture) | Self::Waiting(_, Some(picture)) => Some(picture),
            Self::Failed(_) | Self::Nothing | Self::Waiting(_, None) => None,
        };
        *self = Self::Waiting(order, last.filter(|_| keeps_last));
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
    rectangle_mm: (f32, f32),
    image_mm: (f32, f32),
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
            round_mm: 20.0,
            rectangle_mm: (50.0, 20.0),
            image_mm: (20.0, 20.0),
        }
    }
}

impl SealDesk {
    /// How large it is.
    pub fn size(&self) -> SealSize {
        let (width_mm, height_mm) = match self.look {
            SealLook::Image => self.image_mm,
            SealLook::Rectangle => self.rectangle_mm,
            SealLook::None | SealLook::Round => (self.round_mm, self.round_mm),
        };
        SealSize {
            width_mm,
            height_mm,
        }
    }

    /// Where its upper left corner lies, in millimetres from the page's, so that all of it is on the
    /// page that is looked at.
    pub fn corner_mm(&self) -> (f32, f32) {
        let size = self.size();
        let (width, height) = self.page_mm();
        let (left, top) = self
            .corner_mm
            .unwrap_or((width - size.width_mm - MARGIN_MM, MARGIN_MM));
        (
            left.min(width - size.width_mm).max(0.0),
            top.min(height - size.height_mm).max(0.0),
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
            SealLook::Round => Some(SealDesign::Round),
        }
    }

    /// What the job is told; `None` without a seal.
    pub(super) fn order(&self, is_demo: bool) -> Option<SealOrder> {
        Some(SealOrder {
            design: self.design()?,
            size: self.size(),
            page: self.page,
            corner_mm: self.corner_mm(),
            caption: self.words.caption.clone(),
            watermark: is_demo.then(|| self.words.watermark.clone()),
        })
    }

    fn resize(&mut self, size: SealSize) {
        let side = |length: f32| length.clamp(SIDE_MM.0, SIDE_MM.1);
        match self.look {
            SealLook::Image => {
                // The picture keeps its shape: the side that was changed leads.
                let (width, height) = self.image_mm;
                let ratio = height / width;
                self.image_mm = if (size.width_mm - width).abs() >= (size.height_mm - height).abs()
                {
                    let width = side(size.width_mm);
                    (width, width * ratio)
                } else {
                    let height = side(size.height_mm);
                    (height / ratio, height)
                };
            }
            SealLook::None => {}
            SealLook::Rectangle => {
                self.rectangle_mm = (side(size.width_mm), side(size.height_mm));
            }
            SealLook::Round => self.round_mm = side(size.width_mm),
        }
    }

    /// Takes in the person's picture, at first 20 mm on its longer side.
    fn take_image(&mut self, path: PathBuf, image: SealImage) {
        const LONGER: f32 = 20.0;
        let (width, height) = image.proportions();
        let longer = width.max(height).max(f32::MIN_POSITIVE);
        self.image_mm = (LONGER * width / longer, LONGER * height / longer);
        self.image = Some((path, image));
        self.look = SealLook::Image;
    }
}

impl AppState {
    pub(super) fn change_seal(&mut self, change: SealChange) -> Vec<Effect> {
        let seal = &mut self.desk.seal;
        match change {
            SealChange::Words(words) => seal.words = words,
            _ if !matches!(self.desk.phase, SignPhase::Choosing | SignPhase::Planning) => {}
            SealChange::Document(place) => seal.document = place,
            SealChange::Look(SealLook::Image) if seal.image.is_none() => {
                return vec![Effect::OpenDialog(DialogRequest::SealImage)];
            }
            SealChange::Look(look) => seal.look = look,
            SealChange::MoveTo(corner) => seal.corner_mm = Some(corner),
            SealChange::Page(page) => seal.page = page,
            SealChange::Size(size) => seal.resize(size),
        }
        Vec::new()
    }

    pub(super) fn seal_image_read(&mut self, path: PathBuf, read: Result<SealImage, Failure>) {
        match read {
            Ok(image) => self.desk.seal.take_image(path, image),
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
        let mut effects = Vec::new();
        match page {
            None => desk.page_view = View::Nothing,
            Some(order) if !desk.page_view.is_for(&order) => {
                let is_same = match &desk.page_view {
                    View::Failed(own) | View::Shown(own, _) | View::Waiting(own, _) => {
                        own.path == order.path
                    }
                    View::Nothing => false,
                };
                desk.page_view.wait_for(order.clone(), is_same);
                effects.push(Effect::Preview(PreviewOrder::Page(order)));
            }
            Some(_) => {}
        }
        match seal {
            None => desk.seal_view = View::Nothing,
            Some(order) if !desk.seal_view.is_for(&order) => {
                let is_same = match &desk.seal_view {
                    View::Failed(own) | View::Shown(own, _) | View::Waiting(own, _) => {
                        own.design == order.design
                    }
                    View::Nothing => false,
                };
                desk.seal_view.wait_for(order.clone(), is_same);
                effects.push(Effect::Preview(PreviewOrder::Seal(Box::new(order))));
            }
            Some(_) => {}
        }
        effects
    }

    fn seal_picture(&self) -> Option<SealPictureOrder> {
        let desk = &self.desk;
        if !matches!(desk.phase, SignPhase::Choosing | SignPhase::Planning)
            || desk.pdfs().next().is_none()
        {
            return None;
        }
        let seal = &desk.seal;
        let name = self.signer_name();
        Some(SealPictureOrder {
            design: seal.design()?,
            size: seal.size(),
            name: name.map_or_else(|| seal.words.sample_name.clone(), str::to_owned),
            caption: seal.words.caption.clone(),
            watermark: self.source.is_demo().then(|| seal.words.watermark.clone()),
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
        match self
            .active_card()?
            .slot(self.desk.key)
            .certificate
            .as_ref()?
        {
            CertificateFact::Read(certificate, _) if self.desk.key == Slot::Sign => certificate
                .holder()
                .and_then(|holder: &Holder| holder.name.as_ref())
                .map(MarkedText::text),
            _ => None,
        }
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
