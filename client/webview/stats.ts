// The page of the charts: small curves of the last two minutes, with the newest value in words.
import type { FromStatsPage, Point, StatsTexts, ToStatsPage } from '../src/stats/messages.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromStatsPage): void };

const vscode = acquireVsCodeApi();
const texts = JSON.parse(document.body.dataset['texts'] ?? '{}') as StatsTexts;

/** About one a second. */
const mostSamples = 120;

const svg = 'http://www.w3.org/2000/svg';

interface Chart {
  readonly caption: HTMLElement;
  readonly lines: readonly SVGPolylineElement[];
  readonly values: number[][];
  readonly title: string;
}

const page = document.createElement('div');
page.className = 'charts';
const sections = texts.names.map((name) => {
  const section = document.createElement('section');
  section.className = 'container';
  const heading = document.createElement('h2');
  heading.textContent = name;
  const remark = document.createElement('div');
  remark.className = 'remark';
  const charts = texts.charts.map(makeChart);
  section.append(heading, remark, ...charts.map(({ figure }) => figure));
  page.append(section);
  return { remark, charts: charts.map(({ chart }) => chart) };
});
document.body.append(page);
window.addEventListener('message', (event: MessageEvent<ToStatsPage>) => take(event.data));
vscode.postMessage({ type: 'ready' });

function makeChart(title: string): { figure: HTMLElement; chart: Chart } {
  const figure = document.createElement('figure');
  figure.className = 'chart';
  const caption = document.createElement('figcaption');
  caption.textContent = title;
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('viewBox', `0 0 ${mostSamples} 100`);
  drawing.setAttribute('preserveAspectRatio', 'none');
  drawing.setAttribute('aria-hidden', 'true');
  const lines = ['first', 'second'].map((name) => {
    const line = document.createElementNS(svg, 'polyline');
    line.classList.add(name);
    drawing.append(line);
    return line;
  });
  figure.append(caption, drawing);
  return { figure, chart: { caption, lines, values: [[], []], title } };
}

function take(message: ToStatsPage): void {
  const section = sections[message.from];
  if (!section) return;
  section.remark.textContent = message.type === 'remark' ? message.text : '';
  if (message.type === 'sample') message.charts.forEach((points, index) => draw(section.charts[index], points));
}

function draw(chart: Chart | undefined, points: readonly Point[]): void {
  if (!chart) return;
  chart.caption.textContent = `${chart.title}: ${points.map(({ text }) => text).join(', ')}`;
  points.forEach(({ value }, index) => {
    const values = chart.values[index] ?? [];
    values.push(value);
    if (values.length > mostSamples) values.shift();
  });
  const top = Math.max(1, ...chart.values.flat()) * 1.1;
  chart.lines.forEach((line, index) => {
    const values = chart.values[index] ?? [];
    const start = mostSamples - values.length;
    line.setAttribute('points', values.map((value, at) => `${start + at},${100 - (value / top) * 100}`).join(' '));
  });
}
