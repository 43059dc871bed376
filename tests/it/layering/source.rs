//! Reads a Rust source as the rules of `layering` need it: code without comments, text and test
//! code, the text literals apart, and every path with its `use` groups unfolded. It is a reader
//! of tokens, not a compiler: macros are read as they stand.

/// One file under `src/`.
pub struct Source {
    /// Relative to `src/`, with `/`.
    pub path: String,
    /// As it stands on disk.
    pub raw: String,
    /// Words and signs of the code that ships.
    pub tokens: Vec<Token>,
    /// Text and character literals of the code that ships.
    pub literals: Vec<Literal>,
}

/// A word, or one sign (`::` is one).
pub struct Token {
    pub line: usize,
    pub text: String,
}

/// A text or character literal.
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// A path as it is named somewhere: `std::fs::File`, or inside this crate `app::ports`.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub line: usize,
    /// Whether it is of this crate; `segments` then start below the crate.
    pub inner: bool,
    pub segments: Vec<String>,
}

impl Source {
    pub fn new(path: &str, raw: &str) -> Self {
        let (tokens, literals) = read(raw);
        let (tokens, cut) = without_tests(tokens);
        let literals = literals
            .into_iter()
            .filter(|literal| {
                !cut.iter()
                    .any(|(from, to)| (*from..=*to).contains(&literal.line))
            })
            .collect();
        Self {
            path: path.to_owned(),
            raw: raw.to_owned(),
            tokens,
            literals,
        }
    }

    /// The module this file is: `app/worker.rs` → `app::worker`.
    fn module(&self) -> Vec<String> {
        let stem = self.path.trim_end_matches(".rs");
        let stem = stem.strip_suffix("/mod").unwrap_or(stem);
        match stem {
            "lib" | "main" => Vec::new(),
            _ if stem.starts_with("bin/") => Vec::new(),
            _ => stem.split('/').map(str::to_owned).collect(),
        }
    }

    /// Every path the code names, with the names its `use`s bring in followed.
    pub fn paths(&self) -> Vec<Named> {
        let mut imports = Vec::new();
        let mut chains = Vec::new();
        let mut submodules = Vec::new();
        let mut index = 0;
        while let Some(token) = self.tokens.get(index) {
            let after = self.text(index + 1);
            if token.text == "use" && after != "<" {
                index = use_tree(&self.tokens, index + 1, &[], &mut imports);
            } else if token.text == "mod" && is_word(after) {
                submodules.push(after.to_owned());
                index += 2;
            } else if is_word(&token.text) && after == "::" {
                let (segments, next) = chain(&self.tokens, index);
                chains.push((token.line, segments));
                index = next;
            } else {
                index += 1;
            }
        }

        let mut named: Vec<Named> = Vec::new();
        let mut bound: Vec<(String, Vec<String>)> = Vec::new();
        let module = self.module();
        for name in submodules {
            let path = module.iter().cloned().chain([name.clone()]).collect();
            bound.push((name, path));
        }
        for import in imports {
            let found = resolve(import.line, &import.segments, &module, &[]);
            if found.inner {
                bound.push((import.name, found.segments.clone()));
            }
            named.push(found);
        }
        named.extend(
            chains
                .iter()
                .map(|(line, segments)| resolve(*line, segments, &module, &bound)),
        );
        named
    }

    fn text(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| token.text.as_str())
    }
}

struct Import {
    line: usize,
    segments: Vec<String>,
    /// What it is called from now on.
    name: String,
}

/// Reads one `use` tree after `prefix`; returns the index after it.
fn use_tree(
    tokens: &[Token],
    mut index: usize,
    prefix: &[String],
    imports: &mut Vec<Import>,
) -> usize {
    let mut segments = prefix.to_vec();
    let mut line = tokens.get(index).map_or(0, |token| token.line);
    let mut alias = None;
    while let Some(token) = tokens.get(index) {
        match token.text.as_str() {
            "{" => {
                index += 1;
                while let Some(inner) = tokens.get(index) {
                    match inner.text.as_str() {
                        "}" => return index + 1,
                        "," => index += 1,
                        _ => index = use_tree(tokens, index, &segments, imports),
                    }
                }
                return index;
            }
            "," | "}" | ";" => break,
            "as" => {
                alias = tokens.get(index + 1).map(|token| token.text.clone());
                index += 2;
            }
            "::" => index += 1,
            word => {
                line = token.line;
                if word != "self" || segments.is_empty() {
                    segments.push(word.to_owned());
                }
                index += 1;
            }
        }
    }
    let name = alias
        .or_else(|| segments.last().cloned())
        .unwrap_or_default();
    imports.push(Import {
        line,
        segments,
        name,
    });
    if tokens.get(index).is_some_and(|token| token.text == ";") {
        index + 1
    } else {
        index
    }
}

/// `a::b::c` from a word on, `::<…>` left out; returns the index after it.
fn chain(tokens: &[Token], mut index: usize) -> (Vec<String>, usize) {
    let mut segments = Vec::new();
    while let Some(token) = tokens.get(index).filter(|token| is_word(&token.text)) {
        segments.push(token.text.clone());
        index += 1;
        if tokens.get(index).is_none_or(|token| token.text != "::") {
            break;
        }
        index += 1;
    }
    (segments, index)
}

fn resolve(
    line: usize,
    segments: &[String],
    module: &[String],
    bound: &[(String, Vec<String>)],
) -> Named {
    let first = segments.first().map_or("", String::as_str);
    let rest = segments.iter().skip(1).cloned();
    let inner = |segments: Vec<String>| Named {
        line,
        inner: true,
        segments,
    };
    match first {
        "crate" | "inkan" => inner(rest.collect()),
        "self" => inner(module.iter().cloned().chain(rest).collect()),
        "super" => {
            let ups = segments
                .iter()
                .take_while(|segment| *segment == "super")
                .count();
            let kept = module.len().saturating_sub(ups);
            let below = segments.iter().skip(ups).cloned();
            inner(module.iter().take(kept).cloned().chain(below).collect())
        }
        _ => match bound.iter().find(|(name, _)| name == first) {
            Some((_, path)) => inner(path.iter().cloned().chain(rest).collect()),
            None => Named {
                line,
                inner: false,
                segments: segments.to_vec(),
            },
        },
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Takes `#[cfg(test)]` items out; returns what is left and the lines that went.
fn without_tests(tokens: Vec<Token>) -> (Vec<Token>, Vec<(usize, usize)>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut cut = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    let mut window: Vec<Token> = Vec::new();
    while let Some(token) = rest.next() {
        window.push(token);
        let matches = window.len() <= MARK.len()
            && window
                .iter()
                .zip(MARK)
                .all(|(token, mark)| token.text == mark);
        if matches && window.len() < MARK.len() {
            continue;
        }
        if !matches {
            kept.append(&mut window);
            continue;
        }
        let from = window.first().map_or(0, |token| token.line);
        let mut to = from;
        let mut depth = 0_usize;
        for token in rest.by_ref() {
            to = token.line;
            match token.text.as_str() {
                "{" | "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                "}" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                ";" if depth == 0 => break,
                _ => {}
            }
        }
        window.clear();
        cut.push((from, to));
    }
    kept.append(&mut window);
    (kept, cut)
}

/// Splits a source into tokens and literals; comments go.
fn read(raw: &str) -> (Vec<Token>, Vec<Literal>) {
    let chars: Vec<char> = raw.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let (mut tokens, mut literals) = (Vec::new(), Vec::new());
    let (mut index, mut line) = (0, 1);
    while index < chars.len() {
        let start = index;
        let start_line = line;
        match at(index) {
            '/' if at(index + 1) == '/' => index = line_end(&chars, index),
            '/' if at(index + 1) == '*' => index = block_comment_end(&chars, index),
            'r' | 'b' | 'c' if raw_string(&chars, index).is_some() => {
                let (from, to, end) = raw_string(&chars, index).unwrap_or((index, index, index));
                let text = chars.iter().take(to).skip(from).collect();
                literals.push(Literal { line, text });
                index = end;
            }
            '"' => {
                index = quoted_end(&chars, index, '"');
                literals.push(literal(&chars, start, index, line));
            }
            '\'' if at(index + 1) == '\\' || at(index + 2) == '\'' => {
                index = quoted_end(&chars, index, '\'');
                literals.push(literal(&chars, start, index, line));
            }
            c if c.is_alphanumeric() || c == '_' => {
                while at(index).is_alphanumeric() || at(index) == '_' {
                    index += 1;
                }
                let text: String = chars.iter().take(index).skip(start).collect();
                let prefix = matches!(text.as_str(), "b" | "c") && matches!(at(index), '"' | '\'');
                if !prefix {
                    tokens.push(Token { line, text });
                }
            }
            ':' if at(index + 1) == ':' => {
                tokens.push(Token {
                    line,
                    text: "::".to_owned(),
                });
                index += 2;
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push(Token {
                        line,
                        text: c.to_string(),
                    });
                }
                index += 1;
            }
        }
        line = start_line
            + chars
                .iter()
                .take(index)
                .skip(start)
                .filter(|c| **c == '\n')
                .count();
    }
    (tokens, literals)
}

fn literal(chars: &[char], start: usize, end: usize, line: usize) -> Literal {
    let text = chars
        .iter()
        .take(end.saturating_sub(1))
        .skip(start + 1)
        .collect();
    Literal { line, text }
}

fn line_end(chars: &[char], from: usize) -> usize {
    chars
        .iter()
        .skip(from)
        .position(|c| *c == '\n')
        .map_or(chars.len(), |at| from + at)
}

fn block_comment_end(chars: &[char], from: usize) -> usize {
    let mut depth = 0_usize;
    let mut index = from;
    while index < chars.len() {
        match (chars.get(index), chars.get(index + 1)) {
            (Some('/'), Some('*')) => (depth, index) = (depth + 1, index + 2),
            (Some('*'), Some('/')) => (depth, index) = (depth.saturating_sub(1), index + 2),
            _ => index += 1,
        }
        if depth == 0 {
            break;
        }
    }
    index
}

/// The end of a literal that opens at `from`, escapes skipped.
fn quoted_end(chars: &[char], from: usize, quote: char) -> usize {
    let mut index = from + 1;
    while let Some(c) = chars.get(index) {
        match c {
            '\\' => index += 2,
            c if *c == quote => return index + 1,
            _ => index += 1,
        }
    }
    chars.len()
}

/// `r"…"`, `br##"…"##`: where its text starts and ends, and where the literal ends.
fn raw_string(chars: &[char], from: usize) -> Option<(usize, usize, usize)> {
    let mut index = from;
    if matches!(chars.get(index), Some('b' | 'c')) {
        index += 1;
    }
    if chars.get(index) != Some(&'r') {
        return None;
    }
    index += 1;
    let hashes = chars.iter().skip(index).take_while(|c| **c == '#').count();
    index += hashes;
    if chars.get(index) != Some(&'"') {
        return None;
    }
    let text = index + 1;
    let mut end = text;
    while end < chars.len() {
        let closed = chars.get(end) == Some(&'"')
            && chars
                .iter()
                .skip(end + 1)
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes;
        if closed {
            return Some((text, end, end + 1 + hashes));
        }
        end += 1;
    }
    Some((text, end, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(path: &str, raw: &str) -> Vec<String> {
        let show = |named: &Named| {
            let path = named.segments.join("::");
            if named.inner {
                format!("crate::{path}")
            } else {
                path
            }
        };
        Source::new(path, raw).paths().iter().map(show).collect()
    }

    #[test]
    fn unfolds_nested_use_groups() {
        let raw = "use crate::{app::{self, ports::{Clock, Files as F}}, core::*}; use std::fs;";
        assert_eq!(
            named("cli/mod.rs", raw),
            [
                "crate::app",
                "crate::app::ports::Clock",
                "crate::app::ports::Files",
                "crate::core::*",
                "std::fs"
            ]
        );
    }

    #[test]
    fn follows_super_self_and_imported_names() {
        assert_eq!(
            named("ui/views/home.rs", "use super::super::theme;"),
            ["crate::ui::theme"]
        );
        assert_eq!(
            named("ui/views/mod.rs", "self::home::draw()"),
            ["crate::ui::views::home::draw"]
        );
        assert_eq!(
            named(
                "main.rs",
                "use inkan::platform::pcsc; fn f() { pcsc::open() }"
            ),
            ["crate::platform::pcsc", "crate::platform::pcsc::open"]
        );
        assert_eq!(
            named(
                "sim/mod.rs",
                "use crate::core as c; fn f() { c::ber::read() }"
            ),
            ["crate::core", "crate::core::ber::read"]
        );
        assert_eq!(
            named("sim/mod.rs", "pub mod keys; keys::x()"),
            ["crate::sim::keys::x"]
        );
    }

    #[test]
    fn reads_no_paths_in_comments_text_or_tests() {
        let raw = "
            // std::fs::read
            /* std::fs /* nested */ std::fs::read */
            const A: &str = \"std::fs::read \\\" std::fs\";
            const B: &str = r#\"std::fs::read \" \"#;
            const C: char = '\"';
            fn f<'a>(x: &'a str) -> &'a str { x }
            #[cfg(test)]
            use std::net::TcpStream;
            #[cfg(test)]
            mod tests { fn f() { if true { std::fs::read() } } }
            fn after() { std::env::args() }
        ";
        assert_eq!(named("core/x.rs", raw), ["std::env::args"]);
        let source = Source::new("core/x.rs", raw);
        assert_eq!(source.literals.len(), 3);
        assert_eq!(source.tokens.last().map(|token| token.line), Some(12));
    }
}
