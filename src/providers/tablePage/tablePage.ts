import * as vscode from 'vscode';
import { isCached } from '../../catalog/cachedCatalog.js';
import type { Table } from '../../catalog/catalog.js';
import type { CommandId } from '../../host/commands.js';
import { errorText } from '../../host/errorText.js';
import type { Services } from '../../host/services.js';
import type { FromPage, SectionState, ToPage } from '../../webviews/tablePage/protocol.js';
import { openQuery } from '../preview/openQuery.js';
import { openPreview } from '../preview/previewPanel.js';
import { placeText, tableTitle } from '../preview/previewWords.js';
import type { TablePlace } from '../preview/tablePlace.js';
import { toMemory } from './findPlace.js';
import { saveColumn, saveToFile, saveToService } from './saveDescription.js';
import { sections } from './sections/index.js';

/** The page of one table, in its panel. Every section is loaded on its own, and fails on its own. */
export class TablePage implements vscode.Disposable {
  readonly place: TablePlace;
  readonly #services: Services;
  readonly #panel: vscode.WebviewPanel;
  readonly #running = new Map<string, AbortController>();
  #table: Promise<Table> | undefined;

  constructor(services: Services, place: TablePlace, panel: vscode.WebviewPanel) {
    this.#services = services;
    this.place = place;
    this.#panel = panel;
  }

  /** The frame of the page; it asks for its sections then. */
  show(): void {
    const offered = sections.filter((section) => section.isOffered(this.place));
    this.#send({
      type: 'page',
      memory: toMemory(this.place),
      page: {
        language: vscode.env.language,
        title: tableTitle(this.place),
        place: placeText(this.place),
        words: {
          contents: vscode.l10n.t('Sections'),
          loading: vscode.l10n.t('Loading…'),
          retry: vscode.l10n.t('Retry'),
        },
        actions: [
          { action: 'preview', label: vscode.l10n.t('Preview') },
          { action: 'query', label: vscode.l10n.t('New Query') },
          { action: 'lineage', label: vscode.l10n.t('Show Lineage') },
          { action: 'copy', label: vscode.l10n.t('Copy Name') },
          { action: 'refresh', label: vscode.l10n.t('Refresh') },
        ],
        sections: offered.map((section) => ({
          id: section.id,
          heading: section.heading(),
          ...(section.ask === undefined ? {} : { ask: section.ask() }),
        })),
      },
    });
  }

  async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.show();
        return;
      case 'load':
        await this.#load(message.section);
        return;
      case 'do':
        await this.#do(message.action, message.argument);
        return;
      case 'save': {
        const { comment, tags } = message;
        const isSaved =
          message.target === 'file'
            ? await saveToFile(this.#services, this.place, { comment, tags })
            : await saveToService(
                this.#services,
                this.place,
                { comment, tags },
                await this.#once(),
              );
        if (!isSaved) return;
        if (message.target === 'service') this.#forget();
        await this.#load('description');
        return;
      }
      case 'describeColumn':
        await saveColumn(this.#services, this.place, message.column, message.comment);
        await this.#load('columns');
    }
  }

  dispose(): void {
    for (const abort of this.#running.values()) abort.abort();
  }

  async #load(id: string): Promise<void> {
    const section = sections.find((one) => one.id === id);
    if (section?.isOffered(this.place) !== true) return;
    this.#running.get(id)?.abort();
    const abort = new AbortController();
    this.#running.set(id, abort);
    const { signal } = abort;
    const tell = (state: SectionState): void => {
      if (!signal.aborted) this.#send({ type: 'section', section: id, state });
    };
    tell({ kind: 'loading' });
    try {
      const request = {
        services: this.#services,
        place: this.place,
        table: () => this.#once(),
        signal,
      };
      tell({ kind: 'shown', view: await section.load(request) });
    } catch (error) {
      tell({ kind: 'failed', text: errorText(error) });
    }
  }

  async #do(action: string, argument: string | undefined): Promise<void> {
    const { place } = this;
    const at =
      argument !== undefined && /^-?\d+$/.test(argument)
        ? { ...place, version: { snapshotId: BigInt(argument) } }
        : place;
    switch (action) {
      case 'preview':
        openPreview(this.#services, at);
        return;
      case 'query': {
        const { engine } = await place.connection.open();
        await openQuery(at, { run: engine !== undefined });
        return;
      }
      case 'lineage':
        await vscode.commands.executeCommand(openLineage, { place });
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(argument ?? tableTitle(place));
        return;
      case 'refresh':
        this.#forget();
        this.show();
    }
  }

  /** The sections share one definition; a failed one is asked for again. */
  #once(): Promise<Table> {
    this.#table ??= this.place.catalog
      .loadTable(this.place.table, new AbortController().signal)
      .catch((error: unknown) => {
        this.#table = undefined;
        throw error;
      });
    return this.#table;
  }

  #forget(): void {
    const { catalog, table } = this.place;
    this.#table = undefined;
    if (isCached(catalog)) catalog.forget([...table.namespace, table.name]);
  }

  #send(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }
}

const openLineage: CommandId = 'lakehouse.lineage.open';
