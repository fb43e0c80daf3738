// Makes a DOCX of a JSON résumé with the npm package `docx`.
//
//     node docx_js.mjs IN.json OUT.docx
//
// The JSON form is described in ../README.md. The package is looked for in $DOCX_JS_DIR/node_modules
// (or where NODE_PATH says). The same input gives the same bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

// The package stamps the present time and makes up names for links: both are fixed here, before it is loaded.
const LONG_AGO = Date.UTC(2024, 0, 1);
globalThis.Date = class extends Date {
  constructor(...args) {
    super(...(args.length ? args : [LONG_AGO]));
  }
  static now() {
    return LONG_AGO;
  }
};
let seed = 1;
Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;

const require = createRequire(resolve(process.env.DOCX_JS_DIR ?? ".", "x.js"));
const docx = require("docx");

const [source, target] = process.argv.slice(2);
if (!source || !target) {
  console.error("usage: node docx_js.mjs IN.json OUT.docx");
  process.exit(2);
}
const resume = JSON.parse(readFileSync(source, "utf8"));
const twips = (cm) => Math.round(cm * 567);

const HEADINGS = [null, "HEADING_1", "HEADING_2", "HEADING_3"].map((name) => name && docx.HeadingLevel[name]);
const ALIGN = { left: "left", center: "center", right: "right" };

function runs(list) {
  return list.map((run) => {
    const style = { bold: run.bold, italics: run.italic };
    if (!run.link) return new docx.TextRun({ ...style, children: withTabs(run.text) });
    const children = [new docx.TextRun({ ...style, text: run.text, style: "Hyperlink" })];
    return new docx.ExternalHyperlink({ link: run.link, children });
  });
}

// A tab in a text is a tab stop of its own kind in Word, not a character.
function withTabs(text) {
  return text.split("\t").flatMap((part, i) => (i ? [new docx.Tab(), part] : [part]));
}

function block(b) {
  switch (b.type) {
    case "title":
      return new docx.Paragraph({ text: b.text, heading: docx.HeadingLevel.TITLE });
    case "heading":
      return new docx.Paragraph({ text: b.text, heading: HEADINGS[b.level ?? 1] });
    case "para": {
      const tabStops = b.right_tab_cm ? [{ type: "right", position: twips(b.right_tab_cm) }] : undefined;
      return new docx.Paragraph({ alignment: ALIGN[b.align], tabStops, children: runs(b.runs) });
    }
    case "bullet":
      return new docx.Paragraph({ bullet: { level: 0 }, children: runs(b.runs) });
    case "table":
      return table(b);
    case "pagebreak":
      return new docx.Paragraph({ children: [new docx.PageBreak()] });
    default:
      throw new Error(`unknown block: ${b.type}`);
  }
}

function table(b) {
  const none = { style: "none", size: 0, color: "auto" };
  const bare = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
  const widths = b.widths_cm.map(twips);
  const cell = (blocks, i) =>
    new docx.TableCell({
      width: { size: widths[i], type: "dxa" },
      // A cell must end with a paragraph, so one follows a table.
      children: [...blocks.map(block), ...(blocks.at(-1)?.type === "para" || blocks.at(-1)?.type === "bullet" ? [] : [new docx.Paragraph("")])],
    });
  return new docx.Table({
    columnWidths: widths,
    layout: "fixed",
    borders: b.borders ? undefined : bare,
    rows: b.rows.map((cells) => new docx.TableRow({ children: cells.map(cell) })),
  });
}

const margin = { top: twips(2), bottom: twips(2), left: twips(2.2), right: twips(2.2) };
const page = { size: { width: twips(21), height: twips(29.7) }, margin };
const section = { properties: { page }, children: resume.blocks.map(block) };
if (resume.header) section.headers = { default: new docx.Header({ children: [new docx.Paragraph(resume.header)] }) };
if (resume.footer) section.footers = { default: new docx.Footer({ children: [new docx.Paragraph(resume.footer)] }) };

const document = new docx.Document({
  creator: resume.meta?.author ?? "",
  title: resume.meta?.title ?? "",
  styles: {
    default: {
      document: {
        run: { font: resume.font ?? "Calibri", size: (resume.size ?? 11) * 2 },
        paragraph: { spacing: { after: 60 } },
      },
    },
  },
  sections: [section],
});
writeFileSync(target, await docx.Packer.toBuffer(document));
