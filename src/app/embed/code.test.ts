import { expect, it } from 'vitest';
import { sealed } from '../../state/link-check';
import { hashOfFigure, iframeCode, markdownLink } from './code';

const base = 'https://example.org/na/';
const framed = { hash: '#/argmax?sigma=0.3&present=secant', title: 'Less than "a < b" [1]' };

it('an iframe has its state, its size and its title, safe in HTML', () => {
  expect(iframeCode(base, framed)).toBe(
    '<iframe src="https://example.org/na/?embed=1#/argmax?sigma=0.3&amp;present=secant" width="720" height="460" loading="lazy" title="Less than &quot;a &lt; b&quot; [1]"></iframe>',
  );
});

it('a link leads to the whole page, safe in Markdown', () => {
  expect(markdownLink(base, framed)).toBe(
    String.raw`[Less than "a < b" \[1\]](<https://example.org/na/${sealed(framed.hash)}>)`,
  );
});

it('a figure takes the place of a scene or of another figure, and a lesson stays', () => {
  expect(hashOfFigure('#/argmax?sigma=2&scene=8&ask=1', 'secant')).toBe(
    '#/argmax?sigma=2&present=secant',
  );
  expect(hashOfFigure('#/argmax?sigma=2&present=bias&show=sigma', 'secant')).toBe(
    '#/argmax?sigma=2&present=secant&show=sigma',
  );
});
