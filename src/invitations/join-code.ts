import { randomInt } from 'node:crypto';
import { z } from 'zod';

/** A code with which everybody at a meeting can have themselves invited. */
export interface JoinCode {
  readonly id: string;
  readonly assessmentId: string;
  readonly code: string;
  /** How many addresses may join with it, and how many have. */
  readonly places: number;
  readonly taken: number;
  readonly expiresAt: string;
}

/** No two of these letters and digits look alike, on a screen at the far end of a room either. */
const alphabet = '34679ACDEFHJKMNPRTWXY';
const length = 8;

/** @param letters how many; workshops have shorter codes. */
export function newCode(letters = length): string {
  return Array.from({ length: letters }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** "ACDE FHJK": easier to copy by eye. */
export function inGroups(code: string): string {
  const half = code.length / 2;
  return `${code.slice(0, half)} ${code.slice(half)}`;
}

/** A code as somebody typed it: in any case, with or without spaces and dashes. */
export function typedCodeOf(letters: number) {
  return z
    .string()
    .transform((text) => text.replace(/[\s\-–—]/g, '').toUpperCase())
    .refine((code) => isCode(code, letters));
}

export const typedCode = typedCodeOf(length);

/** Whether a text could be a code; anything else in an address is simply none. */
export function isCode(text: string, letters = length): boolean {
  return text.length === letters && [...text].every((letter) => alphabet.includes(letter));
}

export const mostPlaces = 60;
export const usualPlaces = 20;
/** How long a code may last, in hours. */
export const mostHours = 24;
export const usualHours = 2;
