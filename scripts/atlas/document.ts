import { atlas } from '../../src/core/atlas/atlas';
import type { AtlasEntry } from '../../src/core/atlas/entry';
import type { MarkedFormula, Slot } from '../../src/core/atlas/perturbed/forms';

export const ATLAS_FILE = 'docs/atlas.md';

const titles: Readonly<Record<keyof typeof atlas, string>> = {
  laws: 'Noise laws',
  oracles: 'Oracles',
  losses: 'Losses',
  relaxations: 'Relaxations',
  estimators: 'Gradient estimators',
  decoders: 'Decoders',
  truths: 'Exact laws',
};

const roles: Readonly<Record<AtlasEntry['role'], string>> = {
  lab: 'a page runs it',
  reference: 'a truth for tests',
  awaited: 'written and certified, for a lab that is to come',
};

const symbols: Readonly<Record<Slot, string>> = {
  sigma: String.raw`\sigma`,
  epsilon: String.raw`\varepsilon`,
  k: 'k',
};

/** A formula without marks: its terms as groups, its numbers as symbols. */
const unmarked = ({ tex }: MarkedFormula) =>
  tex.replace(/\\term\{\w+\}/g, '').replace(/\\slot\{(\w+)\}/g, (_, slot: Slot) => symbols[slot]);

/** The atlas for people: written by `npm run atlas`, held to its source by a test. */
export function atlasDocument(): string {
  const sections = Object.entries(titles).map(([kind, title]) => {
    const found: Readonly<Record<string, AtlasEntry>> = atlas[kind as keyof typeof atlas];
    return [`## ${title}`, ...Object.values(found).map(sectionOf)].join('\n\n');
  });
  return `${[
    '# Atlas',
    'Everything of the field that is written here, once: what it is, where it comes from, where its code lies ' +
      'and which reference values certify it. This page is made from `src/core/atlas` by `npm run atlas`.',
    ...sections,
  ].join('\n\n')}\n`;
}

/** A fence, in which Markdown leaves backslashes alone: between dollars it takes \\{ for {. */
const formulaBlock = (tex: string) => ['```math', tex, '```'].join('\n');

function sectionOf(entry: AtlasEntry): string {
  const { name, formula, perturbed, help, source, module, exports, golden, role } = entry;
  const { cite, at, url } = source;
  const files = golden?.map((file) => `\`reference/${file}.json\``).join(', ');
  return [
    `### ${name}`,
    formulaBlock(formula.tex),
    help,
    ...(perturbed
      ? [
          'Under noise, and with the loss added, as its lab writes it:',
          formulaBlock(unmarked(perturbed.prediction)),
          formulaBlock(unmarked(perturbed.augmented)),
        ]
      : []),
    [
      `- Source: [${cite}${at ? `, ${at}` : ''}](${url})`,
      `- Code: [src/core/${module}.ts](../src/core/${module}.ts), ${exports.map((x) => `\`${x}\``).join(', ')}`,
      ...(files ? [`- Reference values: ${files}`] : []),
      `- Role: ${roles[role]}`,
    ].join('\n'),
  ].join('\n\n');
}
