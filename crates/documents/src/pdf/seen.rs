//! What is seen of a page: colours, areas that were painted, and what is behind a point.

/// Areas that are kept of a page.
const MAX_PAINTED: usize = 20_000;
/// How far two colours may be apart, of 1 in each part, that nobody tells apart.
const ALIKE: f32 = 0.06;

/// A colour as red, green and blue, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Colour([f32; 3]);

impl Colour {
    pub(super) const BLACK: Self = Self([0.0; 3]);
    pub(super) const WHITE: Self = Self([1.0; 3]);

    /// By the number of its parts: grey, red-green-blue, or cyan-magenta-yellow-black.
    pub(super) fn of(values: &[f32]) -> Option<Self> {
        match values {
            [grey] => Some(Self([*grey; 3])),
            [red, green, blue] => Some(Self([*red, *green, *blue])),
            [cyan, magenta, yellow, black] => Some(Self([cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black)))),
            _ => None,
        }
    }

    pub(super) fn is_like(self, other: Self) -> bool {
        self.0.iter().zip(other.0).all(|(a, b)| (a - b).abs() < ALIKE)
    }
}

/// An area whose sides are upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f32,
    pub(super) bottom: f32,
    pub(super) right: f32,
    pub(super) top: f32,
}

impl Rect {
    /// The area that takes in a point, too.
    pub(super) fn around(area: Option<Self>, x: f32, y: f32) -> Self {
        let Self { left, bottom, right, top } = area.unwrap_or(Self { left: x, bottom: y, right: x, top: y });
        Self { left: left.min(x), bottom: bottom.min(y), right: right.max(x), top: top.max(y) }
    }

    /// What it has in common with another.
    pub(super) fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub(super) fn grown(self, by: f32) -> Self {
        Self { left: self.left - by, bottom: self.bottom - by, right: self.right + by, top: self.top + by }
    }

    pub(super) fn has(self, (x, y): (f32, f32)) -> bool {
        x >= self.left && x <= self.right && y >= self.bottom && y <= self.top
    }

    fn size(self) -> f32 {
        (self.right - self.left).max(0.0) * (self.top - self.bottom).max(0.0)
    }
}

/// Areas in the order in which they were painted, each with its colour; pictures and patterns have none.
#[derive(Debug, Default)]
pub(super) struct Painted {
    areas: Vec<(Rect, Option<Colour>)>,
}

impl Painted {
    pub(super) fn add(&mut self, area: Option<Rect>, colour: Option<Colour>) {
        if let Some(area) = area.filter(|area| area.size() > 0.0 && self.areas.len() < MAX_PAINTED) {
            self.areas.push((area, colour));
        }
    }

    /// The colour that was painted last at a point: the outer none if nothing was, the inner if it was something of many colours.
    pub(super) fn behind(&self, point: (f32, f32)) -> Option<Option<Colour>> {
        self.areas.iter().rev().find(|(area, _)| area.has(point)).map(|(_, colour)| *colour)
    }

    /// Whether a picture takes most of an area.
    pub(super) fn has_picture_of(&self, whole: Rect) -> bool {
        self.areas.iter().any(|(area, colour)| colour.is_none() && area.within(whole).size() > whole.size() / 2.0)
    }
}
