import type { RequestHandler } from 'express';
import { readUpload } from '../shared/upload.ts';
import { mostBytes } from './list.ts';

/** The only address to which a file may be sent, and the name of its field. */
export const uploadPath = '/surveys/:assessment/invitations/check';
export const uploadField = 'file';

/** Reads the form with a list in a file, before the token in it is looked at. */
export const readListUpload: RequestHandler = readUpload({
  field: uploadField,
  mostBytes,
  mayUpload: (req) => req.session !== undefined,
});
