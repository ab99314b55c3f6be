import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';

const folder = path.join(import.meta.dirname, '../../views');
const compiled = new Map<string, ejs.TemplateFunction>();

/**
 * Renders `views/NAME.ejs`. A view reads its values from `it` and calls `it.part(name, values)`
 * for a smaller view; templates are compiled once, and values are escaped by `<%= %>`.
 */
export function render(name: string, values: object): string {
  let template = compiled.get(name);
  if (!template) {
    template = compile(name);
    compiled.set(name, template);
  }
  return template({ ...values, part: render });
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
