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

    /// The area that takes in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
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

    /// Whether another lies within it.
    fn holds(self, other: Self) -> bool {
        self.left <= other.left && self.right >= other.right && self.bottom <= other.bottom && self.top >= other.top
    }

    fn size(self) -> f32 {
        (self.right - self.left).max(0.0) * (self.top - self.bottom).max(0.0)
    }
}

/// Rectangles of a path that lie in each other. Filled by turns (even-odd), an even number of them paints the frames between them and not what is
/// within the smallest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nest {
    smallest: Rect,
    largest: Rect,
    rectangles: u32,
    nested: bool,
}

impl Nest {
    /// A path that begins with a rectangle.
    pub(super) fn of(first: Rect) -> Self {
        Self { smallest: first, largest: first, rectangles: 1, nested: true }
    }

    /// The same path with another rectangle.
    pub(super) fn with(self, next: Rect) -> Self {
        let within = self.smallest.holds(next);
        let around = next.holds(self.smallest) && (next.holds(self.largest) || self.largest.holds(next));
        Self {
            smallest: if within { next } else { self.smallest },
            largest: if next.holds(self.largest) { next } else { self.largest },
            rectangles: self.rectangles.saturating_add(1),
            nested: self.nested && (within || around),
        }
    }

    /// The same path with something that is no rectangle.
    pub(super) fn broken(self) -> Self {
        Self { nested: false, ..self }
    }

    /// Whether filling it by turns leaves its middle as it was.
    pub(super) fn is_frame(self) -> bool {
        self.nested && self.rectangles.is_multiple_of(2)
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
