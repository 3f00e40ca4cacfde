import * as vscode from 'vscode';
import { errorText } from '../../host/errorText.js';
import { plainLabel } from '../../host/plainLabel.js';
import type { Connection } from '../../connections/connections.js';
import { searchServices } from './searchServices.js';
import { walkTables } from './walkTables.js';
import type { KnownTable, TableIndex } from './tableIndex.js';

/** What can be done with a table that was found. */
export interface FindTableActions {
  readonly reveal: (table: KnownTable) => Promise<void>;
  readonly preview: (table: KnownTable) => Promise<void>;
  readonly copyName: (table: KnownTable) => Promise<void>;
  readonly newQuery: (table: KnownTable) => Promise<void>;
  readonly openPage: (table: KnownTable) => Promise<void>;
}

interface TableItem extends vscode.QuickPickItem {
  readonly table?: KnownTable;
}

type Button = vscode.QuickInputButton & { readonly action: keyof FindTableActions };

/** More are not read by anybody. */
const mostFound = 200;
/** How long nobody types before services are asked, in milliseconds. */
const pause = 250;

/** *Find Table…*: a list that follows every keystroke, by what is known here and by what services find. */
export function findTable(
  index: TableIndex,
  connections: readonly Connection[],
  actions: FindTableActions,
  report: (error: unknown) => void,
): void {
  const pick = vscode.window.createQuickPick<TableItem>();
  pick.title = vscode.l10n.t('Find Table');
  pick.placeholder = vscode.l10n.t('Words of a name, a comment or a column');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const buttons = buttonsOf();
  let abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let problems: readonly TableItem[] = [];
  /** A service may find by what is not known here, such as locations. */
  let found: readonly KnownTable[] = [];
  const show = (): void => {
    const known = index.search(pick.value, mostFound);
    const others = found.filter((table) => !known.some((one) => isSame(one, table)));
    pick.items = [...[...known, ...others].map((table) => toItem(table, buttons)), ...problems];
  };
  const ask = async (text: string, signal: AbortSignal): Promise<void> => {
    pick.busy = true;
    for await (const answer of searchServices(connections, text, signal)) {
      if (answer.kind === 'problem') problems = [...problems, problemItem(answer)];
      else found = [...found, ...answer.tables];
      show();
    }
    pick.busy = false;
  };
  const changed = (): void => {
    abort.abort();
    clearTimeout(timer);
    problems = [];
    found = [];
    pick.busy = false;
    show();
    if (pick.value.trim().length < 3) return;
    abort = new AbortController();
    const { signal } = abort;
    timer = setTimeout(() => {
      ask(pick.value, signal).catch((error: unknown) => {
        if (!signal.aborted) report(error);
      });
    }, pause);
  };
  const run = (action: keyof FindTableActions, { table }: TableItem): void => {
    pick.hide();
    if (table !== undefined) actions[action](table).catch(report);
  };
  pick.onDidChangeValue(changed);
  pick.onDidAccept(() => {
    const [item] = pick.activeItems;
    if (item !== undefined) run('reveal', item);
  });
  pick.onDidTriggerItemButton(({ item, button }) => {
    const known = buttons.find((one) => one === button);
    if (known !== undefined) run(known.action, item);
  });
  const walk = new AbortController();
  const listAll = async (): Promise<void> => {
    for await (const tables of walkTables(connections, walk.signal)) {
      for (const table of tables) index.add(table);
      if (tables.length > 0) show();
    }
  };
  pick.onDidHide(() => {
    walk.abort();
    abort.abort();
    clearTimeout(timer);
    pick.dispose();
  });
  show();
  pick.show();
  listAll().catch(report);
}

function isSame(a: KnownTable, b: KnownTable): boolean {
  const { namespace, name } = a.identifier;
  return (
    a.connection === b.connection &&
    a.catalog === b.catalog &&
    name === b.identifier.name &&
    namespace.join('\n') === b.identifier.namespace.join('\n')
  );
}

function toItem(table: KnownTable, buttons: readonly Button[]): TableItem {
  const { connection, identifier, comment, kind } = table;
  return {
    label: plainLabel(identifier.name),
    description: plainLabel([connection, identifier.namespace.join('.')].join(' · ')),
    ...(comment === undefined ? {} : { detail: plainLabel(comment.replace(/\s+/g, ' ')) }),
    iconPath: new vscode.ThemeIcon(kind === 'view' ? 'eye' : 'table'),
    // They were found by columns too, which the editor does not see.
    alwaysShow: true,
    buttons,
    table,
  };
}

function problemItem({
  catalog,
  error,
}: {
  readonly catalog: string;
  readonly error: unknown;
}): TableItem {
  return {
    label: plainLabel(catalog),
    detail: plainLabel(errorText(error)),
    iconPath: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
    alwaysShow: true,
  };
}

function buttonsOf(): readonly Button[] {
  return [
    {
      action: 'openPage',
      iconPath: new vscode.ThemeIcon('book'),
      tooltip: vscode.l10n.t('Open Table Page'),
    },
    {
      action: 'preview',
      iconPath: new vscode.ThemeIcon('open-preview'),
      tooltip: vscode.l10n.t('Preview Rows'),
    },
    {
      action: 'copyName',
      iconPath: new vscode.ThemeIcon('copy'),
      tooltip: vscode.l10n.t('Copy Qualified Name'),
    },
    {
      action: 'newQuery',
      iconPath: new vscode.ThemeIcon('new-file'),
      tooltip: vscode.l10n.t('New Query'),
    },
  ];
}
