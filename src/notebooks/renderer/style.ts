import bar from './styles/bar.css';
import cells from './styles/cells.css';
import controls from './styles/controls.css';
import panel from './styles/panel.css';

/** The sheets of a result, one after the other. */
export function createStyle(): HTMLStyleElement {
  const style = document.createElement('style');
  style.textContent = [controls, bar, cells, panel].join('\n');
  return style;
}
