//! Pieces of a stream without ever holding more than one: lines of JSONL, elements of a JSON array.

use std::io::{self, BufRead};

use crate::MAX_BODY;

/// One piece.
pub enum Piece {
    /// Its bytes and the line it begins on.
    Whole(Vec<u8>, u64),
    /// Longer than it may be; passed over.
    TooLong(u64),
    /// The stream ended within it.
    Cut(Vec<u8>, u64),
    /// No more.
    End,
}

/// Lines of a stream.
pub struct Lines<R> {
    input: R,
    line: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R) -> Self {
        Self { input, line: 0 }
    }

    /// The next line without its end. A line over the bound is read away, not kept.
    pub fn next(&mut self) -> io::Result<Piece> {
        let mut bytes = Vec::new();
        let mut long = false;
        let mut any = false;
        loop {
            let (used, ended) = {
                let buffer = self.input.fill_buf()?;
                if buffer.is_empty() {
                    break;
                }
                any = true;
                let end = buffer.iter().position(|b| *b == b'\n');
                let take = end.unwrap_or(buffer.len());
                if !long {
                    bytes.extend_from_slice(&buffer[..take]);
                    long = bytes.len() > MAX_BODY;
                    if long {
                        bytes = Vec::new();
                    }
                }
                (end.map_or(take, |e| e + 1), end.is_some())
            };
            self.input.consume(used);
            if ended {
                break;
            }
        }
        if !any {
            return Ok(Piece::End);
        }
        self.line += 1;
        Ok(if long { Piece::TooLong(self.line) } else { Piece::Whole(bytes, self.line) })
    }
}

/// Elements of a JSON array, found by counting brackets outside of strings.
pub struct Elements<R> {
    input: R,
    line: u64,
    opened: bool,
}

impl<R: BufRead> Elements<R> {
    pub fn new(input: R) -> Self {
        Self { input, line: 1, opened: false }
    }

    /// The next element.
    pub fn next(&mut self) -> io::Result<Piece> {
        let mut bytes: Vec<u8> = Vec::new();
        let (mut depth, mut in_string, mut escaped, mut long) = (0u32, false, false, false);
        let mut from = self.line;
        loop {
            let mut used = 0;
            let mut done = None;
            {
                let buffer = self.input.fill_buf()?;
                if buffer.is_empty() {
                    return Ok(if bytes.is_empty() && !long { Piece::End } else { Piece::Cut(bytes, from) });
                }
                for byte in buffer {
                    used += 1;
                    if *byte == b'\n' {
                        self.line += 1;
                    }
                    if !self.opened {
                        self.opened = *byte == b'[';
                        from = self.line;
                        continue;
                    }
                    if bytes.is_empty() && !long {
                        if byte.is_ascii_whitespace() || *byte == b',' {
                            continue;
                        }
                        if *byte == b']' {
                            done = Some(true);
                            break;
                        }
                        from = self.line;
                    }
                    let closes = !in_string && depth == 0 && matches!(byte, b',' | b']');
                    if closes {
                        done = Some(false);
                        break;
                    }
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' if in_string => escaped = true,
                        b'"' => in_string = !in_string,
                        b'{' | b'[' if !in_string => depth += 1,
                        b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    if !long {
                        bytes.push(*byte);
                        long = bytes.len() > MAX_BODY;
                        if long {
                            bytes = vec![0];
                        }
                    }
                }
            }
            self.input.consume(used);
            match done {
                Some(true) => return Ok(Piece::End),
                Some(false) => return Ok(if long { Piece::TooLong(from) } else { Piece::Whole(bytes, from) }),
                None => {}
            }
        }
    }
}
