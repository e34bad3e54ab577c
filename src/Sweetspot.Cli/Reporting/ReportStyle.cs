namespace Sweetspot.Cli;

/// <summary>The report's style and its one small script, which is not needed to read it.</summary>
internal static class ReportStyle
{
    /// <summary>
    /// Colours of series are those of Okabe and Ito (2008), told apart with any colour vision; lighter ones on dark ground.
    /// </summary>
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --ground: #ffffff; --panel: #f6f8fa; --edge: #d0d7de; --grid: #e7ebef; --mark: #e3f4ec; --accent: #00705a; --warn: #8a4b00; --warnground: #fff6e5; }
        .s0 { color: #0072b2; } .s1 { color: #d55e00; } .s2 { color: #008a66; } .s3 { color: #aa3f83; } .s4 { color: #b87900; } .s5 { color: #2b8fc4; } .s6 { color: #6b5f00; } .s7 { color: #78828c; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --soft: #9da7b3; --ground: #0d1117; --panel: #161b22; --edge: #30363d; --grid: #21262d; --mark: #12372a; --accent: #3fd0a6; --warn: #f0b35a; --warnground: #2d2312; }
          .s0 { color: #58b4ec; } .s1 { color: #ff8c42; } .s2 { color: #3fd0a6; } .s3 { color: #e58fc4; } .s4 { color: #e9b949; } .s5 { color: #8fd3ff; } .s6 { color: #d7cf5c; } .s7 { color: #7d8590; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "DejaVu Sans", sans-serif; }
        main, header, footer { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
        header { padding-top: 32px; }
        h1 { margin: 0; font-size: 1.9rem; line-height: 1.25; overflow-wrap: anywhere; }
        h2 { margin: 2.6rem 0 .6rem; font-size: 1.35rem; } h3 { margin: 1.4rem 0 .4rem; font-size: 1.02rem; }
        p { max-width: 78ch; } header p, .small { color: var(--soft); } .small { font-size: .875rem; } header p { margin: .3rem 0 0; max-width: none; }
        .answer { background: var(--panel); border: 1px solid var(--edge); border-left: 5px solid var(--accent); border-radius: 8px; padding: 4px 24px 12px; margin-top: 24px; }
        .answer h2 { margin-top: 1rem; color: var(--accent); font-size: 1rem; letter-spacing: .02em; }
        .choice { margin: .2rem 0 .4rem; font-size: 1.5rem; font-weight: 650; line-height: 1.3; overflow-wrap: anywhere; max-width: none; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 10px; margin: 1.1rem 0; } .tiles div { background: var(--ground); border: 1px solid var(--edge); border-radius: 6px; padding: 8px 14px; }
        dt { color: var(--soft); font-size: .82rem; } dd { margin: 0; font-size: 1.1rem; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .warnings { list-style: none; padding: 0; } .warnings li { background: var(--warnground); border-left: 4px solid var(--warn); padding: 6px 12px; margin: 6px 0; border-radius: 3px; overflow-wrap: anywhere; } .warnings li::before { content: "⚠ "; color: var(--warn); }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 18px; }
        figure { margin: 0; border: 1px solid var(--edge); border-radius: 8px; padding: 12px 12px 4px; max-width: 760px; min-width: 0; } figcaption { font-size: .9rem; color: var(--soft); } figcaption strong { color: var(--ink); font-weight: 600; }
        svg { display: block; overflow: visible; width: 100%; height: auto; font-size: 12.5px; } svg text { fill: var(--ink); } .tick { fill: var(--soft); font-variant-numeric: tabular-nums; }
        .grid { stroke: var(--grid); fill: none; } .axis { stroke: var(--soft); fill: none; } .link { stroke: var(--soft); stroke-opacity: .35; fill: none; }
        .point { fill: currentColor; stroke: var(--ground); stroke-width: 1; } .open { fill: none; stroke: currentColor; stroke-width: 1.6; } .dots { fill: none; stroke: currentColor; stroke-width: 4.5; stroke-linecap: round; stroke-opacity: .6; }
        .error { fill: none; stroke: currentColor; stroke-width: 1.4; } .line { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round; } .dashed { stroke-dasharray: 5 4; stroke-opacity: .75; }
        .scroll { overflow-x: auto; margin: 1rem 0; } table { border-collapse: collapse; font-size: .875rem; width: 100%; } caption { text-align: left; font-weight: 600; padding: 4px 0 6px; font-size: .95rem; }
        th, td { text-align: left; padding: 5px 9px; border-bottom: 1px solid var(--edge); vertical-align: top; } thead th { color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--edge); vertical-align: bottom; background: var(--ground); } .answer thead th { background: none; }
        tbody th { font-weight: 500; min-width: 17ch; } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } thead .n { white-space: normal; } td:last-child:not(.n):not(:empty) { min-width: 17ch; } td.wide:not(:empty) { min-width: 22ch; } .wide { max-width: 40ch; overflow-wrap: anywhere; }
        .chosen > * { background: var(--mark); } tr.chosen > :first-child { box-shadow: inset 4px 0 var(--accent); }
        .sortable th { cursor: pointer; } .sortable th[aria-sort=ascending]::after { content: " ▲"; } .sortable th[aria-sort=descending]::after { content: " ▼"; }
        li { max-width: 100ch; overflow-wrap: anywhere; } footer { color: var(--soft); font-size: .85rem; padding-top: 24px; padding-bottom: 40px; }
        @media print { :root { --panel: #fff; } body { font-size: 10pt; } main, header, footer { max-width: none; padding: 0; } figure, .answer, tr { break-inside: avoid; } .charts { grid-template-columns: 1fr 1fr; } h2, h3, caption { break-after: avoid; } .scroll { overflow: visible; } thead { display: table-header-group; } }
        """;

    /// <summary>Sorts a table by the heading that was clicked, or chosen by keyboard.</summary>
    public const string Script = """
        for (const table of document.querySelectorAll('table.sortable')) {
          const heads = [...table.tHead.rows[0].cells];
          heads.forEach((head, column) => {
            const sort = () => {
              const up = head.getAttribute('aria-sort') !== 'ascending';
              heads.forEach(other => other.removeAttribute('aria-sort'));
              head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
              const key = row => { const cell = row.cells[column]; return cell.dataset.v !== undefined ? +cell.dataset.v : cell.className === 'n' ? null : cell.textContent; };
              const rows = [...table.tBodies[0].rows].map(row => [key(row), row]);
              rows.sort(([a], [b]) => a === null ? (b === null ? 0 : 1) : b === null ? -1 : (a < b ? -1 : a > b ? 1 : 0) * (up ? 1 : -1));
              table.tBodies[0].append(...rows.map(([, row]) => row));
            };
            head.tabIndex = 0;
            head.addEventListener('click', sort);
            head.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); sort(); } });
          });
        }
        """;
}
