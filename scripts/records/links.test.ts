import { describe, expect, it } from 'vitest';
import { defaultsIn, labIds, openLink, readLinks, tableOf, type LabId } from './links';

const { defaults, links } = readLinks();
const known = new Map(links.map((kept) => [kept.link, kept]));

/** A title that fits a line. */
const brief = (link: string) => (link.length < 90 ? link : `${link.slice(0, 89)}…`);

/**
 * Links of version 0.1.0, which stand in slides and in mails: every parameter by itself, presets,
 * settings that have to fit each other, and what is no value at all. A new link is added to
 * links.json as `{ "link": "#/..." }` and filled in by `npm run records -- --write`, which leaves
 * the others as they are.
 */
describe('a link opens for ever to the same values, with the same words:', () => {
  it.each([...known].map(([link, kept]) => [brief(link) || 'none', link, kept] as const))(
    '%s',
    (_, link, { lab, present, values, notices, again }) => {
      const opened = openLink(link);
      expect(opened).toMatchObject({ lab, present, again });
      expect(opened.notices).toEqual(notices);
      // parameters that came later are not in here
      expect(opened.values).toMatchObject({ ...defaultsIn({ defaults }, lab), ...values });
    },
  );

  it('and so does the address that the page makes of it, without a word', () => {
    for (const { link } of links) {
      const opened = openLink(link);
      expect(openLink(opened.again)).toEqual({ ...opened, notices: [] });
    }
  });
});

describe('the links', () => {
  it.each(labIds)('of %s set every parameter to another value than its default', (lab: LabId) => {
    const set = new Set(
      links.filter((kept) => kept.lab === lab).flatMap(({ values }) => Object.keys(values)),
    );
    expect([...set].sort()).toEqual(Object.keys(tableOf(lab)).sort());
  });

  it('are all different, and some of every lab have faults', () => {
    expect(known.size).toBe(links.length);
    for (const lab of labIds) {
      const faulty = links.filter((kept) => kept.lab === lab && kept.notices.length > 0);
      expect(faulty.length).toBeGreaterThan(9);
    }
  });
});
