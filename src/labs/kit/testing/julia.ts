import PRELUDE from '../programs/julia-in-python.py?raw';

/** Rules line by line, in their order: what Julia writes, and what Python writes for it. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^(\s*)function (.+)$/, '$1def $2:'],
  [/^(\s*)for (\w+) in (.+):(.+)$/, '$1for $2 in span($3, $4):'],
  [/^(\s*)(for .+ in \w+)$/, '$1$2:'],
  [/^(\s*)(while|if) (.+)$/, '$1$2 $3:'],
  [/^(\s*)elseif (.+)$/, '$1elif $2:'],
  [/^(\s*)else$/, '$1else:'],
  [/\^/g, '**'],
  [/⊻/g, '^'],
  [/÷/g, '//'],
  [/&&/g, 'and'],
  [/\|\|/g, 'or'],
  [/push!\(/g, 'push_('],
  [/!(?=[\w(])/g, 'not '],
  [/@printf\(/g, 'printf('],
  [/\btrue\b/g, 'True'],
  [/\bfalse\b/g, 'False'],
  [/\bnothing\b/g, 'None'],
  // a list, not a place in one
  [/(?<=[\s(,])\[((?:[^[\]]|\[[^[\]]*\])*)\]/g, 'List([$1])'],
];

/**
 * Julia as Python, as far as the page's programs use it: plain loops and branches over numbers and lists, whose
 * indentation Python needs as it stands. Places in lists still count from 1, and words still have 32 bits.
 */
export function juliaAsPython(code: string): string {
  const lines = code
    .split('\n')
    .filter((line) => !/^\s*end$/.test(line))
    .map((line) =>
      /^".*"$/.test(line) ? '' : RULES.reduce((all, [from, to]) => all.replace(from, to), line),
    );
  return `${PRELUDE}\n${lines.join('\n')}`;
}
