import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { QUANTITIES } from '../../core/maps/quantities';
import { mapCase } from '../gallery/maps';
import { colouringOf } from './model';

/* The colours of the map as eyes without one kind of cones see them, in both themes. */

type Colour = readonly [number, number, number];

/**
 * What is left of linear RGB without one kind of cones: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A
 * Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE TVCG 15 (2009), severity 1.
 */
const VISIONS: Readonly<Record<string, readonly Colour[]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const sheet = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const tokens = sheet('../../styles/tokens.css');
const charts = sheet('../charts.css').replace(/\/\*[^]*?\*\//g, '');

/** Values of the tokens of a theme. */
function themeOf(theme: 'light' | 'dark') {
  const [, block] = new RegExp(`data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(tokens)!;
  return (name: string): Colour => {
    const [, hex] = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(block)!;
    const part = (i: number) => parseInt(hex.slice(2 * i, 2 * i + 2), 16) / 255;
    return [part(0), part(1), part(2)];
  };
}

/** A property of a class of the style sheet of the charts. */
function styleOf(name: string, property: string): string {
  const rules = [...charts.matchAll(/([^{}]+)\{([^}]*)\}/g)];
  const own = rules.filter(([, selectors]) =>
    selectors.split(',').some((selector) => selector.trim() === `.${name}`),
  );
  const found = own.flatMap(([, , body]) =>
    [...body.matchAll(/([\w-]+): ([^;]+);/g)].flatMap(([, key, value]) =>
      key === property ? [value] : [],
    ),
  );
  expect(found.length, `.${name} has ${property}`).toBeGreaterThan(0);
  return found.at(-1)!;
}

/** The token of a colour: "var(--text)" is "text". */
const tokenOf = (value: string) => /^var\(--([\w-]+)\)$/.exec(value)![1];

const mix = (over: Colour, under: Colour, opacity: number): Colour => [
  opacity * over[0] + (1 - opacity) * under[0],
  opacity * over[1] + (1 - opacity) * under[1],
  opacity * over[2] + (1 - opacity) * under[2],
];

const linear = (value: number) =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** Relative luminance (WCAG 2) of what a kind of eyes sees of a colour. */
function luminance(colour: Colour, vision: readonly Colour[]): number {
  const [r, g, b] = colour.map(linear);
  const seen = vision.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b)));
  return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2];
}

const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

const SHADES = 33;
const hues = [...new Set(QUANTITIES.map((quantity) => colouringOf(mapCase({}, quantity)).hue))];
const views = (['light', 'dark'] as const).flatMap((theme) =>
  Object.entries(VISIONS).flatMap(([name, vision]) =>
    hues.map((hue) => ({ theme, name, vision, hue })),
  ),
);

/** The shades of a hue, from the card on. */
function shadesOf(theme: 'light' | 'dark', hue: string): Colour[] {
  const token = themeOf(theme);
  const full = token(tokenOf(styleOf(`hue-${hue}`, 'fill')));
  return Array.from({ length: SHADES }, (_, i) => mix(full, token('card'), i / (SHADES - 1)));
}

describe.each(views)('the $hue map in the $theme theme with $name', ({ theme, vision, hue }) => {
  const token = themeOf(theme);
  const seen = (colour: Colour) => luminance(colour, vision);
  const shades = shadesOf(theme, hue);

  it('is the darker or the lighter the more there is, all the way', () => {
    const lights = shades.map(seen);
    const way = Math.sign(lights[SHADES - 1] - lights[0]);
    lights.slice(1).forEach((light, i) => expect(way * (light - lights[i])).toBeGreaterThan(0));
    // the ends are told apart by lightness alone
    expect(contrast(lights[0], lights[SHADES - 1])).toBeGreaterThan(3);
  });

  it('has hatching that stands out from its halo on every shade', () => {
    const stroke = seen(token(tokenOf(styleOf('wrong-stroke', 'stroke'))));
    const halo = token(tokenOf(styleOf('wrong-halo', 'stroke')));
    const opacity = Number(styleOf('wrong-halo', 'opacity'));
    for (const shade of shades) {
      expect(contrast(stroke, seen(mix(halo, shade, opacity)))).toBeGreaterThan(3);
    }
  });

  it('has pins, the valley and the least loss that stand out from their halos', () => {
    const of = (name: string, property: string) => seen(token(tokenOf(styleOf(name, property))));
    for (const [mark, halo] of [
      ['dots', 'dots-halo'],
      ['least-loss', 'least-halo'],
    ]) {
      expect(contrast(of(mark, 'stroke'), of(halo, 'stroke'))).toBeGreaterThan(4.5);
    }
    const inside = of('point-grip', 'fill');
    expect(contrast(of('point-grip', 'stroke'), inside)).toBeGreaterThan(4.5);
    expect(contrast(of('label-pin', 'fill'), inside)).toBeGreaterThan(4.5);
  });
});
