import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { errorText } from '../../host/errorText.js';
import type { Services } from '../../host/services.js';
import { graphEvents } from '../../lineage/graphExport/graphOpenLineage.js';
import { graphMermaid } from '../../lineage/graphExport/graphMermaid.js';
import { datasetOf, isColumn, keyOf, type LineageId } from '../../lineage/lineageGraph.js';
import type { Neighbour, NeighbourEdge } from '../../lineage/neighbours.js';
import type { Form, FromPage, ToPage } from '../../webviews/lineage/protocol.js';
import { openSource } from '../lineageHover/openSource.js';
import { lineageWords, sliceWords } from './lineageWords.js';
import { identityOf } from './findSubject.js';
import { toMemory } from './parseSubject.js';
import { saveExport } from './saveExport.js';
import { edgeId, toSlice } from './toSlice.js';

/** So many nodes come at once. */
const maxNodes = 2_500;
const firstDepth = 2;
/** What is known by then is shown, however much of the workspace is read. */
const patienceMs = 1_000;
/** Kept in the workspace's state: the form that was looked at last. */
const formKey = 'lakehouse.lineage.form';

/** The lineage of one table or column, in its panel. */
export class LineagePage implements vscode.Disposable {
  #subject: LineageId;
  readonly #services: Services;
  readonly #panel: vscode.WebviewPanel;
  readonly #nodes = new Map<string, Neighbour>();
  readonly #edges = new Map<string, NeighbourEdge>();
  #running = new AbortController();

  constructor(services: Services, subject: LineageId, panel: vscode.WebviewPanel) {
    this.#services = services;
    this.#subject = subject;
    this.#panel = panel;
  }

  get subject(): LineageId {
    return this.#subject;
  }

  async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        await this.#start();
        return;
      case 'around':
        await this.#around(message.of, message.direction, message.depth);
        return;
      case 'columns':
        await this.#columns(message.of);
        return;
      case 'show': {
        const id = this.#idOf(message.of);
        const { column: field } = message;
        if (id === undefined) return;
        await this.show(field === undefined ? id : { dataset: datasetOf(id), field });
        return;
      }
      case 'open':
        await openSource(message.place);
        return;
      case 'form':
        await this.#services.context.workspaceState.update(formKey, message.form);
        return;
      case 'exportPicture': {
        const { format, data } = message;
        const bytes = Buffer.from(data, format === 'png' ? 'base64' : 'utf8');
        await saveExport(this.#label(), format, bytes);
        return;
      }
      case 'exportGraph':
        await this.#export(message);
    }
  }

  /** Shows something else in the same panel. */
  async show(subject: LineageId): Promise<void> {
    this.#subject = subject;
    await this.#start();
  }

  dispose(): void {
    this.#running.abort();
  }

  async #start(): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#sendPage();
    if (await this.#load(signal)) return;
    // What was read meanwhile is shown as soon as all is. Tables may be known by their identities then.
    const { service } = await this.#services.lineage();
    const isRead = await service.settled(signal).then(
      () => true,
      () => false,
    );
    if (isRead && this.#running.signal === signal) await this.#load(signal);
  }

  /** Shows what is around the subject, and nothing of before. Returns whether all files were read. */
  async #load(signal: AbortSignal): Promise<boolean> {
    this.#nodes.clear();
    this.#edges.clear();
    this.#subject = await identityOf(this.#services, this.#subject, signal);
    return this.#around(keyOf(this.#subject), 'both', firstDepth);
  }

  #sendPage(): void {
    const title = this.#label();
    this.#panel.title = vscode.l10n.t('Lineage: {0}', title);
    this.#send({
      type: 'page',
      memory: toMemory(this.#subject),
      page: {
        language: vscode.env.language,
        title,
        subject: keyOf(this.#subject),
        ...(isColumn(this.#subject) ? { table: keyOf(this.#subject.dataset) } : {}),
        form: this.#form(),
        words: lineageWords(),
      },
    });
  }

  /** Whether all files were read. */
  async #around(of: string, direction: 'up' | 'down' | 'both', depth: number): Promise<boolean> {
    const { signal } = this.#running;
    const id = this.#idOf(of);
    if (id === undefined) return true;
    try {
      const { service } = await this.#services.lineage();
      const patience = delay(patienceMs, undefined, { ref: false });
      const request = { of: id, direction, depth, kinds: 'all', maxNodes } as const;
      const answer = await service.neighbours(request, patience, signal);
      if (signal.aborted) return true;
      const isFirst = this.#nodes.size === 0;
      for (const node of answer.nodes) this.#nodes.set(node.key, node);
      for (const edge of answer.edges) this.#edges.set(edgeId(edge), edge);
      // Only now it is known what the table is called.
      if (isFirst) this.#sendPage();
      this.#send({ type: 'slice', of, slice: toSlice(answer, sliceWords()) });
      return answer.coverage !== 'reading';
    } catch (error) {
      if (signal.aborted) return true;
      this.#send({ type: 'failed', of, text: errorText(error) });
      return true;
    }
  }

  async #columns(of: string): Promise<void> {
    const id = this.#idOf(of);
    if (id === undefined) return;
    const { service } = await this.#services.lineage();
    const columns = await service.columns(datasetOf(id), this.#running.signal);
    this.#send({ type: 'columns', of, columns });
  }

  async #export({
    format,
    nodes: keys,
    edges: ids,
  }: Extract<FromPage, { type: 'exportGraph' }>): Promise<void> {
    const nodes = keys.flatMap((key) => this.#nodes.get(key) ?? []);
    const edges = ids.flatMap((id) => this.#edges.get(id) ?? []);
    const text = format === 'mermaid' ? graphMermaid(nodes, edges) : await this.#events(nodes);
    await saveExport(this.#label(), format, Buffer.from(text));
  }

  /** A line for each file. */
  async #events(nodes: readonly Neighbour[]): Promise<string> {
    const { service } = await this.#services.lineage();
    const ids = nodes.map(({ id }) => id);
    const edges = await service.edges(ids, this.#running.signal);
    const namespace = vscode.workspace.name ?? 'workspace';
    const jobOf = (uri: string): { readonly namespace: string; readonly name: string } => ({
      namespace,
      name: vscode.workspace.asRelativePath(
        uri.startsWith('/') ? vscode.Uri.file(uri) : vscode.Uri.parse(uri),
      ),
    });
    return graphEvents(edges, jobOf, new Date())
      .map((event) => `${JSON.stringify(event)}\n`)
      .join('');
  }

  /** What the page means by a key: something that it was sent, the subject, or the subject's table. */
  #idOf(key: string): LineageId | undefined {
    const subject = this.#subject;
    const own = [subject, datasetOf(subject)].find((each) => keyOf(each) === key);
    return own ?? this.#nodes.get(key)?.id;
  }

  /** As its connection calls it, as soon as that is known. */
  #label(): string {
    const subject = this.#subject;
    const table = datasetOf(subject);
    const label = this.#nodes.get(keyOf(subject))?.table ?? table.name;
    return isColumn(subject) ? `${label}.${subject.field}` : label;
  }

  #form(): Form {
    const kept = this.#services.context.workspaceState.get<unknown>(formKey);
    return kept === 'graph' ? 'graph' : 'tree';
  }

  #send(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }
}
