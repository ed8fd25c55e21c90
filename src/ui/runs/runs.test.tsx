import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Progress, remainingTime } from './Progress';
import { RunList, type ListedRun } from './RunList';
import { Stages } from './Stages';
import { Transport, type TransportProps } from './Transport';

const nothing = () => undefined;

function transport(patch: Partial<TransportProps> = {}): string {
  return renderToStaticMarkup(
    <Transport
      playing={false}
      canRun
      over={false}
      walking={false}
      status={<p role="status">step 3</p>}
      onPlay={nothing}
      onPause={nothing}
      onAgain={nothing}
      onMore={nothing}
      onStep={nothing}
      onReset={nothing}
      onStage={nothing}
      {...patch}
    />,
  );
}

describe('the transport', () => {
  it('has one button to run and to pause', () => {
    expect(transport()).toContain('<span>Run</span></button>');
    expect(transport({ playing: true })).toContain('<span>Pause</span></button>');
    expect(transport({ canRun: false })).toMatch(/class="button transport-run" disabled=""/);
    expect(transport({ playing: true, canRun: false })).not.toMatch(/transport-run" disabled/);
  });

  it('has a next step when all runs have come to their end', () => {
    const over = transport({ canRun: false, over: true });
    expect(over).toMatch(/Again<\/span><\/button><button[^>]*>100 more<\/button>/);
    expect(over).not.toMatch(/transport-run" disabled/);
  });

  it('says where it stands, politely', () => {
    expect(transport()).toContain('role="status">step 3</p>');
  });

  it('says whether a slow step is on its way', () => {
    expect(transport()).toContain('aria-label="One slow step"');
    expect(transport({ walking: true })).toContain('aria-label="Next stage of the slow step"');
  });
});

it('the stages of a slow step say which one it is at', () => {
  const stages = ['score', 'argmax', 'update'];
  expect(renderToStaticMarkup(<Stages stages={stages} stage={1} />)).toMatch(
    /<li data-past="true"><span>score<\/span><\/li><li aria-current="step" data-past="false"><span>argmax/,
  );
});

describe('the list of runs', () => {
  const run: ListedRun = {
    id: 'a',
    name: 'Direct',
    stroke: 'var(--ink-1)',
    dashes: '6 3',
    detail: 'step 3',
    fault: '',
    hidden: false,
    pinned: false,
    removable: true,
  };
  const list = (patch: Partial<ListedRun>, full = false) =>
    renderToStaticMarkup(
      <RunList
        runs={[{ ...run, ...patch }]}
        current="a"
        full={full}
        onSelect={nothing}
        onRename={nothing}
        onPin={nothing}
        onHide={nothing}
        onRemove={nothing}
        onRemedy={nothing}
      />,
    );

  it('names every button after its run', () => {
    const markup = list({});
    for (const name of ['Hide Direct', 'Keep a copy of Direct', 'Remove Direct']) {
      expect(markup).toContain(`aria-label="${name}"`);
    }
    expect(markup).toMatch(/aria-label="Show the instance of Direct"[^>]* checked=""/);
    expect(list({ hidden: true })).toContain('aria-label="Draw Direct"');
    expect(list({ pinned: true })).not.toContain('Keep a copy');
    expect(list({ removable: false })).not.toContain('Remove');
  });

  it('keeps no more copies than there is room for, and says so', () => {
    expect(list({})).toContain('aria-label="Keep a copy of Direct"');
    const full = list({}, true);
    expect(full).toContain('as many copies as are kept: remove one to keep one of Direct');
    expect(full).toMatch(/aria-disabled="true"/);
  });

  it('shows ink and dash pattern, and a fault with its remedy', () => {
    expect(list({})).toContain('stroke:var(--ink-1);stroke-dasharray:6 3');
    expect(list({ fault: 'It is lost.', remedy: 'Go back to step 20' })).toMatch(
      /It is lost\..*<button[^>]*>Go back to step 20<\/button>/,
    );
  });
});

describe('progress', () => {
  it('is a native bar with words', () => {
    const markup = renderToStaticMarkup(
      <Progress done={3} total={8} label="Repetitions" remaining="about 2 min left" />,
    );
    expect(markup).toContain('<progress value="3" max="8" aria-label="Repetitions">');
    expect(markup).toContain('3 of 8, about 2 min left');
  });

  it('estimates the time that is left', () => {
    expect(remainingTime(0, 10, 1000)).toBe('');
    expect(remainingTime(5, 10, 20_000)).toBe('about 20 s left');
    expect(remainingTime(1, 10, 60_000)).toBe('about 9 min left');
    expect(remainingTime(1, 100, 600_000)).toBe('about 16.5 h left');
    expect(remainingTime(10, 10, 1000)).toBe('');
  });
});
