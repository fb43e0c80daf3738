//! Tables → lines. A table in a résumé is either rows of values or the columns of a page; what stands in its cells tells which.

/// Tables within tables; deeper ones count as part of the cell they are in.
const MAX_DEPTH: usize = 40;

/// Text that is written paragraph by paragraph, some of it in cells of tables.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    text: String,
    /// The tables around, the outermost first.
    open: Vec<Table>,
    /// Tables that were too deep to be told apart.
    deeper: usize,
}

#[derive(Debug, Default)]
struct Table {
    /// What came before the cell that is being written, or before the table.
    before: String,
    cells: Vec<String>,
    in_cell: bool,
}

impl Flow {
    pub(crate) fn push(&mut self, c: char) {
        self.text.push(c);
    }

    pub(crate) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the line if one is begun.
    pub(crate) fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    pub(crate) fn begin_table(&mut self) {
        if self.open.len() >= MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        self.end_line();
        self.open.push(Table::default());
    }

    pub(crate) fn begin_cell(&mut self) {
        if self.deeper == 0
            && let Some(table) = self.open.last_mut()
            && !table.in_cell
        {
            table.before = std::mem::take(&mut self.text);
            table.in_cell = true;
        }
    }

    pub(crate) fn end_cell(&mut self) {
        if self.deeper == 0
            && let Some(table) = self.open.last_mut()
            && table.in_cell
        {
            let before = std::mem::take(&mut table.before);
            table.cells.push(std::mem::replace(&mut self.text, before));
            table.in_cell = false;
        }
    }

    pub(crate) fn end_row(&mut self) {
        self.end_cell();
        if self.deeper == 0
            && let Some(table) = self.open.last_mut()
        {
            let row = row(&std::mem::take(&mut table.cells));
            self.end_line();
            self.text.push_str(&row);
        }
    }

    pub(crate) fn end_table(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        self.end_row();
        self.open.pop();
    }

    /// Ends what is open, and hands the text over.
    pub(crate) fn finish(mut self) -> String {
        self.deeper = 0;
        while !self.open.is_empty() {
            self.end_table();
        }
        self.text
    }
}

/// Writes the cells of one row as lines. Cells of one line each are a line, parted by tabs. Beside one cell of several lines the others stand
/// in its first line. Cells that go line by line together, up to three lines, are so many lines. Other cells of several lines are columns of
/// the page: one after the other.
pub(crate) fn row(cells: &[String]) -> String {
    let lines: Vec<Vec<&str>> = cells.iter().map(|cell| cell.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect()).collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    let long = lines.iter().filter(|cell| cell.len() > 1).count();
    let together = most <= 3 && lines.iter().all(|cell| cell.len() == most || cell.len() <= 1);
    let mut out = String::new();
    if most == 0 {
        return out;
    }
    if long <= 1 || together {
        for n in 0..most {
            let with: Vec<&str> = lines.iter().map(|cell| cell.get(n).copied().unwrap_or("")).collect();
            // Only the first line keeps the places of empty cells.
            let line = if n == 0 { with.join("\t") } else { with.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\t") };
            out.push_str(line.trim_end());
            out.push('\n');
        }
    } else {
        for line in lines.iter().flatten() {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Flow, row};

    fn cells(cells: &[&str]) -> String {
        row(&cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn rows_of_values_are_lines_and_columns_of_a_page_follow_each_other() {
        assert_eq!(cells(&["2019 – 2023\n", "Acme, Berlin\n"]), "2019 – 2023\tAcme, Berlin\n");
        assert_eq!(cells(&["2019 – 2023", "Engineer\nAcme\n• built"]), "2019 – 2023\tEngineer\nAcme\n• built\n");
        assert_eq!(cells(&["Engineer\nAcme", "2019 – 2023\nBerlin"]), "Engineer\t2019 – 2023\nAcme\tBerlin\n");
        assert_eq!(cells(&["Skills\nRust\nSQL\nGo", "Work\nAcme"]), "Skills\nRust\nSQL\nGo\nWork\nAcme\n");
        assert_eq!(cells(&["", "x"]), "\tx\n");
        assert_eq!(cells(&["", ""]), "");
    }

    #[test]
    fn tables_in_tables_are_read_from_the_inside() {
        let mut flow = Flow::default();
        flow.begin_table();
        flow.begin_cell();
        flow.push_str("a\n");
        flow.begin_table();
        for text in ["1", "2"] {
            flow.begin_cell();
            flow.push_str(text);
            flow.end_cell();
        }
        flow.end_row();
        flow.end_table();
        flow.push_str("b\n");
        flow.end_cell();
        flow.end_row();
        flow.end_table();
        flow.push_str("after");
        assert_eq!(flow.finish(), "a\n1\t2\nb\nafter");
    }

    #[test]
    fn what_is_never_closed_is_read_all_the_same() {
        let mut flow = Flow::default();
        for _ in 0..10_000 {
            flow.begin_table();
            flow.begin_cell();
            flow.push('x');
        }
        assert_eq!(flow.finish().matches('x').count(), 10_000);
    }
}
