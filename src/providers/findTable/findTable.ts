import * as vscode from 'vscode';
import {
  type FindTableActions,
  type FoundItem,
  foundButtons,
  problemItem,
  tableItem,
  unreadItem,
} from './findTableItems.js';
import type { Found } from './searchServices.js';
import { keyOfTable, type KnownTable, type TableIndex } from './tableIndex.js';

/** Where tables come from beside those that are known when the list opens. Each gives them as they come. */
export interface TableSources {
  /** All that can be listed. */
  list(signal: AbortSignal): AsyncIterable<readonly KnownTable[]>;
  /** Tables with what their definitions say, where that is not known; `left` hears of how many it is not read. */
  read(
    tables: readonly KnownTable[],
    left: (count: number) => void,
    signal: AbortSignal,
  ): AsyncIterable<readonly KnownTable[]>;
  /** What services find by a text themselves. */
  search(text: string, signal: AbortSignal): AsyncIterable<Found>;
}

/** More are not read by anybody. */
const mostFound = 200;
/** How long nobody types before services are asked, in milliseconds. */
const pause = 250;
/** Fewer letters say nothing to search for: services are not asked, and no definition is read. */
const fewestLetters = 3;

/** *Find Table…*: a list that follows every keystroke, by what is known here and by what services find. */
export function findTable(
  index: TableIndex,
  sources: TableSources,
  actions: FindTableActions,
  report: (error: unknown) => void,
): void {
  const pick = vscode.window.createQuickPick<FoundItem>();
  pick.title = vscode.l10n.t('Find Table');
  pick.placeholder = vscode.l10n.t('Words of a name, a comment or a column');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const buttons = foundButtons();
  const open = new AbortController();
  let search = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let problems: readonly FoundItem[] = [];
  /** A service may find by what is not known here, such as locations. */
  let found: readonly KnownTable[] = [];
  let unread = 0;
  let running = 0;
  let shown = '';

  const show = (): void => {
    const known = index.search(pick.value, mostFound);
    const keys = new Set(known.map(keyOfTable));
    const tables = [...known, ...found.filter((table) => !keys.has(keyOfTable(table)))];
    const notes = unread > 0 && pick.value.trim() !== '' ? [unreadItem(unread)] : [];
    const items = [...tables.map((table) => tableItem(table, buttons)), ...problems, ...notes];
    const texts = JSON.stringify(items.map((item) => [item.label, item.description, item.detail]));
    // Rows that are given anew lose which of them was chosen.
    if (texts !== shown) pick.items = items;
    shown = texts;
  };
  /** Is seen to be busy until the work ends; what fails after nobody waits for it is no news. */
  const run = (work: (signal: AbortSignal) => Promise<void>, { signal }: AbortController): void => {
    pick.busy = ++running > 0;
    work(signal)
      .catch((error: unknown) => {
        if (!signal.aborted) report(error);
      })
      .finally(() => (pick.busy = --running > 0));
  };
  const learn = async (news: AsyncIterable<readonly KnownTable[]>): Promise<void> => {
    for await (const tables of news) {
      for (const table of tables) index.add(table);
      if (tables.length > 0) show();
    }
  };
  const isListed = new Promise<void>((resolve) => {
    run((signal) => learn(sources.list(signal)).finally(resolve), open);
  });
  let isReading = false;
  const readAll = async (signal: AbortSignal): Promise<void> => {
    await isListed;
    signal.throwIfAborted();
    const left = (count: number): void => {
      unread = count;
      show();
    };
    await learn(sources.read(index.unread(), left, signal));
  };
  const ask = async (text: string, signal: AbortSignal): Promise<void> => {
    for await (const answer of sources.search(text, signal)) {
      if (answer.kind === 'problem') problems = [...problems, problemItem(answer)];
      else found = [...found, ...answer.tables];
      show();
    }
  };
  pick.onDidChangeValue((text) => {
    search.abort();
    clearTimeout(timer);
    [problems, found] = [[], []];
    show();
    if (text.trim().length < fewestLetters) return;
    search = new AbortController();
    timer = setTimeout(() => {
      run((signal) => ask(text, signal), search);
      if (!isReading) run(readAll, open);
      isReading = true;
    }, pause);
  });
  const act = (action: keyof FindTableActions, item: FoundItem | undefined): void => {
    if (item?.table === undefined) return;
    pick.hide();
    actions[action](item.table).catch(report);
  };
  pick.onDidAccept(() => {
    act('reveal', pick.activeItems[0]);
  });
  pick.onDidTriggerItemButton(({ item, button }) => {
    const known = buttons.find((one) => one === button);
    if (known !== undefined) act(known.action, item);
  });
  pick.onDidHide(() => {
    open.abort();
    search.abort();
    clearTimeout(timer);
    pick.dispose();
  });
  show();
  pick.show();
}
