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

    /// Whether another lies within it.
    fn holds(self, other: Self) -> bool {
        self.left <= other.left && self.right >= other.right && self.bottom <= other.bottom && self.top >= other.top
    }

    fn size(self) -> f32 {
        (self.right - self.left).max(0.0) * (self.top - self.bottom).max(0.0)
    }
}

/// One closed figure of a path.
#[derive(Debug, Clone, Copy)]
struct Figure {
    bounds: Rect,
    first: (f32, f32),
    last: (f32, f32),
    /// Twice the area between its points, with a sign.
    twice: f32,
}

impl Figure {
    fn of(first: (f32, f32)) -> Self {
        Self { bounds: Rect::around(None, first.0, first.1), first, last: first, twice: 0.0 }
    }

    fn to(self, next: (f32, f32)) -> Self {
        let ((x, y), (nx, ny)) = (self.last, next);
        Self { bounds: Rect::around(Some(self.bounds), nx, ny), last: next, twice: self.twice + x * ny - nx * y, ..self }
    }

    /// Whether it fills nearly all of its bounds, as a box does whose corners are round.
    fn is_box(self) -> bool {
        let closed = self.to(self.first);
        closed.twice.abs() / 2.0 >= 0.75 * closed.bounds.size()
    }
}

/// Figures of a path that lie in each other. Filled by turns (even-odd), an even number of boxes paints the frames between them and not what is within the
/// smallest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nest {
    open: Option<Figure>,
    /// The smallest and the largest so far.
    ends: Option<(Rect, Rect)>,
    figures: u32,
    broken: bool,
}

impl Nest {
    /// Begins a figure at a point.
    pub(super) fn begin(&mut self, at: (f32, f32)) {
        self.end();
        self.open = Some(Figure::of(at));
    }

    /// Goes on to a point.
    pub(super) fn go(&mut self, to: (f32, f32)) {
        self.open = Some(self.open.map_or(Figure::of(to), |figure| figure.to(to)));
    }

    /// Ends the figure that is open.
    fn end(&mut self) {
        let Some(figure) = self.open.take() else { return };
        let next = figure.bounds;
        self.figures = self.figures.saturating_add(1);
        self.broken |= !figure.is_box();
        self.ends = match self.ends {
            None => Some((next, next)),
            Some((smallest, largest)) => {
                let within = smallest.holds(next);
                let around = next.holds(smallest) && (next.holds(largest) || largest.holds(next));
                self.broken |= !within && !around;
                Some((if within { next } else { smallest }, if next.holds(largest) { next } else { largest }))
            }
        };
    }

    /// Whether filling the path by turns leaves its middle as it was.
    pub(super) fn is_frame(mut self) -> bool {
        self.end();
        !self.broken && self.figures > 0 && self.figures.is_multiple_of(2)
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
