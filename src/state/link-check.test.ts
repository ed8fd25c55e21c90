import fc from 'fast-check';
import { expect, it } from 'vitest';
import { examine, sealed } from './link-check';
import { parseHash } from './route';

const hash = '#/argmax?scores=own&own=0.62,0.11,0.87&seed=12345&present=frequency';
const given = sealed(hash);
const arrived = (link: string) => examine(parseHash(link).checked!);

it('a link is whole where nothing happened to it, whatever it says', () => {
  expect(arrived(given)).toEqual({ text: hash.slice(hash.indexOf('?') + 1), fault: null });
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9=&.,-]{1,60}$/), (text) => {
      fc.pre(!/(^|&)(check=|&|$)|&$/.test(text));
      expect(arrived(sealed(`#/argmax?${text}`)).fault).toBeNull();
    }),
  );
});

it('a link that says nothing but a lab has no check value', () => {
  expect(sealed('#/knn')).toBe('#/knn');
  expect(parseHash('#/argmax?seed=12').checked).toBeNull();
});

it('every cut of a link is told, also one that still parses', () => {
  for (let end = given.indexOf('&') + 1; end < given.length; end++) {
    expect(arrived(given.slice(0, end)).fault).toMatch(/was cut: \d+ of its 58 characters came/);
  }
  expect(arrived(given.slice(0, given.indexOf('345'))).fault).toContain('"seed" may be cut too');
  expect(arrived(given.slice(0, given.indexOf('.') + 3)).fault).toContain('was changed');
});

it.each([
  ['a full stop and a bracket', `${given}).`],
  ['a line in the middle', `${given.slice(0, 50)}\n  ${given.slice(50)}`],
  ['a line in the middle, in percent signs', `${given.slice(0, 50)}%0A${given.slice(50)}`],
  ['commas in percent signs', given.replaceAll(',', '%2C')],
  ['a mark of where it was found', `${given}&utm_source=mail`],
  ['marks in HTML, commas in percent signs', given.replaceAll('&', '&amp;').replaceAll(',', '%2C')],
  ['commas in percent signs, twice', given.replaceAll(',', '%252C')],
  ['soft ends of lines of a mail', `${given.slice(0, 50)}=\r\n${given.slice(50)}`],
  ['its equals signs as a mail has them', given.replaceAll('=', '=3D')],
  ['the quote of a mail', `${given.slice(0, 50)}\n> ${given.slice(50)}`],
  ['the quote of a mail, in percent signs', `${given.slice(0, 50)}%0D%0A%3E%20${given.slice(50)}`],
  ['a sign without width', `${given.slice(0, 50)}\u200b${given.slice(50)}`],
  ['backslashes of Markdown', given.replaceAll(',', '\\,')],
  ['the name of a link behind it', `${given}|the figure>`],
  ['wide commas', given.replaceAll(',', '，')],
  ['blanks as a form has them', given.replaceAll(',', ',+')],
  ['marks by their numbers in HTML', given.replaceAll('&', '&#38;').replace('&#38;', '&')],
  ['two question marks', given.replace('&seed', '?seed')],
  ['a mark of its own before all', given.replace('&scores', '&utm_source=mail&scores')],
  ['capitals', given.replace(/&.*/, (said) => said.toUpperCase())],
  ['another link behind it', `${given}https://example.org/${given}`],
])('%s: the link is put right, and that is told', (_, link) => {
  const { text, fault } = arrived(link);
  expect(text).toBe(hash.slice(hash.indexOf('?') + 1));
  expect(fault).toContain('could be put right');
});

it('strokes that a program made of minus signs are put right', () => {
  const made = sealed('#/argmax?scores=-1,2&epsilon=-1.5');
  for (const stroke of '−–‐') {
    expect(arrived(made.replaceAll('-', stroke))).toEqual({
      text: 'scores=-1,2&epsilon=-1.5',
      fault: 'This link was changed on its way; it could be put right.',
    });
  }
});

it.each([
  ['the marks between its parts', given.replaceAll('&', '%26')],
  ['its equals signs', given.replaceAll('=', '%3D')],
  ['all of it twice', `#/${encodeURIComponent(encodeURIComponent(given.slice(2)))}`],
  ['its beginning', given.replace('#/', '%23%2F')],
  ['its marks in HTML', given.replaceAll('&', '&amp;')],
])('%s in other signs: the link says what it said', (_, link) => {
  expect(parseHash(link)).toEqual(parseHash(given));
  expect(arrived(link).fault).toBeNull();
});

it('a link that is cut in its check value is told', () => {
  for (const check of ['', given.slice(given.indexOf('=') + 1, given.indexOf('.') + 3)]) {
    expect(arrived(`#/argmax?check=${check}`).fault).toContain('was changed');
  }
});

it('dots in the place of an end are no setting', () => {
  const { text, fault } = arrived(`${given.slice(0, given.indexOf('&seed') + 1)}…`);
  expect(text).toMatch(/0\.87&$/);
  expect(fault).toMatch(
    /was cut: 30 of its 58 characters came\. What is missing is at its default\.$/,
  );
});

it('another digit is told', () => {
  expect(arrived(given.replace('12345', '12346')).fault).toContain('was changed on its way');
});

it('a link in percent signs altogether names its lab', () => {
  const mangled = `#${encodeURIComponent(hash.slice(1))}`;
  expect(parseHash(mangled)).toEqual(parseHash(hash));
});
