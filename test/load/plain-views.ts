import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './server-process.ts';

/** The views that are pages of their own, header and footer included. */
const wholePages = {
  'question-page': 'assessment/question',
  'benchmark-page': 'benchmark/peers',
  'board-page': 'benchmark/icb',
};

/**
 * Rewrites the service's views as people ordinarily write EJS: values by their bare names, which
 * EJS finds with a "with" block, and `include` for smaller views. The text, the loops and every
 * escaped value stay as they are; the frame becomes a header and a footer, since plain EJS has no
 * frames. Made from the real views, so that the reference shows the same page for ever.
 */
export function writePlainViews(folder: string): void {
  const views = path.join(root, 'views');
  for (const file of readdirSync(views, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ejs')) continue;
    const plain = plainView(readFileSync(path.join(views, file), 'utf8'), path.dirname(file));
    if (file !== 'layout/page.ejs') {
      write(folder, file, plain);
      continue;
    }
    const [header = '', footer = ''] = plain.split('<%- content %>\n');
    write(folder, 'layout/header.ejs', header);
    write(folder, 'layout/footer.ejs', footer);
  }
  for (const [name, view] of Object.entries(wholePages))
    write(
      folder,
      `${name}.ejs`,
      `<%- include('layout/header') %><%- include('${view}') %><%- include('layout/footer') %>`,
    );
}

function plainView(source: string, folder: string): string {
  return source.replace(/<%[\s\S]*?%>/g, (tag) =>
    tag
      .replace(/const \{[^}]*\} = it;/g, '')
      .replace(/\bit\.(?:part|once)\('([^']+)'(, it)?/g, (_, name) => {
        const relative = path.posix.relative(folder, name);
        return `include('${relative}'`;
      })
      .replace(/\bit\.(?=\w)/g, ''),
  );
}

function write(folder: string, file: string, text: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
