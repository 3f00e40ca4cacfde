import type { PageHost, PageModel } from '../model.js';

/** A pointer that moved less than this was meant to click. */
const stillPixels = 4;

/** Moves the drawing with the pointer. */
export function pan(event: PointerEvent, model: PageModel, host: PageHost): void {
  if (event.button !== 0) return;
  const start = { x: event.clientX, y: event.clientY };
  const { x, y } = model.view;
  let hasMoved = false;
  const move = ({ clientX, clientY }: PointerEvent): void => {
    const [dx, dy] = [clientX - start.x, clientY - start.y];
    hasMoved ||= Math.abs(dx) + Math.abs(dy) > stillPixels;
    if (!hasMoved) return;
    model.view = { ...model.view, x: x + dx, y: y + dy };
    host.draw();
  };
  const end = (): void => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    if (!hasMoved) return;
    // The click that ends the move selects nothing. It comes at once, or never.
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => {
      window.removeEventListener('click', swallow, { capture: true });
    });
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}

function swallow(event: Event): void {
  event.stopPropagation();
}

/** The wheel moves, and zooms with Ctrl or Cmd, as two fingers that pinch do. */
export function wheel(event: WheelEvent, model: PageModel, host: PageHost): void {
  event.preventDefault();
  const { currentTarget: canvas } = event;
  if (!(canvas instanceof SVGElement)) return;
  if (event.ctrlKey || event.metaKey) {
    const { left, top } = canvas.getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    host.zoom(Math.exp(-event.deltaY / 300), at);
    return;
  }
  const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
  model.view = { ...model.view, x: model.view.x - dx, y: model.view.y - dy };
  host.draw();
}
