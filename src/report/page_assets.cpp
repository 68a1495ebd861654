// Style and script of the HTML report. No address stands in it: it is read without a network.
#include "report/page.hpp"

namespace lockstep::report {

std::string_view page_style() {
  return R"css(
:root { color-scheme: light dark; --bg: #fbfbfa; --card: #fff; --ink: #1c2126; --soft: #5b6670; --line: #d9dee3;
  --accent: #1859b8; --new: #1a7f45; --gone: #b3261e; --changed: #9a5b00; --reads: #b3261e; --writes: #b36200; --other: #4a6fa5; }
@media (prefers-color-scheme: dark) { :root { --bg: #14181c; --card: #1c2227; --ink: #e6eaee; --soft: #9aa7b2; --line: #38424b;
  --accent: #8ab8ff; --new: #6ccf95; --gone: #ff8a80; --changed: #f0b35a; --reads: #ff8a80; --writes: #f0b35a; --other: #8aa9d6; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main, header { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; }
p.about, .soft { color: var(--soft); margin: .2rem 0; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem; margin: .8rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .6rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
.card b { display: block; font-size: 1.5rem; line-height: 1.2; }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .4rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
th { color: var(--soft); font-weight: 600; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
code, pre, td.code { font-family: ui-monospace, monospace; font-size: .86rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 16rem; }
ul.changes { font-family: ui-monospace, monospace; font-size: .88rem; padding: .6rem .8rem .6rem 1.6rem; margin: 0; overflow-wrap: anywhere; }
.new { color: var(--new); } .gone { color: var(--gone); } .changed { color: var(--changed); }
.over { border-left: .3rem solid var(--gone); padding: .5rem .8rem; background: var(--card); margin: .5rem 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .4rem 0; }
button, input[type=search] { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .3rem .7rem; min-height: 2.2rem; }
label { display: inline-flex; gap: .35rem; align-items: center; }
input[type=search] { width: 100%; max-width: 24rem; }
.erd svg { display: block; width: 100%; height: 30rem; max-height: 75vh; touch-action: none; cursor: grab; }
svg text { fill: var(--ink); font: 12px ui-monospace, monospace; }
svg .box { fill: var(--bg); stroke: var(--line); }
svg .head { font-weight: 700; }
svg .type { fill: var(--soft); }
svg .edge { fill: none; stroke: var(--soft); stroke-width: 1.2; }
svg .box.new { stroke: var(--new); stroke-width: 2.5; } svg .box.gone { stroke: var(--gone); stroke-width: 2.5; stroke-dasharray: 6 3; }
svg .box.changed { stroke: var(--changed); stroke-width: 2.5; }
svg text.new { fill: var(--new); } svg text.gone { fill: var(--gone); text-decoration: line-through; } svg text.changed { fill: var(--changed); }
svg .grid { stroke: var(--line); }
svg .bar.reads { fill: var(--reads); } svg .bar.writes { fill: var(--writes); } svg .bar.other { fill: var(--other); }
.legend span::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .35em; border-radius: .15em; }
.legend .reads::before { background: var(--reads); } .legend .writes::before { background: var(--writes); } .legend .other::before { background: var(--other); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .88rem; padding: .4rem .7rem; }
[hidden] { display: none !important; }
footer { color: var(--soft); padding: 2rem 1rem; text-align: center; font-size: .88rem; }
@media print { nav, .tools { display: none; } .erd[hidden] { display: block !important; } }
)css";
}

std::string_view page_script() {
  return R"js(
(() => {
  for (const svg of document.querySelectorAll('.erd svg')) {
    const whole = svg.viewBox.baseVal;
    const home = [whole.x, whole.y, whole.width, whole.height];
    let view = home.slice();
    const show = () => svg.setAttribute('viewBox', view.join(' '));
    const zoom = (by, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) => {
      const width = Math.min(home[2] * 2, Math.max(80, view[2] * by)), real = width / view[2];
      view = [x - (x - view[0]) * real, y - (y - view[1]) * real, width, view[3] * real];
      show();
    };
    const move = (x, y) => { view[0] += x * view[2]; view[1] += y * view[3]; show(); };
    const reset = () => { view = home.slice(); show(); };
    const point = event => {
      const box = svg.getBoundingClientRect(), scale = Math.max(view[2] / box.width, view[3] / box.height);
      return [view[0] + view[2] / 2 + (event.clientX - box.x - box.width / 2) * scale,
              view[1] + view[3] / 2 + (event.clientY - box.y - box.height / 2) * scale, scale];
    };
    svg.addEventListener('wheel', event => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== svg) return;
      event.preventDefault();
      const [x, y] = point(event);
      zoom(event.deltaY > 0 ? 1.15 : 0.87, x, y);
    }, { passive: false });
    const fingers = new Map();
    svg.addEventListener('pointerdown', event => { fingers.set(event.pointerId, event); svg.setPointerCapture(event.pointerId); });
    for (const name of ['pointerup', 'pointercancel']) svg.addEventListener(name, event => fingers.delete(event.pointerId));
    svg.addEventListener('pointermove', event => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const scale = point(event)[2];
      if (fingers.size === 1) {
        view[0] -= (event.clientX - before.clientX) * scale;
        view[1] -= (event.clientY - before.clientY) * scale;
        show();
      } else {
        const other = [...fingers.values()].find(one => one.pointerId !== event.pointerId);
        const far = one => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
        zoom(far(before) / far(event));
      }
      fingers.set(event.pointerId, event);
    });
    const keys = { '+': () => zoom(0.8), '=': () => zoom(0.8), '-': () => zoom(1.25), '0': reset,
      ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0), ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1) };
    svg.addEventListener('keydown', event => {
      if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      keys[event.key]();
    });
    for (const button of svg.closest('.erd').querySelectorAll('button'))
      button.addEventListener('click', () => ({ in: () => zoom(0.8), out: () => zoom(1.25), all: reset })[button.dataset.zoom]());
  }
  for (const choice of document.querySelectorAll('input[name=side]'))
    choice.addEventListener('change', () => {
      for (const erd of document.querySelectorAll('.erd')) erd.hidden = erd.id !== choice.value;
    });
  const search = document.querySelector('#search');
  if (search) search.addEventListener('input', () => {
    const wanted = search.value.toLowerCase();
    let count = 0;
    for (const row of document.querySelectorAll('#objects tbody tr')) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      if (!row.hidden) ++count;
    }
    document.querySelector('#found').textContent = count + ' shown';
  });
})();
)js";
}

} // namespace lockstep::report
