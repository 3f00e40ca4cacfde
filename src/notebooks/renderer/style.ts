import { pageNonce } from './dom.js';
import bar from './styles/bar.css';
import cells from './styles/cells.css';
import chart from './styles/chart.css';
import comparison from './styles/comparison.css';
import controls from './styles/controls.css';
import menu from './styles/menu.css';
import panel from './styles/panel.css';
import preview from './styles/preview.css';
import selection from './styles/selection.css';
import status from './styles/status.css';
import viewer from './styles/viewer.css';

/** The sheets of a result, one after the other. */
export function createStyle(): HTMLStyleElement {
  const style = document.createElement('style');
  style.nonce = pageNonce() ?? '';
  style.textContent = [
    controls,
    bar,
    chart,
    menu,
    cells,
    panel,
    selection,
    status,
    viewer,
    comparison,
    preview,
  ].join('\n');
  return style;
}
