//! What is drawn on a page: its content, interpreted.

use std::collections::HashMap;
use std::mem;
use std::ptr;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document as Pdf, Object, Stream};

use super::font::Font;
use super::layers::Layers;
use super::seen::{Colour, Nest, Painted, Rect};
use super::{
    Budget, MAX_CONTENT, MAX_FONTS, MAX_FORMS, MAX_MARKS, MAX_RUNS, MAX_SAVED, array_at, dict_at, finite, followed, inherited, name_at,
    page_resources, stream_at,
};

/// A transformation: `[a b c d e f]` as PDF writes it.
#[derive(Clone, Copy)]
pub(super) struct Matrix {
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) c: f32,
    pub(super) d: f32,
    pub(super) e: f32,
    pub(super) f: f32,
}

impl Matrix {
    pub(super) const NONE: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub(super) fn shift(x: f32, y: f32) -> Self {
        Self { e: x, f: y, ..Self::NONE }
    }

    /// The last six operands.
    pub(super) fn of(operands: &[Object]) -> Option<Self> {
        let [a, b, c, d, e, f] = operands.last_chunk::<6>()?;
        Some(Self { a: finite(a)?, b: finite(b)?, c: finite(c)?, d: finite(d)?, e: finite(e)?, f: finite(f)? })
    }

    /// This one first, `next` after it.
    pub(super) fn then(self, next: Self) -> Self {
        Self {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }
}

/// What `q` saves and `Q` restores.
#[derive(Clone)]
pub(super) struct State {
    pub(super) page: Matrix,
    pub(super) font: Rc<Font>,
    pub(super) size: f32,
    pub(super) char_space: f32,
    pub(super) word_space: f32,
    pub(super) stretch: f32,
    pub(super) leading: f32,
    pub(super) rise: f32,
    /// What text and areas are filled with; none for patterns and the like.
    pub(super) fill: Option<Colour>,
    /// How much of it covers what is behind: 1 all, 0 nothing.
    pub(super) alpha: f32,
    /// How text is drawn; 3 is not at all.
    pub(super) mode: i64,
    /// Nothing is drawn outside.
    pub(super) clip: Option<Rect>,
}

/// A string as it is drawn, in a frame in which its text runs to the right.
pub(super) struct Run {
    /// Quarter turns, counter-clockwise, by which its text is turned on the page.
    pub(super) turn: u8,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) end: f32,
    pub(super) size: f32,
    /// Font and size: equal for what looks alike.
    pub(super) style: (usize, u32),
    pub(super) text: String,
    /// Nobody sees it.
    pub(super) hidden: bool,
    /// It is not drawn, as what a program read out of a picture is not.
    pub(super) undrawn: bool,
}

/// Draws pages, of which only the strings are kept.
pub(super) struct Interpreter<'a> {
    pub(super) pdf: &'a Pdf,
    pub(super) budget: &'a mut Budget,
    /// Fonts by where their dictionary is in the document, which does not move while it is read.
    pub(super) fonts: HashMap<*const Dictionary, Rc<Font>>,
    /// What is used where a font is missing.
    pub(super) plain: Rc<Font>,
    pub(super) state: State,
    pub(super) saved: Vec<State>,
    /// The text matrix, and that of the line's start.
    pub(super) text: Matrix,
    pub(super) line: Matrix,
    pub(super) runs: Vec<Run>,
    /// The page as it is shown.
    pub(super) area: Option<Rect>,
    /// What was painted on it, in order, and the path that is being made.
    pub(super) painted: Painted,
    pub(super) path: Option<Rect>,
    /// How its figures lie.
    nest: Nest,
    pub(super) clips: bool,
    /// Layers that are off, and of the marked content that is open, whether it is on one of them.
    layers: Layers,
    marks: Vec<bool>,
    /// Letters whose glyphs are known, and those of them that are read as others than they show.
    pub(super) letters: (u32, u32),
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(pdf: &'a Pdf, budget: &'a mut Budget) -> Self {
        let plain = Rc::new(Font::plain());
        let state = State::new(&plain, Matrix::NONE);
        let (text, line) = (Matrix::NONE, Matrix::NONE);
        Self {
            pdf,
            budget,
            fonts: HashMap::new(),
            plain,
            state,
            saved: Vec::new(),
            text,
            line,
            runs: Vec::new(),
            area: None,
            painted: Painted::default(),
            path: None,
            nest: Nest::default(),
            clips: false,
            layers: Layers::of(pdf),
            marks: Vec::new(),
            letters: (0, 0),
        }
    }

    /// The strings of a page, and its width as it is shown.
    pub(super) fn page(&mut self, page: &'a Dictionary) -> (Vec<Run>, Option<f32>) {
        let (matrix, size) = placement(self.pdf, page);
        self.state = State::new(&self.plain, matrix);
        self.saved.clear();
        self.area = size.map(|(width, height)| Rect { left: 0.0, bottom: 0.0, right: width, top: height });
        (self.painted, self.path, self.clips) = (Painted::default(), None, false);
        (self.text, self.line) = (Matrix::NONE, Matrix::NONE);
        self.marks.clear();
        let content = self.page_content(page);
        self.draw(&content, page_resources(self.pdf, page), 0);
        // Undrawn text over a picture of the page is what a program read in it.
        let scanned = self.area.is_some_and(|area| self.painted.has_picture_of(area));
        let mut runs = mem::take(&mut self.runs);
        for run in &mut runs {
            run.hidden |= run.undrawn && !scanned;
        }
        (runs, size.map(|(width, _)| width))
    }

    /// The parts of a page's content, which are cut anywhere between two words.
    pub(super) fn page_content(&mut self, page: &'a Dictionary) -> Vec<u8> {
        let pdf = self.pdf;
        let parts: Vec<&Stream> = match page.get_deref(b"Contents", pdf) {
            Ok(Object::Stream(stream)) => vec![stream],
            Ok(Object::Array(parts)) => parts.iter().filter_map(|part| followed(pdf, part)?.as_stream().ok()).collect(),
            _ => Vec::new(),
        };
        let mut content = Vec::new();
        for part in parts {
            // A part that fits no more, or is broken, ends it: what follows may be in the middle of anything.
            let Some(bytes) = self.budget.unpack(part, MAX_CONTENT.saturating_sub(content.len())) else { break };
            content.extend_from_slice(&bytes);
            content.push(b'\n');
        }
        content
    }

    pub(super) fn draw(&mut self, content: &[u8], resources: Option<&'a Dictionary>, depth: usize) {
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else { return };
            self.operation(&operation, resources, depth);
        }
    }

    pub(super) fn operation(&mut self, operation: &Operation, resources: Option<&'a Dictionary>, depth: usize) {
        let operands = operation.operands.as_slice();
        let number = |index: usize| operands.get(index).and_then(finite).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" => self.save(),
            "Q" => self.restore(),
            "cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    self.state.page = matrix.then(self.state.page);
                }
            }
            "BT" => (self.text, self.line) = (Matrix::NONE, Matrix::NONE),
            "Tm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            "T*" => self.next_line(0.0, -self.state.leading),
            "TL" => self.state.leading = number(0),
            "Tc" => self.state.char_space = number(0),
            "Tw" => self.state.word_space = number(0),
            "Tz" => self.state.stretch = number(0) / 100.0,
            "Ts" => self.state.rise = number(0),
            "Tf" => {
                self.state.font = self.font(resources, operands.first());
                self.state.size = number(1);
            }
            "Tj" => self.show(operands.first()),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            "\"" => {
                (self.state.word_space, self.state.char_space) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            "TJ" => self.show_all(operands.first()),
            "Do" => self.form(resources, operands.first(), depth),
            "Tr" => self.state.mode = operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or(0),
            "gs" => self.graphics(resources, operands.first()),
            "BMC" => self.mark(false),
            "BDC" => {
                let off = self.is_on_a_layer_that_is_off(resources, operands);
                self.mark(off);
            }
            "EMC" => {
                self.marks.pop();
            }
            "BI" | "sh" => self.painted.add(self.state.clip.or(self.area), None),
            _ => self.paint(operation.operator.as_str(), operands),
        }
    }

    fn mark(&mut self, off: bool) {
        // What is opened beyond reason is closed by the end of the page.
        if self.marks.len() < MAX_MARKS {
            self.marks.push(off);
        }
    }

    /// `/OC /Name BDC`: the layer is named in the resources.
    fn is_on_a_layer_that_is_off(&self, resources: Option<&'a Dictionary>, operands: &[Object]) -> bool {
        let [Object::Name(kind), Object::Name(name)] = operands else { return false };
        let layer = || dict_at(self.pdf, resources?, b"Properties")?.get(name).ok();
        kind == b"OC" && layer().is_some_and(|layer| self.layers.are_off(self.pdf, layer))
    }

    /// Colours, paths and areas.
    pub(super) fn paint(&mut self, operator: &str, operands: &[Object]) {
        let numbers: Vec<f32> = operands.iter().filter_map(finite).take(8).collect();
        match (operator, numbers.as_slice()) {
            ("g" | "rg" | "k" | "sc" | "scn", values) => self.state.fill = Colour::of(values),
            ("cs", _) => self.state.fill = Some(Colour::BLACK),
            ("re", [x, y, width, height]) => {
                self.extend((*x, *y), true);
                for corner in [(x + width, *y), (x + width, y + height), (*x, y + height)] {
                    self.extend(corner, false);
                }
            }
            ("m", [x, y]) => self.extend((*x, *y), true),
            ("l", [x, y]) | ("c", [_, _, _, _, x, y]) | ("v" | "y", [_, _, x, y]) => self.extend((*x, *y), false),
            ("W" | "W*", _) => self.clips = true,
            ("f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" | "n", _) => {
                let fills = !matches!(operator, "S" | "s" | "n");
                let frame = operator.ends_with('*') && mem::take(&mut self.nest).is_frame();
                if fills && !frame && self.state.alpha > 0.3 {
                    let shown = self.path.map(|path| self.state.clip.map_or(path, |clip| path.within(clip)));
                    self.painted.add(shown, self.state.fill);
                }
                if mem::take(&mut self.clips)
                    && let Some(path) = self.path
                {
                    self.state.clip = Some(self.state.clip.map_or(path, |clip| path.within(clip)));
                }
                self.path = None;
                self.nest = Nest::default();
            }
            _ => {}
        }
    }

    /// Takes a point into the path, as the first of a figure or a further one.
    pub(super) fn extend(&mut self, (x, y): (f32, f32), begins: bool) {
        let place = Matrix::shift(x, y).then(self.state.page);
        self.path = Some(Rect::around(self.path, place.e, place.f));
        if begins {
            self.nest.begin((place.e, place.f));
        } else {
            self.nest.go((place.e, place.f));
        }
    }

    /// A set of parameters of a name in the resources, of which one matters: how much shines through.
    pub(super) fn graphics(&mut self, resources: Option<&'a Dictionary>, name: Option<&Object>) {
        let pdf = self.pdf;
        let sets = resources.and_then(|resources| dict_at(pdf, resources, b"ExtGState"));
        let name = name.and_then(|name| name.as_name().ok());
        let Some(set) = sets.zip(name).and_then(|(sets, name)| dict_at(pdf, sets, name)) else { return };
        if let Some(alpha) = super::number_at(pdf, set, b"ca") {
            self.state.alpha = alpha;
        }
    }

    pub(super) fn save(&mut self) {
        if self.saved.len() < MAX_SAVED {
            self.saved.push(self.state.clone());
        }
    }

    pub(super) fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    pub(super) fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    /// The font of a name in the resources.
    pub(super) fn font(&mut self, resources: Option<&'a Dictionary>, name: Option<&Object>) -> Rc<Font> {
        let pdf = self.pdf;
        let fonts = resources.and_then(|resources| dict_at(pdf, resources, b"Font"));
        let name = name.and_then(|name| name.as_name().ok());
        let Some(dict) = fonts.zip(name).and_then(|(fonts, name)| dict_at(pdf, fonts, name)) else { return Rc::clone(&self.plain) };
        let key = ptr::from_ref(dict);
        if let Some(font) = self.fonts.get(&key) {
            return Rc::clone(font);
        }
        if self.fonts.len() >= MAX_FONTS {
            self.fonts.clear();
        }
        let font = Rc::new(Font::read(pdf, dict, self.budget));
        self.fonts.insert(key, Rc::clone(&font));
        font
    }

    /// Draws the form of a name in the resources.
    pub(super) fn form(&mut self, resources: Option<&'a Dictionary>, name: Option<&Object>, depth: usize) {
        let pdf = self.pdf;
        let objects = resources.and_then(|resources| dict_at(pdf, resources, b"XObject"));
        let name = name.and_then(|name| name.as_name().ok());
        let Some(form) = objects.zip(name).and_then(|(objects, name)| stream_at(pdf, objects, name)) else { return };
        if name_at(pdf, &form.dict, b"Subtype") != Some(b"Form".as_slice()) {
            // A picture fills the unit square.
            let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|(x, y)| Matrix::shift(x, y).then(self.state.page));
            let square = corners.iter().fold(None, |area, corner| Some(Rect::around(area, corner.e, corner.f)));
            self.painted.add(square, None);
            return;
        }
        if depth >= MAX_FORMS {
            self.budget.cut = true;
            return;
        }
        let Some(content) = self.budget.unpack(form, MAX_CONTENT) else { return };
        let (state, saved, text, line) = (self.state.clone(), mem::take(&mut self.saved), self.text, self.line);
        let marks = self.marks.len();
        let off = form.dict.get(b"OC").is_ok_and(|layer| self.layers.are_off(pdf, layer));
        self.marks.push(off);
        if let Some(matrix) = array_at(pdf, &form.dict, b"Matrix").and_then(Matrix::of) {
            self.state.page = matrix.then(self.state.page);
        }
        self.draw(&content, dict_at(pdf, &form.dict, b"Resources").or(resources), depth + 1);
        (self.state, self.saved, self.text, self.line) = (state, saved, text, line);
        self.marks.truncate(marks);
    }

    /// Strings, and thousandths of the font size to step back between them.
    pub(super) fn show_all(&mut self, items: Option<&Object>) {
        for item in items.and_then(|items| items.as_array().ok()).into_iter().flatten() {
            if let Some(back) = finite(item) {
                let step = -back / 1000.0 * self.state.size * self.state.stretch;
                self.text = Matrix::shift(step, 0.0).then(self.text);
            } else {
                self.show(Some(item));
            }
        }
    }

    pub(super) fn show(&mut self, string: Option<&Object>) {
        let Some(bytes) = string.and_then(|string| string.as_str().ok()) else { return };
        if self.runs.len() >= MAX_RUNS {
            self.budget.cut = true;
            return;
        }
        let state = &self.state;
        let mut text = String::new();
        let mut advance = 0.0f32;
        for code in state.font.codes(bytes) {
            let start = text.len();
            if let Some(differs) = state.font.glyphs.differs(code.value, &state.font.to_unicode) {
                self.letters.0 = self.letters.0.saturating_add(1);
                self.letters.1 = self.letters.1.saturating_add(u32::from(differs));
            }
            state.font.decode(code, &mut text);
            advance += state.font.width(code, text.get(start..).unwrap_or_default()) * state.size + state.char_space;
            if code.value == 32 && code.length == 1 {
                advance += state.word_space;
            }
        }
        advance *= state.stretch;
        let place = self.text.then(state.page);
        let start = Matrix::shift(0.0, state.rise).then(place);
        let size = state.size.abs() * place.c.hypot(place.d);
        self.text = Matrix::shift(advance, 0.0).then(self.text);
        let (right, up) = (advance * place.a, advance * place.b);
        let run = Run::new((start.e, start.f), (right, up), size, text);
        let style = (Rc::as_ptr(&state.font) as usize, (size * 10.0) as u32);
        let middle = (start.e + right / 2.0, start.f + up / 2.0 + size / 3.0);
        let hidden = self.marks.contains(&true) || self.is_hidden((start.e, start.f), middle, size);
        let undrawn = self.state.mode == 3;
        self.runs.extend(run.map(|run| Run { style, hidden, undrawn, ..run }));
    }
}

impl Interpreter<'_> {
    /// Whether nobody sees text of a size that begins at one point and has its middle at another.
    fn is_hidden(&self, start: (f32, f32), middle: (f32, f32), size: f32) -> bool {
        let state = &self.state;
        let slack = 2.0 * size + 4.0;
        let outside = |area: Rect| !area.grown(slack).has(start) && !area.grown(slack).has(middle);
        let behind = self.painted.behind(middle);
        let same = match (state.fill, behind) {
            (Some(fill), Some(Some(colour))) => fill.is_like(colour),
            (Some(fill), None) => fill.is_like(Colour::WHITE),
            _ => false,
        };
        let fills = matches!(state.mode, 0 | 4);
        size < 1.5 || state.alpha < 0.03 || fills && same || self.area.is_some_and(outside) || state.clip.is_some_and(outside)
    }
}

impl State {
    pub(super) fn new(font: &Rc<Font>, page: Matrix) -> Self {
        let font = Rc::clone(font);
        Self {
            page,
            font,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            fill: Some(Colour::BLACK),
            alpha: 1.0,
            mode: 0,
            clip: None,
        }
    }
}

impl Run {
    /// A string that starts at a point and runs along a vector; none if there is nothing to see or no place to see it.
    pub(super) fn new((x, y): (f32, f32), (right, up): (f32, f32), size: f32, text: String) -> Option<Self> {
        let length = right.hypot(up);
        if text.is_empty() || ![x, y, length, size].iter().all(|n| n.is_finite()) {
            return None;
        }
        let (turn, x, y) = match (right.abs() >= up.abs(), right >= 0.0, up >= 0.0) {
            (true, true, _) => (0, x, y),
            (false, _, true) => (1, y, -x),
            (true, false, _) => (2, -x, -y),
            (false, _, false) => (3, -y, x),
        };
        Some(Self { turn, x, y, end: x + length, size: size.max(0.1), style: (0, 0), text, hidden: false, undrawn: false })
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What brings a page's content to where it is shown, with its lower left corner at zero; and the page's width and height.
pub(super) fn placement(pdf: &Pdf, page: &Dictionary) -> (Matrix, Option<(f32, f32)>) {
    let corners = [b"CropBox".as_slice(), b"MediaBox".as_slice()].into_iter().find_map(|key| {
        let corners = inherited(pdf, page, key)?.as_array().ok()?.first_chunk::<4>()?;
        let [x, y, other_x, other_y] = corners.each_ref().map(|corner| followed(pdf, corner).and_then(finite));
        Some((x?, y?, other_x?, other_y?))
    });
    let Some((x, y, other_x, other_y)) = corners else { return (Matrix::NONE, None) };
    let (width, height) = ((other_x - x).abs(), (other_y - y).abs());
    let corner = Matrix::shift(-x.min(other_x), -y.min(other_y));
    let turn = inherited(pdf, page, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
    let (turned, size) = match turn.rem_euclid(360) {
        90 => (Matrix { a: 0.0, b: -1.0, c: 1.0, d: 0.0, e: 0.0, f: width }, (height, width)),
        180 => (Matrix { a: -1.0, b: 0.0, c: 0.0, d: -1.0, e: width, f: height }, (width, height)),
        270 => (Matrix { a: 0.0, b: 1.0, c: -1.0, d: 0.0, e: height, f: 0.0 }, (height, width)),
        _ => (Matrix::NONE, (width, height)),
    };
    (corner.then(turned), Some(size))
}
