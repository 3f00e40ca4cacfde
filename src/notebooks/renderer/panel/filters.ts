import { create, createButton, debounce } from '../dom.js';
import { filterOf, withFilter } from '../shownView.js';
import { fill } from '../texts.js';
import type { PanelContext, PanelPart } from './panelPart.js';

/** Which rows are seen, by a column's text, its ends and its NULLs. */
export function createFilters(
  context: PanelContext,
  column: number,
  signal: AbortSignal,
): PanelPart {
  const { result, shown } = context;
  const { words } = result;
  const kind = result.columns[column]?.kind;
  const hasRange = kind === 'number' || kind === 'time';
  const parts = [
    createContains(context, column),
    ...(hasRange ? [createRange(context, column, signal)] : []),
    createNulls(context, column),
  ];
  const clear = createButton(
    words.clear,
    () => {
      shown.change({ filters: shown.now.filters.filter((filter) => filter.column !== column) });
    },
    { 'data-clear': 'column' },
  );
  return {
    element: create(
      'fieldset',
      { class: 'lakehouse-group' },
      create('legend', {}, words.filter),
      ...parts.map(({ element }) => element),
      clear,
    ),
    update: () => {
      for (const part of parts) part.update();
    },
  };
}

function createContains({ result: { words }, shown }: PanelContext, column: number): PanelPart {
  const input = create('input', {
    type: 'text',
    class: 'lakehouse-input',
    spellcheck: 'false',
    'data-part': 'contains',
  });
  const matchCase = create('input', { type: 'checkbox' });
  const apply = debounce(() => {
    const text = input.value;
    const filter = { kind: 'contains', column, text, matchCase: matchCase.checked } as const;
    const wanted = text === '' ? undefined : filter;
    shown.change({ filters: withFilter(shown.now, column, 'contains', wanted) });
  }, 300);
  input.addEventListener('input', apply.later);
  input.addEventListener('change', apply.now);
  matchCase.addEventListener('change', () => {
    apply.later();
    apply.now();
  });
  return {
    element: create(
      'div',
      { class: 'lakehouse-fields' },
      create('label', { class: 'lakehouse-field' }, words.contains, input),
      create('label', { class: 'lakehouse-check' }, matchCase, words.matchCase),
    ),
    update: () => {
      const filter = filterOf(shown.now, column, 'contains');
      if (input.value !== (filter?.text ?? '')) input.value = filter?.text ?? '';
      if (filter !== undefined) matchCase.checked = filter.matchCase;
    },
  };
}

/** Both ends are checked before they are a filter: what is no value of the type changes nothing. */
function createRange(
  { result, shown, ask, fail }: PanelContext,
  column: number,
  signal: AbortSignal,
): PanelPart {
  const { words, columns } = result;
  const type = columns[column]?.type ?? '';
  const ends = (['from', 'to'] as const).map((end) => {
    const id = `lakehouse-${result.id}-${column}-${end}`;
    const input = create('input', {
      type: 'text',
      class: 'lakehouse-input',
      spellcheck: 'false',
      'aria-describedby': id,
      'data-part': end,
    });
    const fault = create('span', { id, class: 'lakehouse-fault', role: 'alert' });
    const label = create('label', { class: 'lakehouse-field' }, words[end], input);
    return { end, input, fault, element: create('div', {}, label, fault) };
  });
  const apply = async (): Promise<void> => {
    const given = ends.filter(({ input }) => input.value.trim() !== '');
    const texts = given.map(({ input }) => input.value.trim());
    const valid = await ask('check', { column, texts }, { signal });
    for (const { input, fault } of ends) {
      const place = given.findIndex((one) => one.input === input);
      const isFault = place >= 0 && valid[place] !== true;
      fault.textContent = isFault ? fill(words.notOfType, texts[place] ?? '', type) : '';
      input.setAttribute('aria-invalid', String(isFault));
    }
    if (!valid.every((isValid) => isValid)) return;
    const range = Object.fromEntries(given.map(({ end }, i) => [end, texts[i]]));
    const filter = { kind: 'range', column, ...range } as const;
    const wanted = given.length === 0 ? undefined : filter;
    shown.change({ filters: withFilter(shown.now, column, 'range', wanted) });
  };
  for (const { input } of ends) {
    input.addEventListener('change', () => {
      apply().catch((error: unknown) => {
        fail(error instanceof Error ? error.message : String(error));
      });
    });
  }
  let last: string | undefined;
  return {
    element: create('div', { class: 'lakehouse-fields' }, ...ends.map(({ element }) => element)),
    update: () => {
      const filter = filterOf(shown.now, column, 'range');
      const key = JSON.stringify(filter ?? null);
      // What is typed and not yet a filter stays.
      if (key === last) return;
      last = key;
      for (const { end, input, fault } of ends) {
        input.value = filter?.[end] ?? '';
        input.setAttribute('aria-invalid', 'false');
        fault.textContent = '';
      }
    },
  };
}

function createNulls({ result: { words }, shown }: PanelContext, column: number): PanelPart {
  const select = create('select', {
    class: 'lakehouse-input',
    'aria-label': words.nulls,
    'data-part': 'null',
  });
  for (const [value, text] of [
    ['', words.nullsToo],
    ['only', words.nullsOnly],
    ['none', words.noNulls],
  ] as const) {
    select.append(create('option', { value }, text));
  }
  select.addEventListener('change', () => {
    const filter = { kind: 'null', column, isNull: select.value === 'only' } as const;
    const wanted = select.value === '' ? undefined : filter;
    shown.change({ filters: withFilter(shown.now, column, 'null', wanted) });
  });
  return {
    element: create('label', { class: 'lakehouse-field' }, words.nulls, select),
    update: () => {
      const filter = filterOf(shown.now, column, 'null');
      select.value = filter === undefined ? '' : filter.isNull ? 'only' : 'none';
    },
  };
}
