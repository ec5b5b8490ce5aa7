"""The style of the report: narrow and wide screens, light and dark, and paper."""

STYLE = """
:root {
  --ink: #1b1b1d; --soft: #5f5f67; --land: #dcd9d0; --paper: #fefefd; --line: #d4d2cb;
  --mark: #0072b2; --veil: #f3f1ea;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ecebe6; --soft: #a5a4a0; --land: #3d3f42; --paper: #191a1c; --line: #3a3b3e;
    --mark: #6cb6e8; --veil: #232427;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
.page { max-width: 68rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: clamp(1.4rem, 4.5vw, 2.1rem); line-height: 1.2; margin: 1.6rem 0 .4rem; }
h2 {
  font-size: 1.25rem; margin: 2.6rem 0 .8rem; padding-top: .8rem;
  border-top: 1px solid var(--line);
}
p, li { max-width: 46rem; overflow-wrap: anywhere; }
.quiet, figcaption { color: var(--soft); font-size: .88rem; }
.answer {
  max-width: 49rem; font-size: 1.14rem; line-height: 1.6; margin: 0; padding: .9rem 1.1rem;
  background: var(--veil); border-left: 4px solid var(--mark);
}
.answer p { margin: 0 0 .7em; }
.answer p:last-child { margin: 0; }
figure { margin: 1.4rem 0; max-width: 42rem; }
figcaption { max-width: 46rem; margin-top: .3rem; }
svg { display: block; width: 100%; height: auto; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; }
.panels figure { margin: 0; }
.scroll { overflow-x: auto; margin: 0 0 1.4rem; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
p.title { font-weight: 600; margin: 1.4rem 0 .2rem; }
th, td {
  padding: .3rem .9rem .3rem 0; text-align: right; vertical-align: top; white-space: nowrap;
}
td.words, th.words { text-align: left; white-space: normal; min-width: 9rem; }
tbody th { font-weight: 400; text-align: left; }
thead th {
  border-bottom: 1px solid var(--ink); font-weight: 600; white-space: normal; min-width: 6.2rem;
}
thead th:first-child { text-align: left; }
tbody tr:nth-child(even) { background: var(--veil); }
summary { cursor: pointer; font-weight: 600; padding: .5rem 0; }
details { border-bottom: 1px solid var(--line); }
a { color: var(--mark); }
footer { margin-top: 2.5rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }
@media print {
  :root { --ink: #000; --soft: #444; --land: #ddd; --paper: #fff; --line: #bbb; --veil: #f4f4f4; }
  body { font-size: 10pt; }
  figure, .answer { break-inside: avoid; }
  h2 { break-after: avoid; }
  .scroll { overflow: visible; }
  details:not(.long)::details-content { content-visibility: visible; block-size: auto; }
  th, td { white-space: normal; padding-right: .5rem; }
}
"""
