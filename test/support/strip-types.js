// Jest's view of TypeScript: the same type stripping that Node.js itself does.
import { stripTypeScriptTypes } from 'node:module';

export default { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
