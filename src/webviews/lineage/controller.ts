import { render } from 'lit';
import { drawingOf } from './boxes.js';
import { lookOf } from './draw/graphView.js';
import { lineagePage } from './draw/page.js';
import { type Direction, directions, edgesAt, farEnd, merge, unloaded } from './graph.js';
import { measure } from './measure.js';
import { firstLevels, type PageHost, type PageModel, type Selection } from './model.js';
import { newModel } from './newModel.js';
import { pictureOf, pngOf } from './picture.js';
import type { Form, FromPage, ToPage } from './protocol.js';
import { matchesOf } from './search.js';
import { treePath } from './treePath.js';
import { treeRows } from './treeRows.js';
import { anchored, firstView, fitted, revealed, type Screen, zoomed } from './view.js';
import { openKey, openLevels, visibleOf } from './visible.js';

interface Expansion {
  readonly key: string;
  readonly direction: Direction;
  readonly levels: number;
}

type Around = Extract<FromPage, { type: 'around' }>['direction'];

/** What happens on the page, and what becomes of it. */
export class Controller implements PageHost {
  readonly #send: (message: FromPage) => void;
  #model: PageModel | undefined;
  /** What is to be opened as soon as it is loaded. */
  #wanted: Expansion[] = [];
  /** What a person has opened that had to be loaded: it is loaded again when the page is. */
  #expanded: Expansion[] = [];
  #again: readonly Expansion[] = [];
  #frame: number | undefined;
  #afterDraw: (() => void)[] = [];

  constructor(send: (message: FromPage) => void) {
    this.#send = send;
  }

  receive(message: ToPage): void {
    switch (message.type) {
      case 'page':
        document.documentElement.lang = message.page.language;
        document.title = message.page.title;
        if (this.#model?.page.subject !== message.page.subject) this.#expanded = [];
        this.#model = newModel(message.page, this.#model);
        this.#wanted = directions.map((direction) => ({
          key: message.page.subject,
          direction,
          levels: firstLevels,
        }));
        this.#again = this.#expanded;
        break;
      case 'slice':
        this.#take(message);
        return;
      case 'columns':
        this.#model?.columns.set(message.of, message.columns);
        this.change();
        return;
      case 'failed':
        this.#model?.failed.set(message.of, message.text);
        for (const direction of directions) {
          this.#model?.asked.delete(openKey(message.of, direction));
        }
    }
    this.draw();
  }

  post(message: FromPage): void {
    this.#send(message);
  }

  /** Many changes make one drawing. */
  draw(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  change(): void {
    const model = this.#model;
    if (model === undefined) return;
    const before = model.drawn?.drawing;
    model.drawn = model.form === 'graph' ? this.#drawing(model) : undefined;
    const after = model.drawn?.drawing;
    if (before !== undefined && after !== undefined) {
      const { node } = model.selected;
      const anchor = node !== undefined && after.nodes.has(node) ? node : model.page.subject;
      model.view = anchored(before, after, anchor, model.view);
    } else if (after !== undefined && !model.isPlaced) {
      // How much room there is shows when the page around is drawn.
      this.#afterDraw.unshift(() => {
        model.view = firstView(after, screen(), model.selected.node ?? model.page.subject);
        model.isPlaced = true;
        this.draw();
      });
    }
    this.draw();
  }

  load(of: string, direction: Around, depth: number): void {
    for (const one of directions) {
      if (direction === one || direction === 'both') {
        this.#model?.asked.set(openKey(of, one), 'waiting');
      }
    }
    this.#send({ type: 'around', of, direction, depth });
  }

  select(selection: Selection): void {
    if (this.#model === undefined) return;
    this.#model.selected = selection;
    this.draw();
  }

  toggle(key: string, direction: Direction): void {
    const model = this.#model;
    if (model === undefined) return;
    const shown = new Set(model.drawn?.visible.nodes.map((node) => node.key));
    const ends = edgesAt(model.graph, key, direction).map((edge) => farEnd(edge, direction));
    const isAllShown =
      unloaded(model.graph, key, direction) === 0 && ends.every((end) => shown.has(end));
    if (isAllShown && model.open.delete(openKey(key, direction))) this.change();
    else this.openTo(key, direction, 1);
  }

  openTo(key: string, direction: Direction, levels: number): void {
    const model = this.#model;
    if (model === undefined) return;
    openLevels(model.graph, model.open, key, direction, levels);
    if (this.#isLoaded(model, key, direction, levels)) {
      this.change();
      return;
    }
    this.#expanded.push({ key, direction, levels });
    this.#expand({ key, direction, levels });
    this.change();
  }

  show(form: Form): void {
    const model = this.#model;
    if (model === undefined || model.form === form) return;
    model.form = form;
    this.#send({ type: 'form', form });
    this.change();
  }

  find(text: string): void {
    const model = this.#model;
    if (model === undefined) return;
    model.search = text;
    model.matches = matchesOf(model.graph, model.graph.nodes.keys(), text);
    model.match = 0;
    this.#showMatch(model);
  }

  step(by: 1 | -1): void {
    const model = this.#model;
    if (model === undefined || model.matches.length === 0) return;
    model.match = (model.match + by + model.matches.length) % model.matches.length;
    this.#showMatch(model);
  }

  fit(): void {
    const model = this.#model;
    if (model?.drawn === undefined) return;
    model.view = fitted(model.drawn.drawing, screen());
    this.draw();
  }

  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void {
    if (this.#model === undefined) return;
    const { width, height } = screen();
    this.#model.view = zoomed(this.#model.view, factor, at ?? { x: width / 2, y: height / 2 });
    this.draw();
  }

  reveal(key: string): void {
    const model = this.#model;
    if (model?.drawn === undefined) return;
    model.view = revealed(model.drawn.drawing, screen(), key, model.view);
    this.#afterDraw.push(() => {
      focusOn('data-node', key);
    });
    this.draw();
  }

  focusRow(path: string): void {
    this.#afterDraw.push(() => {
      focusOn('data-path', path);
    });
    this.draw();
  }

  exportAs(format: 'svg' | 'png' | 'mermaid' | 'openlineage'): void {
    const model = this.#model;
    if (model === undefined) return;
    const { visible, drawing } = this.#drawing(model);
    if (format === 'mermaid' || format === 'openlineage') {
      const nodes = visible.nodes.map(({ key }) => key);
      const edges = visible.edges.map(({ id }) => id);
      this.#send({ type: 'exportGraph', format, nodes, edges });
      return;
    }
    const look = { ...lookOf(model), selected: undefined, selectedEdges: none, found: none };
    const picture = pictureOf(drawing, look, model.page.title);
    if (format === 'svg') this.#send({ type: 'exportPicture', format, data: picture.svg });
    else {
      void pngOf(picture).then((data) => {
        this.#send({ type: 'exportPicture', format, data });
      });
    }
  }

  #expand(expansion: Expansion): void {
    this.#wanted.push(expansion);
    this.load(expansion.key, expansion.direction, expansion.levels);
  }

  #take({ of, slice }: Extract<ToPage, { type: 'slice' }>): void {
    const model = this.#model;
    if (model === undefined) return;
    merge(model.graph, slice);
    model.notes = slice.notes;
    model.failed.delete(of);
    for (const direction of directions) {
      const key = openKey(of, direction);
      if (model.asked.has(key)) model.asked.set(key, 'answered');
    }
    const wanted = this.#wanted;
    this.#wanted = [];
    for (const { key, direction, levels } of wanted) {
      if (key === of) openLevels(model.graph, model.open, key, direction, levels);
      else this.#wanted.push({ key, direction, levels });
    }
    const again = this.#again;
    this.#again = [];
    for (const expansion of again) this.#expand(expansion);
    if (model.search !== '') {
      model.matches = matchesOf(model.graph, model.graph.nodes.keys(), model.search);
    }
    this.change();
  }

  #isLoaded(model: PageModel, key: string, direction: Direction, levels: number): boolean {
    const seen = new Set<string>([key]);
    let rim = [key];
    for (let level = 0; level < levels && rim.length > 0; level++) {
      if (rim.some((each) => unloaded(model.graph, each, direction) > 0)) return false;
      const ends = rim.flatMap((each) =>
        edgesAt(model.graph, each, direction).map((edge) => farEnd(edge, direction)),
      );
      rim = [...new Set(ends)].filter((end) => !seen.has(end));
      for (const end of rim) seen.add(end);
    }
    return true;
  }

  #drawing(model: PageModel): NonNullable<PageModel['drawn']> {
    const { graph, page, open, filter, columns } = model;
    const visible = visibleOf(graph, page.subject, open, filter);
    return { visible, drawing: drawingOf(visible, columns, measure) };
  }

  /** Opens all that lies before a match, in the tree and in the graph, and goes there. */
  #showMatch(model: PageModel): void {
    const key = model.matches[model.match];
    if (key === undefined) {
      this.draw();
      return;
    }
    const { graph, page, filter } = model;
    const path = treePath(graph, page.subject, key, filter);
    const own = path?.at(-1);
    model.selected = { node: key, edges: [] };
    if (path !== undefined && own !== undefined) {
      for (const each of path.slice(0, -1)) model.folds.set(each, true);
      model.row = own;
      const [direction, ...nodes] = own.split('\n');
      if (direction === 'up' || direction === 'down') {
        for (const each of [page.subject, ...nodes.slice(0, -1)]) {
          model.open.add(openKey(each, direction));
        }
      }
    }
    this.change();
    if (model.drawn !== undefined) {
      model.view = revealed(model.drawn.drawing, screen(), key, model.view);
    }
    this.#afterDraw.push(() => {
      // Whoever types goes on typing.
      find('data-path', model.row)?.scrollIntoView({ block: 'nearest' });
    });
  }

  #draw(): void {
    const model = this.#model;
    if (model === undefined) return;
    render(lineagePage(model, this, screen()), document.body);
    const after = this.#afterDraw;
    this.#afterDraw = [];
    for (const each of after) each();
    if (model.form === 'tree') this.#loadRows(model);
  }

  /** Rows that stand for what is not there yet are asked for when they are seen. */
  #loadRows(model: PageModel): void {
    for (const row of treeRows(model.graph, model.page.subject, model.folds, model.filter)) {
      if (row.kind !== 'loading' || model.failed.has(row.of)) continue;
      if (model.asked.has(openKey(row.of, row.direction))) continue;
      this.load(row.of, row.direction, 1);
    }
  }
}

const none: ReadonlySet<string> = new Set();

function screen(): Screen {
  const { clientWidth, clientHeight } = document.querySelector('.form') ?? document.body;
  return { width: clientWidth, height: clientHeight };
}

function find(attribute: 'data-node' | 'data-path', value: string): Element | undefined {
  return [...document.querySelectorAll(`[${attribute}]`)].find(
    (element) => element.getAttribute(attribute) === value,
  );
}

function focusOn(attribute: 'data-node' | 'data-path', value: string): void {
  const element = find(attribute, value);
  if (element instanceof HTMLElement || element instanceof SVGElement) element.focus();
}
