// The page of a log. Text is only ever put in as text; nothing of a log becomes markup.
import { linksIn } from '../src/logs/links.ts';
import type { FromLogPage, LogTexts, ToLogPage } from '../src/logs/messages.ts';
import type { ShownLine } from '../src/logs/logBuffer.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromLogPage): void };

const vscode = acquireVsCodeApi();
const texts = JSON.parse(document.body.dataset['texts'] ?? '{}') as LogTexts;

/** Rows that stand in the page; the extension keeps more. */
const mostRows = 10_000;

const rows = document.createElement('div');
rows.className = 'rows';
rows.tabIndex = 0;
rows.setAttribute('role', 'log');
const search = input('search', texts.search);
const onlyMatches = toggle(texts.onlyMatches, true);
const level = choice(texts.levels, [
  ['', texts.all],
  ['warning', texts.warnings],
  ['error', texts.errors],
]);
const since = choice(
  texts.from,
  texts.begins.map(([minutes, text]) => [String(minutes), text] as const),
);
const times = toggle(texts.times, false);
const wrap = toggle(texts.wrap, true);
const follow = toggle(texts.follow, true);
const bar = document.createElement('div');
bar.className = 'bar';
bar.append(search, label(onlyMatches), level, since, label(times), label(wrap), label(follow));
bar.append(
  button(texts.clear, () => post('clear')),
  button(texts.save, () => post('save')),
);
document.body.append(bar, rows);

search.addEventListener('input', refilter);
for (const control of [onlyMatches, level]) control.addEventListener('change', refilter);
since.addEventListener('change', () => vscode.postMessage({ type: 'since', minutes: Number(since.value) }));
for (const control of [times, wrap]) control.addEventListener('change', restyle);
follow.addEventListener('change', scrollToEnd);
// Who scrolls up wants to read; who comes back to the end wants to follow.
rows.addEventListener('scroll', () => {
  follow.checked = rows.scrollHeight - rows.scrollTop - rows.clientHeight < 24;
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'f' && (event.ctrlKey || event.metaKey)) search.focus();
});
window.addEventListener('message', (event: MessageEvent<ToLogPage>) => take(event.data));
restyle();
post('ready');

function post(type: 'ready' | 'taken' | 'clear' | 'save'): void {
  vscode.postMessage({ type });
}

function take(message: ToLogPage): void {
  if (message.type === 'clear') rows.replaceChildren();
  else if (message.type === 'remark') rows.append(remark(message.text));
  else {
    if (message.lost !== '') rows.append(remark(message.lost));
    rows.append(...message.lines.map(row));
    while (rows.childElementCount > mostRows) rows.firstElementChild?.remove();
    post('taken');
  }
  scrollToEnd();
}

function row({ time, from, text, level }: ShownLine): HTMLElement {
  const line = document.createElement('div');
  line.className = level === undefined ? 'line' : `line ${level}`;
  line.dataset['text'] = text.toLowerCase();
  line.dataset['level'] = level ?? '';
  const stamp = document.createElement('span');
  stamp.className = 'time';
  stamp.textContent = time > 0 ? `${new Date(time).toISOString().slice(0, 23).replace('T', ' ')} ` : '';
  line.append(stamp);
  if (texts.names.length > 1) {
    const name = document.createElement('span');
    name.className = `name name${from % 6}`;
    name.textContent = `${texts.names[from] ?? ''} `;
    line.append(name);
  }
  line.append(body(text));
  show(line);
  return line;
}

/** The text of a line, in which places in source files can be clicked. */
function body(text: string): HTMLElement {
  const element = document.createElement('span');
  let from = 0;
  for (const { start, end, path, line, column } of linksIn(text)) {
    if (start < from) continue;
    const link = document.createElement('a');
    link.href = '#';
    link.textContent = text.slice(start, end);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      vscode.postMessage({ type: 'open', path, line, column });
    });
    element.append(text.slice(from, start), link);
    from = end;
  }
  element.append(text.slice(from));
  return element;
}

function remark(text: string): HTMLElement {
  const line = document.createElement('div');
  line.className = 'remark';
  line.textContent = text;
  return line;
}

function refilter(): void {
  for (const line of rows.children) if (line instanceof HTMLElement) show(line);
  scrollToEnd();
}

function show(line: HTMLElement): void {
  if (line.className === 'remark') return;
  const wanted = search.value.toLowerCase();
  const matches = wanted === '' || (line.dataset['text'] ?? '').includes(wanted);
  const found = line.dataset['level'] ?? '';
  const suits = level.value === '' || found === 'error' || found === level.value;
  line.hidden = !suits || (onlyMatches.checked && !matches);
  line.classList.toggle('match', wanted !== '' && matches);
}

function restyle(): void {
  rows.classList.toggle('times', times.checked);
  rows.classList.toggle('wrap', wrap.checked);
}

function scrollToEnd(): void {
  if (follow.checked) rows.scrollTop = rows.scrollHeight;
}

function input(type: string, placeholder: string): HTMLInputElement {
  const element = document.createElement('input');
  element.type = type;
  element.placeholder = placeholder;
  element.setAttribute('aria-label', placeholder);
  return element;
}

function toggle(text: string, checked: boolean): HTMLInputElement {
  const element = document.createElement('input');
  element.type = 'checkbox';
  element.checked = checked;
  element.title = text;
  return element;
}

function label(control: HTMLInputElement): HTMLLabelElement {
  const element = document.createElement('label');
  element.append(control, control.title);
  return element;
}

function choice(name: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  const element = document.createElement('select');
  element.setAttribute('aria-label', name);
  for (const [value, text] of options) element.append(new Option(text, value));
  return element;
}

function button(text: string, action: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.textContent = text;
  element.addEventListener('click', action);
  return element;
}
