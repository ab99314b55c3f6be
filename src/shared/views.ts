import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';

const folder = path.join(import.meta.dirname, '../../views');
const compiled = new Map<string, ejs.TemplateFunction>();

/**
 * Renders `views/NAME.ejs`. A view reads its values from `it` and calls `it.part(name, values)`
 * for a smaller view, or `it.once` for one of what never changes; templates are compiled once, and
 * values are escaped by `<%= %>`.
 */
export function render(name: string, values: object): string {
  let template = compiled.get(name);
  if (!template) {
    template = compile(name);
    compiled.set(name, template);
  }
  return template({ ...values, part: render, once: renderOnce });
}

const rendered = new WeakMap<object, Map<string, string>>();

/** Renders a view of something that never changes once, for as long as that is remembered. */
function renderOnce(name: string, thing: object): string {
  const views = rendered.get(thing) ?? new Map<string, string>();
  rendered.set(thing, views);
  const html = views.get(name) ?? render(name, thing);
  views.set(name, html);
  return html;
}

function compile(name: string): ejs.TemplateFunction {
  const filename = path.join(folder, `${name}.ejs`);
  return ejs.compile(readFileSync(filename, 'utf8'), {
    filename,
    // Reading from one object is several times faster than EJS's "with" block.
    _with: false,
    localsName: 'it',
    async: false,
    compileDebug: false,
  });
}
