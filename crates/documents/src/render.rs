//! Safe copies: the pages of a PDF, and pictures, as pictures. What acts, hides or poses in the document is not in them.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::hayro_interpret::{InterpreterSettings, InterpreterWarning, RenderContent};
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{DynamicImage, ImageFormat};

use crate::document::{Kind, Unreadable};

/// Pages that are drawn.
pub const MAX_DRAWN: usize = 30;
/// Points of a drawn page on its longer side.
const LONGER_SIDE: f32 = 1_600.0;
/// How many times larger than it is a page may be drawn.
const MOST_SCALE: f32 = 2.0;
/// Longer side over shorter, beyond which it is no page.
const MOST_RATIO: f32 = 50.0;

/// The first pages of a PDF, or a picture, as PNG. Runs inside the worker: what it does not survive costs the worker.
pub(crate) fn pages(bytes: &[u8]) -> Result<Vec<Vec<u8>>, Unreadable> {
    let draw = match crate::kind(bytes) {
        Some(Kind::Pdf) => drawn,
        Some(Kind::Image) => copied,
        _ => return Err(Unreadable::UnknownType),
    };
    catch_unwind(AssertUnwindSafe(|| draw(bytes))).unwrap_or_else(|_| Err(Unreadable::Damaged("it cannot be drawn".into())))
}

/// A picture, its points and nothing else.
fn copied(bytes: &[u8]) -> Result<Vec<Vec<u8>>, Unreadable> {
    let damaged = || Unreadable::Damaged("it is no picture that can be copied".into());
    let picture = crate::image::decoded(bytes).ok_or_else(damaged)?;
    let side = LONGER_SIDE as u32;
    let picture = if picture.width().max(picture.height()) > side { picture.thumbnail(side, side) } else { picture };
    let mut copy = Cursor::new(Vec::new());
    DynamicImage::from(picture.into_rgba8()).write_to(&mut copy, ImageFormat::Png).map_err(|_| damaged())?;
    Ok(vec![copy.into_inner()])
}

fn drawn(bytes: &[u8]) -> Result<Vec<Vec<u8>>, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|why| match why {
        LoadPdfError::Decryption(_) => Unreadable::Encrypted,
        LoadPdfError::Invalid => Unreadable::Damaged("it does not have the structure of a PDF".into()),
    })?;
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE | RenderContent::ANNOTATIONS,
        warning_sink: Arc::new(|_: InterpreterWarning| {}),
        ..Default::default()
    };
    let cache = RenderCache::new();
    let mut drawn = Vec::new();
    for page in pdf.pages().iter().take(MAX_DRAWN) {
        let (width, height) = page.render_dimensions();
        let (shorter, longer) = (width.min(height), width.max(height));
        if !(shorter >= 1.0 && longer.is_finite() && longer / shorter <= MOST_RATIO) {
            continue;
        }
        let scale = MOST_SCALE.min(LONGER_SIDE / longer);
        let target = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        if let Ok(picture) = render(page, &cache, &settings, &RenderSettings::default(), &target).into_png() {
            drawn.push(picture);
        }
    }
    if drawn.is_empty() { Err(Unreadable::Damaged("it has no page that can be drawn".into())) } else { Ok(drawn) }
}
