// Loaded before everything else, in plain JavaScript, so that a Node.js that is too old
// to read TypeScript still says what to do instead of failing on the first type.
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `This service needs Node.js 22.18 or newer and is running on ${process.versions.node}.\n` +
      'Start it with "npm start" after "npm ci", which brings its own Node.js 24.\n',
  );
  process.exit(1);
}

// Keeps compiled code between starts; where the folder cannot be written it does nothing.
module.enableCompileCache?.(new URL('../node_modules/.cache/compiled', import.meta.url).pathname);

// Databases and backups hold personal data: nobody reads their files but who runs the service.
process.umask(0o077);
