//! `hirewall link`

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use comfy_table::{CellAlignment, ContentArrangement, Table as Drawn, presets};
use hirewall_engine::trends::thousands;
use hirewall_link::table::compare::{ALIKE, CLOSE, ELSE};
use hirewall_link::table::{Linked, Table, link};
use serde_json::{Value, json};

use crate::args::Format;
use crate::say;
use crate::texts::{self, Texts};
use crate::{End, output, people};

pub struct Asked<'a> {
    pub table: &'a Path,
    pub map: Option<&'a Path>,
    pub probability: f64,
    pub out: Option<&'a Path>,
    pub pairs: Option<&'a Path>,
    pub texts: Option<&'a Path>,
    pub format: Format,
}

/// Unreadable rows that are named one by one.
const NAMED: usize = 20;

pub fn run(asked: &Asked<'_>) -> Result<End> {
    let spinner = output::spinner("reading the table");
    let people = people::read(asked.table, asked.map)?;
    spinner.finish_and_clear();
    for problem in people.problems.iter().take(NAMED) {
        eprintln!("{}: {problem}: the row was left out", asked.table.display());
    }
    if people.problems.len() > NAMED {
        eprintln!("{}: {} more rows were left out", asked.table.display(), people.problems.len() - NAMED);
    }
    let texts = match people.text {
        Some(column) => {
            let spinner = output::spinner("comparing texts");
            let found = texts::near(asked.table, column)?;
            spinner.finish_and_clear();
            found
        }
        None if asked.texts.is_some() => {
            bail!("{}: no column of texts is known; name one in a column map (`\"Résumé\" = \"text\"`)", asked.table.display())
        }
        None => Texts::default(),
    };
    let bar = output::bar("linking");
    let progress = output::steps(&bar);
    let linked = link(&people.table, asked.probability, &texts.pairs, &progress);
    bar.finish_and_clear();
    if let Some(file) = asked.out {
        rows(&people.table, &linked, file).with_context(|| format!("{}: cannot be written", file.display()))?;
    }
    if let Some(file) = asked.pairs {
        pairs(&people.table, &linked, file).with_context(|| format!("{}: cannot be written", file.display()))?;
    }
    if let Some(file) = asked.texts {
        alike(&people.table, &texts, file).with_context(|| format!("{}: cannot be written", file.display()))?;
    }
    let summary = Summary::new(&people.table, &linked, &texts);
    match asked.format {
        Format::Table => say!("{}", summary.text(&people, &linked).trim_end()),
        Format::Json => say!("{}", serde_json::to_string_pretty(&summary.json(&people, &linked))?),
    }
    Ok(if people.problems.is_empty() { End::Done } else { End::Incomplete })
}

struct Summary {
    people: usize,
    lives: usize,
    members: usize,
    /// Near-duplicate texts, and shingles that too many hold to compare all who do.
    texts: (usize, usize),
}

impl Summary {
    fn new(table: &Table, linked: &Linked, texts: &Texts) -> Self {
        let people = (0..table.len()).filter(|n| linked.person[*n] as usize == *n).count();
        let members = linked.campaigns.iter().flatten().filter(|n| linked.person[**n] as usize == **n).count();
        Self { people, lives: linked.one_life.len(), members, texts: (texts.pairs.len(), texts.widely_held) }
    }

    fn text(&self, people: &people::People, linked: &Linked) -> String {
        let n = |n: usize| thousands(n as u64);
        let table = &people.table;
        let mut text = format!(
            "{} rows are {} people. {} campaigns have {} of them. {} pairs of rows tell one life with nothing of one's own in common.\n",
            n(table.len()),
            n(self.people),
            n(linked.campaigns.len()),
            n(self.members),
            n(self.lives)
        );
        let mut drawn = figures(&["Column", "Filled", "Values", "Same", "Close", "Alike", "Different"]);
        for (c, column) in table.columns.iter().enumerate() {
            let filled = column.rows.len() - column.held[0] as usize;
            let level = |l: u8| format!("{:+.1}", linked.weights.column(table, c, 0, l));
            let middle = linked.weights.same[c][0] / linked.weights.strangers[c][0];
            let share = format!("{:.0} %", filled as f64 * 100.0 / column.rows.len().max(1) as f64);
            drawn.add_row([
                column.name.clone(),
                share,
                n(column.values.len() - 1),
                format!("{:+.1}", middle.log2()),
                level(CLOSE),
                level(ALIKE),
                level(ELSE),
            ]);
        }
        text += &format!("\nBits of agreement, a rare value more:\n{drawn}\n");
        let mut drawn = figures(&["Rows are compared that agree in", "Pairs", "New of one person", "Blocks parted", "Rows left out"]);
        for way in &linked.ways {
            let new = if way.idle { "left out".into() } else { thousands(way.new.round() as u64) };
            drawn.add_row([way.name.clone(), thousands(way.pairs), new, n(way.parted), n(way.left_out)]);
        }
        text += &format!("\n{drawn}\n");
        if linked.ways.iter().any(|w| w.parted > 0) {
            let most = hirewall_link::table::blocks::MOST_ROWS;
            text +=
                &format!("A block of more than {most} rows is parted by what else its rows say; what is still too large is left out of that way.\n");
        }
        if linked.ways.iter().any(|w| w.idle) {
            text += "A way with more pairs than there are rows is left out if a sample says that it finds next to nothing new.\n";
        }
        for faded in &linked.faded {
            text += &format!("{}: {} values link nobody, since up to {} people hold one.\n", faded.column, n(faded.values), n(faded.most));
        }
        if people.text.is_some() {
            text += &format!("{} pairs of texts share three tenths of their wording or more.\n", n(self.texts.0));
            if self.texts.1 > 0 {
                text += &format!(
                    "Of those who share one of {} sampled wordings that many use, each was compared with the next few alone.\n",
                    n(self.texts.1)
                );
            }
        }
        if !linked.bridges.is_empty() {
            text += &format!("{} links of one kind would alone have joined two groups, and join nobody.\n", n(linked.bridges.len()));
        }
        if !people.unused.is_empty() {
            text += &format!("Not used: {}\n", people.unused.join(", "));
        }
        text
    }

    fn json(&self, people: &people::People, linked: &Linked) -> Value {
        let table = &people.table;
        let columns = table.columns.iter().enumerate().map(|(c, column)| {
            json!({"name": column.name, "values": column.values.len() - 1, "empty": column.held[0],
                "same": linked.weights.same[c], "strangers": linked.weights.strangers[c]})
        });
        let ways = linked.ways.iter().map(|w| json!({"agree_in": w.name, "pairs": w.pairs, "new": w.new.round(), "left_out_whole": w.idle, "parted": w.parted, "left_out": w.left_out}));
        let faded = linked.faded.iter().map(|f| json!({"column": f.column, "values": f.values, "most": f.most}));
        json!({"rows": table.len(), "people": self.people, "pairs": linked.pairs.len(), "one_life": self.lives,
            "campaigns": linked.campaigns.len(), "members": self.members, "bridges": linked.bridges.len(), "texts": self.texts.0, "prior_bits": linked.weights.prior,
            "columns": columns.collect::<Vec<_>>(), "ways": ways.collect::<Vec<_>>(), "faded": faded.collect::<Vec<_>>(),
            "unused": people.unused, "unreadable": people.problems})
    }
}

/// An empty table whose first column is words and whose others are figures.
fn figures(header: &[&str]) -> Drawn {
    let mut table = Drawn::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(output::width() as u16);
    table.set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Person, campaign and lives told twice of each row. A person and a campaign are called by their first row's id.
fn rows(table: &Table, linked: &Linked, file: &Path) -> Result<()> {
    let mut campaign = vec![u32::MAX; table.len()];
    for group in &linked.campaigns {
        for row in group {
            campaign[*row] = group[0] as u32;
        }
    }
    let mut lives: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (a, b) in &linked.one_life {
        lives.entry(*a).or_default().push(*b);
        lives.entry(*b).or_default().push(*a);
    }
    let id = |n: u32| table.ids.get(n);
    let lines = file.extension().is_some_and(|e| e == "jsonl");
    let mut out = BufWriter::new(File::create(file)?);
    let mut sheet = csv::Writer::from_writer(Vec::new());
    if !lines {
        sheet.write_record(["id", "person", "campaign", "one_life"])?;
    }
    for row in 0..table.len() as u32 {
        let group = Some(campaign[row as usize]).filter(|c| *c != u32::MAX).map(id);
        let others: Vec<&str> = lives.get(&row).into_iter().flatten().map(|n| id(*n)).collect();
        let person = id(linked.person[row as usize]);
        if lines {
            writeln!(out, "{}", json!({"id": id(row), "person": person, "campaign": group, "one_life": others}))?;
        } else {
            sheet.write_record([id(row), person, group.unwrap_or_default(), &others.join(" ")])?;
        }
    }
    out.write_all(&sheet.into_inner()?)?;
    out.flush()?;
    Ok(())
}

/// Pairs with their bits by column: the score is their sum and the prior; of street, city, region, postal code and network, which are one
/// fact, only the strongest for and the strongest against count.
fn pairs(table: &Table, linked: &Linked, file: &Path) -> Result<()> {
    let mut sheet = csv::Writer::from_path(file)?;
    let named = table.columns.iter().map(|c| c.name.clone());
    sheet.write_record(["a", "b", "bits", "prior"].into_iter().map(str::to_owned).chain(named))?;
    for pair in &linked.pairs {
        let columns = (0..table.columns.len()).map(|c| linked.weights.column(table, c, pair.a, pair.pattern.level(c)));
        let numbers = [pair.bits, linked.weights.prior].into_iter().chain(columns).map(|b| format!("{b:.2}"));
        sheet.write_record([table.ids.get(pair.a), table.ids.get(pair.b)].into_iter().map(str::to_owned).chain(numbers))?;
    }
    sheet.flush()?;
    Ok(())
}

/// Pairs of near-duplicate texts with their similarity.
fn alike(table: &Table, texts: &Texts, file: &Path) -> Result<()> {
    let mut sheet = csv::Writer::from_path(file)?;
    sheet.write_record(["a", "b", "similarity"])?;
    for pair in &texts.pairs {
        sheet.write_record([table.ids.get(pair.a), table.ids.get(pair.b), &format!("{:.3}", pair.similarity)])?;
    }
    sheet.flush()?;
    Ok(())
}
