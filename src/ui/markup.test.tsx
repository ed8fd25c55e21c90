import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Badge, Notices } from './basics';
import { Disclosure, SegmentedControl, Select, Toggle } from './controls/choices';
import { Slider } from './controls/Slider';
import { FigureContext } from './figure/context';
import { Figure } from './figure/Figure';
import { Legend } from './figure/Legend';
import { groupDigits } from './figure/source';
import { fillPlain } from './formula/live';
import { Formula } from './formula/Formula';
import { renderFormula } from './formula/katex';
import { Menu } from './overlay/Menu';

const nothing = () => undefined;
const nowhere = () => Promise.resolve('');
const actions = {
  ...{
    presenting: true,
    quiet: null,
    menu: true,
    programs: null,
    preferences: null,
    settings: nowhere,
    receipt: nowhere,
  },
  ...{ copyLink: nothing, embed: nothing, present: nothing, report: nothing, notify: nothing },
};
const options = [
  { value: 'a', label: 'First' },
  { value: 'b', label: 'Second' },
] as const;

describe('a slider', () => {
  const markup = renderToStaticMarkup(
    <Slider
      label="Noise scale"
      symbol="σ"
      value={1}
      scale={{ kind: 'log', min: 0.01, max: 100 }}
      describe={(value) => `sigma ${value}`}
      onChange={nothing}
    />,
  );

  it('is a native range in the middle of its scale, which says its value', () => {
    expect(markup).toMatch(/<input class="range" type="range"[^>]* aria-valuetext="sigma 1"/);
    expect(markup).toContain('value="0.5"');
  });

  it('has a number field with a name of its own', () => {
    expect(markup).toContain('aria-label="Noise scale σ" aria-invalid="false" value="1"');
  });

  it('of either sign has its zero in the middle and speaks the whole value', () => {
    const signed = renderToStaticMarkup(
      <Slider
        label="Loss weight"
        symbol="ε"
        value={-10}
        scale={{ kind: 'signed-log', min: 0.1, max: 1000 }}
        describe={(value) => `epsilon ${value}`}
        onChange={nothing}
      />,
    );
    expect(signed).toContain('data-signed="true"');
    expect(signed).toContain('aria-valuetext="epsilon -10"');
    expect(signed).toContain('value="0.235"');
    expect(signed).toContain('value="−10"');
  });
});

describe('choices', () => {
  it('are native controls with labels', () => {
    const shared = { label: 'Law', value: 'b', options, onChange: nothing } as const;
    expect(renderToStaticMarkup(<Select {...shared} />)).toMatch(
      /<span id="(.+?)">.*Law.*<select aria-labelledby="\1"/,
    );
    const restarting = renderToStaticMarkup(<Select {...shared} restarts />);
    expect(restarting).toContain('title="A change starts the training anew."');
    expect(renderToStaticMarkup(<Select {...shared} />)).not.toContain('training');
    expect(renderToStaticMarkup(<SegmentedControl {...shared} />)).toMatch(
      /<legend>.*Law.*<\/legend>.*type="radio"[^>]*checked="" value="b"/,
    );
    expect(renderToStaticMarkup(<Toggle label="Freeze" checked onChange={nothing} />)).toContain(
      'role="switch" checked=""',
    );
    expect(renderToStaticMarkup(<Disclosure summary="More">text</Disclosure>)).toContain(
      '<summary>More',
    );
  });
});

describe('a figure', () => {
  const markup = renderToStaticMarkup(
    <Figure
      id="one"
      title="Noise wins"
      sentence="Look at the bars."
      description="A wins 70% of the draws."
      legend={[{ label: 'measured', color: 'var(--prediction)', mark: 'dot' }]}
      source={{ backend: 'webgpu', adapter: 'GPU', samples: 1048576, seed: 7 }}
    >
      {() => <svg />}
    </Figure>,
  );

  it('has a title, a sentence, a description and its source', () => {
    expect(markup).toMatch(/aria-labelledby="(.+?)-title" aria-describedby="\1-description"/);
    expect(markup).toContain('Look at the bars.');
    expect(markup).toContain('A wins 70% of the draws.');
    expect(markup).toContain('WebGPU · 1,048,576 samples · seed 7');
  });

  it('has a menu with a name, and no drawing before it is measured', () => {
    expect(markup).toContain('aria-label="Options of: Noise wins"');
    expect(markup).toContain('aria-haspopup="menu"');
    expect(markup).not.toContain('<svg></svg>');
  });

  it('says nothing of what it shows while a question about it is open, and answers to nothing', () => {
    const quiet = renderToStaticMarkup(
      <FigureContext value={{ ...actions, quiet: 'Scene 1: Bars' }}>
        <Figure id="one" title="Noise wins" sentence="Look." description="A wins 70% of the draws.">
          {() => <svg />}
        </Figure>
      </FigureContext>,
    );
    expect(quiet).toMatch(/class="figure-plot"[^>]* inert=""/);
    expect(quiet).toContain('Scene 1: Bars');
    expect(quiet).not.toMatch(/Noise wins|Look\.|70%/);
    expect(markup).not.toContain('inert');
  });

  it('counts in groups of three', () => {
    expect([1, 999, 1000, 16777216].map(groupDigits)).toEqual(['1', '999', '1,000', '16,777,216']);
  });

  it('has a mark in its legend for every kind', () => {
    const marks = ['square', 'hatch', 'line', 'dash', 'ring', 'dot', 'cross'] as const;
    const items = marks.map((mark) => ({ label: mark, color: 'red', mark }));
    const legend = renderToStaticMarkup(<Legend items={items} />);
    expect(legend.match(/<svg/g)).toHaveLength(marks.length);
  });
});

describe('a formula', () => {
  it('is plain text with its live numbers until it is typeset, and is read out so', () => {
    const markup = renderToStaticMarkup(
      <Formula tex="\sigma" plain="y = {sigma} g" slots={{ sigma: '0.50' }} />,
    );
    expect(markup).toContain('role="math" aria-label="y = 0.50 g"');
    expect(markup).toContain('>y = 0.50 g<');
  });

  it('keeps names that it does not know', () => {
    expect(fillPlain('{a} and {b}', { a: '1' })).toBe('1 and {b}');
  });

  it('marks slots and terms, and nothing else of HTML', () => {
    const html = renderFormula(
      String.raw`\htmlData{term=noise}{\htmlData{slot=sigma}{1.0}\gamma}`,
      true,
    );
    expect(html).toContain('data-slot="sigma"');
    expect(html).toContain('data-term="noise"');
    // it would hold the placeholders of live numbers for who copies it
    expect(html).not.toContain('<math');
    expect(renderFormula(String.raw`\href{javascript:alert(1)}{x}`, true)).not.toContain('<a ');
  });

  it('shows a fault in the TeX in its place', () => {
    expect(renderFormula(String.raw`\frac{1`, true)).toContain('katex-error');
  });
});

it('a menu costs a button until it is opened', () => {
  const markup = renderToStaticMarkup(<Menu label="Share">{() => 'Copy'}</Menu>);
  expect(markup).toContain('aria-expanded="false"');
  expect(markup).not.toContain('Copy');
});

it('notices are announced politely, one by one', () => {
  const notices = [{ id: 1, tone: 'warning', message: 'sigma must be less.' }] as const;
  const markup = renderToStaticMarkup(<Notices notices={notices} onDismiss={nothing} />);
  expect(markup).toContain('aria-live="polite"');
  expect(markup).toContain('sigma must be less.');
  expect(markup).toContain('aria-label="Dismiss"');
});

it('a badge says its tone to the style sheet', () => {
  expect(renderToStaticMarkup(<Badge tone="good">ready</Badge>)).toContain('data-tone="good"');
});
