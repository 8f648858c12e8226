import type { Block } from '../../components/block.ts';
import { type Corner, centred, overlaid } from '../../components/overlay.ts';
import { type Hit, hitAt } from '../../theme/hit.ts';
import { lineWidth } from '../../theme/line.ts';
import type { Opened } from '../overlays/registry.ts';

/** What the mouse is on, and whether that lies over the page. */
export interface Found {
  readonly hit: Hit | undefined;
  readonly isOver: boolean;
}

/** What was drawn last, and what lies over it: the mouse asks what is where. */
export class Layers {
  #page: Block = [];
  #over: { readonly block: Block; readonly place: Corner } | undefined;
  /** What only a component draws. */
  #component: (column: number, row: number) => Hit | undefined = () => undefined;

  /** @returns the page with what lies over it as one screen */
  laid(page: Block, over: Block | undefined, open: Opened | undefined, width: number, height: number): Block {
    this.#page = page;
    this.#component = (column, row) => open?.of.hitAt?.(open.data, { columns: width, rows: height }, column, row);
    this.#over = undefined;
    if (!over) return page;
    const place =
      open?.of.stands === 'foot'
        ? { left: 0, top: height - 1 - over.length }
        : centred(over, Math.max(0, ...over.map(lineWidth)), width, height);
    this.#over = { block: over, place };
    return overlaid(page, over, place, width);
  }

  /** What is at a cell, counted from 0: under what lies over the page nothing of the page. */
  at(column: number, row: number): Found {
    const place = this.#over?.place ?? { left: 0, top: 0 };
    const hit = this.#component(column, row) ?? hitAt(this.#over?.block ?? [], column - place.left, row - place.top);
    return hit ? { hit, isOver: true } : { hit: hitAt(this.#page, column, row), isOver: false };
  }
}
